"""Promise 9, across restarts: what one start did, the next one takes back; whatever was killed, and whenever."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from specui.markdown.edits import TextEdit, Transaction
from specui.specs.tasks import set_checked
from specui.workspace.files import file_actions as filing
from specui.workspace.history import (
    journal,
    journal_file as journalfile,
    journal_format,
    journal_records as records,
)
from specui.workspace.history.steps import Step
from specui.workspace.session import Session
from specui.workspace.storage.errors import Refused
from tests.support.corpus import CHECKOUT
from tests.workspace.files.test_file_actions import TEXT, looks


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "specs"
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    (root / "pier.md").write_text(TEXT, encoding="utf-8")
    (root / "sub" / "quay.md").write_text(TEXT.replace("Pier", "Quay"), encoding="utf-8")
    return root


def _open(folder: Path) -> Session:
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    return session


def _end(session: Session) -> None:
    session.history.journal.close()


def _tick(session: Session, name: str = "pier.md") -> None:
    file = session.file(name)
    ticked = set_checked(
        file.contents.spec, file.contents.tasks[:1], checked=not file.contents.tasks[0].checked
    )
    session.apply(name, ticked, file.version)


def _files(state: Path) -> list[Path]:
    return sorted((state / "undo").glob("*")) if (state / "undo").exists() else []


def test_the_next_start_takes_back_everything_in_order(folder: Path) -> None:
    (folder / "pier.md").chmod(0o600)
    states = [looks(folder)]
    session = _open(folder)
    for act in (
        lambda: _tick(session),
        lambda: filing.create(session, "slip.md", TEXT.encode()),
        lambda: filing.rename(session, "pier.md", "tier1-pier.md"),
        lambda: filing.trash(session, "tier1-pier.md"),
        lambda: filing.trash(session, "sub/quay.md"),
    ):
        act()
        states.append(looks(folder))
    _end(session)
    for state in reversed(states[:-1]):
        session = _open(folder)  # a start for each
        step = session.undo()
        assert step.earlier > 0
        assert looks(folder) == state
        _end(session)
    with pytest.raises(Refused, match="Nothing to undo"):
        _open(folder).undo()


def test_what_was_taken_back_across_starts_is_made_again_and_taken_back(folder: Path) -> None:
    session = _open(folder)
    _tick(session)
    ticked = looks(folder)
    _end(session)
    session = _open(folder)
    session.undo()
    session.redo()
    assert looks(folder) == ticked
    _end(session)
    session = _open(folder)
    assert session.undo().description == "tick functional/1 in pier.md"
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT


def test_what_was_undone_is_not_offered_again(folder: Path) -> None:
    session = _open(folder)
    _tick(session)
    session.undo()
    _end(session)
    with pytest.raises(Refused, match="Nothing to undo"):
        _open(folder).undo()


def test_where_the_text_has_moved_on_it_is_refused_and_what_is_before_it_can_be_reached(folder: Path) -> None:
    session = _open(folder)
    _tick(session, "sub/quay.md")
    _tick(session)
    _end(session)
    moved_on = TEXT.replace("Boats land", "Ships land")
    (folder / "pier.md").write_text(moved_on, encoding="utf-8")
    session = _open(folder)
    with pytest.raises(Refused, match=r"changed since\. Undo again to undo the change before it"):
        session.undo()
    assert (folder / "pier.md").read_text(encoding="utf-8") == moved_on
    assert session.undo().name == "sub/quay.md"
    _end(session)
    with pytest.raises(Refused, match="Nothing to undo"):
        _open(folder).undo()


def test_it_is_carried_over_what_others_wrote_elsewhere(folder: Path) -> None:
    session = _open(folder)
    _tick(session)
    _end(session)
    path = folder / "pier.md"
    path.write_text(path.read_text(encoding="utf-8").replace("A pier.", "A long pier."), encoding="utf-8")
    _open(folder).undo()
    assert path.read_text(encoding="utf-8") == TEXT.replace("A pier.", "A long pier.")


def test_a_folder_inside_sees_its_own_files_and_one_file_its_own_text(folder: Path) -> None:
    session = _open(folder)
    _tick(session)
    filing.rename(session, "sub/quay.md", "sub/slip.md")
    _tick(session, "sub/slip.md")
    _end(session)
    one = Session(folder / "sub" / "slip.md")
    one.load()
    assert one.undo().name == "slip.md"
    with pytest.raises(Refused, match="Nothing to undo"):
        one.undo()
    _end(one)
    inner = _open(folder / "sub")
    assert inner.undo().description == "rename quay.md to slip.md"
    with pytest.raises(Refused, match="Nothing to undo"):
        inner.undo()
    _end(inner)
    assert _open(folder).undo().name == "pier.md"


def test_a_program_that_runs_keeps_its_steps_to_itself(folder: Path) -> None:
    running, other = _open(folder), _open(folder)
    _tick(running)
    with pytest.raises(Refused, match="Nothing to undo"):
        other.undo()
    assert running.undo().name == "pier.md"


def test_opening_reads_nothing_and_writes_nothing(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _open(folder)
    _tick(session)
    _end(session)
    before = [(path, path.stat().st_mtime_ns) for path in _files(state)]
    monkeypatch.setattr(journal.Journal, "steps_before", lambda *_: pytest.fail("read without being asked"))
    _open(folder)
    assert [(path, path.stat().st_mtime_ns) for path in _files(state)] == before


def test_nobody_else_may_read_it_and_it_is_not_in_the_repository(folder: Path, state: Path) -> None:
    session = _open(folder)
    before = sorted(path.name for path in folder.rglob("*"))
    _tick(session)
    (kept,) = _files(state)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_it_stays_small_and_the_newest_stay(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_format, "MOST", 20_000)
    session = _open(folder)
    for _ in range(101):
        _tick(session)
    (kept,) = _files(state)
    assert kept.stat().st_size < 22_000
    _end(session)
    session = _open(folder)
    session.undo()
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT
    session.undo()
    assert "[x] Boats" in (folder / "pier.md").read_text(encoding="utf-8")


def test_all_files_together_stay_small(folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journalfile, "MOST_OF_ALL", 4_000)
    for _ in range(11):
        session = _open(folder)
        _tick(session)
        _end(session)
    assert sum(path.stat().st_size for path in _files(state)) < 6_000
    assert _open(folder).undo().name == "pier.md"


def test_what_is_too_large_is_done_and_not_kept(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "LONGEST", 10)
    session = _open(folder)
    _tick(session)
    filing.create(session, "slip.md", TEXT.encode())
    assert _files(state) == []
    session.undo()
    session.undo()


def test_a_state_folder_that_cannot_be_written_stops_nothing(folder: Path, state: Path) -> None:
    state.mkdir()
    (state / "undo").write_text("in the way", encoding="utf-8")
    session = _open(folder)
    _tick(session)
    assert "undo: " in session.history.failure
    session.undo()
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("seed", range(6))
def test_what_was_cut_off_anywhere_leaves_the_lines_before_it(folder: Path, state: Path, seed: int) -> None:
    session = _open(folder)
    _tick(session)
    _tick(session, "sub/quay.md")
    _end(session)
    (kept,) = _files(state)
    data = kept.read_bytes()
    last = data.rstrip(b"\n").rindex(b"\n") + 1
    cut = random.Random(seed).randrange(last, len(data) - 2)
    kept.write_bytes(data[:cut])
    session = _open(folder)
    assert session.undo().name == "pier.md"
    _tick(session)  # goes on in a file of its own
    session.undo()
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT
    _end(session)


@given(
    data=st.binary(max_size=400),
    lines=st.lists(
        st.dictionaries(
            st.sampled_from(
                ["v", "id", "kind", "path", "title", "at", "after", "edits", "data", "mode", "link", "former"]
            ),
            st.one_of(
                st.none(),
                st.integers(-2, 3),
                st.text(max_size=5),
                st.sampled_from(["edit", "rename", "trash", "undone"]),
                st.lists(st.integers(), max_size=3),
                st.floats(allow_nan=True),
            ),
        ),
        max_size=6,
    ),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_it_is_read_without_a_fault(
    folder: Path, state: Path, data: bytes, lines: list[dict[str, object]]
) -> None:
    session = _open(folder)
    for path in _files(state):
        path.unlink()
    own = session.history.journal
    other = own._folder / own._own.name.replace(str(os.getpid()), "1")
    other.parent.mkdir(parents=True, exist_ok=True)
    for record in lines:
        record.setdefault("path", str(folder / "pier.md"))
        record.setdefault("v", 1)
        record.setdefault("id", 1)
    other.write_bytes(data + b"\n".join(json.dumps(record).encode() for record in lines))
    before = looks(folder)
    try:
        session.undo()
    except Refused:
        assert looks(folder) == before
    _end(session)


@pytest.mark.parametrize(
    "path", ["/etc/passwd.md", "{root}/../out.md", "{root}", "{root}/./pier.md", "pier.md"]
)
def test_a_path_outside_the_folder_is_not_ours(folder: Path, path: str) -> None:
    assert records._name(path.format(root=folder), str(folder)) == ""


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.text(max_size=5)), max_size=3),
)
def test_a_step_comes_back_from_its_line(text: str, edits: list[tuple[int, int, str]]) -> None:
    text = text.encode("utf-8", "ignore").decode()
    try:
        made = Transaction.of(
            text, [TextEdit(a, a + b, c.encode("utf-8", "ignore").decode()) for a, b, c in edits], "t"
        )
    except ValueError:
        return
    step = Step("a/b.md", "t", text, made.apply(text), made, made.invert(text), 3.5)
    record = records.record_of("/top", step)
    assert record is not None
    read = records._step(json.loads(json.dumps(record)), "/top")
    assert isinstance(read, Step)
    assert (read.name, read.before, read.after, read.earlier) == ("a/b.md", step.before, step.after, 3.5)
    assert read.backward.apply(read.after) == text
    assert read.forward.apply(text) == step.after


PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from specui.specs.tasks import set_checked
from specui.workspace.files import file_actions as filing
from specui.workspace.history import journal_format
from specui.workspace.session import Session
journal_format.MOST = 9000  # half of it holds ten steps, however long the path of the folder is
session = Session(Path(sys.argv[1]), today=date(2026, 11, 25))
session.load()
print("ready", flush=True)
number = 0
while True:
    for name in ("pier.md", "sub/quay.md"):
        file = session.file(name)
        task = file.contents.tasks[0]
        session.apply(name, set_checked(file.contents.spec, [task], checked=not task.checked), file.version)
    number += 1
    filing.create(session, f"new-{number}.md", b"new\\n")
    session.undo()
    print(number, flush=True)
"""


@pytest.fixture
def busy(folder: Path) -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, "PYTHONPATH": os.fspath(CHECKOUT)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, os.fspath(folder)], stdout=subprocess.PIPE, text=True, env=env
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield process
        process.kill()


@pytest.mark.parametrize("rounds", [1, 7, 19, 40])
def test_killed_at_any_moment_the_next_start_goes_on(
    folder: Path, state: Path, busy: subprocess.Popen[str], rounds: int
) -> None:
    assert busy.stdout is not None
    for _ in range(rounds):
        busy.stdout.readline()
    busy.send_signal(signal.SIGKILL)
    busy.wait()
    session = _open(folder)
    undone = 0
    for _ in range(20):
        try:
            session.undo()
        except Refused as refused:
            if "Nothing to undo" in str(refused):
                break
        else:
            undone += 1
    assert undone >= min(2 * rounds, 10) - 1  # at most the step in hand is not known
    for name in ("pier.md", "sub/quay.md"):
        text = (folder / name).read_text(encoding="utf-8").replace("Quay", "Pier")
        assert text in {TEXT, TEXT.replace("[ ]", "[x]")}


def test_a_file_that_cannot_be_locked_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = _open(folder)
    _tick(session)
    _end(session)

    def fail(*_: object) -> None:
        raise OSError(37, os.strerror(37))

    monkeypatch.setattr(fcntl, "flock", fail)
    journaled = _open(folder).history.journal.steps_before(folder)
    assert [step.name for step in journaled] == ["pier.md"]
