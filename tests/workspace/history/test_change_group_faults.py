"""Changes of several files where a call fails, others write, or the program is killed: nothing is lost, nothing half."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from specui.markdown.edits import TextEdit, Transaction
from specui.specs.tasks import set_checked
from specui.workspace.history import journal_format, journal_records as records
from specui.workspace.history.steps import StepGroup, text_changes
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Conflict, Refused, StorageError
from tests.support.corpus import CHECKOUT
from tests.workspace.faults import FailingOs, failing_os
from tests.workspace.several import NAMES, TEXT, again, looks, made, opened, theirs, tick_all, ticks


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "specs")


# -- what cannot be written


def test_what_cannot_be_written_is_told_and_the_rest_is_made(folder: Path) -> None:
    (folder / "pier.md").write_bytes(b"\xff" + TEXT.encode())
    session = opened(folder)
    changes = ticks(session, "slip.md", "sub/dock.md")
    changes.insert(0, ("pier.md", Transaction.of(session.file("pier.md").text, [TextEdit(0, 0, "!")])))
    changes.insert(1, ("gone.md", Transaction.of("", [TextEdit(0, 0, "!")])))
    changes.append(("quay.md", Transaction.of("another text", [TextEdit(0, 0, "!")])))
    theirs(folder, "slip.md", "Boats", "Ships")
    before = looks(folder)
    applied = session.apply_many(changes, title="tick all")
    assert [file.name for file in applied.files] == ["sub/dock.md"]
    assert {one.name: type(one.failure) for one in applied.refused} == {
        "pier.md": Refused,
        "gone.md": Refused,
        "quay.md": Refused,
        "slip.md": Conflict,
    }
    told = {one.name: one.reason for one in applied.refused}
    assert "not UTF-8" in told["pier.md"] and "has changed since" in told["quay.md"]
    assert all(name in reason and not reason.endswith(".") for name, reason in told.items())
    assert {name for name in NAMES if looks(folder)[name] != before[name]} == {"sub/dock.md"}
    session.undo()
    assert looks(folder) == before


def test_others_who_write_elsewhere_in_each_file_are_carried_over(folder: Path) -> None:
    session = opened(folder)
    changes = ticks(session)
    for name in NAMES:
        theirs(folder, name, "A pier.", "A long pier.")
    theirs_now = looks(folder)
    assert session.apply_many(changes).refused == ()
    assert all(b"A long pier." in data and b"[ ]" not in data for data in looks(folder).values())
    session = again(session)
    session.undo()
    assert looks(folder) == theirs_now


def test_changes_made_for_an_earlier_reading_are_carried_over(folder: Path) -> None:
    session = opened(folder)
    changes, bases = ticks(session), [session.file(name) for name in NAMES]
    theirs(folder, "pier.md", "A pier.", "A long pier.")
    theirs(folder, "quay.md", "Boats", "Ships")
    session.refresh()
    applied = session.apply_many(changes, bases=bases)
    assert [(one.name, type(one.failure)) for one in applied.refused] == [("quay.md", Conflict)]
    assert "A long pier." in session.file("pier.md").text and "[ ]" not in session.file("pier.md").text


def test_two_who_decide_in_the_same_files_at_once_lose_nothing(folder: Path) -> None:
    before = looks(folder)
    one, other = opened(folder), opened(folder)
    plans = [
        [
            (name, set_checked(file.contents.spec, [file.contents.tasks[number]], checked=True))
            for name in NAMES
            for file in [session.file(name)]
        ]
        for number, session in enumerate((one, other))
    ]
    assert [s.apply_many(plan).refused for s, plan in zip((one, other), plans, strict=True)] == [(), ()]
    assert all(data.count(b"[x]") == 2 for data in looks(folder).values())
    one.undo()
    assert all(b"[ ] Boats land" in data and data.count(b"[x]") == 1 for data in looks(folder).values())
    other.undo()
    assert looks(folder) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=lambda number: errno.errorcode[number])
def test_whatever_call_fails_each_file_is_whole_and_one_undo_takes_the_others_back(
    tmp_path: Path, number: int
) -> None:
    folder = made(tmp_path / "clean")
    before = looks(folder)
    session = opened(folder)
    with failing_os(FailingOs()) as counting:
        tick_all(session, *NAMES[:2])
    after = looks(folder)
    met = 0
    for at in range(0, len(counting.calls), 3):
        folder = made(tmp_path / str(at))
        session = opened(folder)
        with failing_os(FailingOs(at, number)):
            applied = tick_all(session, *NAMES[:2])
        failed = {one.name for one in applied.refused}
        met += bool(failed)
        assert all(isinstance(one.failure, StorageError | Refused) for one in applied.refused)
        expected = {name: (before if name in failed else after)[name] for name in NAMES}
        assert looks(folder) == expected, counting.calls[at]
        session = again(session)
        if len(failed) < 2:
            session.undo()
        with pytest.raises(Refused, match="Nothing to undo"):
            session.undo()
        assert looks(folder) == before
    assert met > 2, "the faults were not met"


def test_an_unforeseen_error_leaves_what_was_written_undoable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = looks(folder)
    session = opened(folder)
    changes, save = ticks(session), storage.save

    def fail(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "slip.md":
            raise KeyboardInterrupt
        return save(path, *arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(storage, "save", fail)
        with pytest.raises(KeyboardInterrupt):
            session.apply_many(changes, title="tick all")
    assert looks(folder) != before
    assert session.undo().description == "tick all in 2 files"
    assert looks(folder) == before


# -- the journal


def test_a_folder_that_holds_only_some_of_the_files_does_not_take_half_of_it_back(folder: Path) -> None:
    session = opened(folder)
    tick_all(session)
    ticked = looks(folder)
    session.history.journal.close()
    for place in (folder / "sub", folder / "pier.md"):
        inner = opened(place)
        with pytest.raises(Refused, match="Nothing to undo"):
            inner.undo()
        inner.history.journal.close()
    assert looks(folder) == ticked
    opened(folder).undo()


def test_where_one_is_too_large_none_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(folder)
    monkeypatch.setattr(records, "LONGEST", max(map(len, looks(folder).values())))
    file = session.file("pier.md")
    long = Transaction.of(file.text, [TextEdit(0, 0, "long" * 100)])
    session.apply_many([*ticks(session, "quay.md"), ("pier.md", long)])
    made_now = looks(folder)
    with pytest.raises(Refused, match="Nothing to undo"):
        again(session).undo()
    assert looks(folder) == made_now
    session.undo()


def test_it_stays_small_and_what_belongs_together_stays_together(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_format, "MOST", 14_000)
    session = opened(folder)
    before = looks(folder)
    for _ in range(12):
        tick_all(session)
        session.undo()
        session.redo()
        step = session.undoable[-1]
        assert isinstance(step, StepGroup)
        session.apply_many([(part.name, part.backward) for part in step.steps])
        assert looks(folder) == before
    (kept,) = (state / "undo").iterdir()
    assert kept.stat().st_size < 20_000
    session = again(session)
    steps = 0
    while True:
        try:
            step = session.undo()
        except Refused:
            break
        steps += 1
        assert isinstance(step, StepGroup) and len(step.steps) == len(NAMES)
    assert steps >= 2


PROGRAM = """
import os, signal, sys
from datetime import date
from pathlib import Path
from specui.workspace.history import journal
from specui.workspace.storage import file_store as storage
from specui.workspace.session import Session
from tests.workspace.several import tick_all
root, what, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
session = Session(root, today=date(2026, 11, 25))
session.load()
if what != "apply":
    tick_all(session)
if what == "redo":
    session.undo()
count = 0
def killing(real):
    def call(*arguments, **more):
        global count
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)
    return call
storage.save = killing(storage.save)
journal.Journal._write = killing(journal.Journal._write)
{"apply": lambda: tick_all(session), "undo": session.undo, "redo": session.redo}[what]()
print("made", count)
"""


def _killed(folder: Path, what: str, at: int) -> bool:
    """Run until killed at the nth write to the journal or save; False where there were not so many."""
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM, os.fspath(folder), what, str(at)],
        env={**os.environ, "PYTHONPATH": os.fspath(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode in {0, -signal.SIGKILL}, process.stderr
    return process.returncode != 0


@pytest.mark.parametrize("what", ["apply", "undo", "redo"])
@pytest.mark.parametrize("at", [1, 2, 3, 5, 6, 11, 12])
def test_killed_anywhere_one_undo_of_the_next_start_takes_back_what_was_written(
    folder: Path, what: str, at: int
) -> None:
    before = looks(folder)
    assert _killed(folder, what, at)
    session = opened(folder)
    if looks(folder) == before:
        with pytest.raises(Refused, match=r"Nothing to undo|“tick all.*interrupted"):
            session.undo()
    else:
        session.undo()
    assert looks(folder) == before
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()


@pytest.mark.parametrize("at", [5, 6])
def test_killed_and_changed_by_others_since_nothing_is_guessed(folder: Path, at: int) -> None:
    """The second file is in hand: written after the fifth call, or not yet."""
    assert _killed(folder, "apply", at)
    written = b"[ ]" not in looks(folder)["quay.md"]
    assert written == (at == 6)
    for name in NAMES:
        theirs(folder, name, "A pier.", "A long pier.")
    session = opened(folder)
    step = session.undo()
    assert step.description == "tick all in 2 files"
    for name, data in looks(folder).items():
        assert data.decode() == TEXT.replace("Pier", name).replace("A pier.", "A long pier.")


def test_where_it_cannot_be_known_whether_it_was_written_it_is_refused(folder: Path) -> None:
    """A line that was about to be taken out stands between lines that both ways would lead on from."""
    before = looks(folder)
    session = opened(folder)
    file = session.file("pier.md")
    start = file.text.index("A pier.")
    insert = Transaction.of(file.text, [TextEdit(start, start, "Stone.\n")], "add")
    remove = Transaction.of(insert.apply(file.text), [TextEdit(start, start + 7, "")], "take out")
    session.apply_many([*ticks(session, "quay.md"), ("pier.md", insert)], title="first")
    session.apply_many([("pier.md", remove), ("slip.md", ticks(session, "slip.md")[0][1])], title="second")
    (part,) = text_changes(session.undoable[-1:], "pier.md")
    session.history.journal.mark_in_doubt(part)
    (folder / "pier.md").write_text(insert.apply(file.text), encoding="utf-8")
    theirs(folder, "pier.md", "# Production", "# Our production")
    theirs_now = looks(folder)
    session = again(session)
    with pytest.raises(Refused, match=r"the text of pier.md has changed since.*the other file"):
        session.undo()
    assert looks(folder) == theirs_now
    session.undo()
    assert looks(folder) == theirs_now | {"slip.md": before["slip.md"]}
