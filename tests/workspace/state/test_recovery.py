"""Promise 8: typing survives the program, privately, and is offered once the program is gone."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace.state import recovery
from specui.workspace.state.recovery import Base, FormTyped, Recovery
from specui.workspace.storage.errors import StorageError

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Recovery]:
    kept = Recovery(tmp_path / "state")
    yield kept
    kept.close()


@given(
    path=st.text(min_size=1, max_size=20).filter(lambda name: "\0" not in name),
    section=st.text(max_size=20),
    text=st.text(st.characters(), max_size=200),
)
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, path: str, section: str, text: str
) -> None:
    kept = Recovery(tmp_path_factory.mktemp("state"))
    written = kept.write(Path("/specs") / path, section, "d1", text)
    assert kept.pending() == [written]
    assert (written.section_key, written.base_digest, written.text) == (section, "d1", text)
    kept.discard(written)
    assert kept.pending() == []
    kept.close()


def test_a_name_that_is_no_text_comes_back(kept: Recovery) -> None:
    path = Path(os.fsdecode(b"/specs/caf\xe9.md"))
    kept.write(path, "1", "d", "lone \udcff surrogate")
    assert [(entry.path, entry.text) for entry in kept.pending()] == [(path, "lone \udcff surrogate")]


def test_one_entry_a_section_the_newest_first(kept: Recovery) -> None:
    for number in range(3):
        kept.write(Path("/a.md"), "overview", "d", f"text {number}")
    older = kept.write(Path("/b.md"), "overview", "d", "b")
    os.utime(older.file, (1, 1))
    assert [(entry.path.name, entry.text) for entry in kept.pending()] == [("a.md", "text 2"), ("b.md", "b")]
    kept.forget(Path("/a.md"), "overview")
    kept.forget(Path("/a.md"), "never written")
    assert [entry.path.name for entry in kept.pending()] == ["b.md"]


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    state = tmp_path / "state"
    (state / "recovery").mkdir(parents=True, mode=0o755)
    old_mask = os.umask(0)
    try:
        kept = Recovery(state)
        kept.write(Path("/a.md"), "overview", "d", "secret")
    finally:
        os.umask(old_mask)
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept.folder.iterdir()} == {0o600}
    kept.close()


def test_the_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    if sys.platform == "linux":
        assert Recovery().folder == tmp_path / "xdg" / "specui" / "recovery"
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "own"))
    assert Recovery().folder == tmp_path / "own" / "recovery"
    assert Recovery().pending() == []
    assert not (tmp_path / "own").exists(), "looking must not make folders"


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"version": 1}', b"[" * 100_000),
        json.dumps({"version": 1, "path": "/a", "section": 1, "base_digest": "", "text": ""}).encode(),
        json.dumps({"version": 9, "path": "/a", "section": "", "base_digest": "", "text": ""}).encode(),
    ],
)
def test_a_damaged_entry_is_kept_and_told(kept: Recovery, content: bytes) -> None:
    good = kept.write(Path("/a.md"), "overview", "d", "text")
    damaged = good.file.with_name("0" * 24 + "-1-00000000.json")
    damaged.write_bytes(content)
    assert kept.pending() == [good]
    assert kept.damaged() == [damaged]
    assert damaged.read_bytes() == content


BASE = Base("# T\n\nOne\n", 5, 8, bom=True)
FORM = FormTyped("add", "New gap", 5, "One", 2, ("Gap", "Notes"), ("", "none"), ("Fog", "since May"))


def test_the_base_and_the_form_come_back(kept: Recovery) -> None:
    written = kept.write(Path("/a.md"), "overview", "d", "text", base=BASE, form=FORM)
    assert kept.pending() == [written]
    assert (written.base, written.form) == (BASE, FORM)


def test_a_long_file_is_not_copied_into_the_journal(kept: Recovery) -> None:
    long = "x" * (recovery.BASE_LIMIT + 1)
    assert kept.write(Path("/a.md"), "s", "d", "text", base=Base(long, 0, 5)).base is None
    (entry,) = kept.pending()
    assert entry.base is None and entry.file.stat().st_size < 1_000
    kept.write(Path("/a.md"), "s", "d", "text", base=Base(long[1:], 0, 5))
    assert kept.pending()[0].base is not None


def test_what_an_earlier_version_kept_is_still_offered(kept: Recovery) -> None:
    entry = kept.write(Path("/a.md"), "overview", "d", "text")
    record = {"version": 1, "path": "/a.md", "section": "overview", "base_digest": "d", "text": "text"}
    entry.file.write_text(json.dumps(record), encoding="utf-8")
    assert [(e.text, e.base, e.form) for e in kept.pending()] == [("text", None, None)]


@pytest.mark.parametrize(
    "key, value",
    [
        ("base", 1),
        ("base", {}),
        ("base", {"text": "abc", "start": 2, "end": 9, "bom": False}),
        ("base", {"text": "abc", "start": True, "end": 2, "bom": False}),
        ("base", {"text": None, "start": 0, "end": 0, "bom": False}),
        ("form", []),
        ("form", {"how": "edit"}),
        ("form", asdict(FORM) | {"labels": ["Gap"]}),
        ("form", asdict(FORM) | {"values": [1, 2]}),
        ("form", asdict(FORM) | {"offset": -1}),
        ("form", asdict(FORM) | {"more": ""}),
    ],
)
def test_a_base_or_a_form_that_makes_no_sense_is_damage(kept: Recovery, key: str, value: object) -> None:
    entry = kept.write(Path("/a.md"), "overview", "d", "text", base=BASE, form=FORM)
    record = json.loads(entry.file.read_bytes())
    entry.file.write_text(json.dumps(record | {key: value}), encoding="utf-8")
    assert kept.pending() == []
    assert kept.damaged() == [entry.file]


def test_threads_may_write_at_once(kept: Recovery) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: kept.write(Path(f"/{n % 5}.md"), "s", "d", f"{n}"), range(60)))
    assert len(kept.pending()) == 5
    assert kept.damaged() == []


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot store unsaved text"):
        Recovery(tmp_path / "state").write(Path("/a.md"), "s", "d", "text")


TYPING = """
import sys
from pathlib import Path
from specui.workspace.state.recovery import Base, FormTyped, Recovery
kept = Recovery(Path(sys.argv[1]))
number = 0
while True:
    kept.write(Path("/a.md"), "overview", "d", "x" * 50_000 + str(number))
    if number == 0:
        print("typing", flush=True)
    number += 1
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_program_leaves_whole_typing_and_nothing_else(
    tmp_path: Path, number: signal.Signals
) -> None:
    kept = Recovery(tmp_path)
    for _ in range(3):
        with _typing(tmp_path) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "typing\n"
            assert kept.pending() == [], "another program's typing is its own while it runs"
            assert kept.damaged() == []
            process.send_signal(number)
        (entry,) = kept.pending()
        assert entry.text.startswith("x" * 50_000)
        assert kept.damaged() == []
        assert os.listdir(kept.folder) == [entry.file.name]
        kept.discard(entry)


def test_two_programs_typing_in_one_section_do_not_overwrite_each_other(tmp_path: Path) -> None:
    mine = Recovery(tmp_path)
    mine.write(Path("/a.md"), "overview", "d", "mine")
    with _typing(tmp_path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert [entry.text for entry in mine.pending()] == ["mine"]
        process.kill()
    assert sorted(entry.text[:4] for entry in mine.pending()) == ["mine", "xxxx"]
    mine.close()


def test_closing_leaves_what_was_not_forgotten(kept: Recovery) -> None:
    entry = kept.write(Path("/a.md"), "overview", "d", "text")
    kept.close()
    assert os.listdir(kept.folder) == [entry.file.name]
    assert kept.pending() == [entry]


def test_the_program_has_one_name_for_all() -> None:
    assert str(os.getpid()) in recovery._PROGRAM


@contextmanager
def _typing(state: Path) -> "Iterator[subprocess.Popen[str]]":
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-c", TYPING, str(state)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise
