"""Reading ahead in another process: the same results, without Textual, and any failure is ignored."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from specui.tui.models.problem_list import problems_of
from specui.tui.models.tree_rows import summarise
from specui.tui.services import read_ahead as ahead
from specui.workspace.files.spec_file import parse_file
from specui.workspace.session import Session

ROOT = Path(__file__).parents[3]


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})
    monkeypatch.setattr(ahead, "PATIENCE", 20)


@pytest.mark.usefixtures("two_cores")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the test runner may have threads
@pytest.mark.parametrize("path", ["", "README.md"])
def test_the_child_reads_the_same_as_this_process(samples: Path, path: str) -> None:
    child = ahead.read_ahead(os.fspath(samples / path), 40)
    assert child is not None
    known, rest = child.first(), child.rest()
    assert known is not None
    session, other = Session(samples / path), Session(samples / path)
    assert known.names == session.discover()
    assert rest == (known.names, session.found)
    other.adopt_start(known.names, known.files, partial=known.partial)
    assert list(other.workspace.files) == list(known.names[:40])
    for number, (name, file) in enumerate(other.workspace.files.items()):
        same = session.read(name)
        assert (file.data, file.text, file.kind) == (same.data, same.text, same.kind)
        assert file.diagnostics == same.diagnostics
        assert file.contents.spec.fields == same.contents.spec.fields
        assert known.summaries[number] == summarise(same)
        assert known.problems[number] == problems_of(same)
        assert parse_file(file.path, name, file.data, file.context).diagnostics == same.diagnostics


@pytest.mark.usefixtures("two_cores")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_of_many_names_some_come_with_the_first_files(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "NAMES", 5)
    child = ahead.read_ahead(os.fspath(samples), 3)
    assert child is not None
    known, rest = child.first(), child.rest()
    assert known is not None
    assert rest is not None
    names = Session(samples).discover()
    assert (known.names, known.partial, rest.names) == (names[:5], True, names)


@pytest.mark.usefixtures("two_cores")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_child_that_fails_is_ignored(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "parts_of", lambda *_: 1 / 0)
    child = ahead.read_ahead(os.fspath(tmp_path), 40)
    assert child is not None
    assert child.first() is None
    assert child.rest() is None
    child.stop()
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("two_cores")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_late_child_is_stopped(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "PATIENCE", 0)
    child = ahead.read_ahead(os.fspath(samples), 40)
    assert child is not None
    assert child.first() is None
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def test_one_core_has_no_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0})
    assert ahead.read_ahead(os.fspath(tmp_path), 40) is None


def test_the_child_imports_no_textual(samples: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from specui.tui.services.read_ahead import parts_of\n"
        "assert len([*parts_of(Path(sys.argv[1]), 9)]) == 2; print(*sys.modules)"
    )
    env: Mapping[str, str] = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, samples], capture_output=True, check=True, env=env, text=True
    )
    assert {"textual", "rich.segment", "asyncio", "click"}.isdisjoint(done.stdout.split())
