"""Safe fixes: made until none is left, bounded, and nothing else is touched."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.markdown.edits import TextEdit
from specui.resources import samples_dir
from specui.rules.diagnostic import Diagnostic, Fix, Severity
from specui.rules.rule import Subject
from specui.workspace.check.safe_fixes import ROUNDS, fix, fix_on_disk
from specui.workspace.config.repository_config import Config
from specui.workspace.config.template_library import TemplateLibrary
from specui.workspace.files import spec_file as files
from specui.workspace.files.spec_file import Context, parse_file

CONTEXT = Context(
    date(2026, 11, 25), TemplateLibrary(Config(Path()), date(2026, 11, 25)).templates(samples_dir())
)
SAMPLES = sorted(samples_dir().glob("tier*/*.md"))
PATH = Path("a.md")


@given(st.sampled_from(SAMPLES), st.data())
def test_a_second_time_changes_nothing(path: Path, data: st.DataObject) -> None:
    text = path.read_bytes()
    at = data.draw(st.integers(0, len(text)))
    junk = data.draw(
        st.sampled_from(
            [b"", b"\n- [] \n", b"\r", b"|", b"\n## 3. ", b"\x00", b"\xe2\x80\xae", b"\xff", b"\n"]
        )
    )
    once = fix(parse_file(PATH, "a.md", text[:at] + junk + text[at:], CONTEXT))
    again = fix(once.after)
    assert again.after.data == once.after.data
    assert again.total == 0
    assert (once.total == 0) == (once.after.data == once.before.data)


@pytest.mark.parametrize("name", ["weather-holds.md", "crew-rostering.md"])
def test_nothing_safe_is_left(name: str) -> None:
    file = parse_file(PATH, name, (samples_dir() / "tier3-supporting" / name).read_bytes(), CONTEXT)
    fixed = fix(file)
    assert fixed.total > 0
    assert not [d for d in fixed.after.diagnostics if d.fix and d.fix.safe]
    assert fixed.before is file


def test_what_is_not_utf_8_stays() -> None:
    file = parse_file(PATH, "a.md", b"- [] \xff\n", CONTEXT)
    assert fix(file).after is file


def test_fixes_that_answer_each_other_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def flip(subject: Subject) -> tuple[Diagnostic, ...]:
        mended = Fix("Flip", (TextEdit(0, 1, "b" if subject.text[0] == "a" else "a"),))
        return (Diagnostic("flip", "SP000", Severity.ERROR, "", 0, 1, "", "", mended),)

    monkeypatch.setattr(files, "diagnose", flip)
    assert fix(parse_file(PATH, "a.md", b"a", CONTEXT)).after.text == "b"


def test_fixes_that_grow_for_ever_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def grow(_: Subject) -> tuple[Diagnostic, ...]:
        return (
            Diagnostic(
                "grow", "SP000", Severity.ERROR, "", 0, 0, "", "", Fix("Grow", (TextEdit(0, 0, "a"),))
            ),
        )

    monkeypatch.setattr(files, "diagnose", grow)
    assert fix(parse_file(PATH, "a.md", b"", CONTEXT)).after.text == "a" * ROUNDS


def test_on_disk_what_stands_there_is_fixed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes((samples_dir() / "tier3-supporting" / "weather-holds.md").read_bytes())
    fixed = fix_on_disk(path, "a.md", CONTEXT)
    assert path.read_bytes() == fixed.after.data != fixed.before.data
    before = os.stat(path)
    assert fix_on_disk(path, "a.md", CONTEXT).total == 0
    assert os.stat(path).st_ino == before.st_ino
