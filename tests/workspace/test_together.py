"""Changes of several files as one step: what fails, who else writes, where it is killed; one undo takes all of it back."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from specui.markdown.edits import TextEdit, Transaction
from specui.specs.tasks import set_checked
from specui.workspace import journal, records, storage
from specui.workspace.failures import Conflict, Refused, StorageError
from specui.workspace.history import Step, Together, changes_in
from specui.workspace.session import Session
from specui.workspace.together import Applied
from tests.support.corpus import CHECKOUT
from tests.workspace.faults import FailingOs, failing_os
from tests.workspace.test_filing import TEXT as ONE_BOX

TEXT = ONE_BOX.replace("- [ ] Boats land\n", "- [ ] Boats land\n- [ ] Boats leave\n")
NAMES = ("pier.md", "quay.md", "slip.md", "sub/dock.md")
Looks = dict[str, bytes]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _made(tmp_path / "specs")


def _made(root: Path) -> Path:
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    for name in NAMES:
        (root / name).write_text(TEXT.replace("Pier", name), encoding="utf-8")
    return root


def _open(folder: Path) -> Session:
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    return session


def _again(session: Session) -> Session:
    """End the program, and start it again."""
    session.history.journal.close()
    return _open(session.root)


def _looks(folder: Path) -> Looks:
    storage.sweep(folder)
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def _ticks(session: Session, *names: str) -> list[tuple[str, Transaction]]:
    """Return the ticks of all boxes, one after the other."""
    changes = []
    for name in names or NAMES:
        file = session.file(name)
        for number in range(len(file.contents.tasks)):
            task = file.contents.tasks[number]
            tick = set_checked(file.contents.spec, [task], checked=True)
            file = session.understand_as(name, tick.apply(file.text))
            changes.append((name, tick))
    return changes


def _tick_all(session: Session, *names: str) -> Applied:
    return session.apply_many(_ticks(session, *names), title="tick all")


def _theirs(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_many_files_are_one_step_there_back_and_there_again(folder: Path) -> None:
    before = _looks(folder)
    session = _open(folder)
    applied = _tick_all(session)
    ticked = _looks(folder)
    assert applied.refused == ()
    assert [file.name for file in applied.files] == list(NAMES)
    assert all(b"[ ]" in before[name] and b"[ ]" not in ticked[name] for name in NAMES)
    assert [file.version for file in applied.files] == [2, 2, 2, 2]
    assert session.undoable == [applied.step]
    assert session.undo().told == "tick all in 4 files"
    assert _looks(folder) == before
    assert (session.undoable, session.redoable) == ([], [applied.step])
    session.redo()
    assert _looks(folder) == ticked
    session.undo()
    assert _looks(folder) == before
    assert all(session.file(name).data == before[name] for name in NAMES)


def test_the_next_start_takes_all_of_it_back_and_makes_it_again(folder: Path) -> None:
    before = _looks(folder)
    session = _open(folder)
    _tick_all(session)
    ticked = _looks(folder)
    for _ in range(2):
        session = _again(session)
        step = session.undo()
        assert (step.told, step.earlier > 0) == ("tick all in 4 files", True)
        assert _looks(folder) == before
        session.redo()
        assert _looks(folder) == ticked
    session = _again(session)
    session.undo()
    session = _again(session)
    with pytest.raises(Refused, match="nothing to undo"):
        session.undo()
    assert _looks(folder) == before


def test_the_order_among_other_steps_is_kept_across_starts(folder: Path) -> None:
    session = _open(folder)
    session.apply(*_ticks(session, "pier.md")[0])
    first = _looks(folder)
    _tick_all(session)
    second = _looks(folder)
    file = session.file("slip.md")
    session.apply("slip.md", Transaction.of(file.text, [TextEdit(0, 0, "!")], "shout"))
    for expected in (second, first):
        session = _again(session)
        session.undo()
        assert _looks(folder) == expected


def test_one_file_is_a_step_as_any_other(folder: Path) -> None:
    session = _open(folder)
    step = _tick_all(session, "pier.md").step
    assert isinstance(step, Step)
    assert step.told == "tick all in pier.md"
    session = _again(session)
    read = session.undo()
    assert (type(read), read.told) == (Step, "tick all in pier.md")
    with pytest.raises(Refused, match="nothing to undo"):
        session.undo()


def test_nothing_to_change_is_no_step(folder: Path) -> None:
    session = _open(folder)
    nothing = Transaction.of(session.file("pier.md").text, [])
    assert session.apply_many([("pier.md", nothing)]) == Applied(None, (), ())
    assert session.apply_many([]) == Applied(None, (), ())
    assert session.undoable == []


def test_the_title_is_the_changes_own_where_they_share_it(folder: Path) -> None:
    session = _open(folder)
    texts = {name: session.file(name).text for name in NAMES}
    same = [(name, Transaction.of(text, [TextEdit(0, 0, "!")], "shout")) for name, text in texts.items()]
    assert session.apply_many(same).step == session.undoable[-1]
    assert session.undo().told == "shout in 4 files"
    done = session.apply_many(_ticks(session, "pier.md", "quay.md"))
    assert done.step is not None and done.step.told.endswith(" changes in 2 files")


def test_changes_of_one_file_are_found_in_all_steps(folder: Path) -> None:
    session = _open(folder)
    session.apply(*_ticks(session, "pier.md")[0])
    _tick_all(session)
    assert [step.title for step in changes_in(session.undoable, "pier.md")] == [
        session.undoable[0].title,
        "tick all",
    ]


# -- what cannot be written


def test_what_cannot_be_written_is_told_and_the_rest_is_made(folder: Path) -> None:
    (folder / "pier.md").write_bytes(b"\xff" + TEXT.encode())
    session = _open(folder)
    changes = _ticks(session, "slip.md", "sub/dock.md")
    changes.insert(0, ("pier.md", Transaction.of(session.file("pier.md").text, [TextEdit(0, 0, "!")])))
    changes.insert(1, ("gone.md", Transaction.of("", [TextEdit(0, 0, "!")])))
    changes.append(("quay.md", Transaction.of("another text", [TextEdit(0, 0, "!")])))
    _theirs(folder, "slip.md", "Boats", "Ships")
    before = _looks(folder)
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
    assert {name for name in NAMES if _looks(folder)[name] != before[name]} == {"sub/dock.md"}
    session.undo()
    assert _looks(folder) == before


def test_others_who_write_elsewhere_in_each_file_are_carried_over(folder: Path) -> None:
    session = _open(folder)
    changes = _ticks(session)
    for name in NAMES:
        _theirs(folder, name, "A pier.", "A long pier.")
    theirs = _looks(folder)
    assert session.apply_many(changes).refused == ()
    assert all(b"A long pier." in data and b"[ ]" not in data for data in _looks(folder).values())
    session = _again(session)
    session.undo()
    assert _looks(folder) == theirs


def test_changes_made_for_an_earlier_reading_are_carried_over(folder: Path) -> None:
    session = _open(folder)
    changes, bases = _ticks(session), [session.file(name) for name in NAMES]
    _theirs(folder, "pier.md", "A pier.", "A long pier.")
    _theirs(folder, "quay.md", "Boats", "Ships")
    session.refresh()
    applied = session.apply_many(changes, bases=bases)
    assert [(one.name, type(one.failure)) for one in applied.refused] == [("quay.md", Conflict)]
    assert "A long pier." in session.file("pier.md").text and "[ ]" not in session.file("pier.md").text


def test_two_who_decide_in_the_same_files_at_once_lose_nothing(folder: Path) -> None:
    before = _looks(folder)
    one, other = _open(folder), _open(folder)
    plans = [
        [
            (name, set_checked(file.contents.spec, [file.contents.tasks[number]], checked=True))
            for name in NAMES
            for file in [session.file(name)]
        ]
        for number, session in enumerate((one, other))
    ]
    assert [s.apply_many(plan).refused for s, plan in zip((one, other), plans, strict=True)] == [(), ()]
    assert all(data.count(b"[x]") == 2 for data in _looks(folder).values())
    one.undo()
    assert all(b"[ ] Boats land" in data and data.count(b"[x]") == 1 for data in _looks(folder).values())
    other.undo()
    assert _looks(folder) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=lambda number: errno.errorcode[number])
def test_whatever_call_fails_each_file_is_whole_and_one_undo_takes_the_others_back(
    tmp_path: Path, number: int
) -> None:
    folder = _made(tmp_path / "clean")
    before = _looks(folder)
    session = _open(folder)
    with failing_os(FailingOs()) as counting:
        _tick_all(session, *NAMES[:2])
    after = _looks(folder)
    met = 0
    for at in range(0, len(counting.calls), 3):
        folder = _made(tmp_path / str(at))
        session = _open(folder)
        with failing_os(FailingOs(at, number)):
            applied = _tick_all(session, *NAMES[:2])
        failed = {one.name for one in applied.refused}
        met += bool(failed)
        assert all(isinstance(one.failure, StorageError | Refused) for one in applied.refused)
        expected = {name: (before if name in failed else after)[name] for name in NAMES}
        assert _looks(folder) == expected, counting.calls[at]
        session = _again(session)
        if len(failed) < 2:
            session.undo()
        with pytest.raises(Refused, match="nothing to undo"):
            session.undo()
        assert _looks(folder) == before
    assert met > 2, "the faults were not met"


def test_an_unforeseen_error_leaves_what_was_written_undoable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _looks(folder)
    session = _open(folder)
    changes, save = _ticks(session), storage.save

    def fail(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "slip.md":
            raise KeyboardInterrupt
        return save(path, *arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(storage, "save", fail)
        with pytest.raises(KeyboardInterrupt):
            session.apply_many(changes, title="tick all")
    assert _looks(folder) != before
    assert session.undo().told == "tick all in 2 files"
    assert _looks(folder) == before


# -- where the texts have moved on


@pytest.mark.parametrize("restarted", [False, True])
def test_where_one_has_moved_on_nothing_is_written_and_again_takes_the_others_back(
    folder: Path, restarted: bool
) -> None:
    before = _looks(folder)
    session = _open(folder)
    _tick_all(session)
    _theirs(folder, "quay.md", "[x] Boats", "[x] Ships")
    moved_on = _looks(folder)
    if restarted:
        session = _again(session)
    with pytest.raises(Refused) as caught:
        session.undo()
    assert str(caught.value) == (
        "“tick all in 4 files” cannot be undone: the text of quay.md has moved on; "
        "undo again takes back the other 3 files"
    )
    assert _looks(folder) == moved_on
    assert session.undo().told == "tick all in 3 files"
    assert _looks(folder) == before | {"quay.md": moved_on["quay.md"]}
    with pytest.raises(Refused, match="quay\\.md"):
        session.undo()
    _theirs(folder, "quay.md", "[x] Ships", "[x] Boats")
    session.refresh()
    if not restarted:  # what an earlier program did was given up
        session.undo()
        assert _looks(folder) == before
    session.redo()


def test_making_it_again_is_refused_alike(folder: Path) -> None:
    session = _open(folder)
    _tick_all(session)
    ticked = _looks(folder)
    session.undo()
    _theirs(folder, "pier.md", "[ ] Boats", "[ ] Ships")
    theirs = _looks(folder)
    with pytest.raises(
        Refused, match=r"cannot be made again: .*pier.md has moved on; redo again makes the other 3"
    ):
        session.redo()
    assert _looks(folder) == theirs
    session.redo()
    assert _looks(folder) == ticked | {"pier.md": theirs["pier.md"]}
    session.undo()
    assert _looks(folder) == theirs


def test_all_that_moved_on_or_went_is_refused_as_one(folder: Path) -> None:
    session = _open(folder)
    _tick_all(session, "pier.md", "quay.md")
    _theirs(folder, "quay.md", "[x] Boats", "[x] Ships")
    (folder / "pier.md").unlink()
    with pytest.raises(Refused, match=r"pier.md.* does not exist.*; the text of quay.md has moved on$"):
        session.undo()
    assert len(session.undoable) == 1
    session = _again(session)
    with pytest.raises(Refused, match="undo again takes back what was done before it"):
        session.undo()
    with pytest.raises(Refused, match="nothing to undo"):
        session.undo()


def test_what_somebody_has_taken_back_already_is_taken_back(folder: Path) -> None:
    before = _looks(folder)
    session = _open(folder)
    _tick_all(session)
    (folder / "pier.md").write_bytes(before["pier.md"])
    session.undo()
    assert _looks(folder) == before


def test_a_save_that_fails_on_the_way_back_leaves_the_rest_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _looks(folder)
    session = _open(folder)
    _tick_all(session)
    ticked, save = _looks(folder), storage.save

    def fail(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "slip.md":
            raise StorageError("the disk is full.", path, errno.ENOSPC)
        return save(path, *arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(storage, "save", fail)
        with pytest.raises(
            Refused, match="was undone in 3 of 4 files: the disk is full; undo again tries the rest"
        ):
            session.undo()
        assert _looks(folder) == before | {"slip.md": ticked["slip.md"]}
    session = _again(session)
    session.undo()
    assert _looks(folder) == before
    with pytest.raises(Refused, match="nothing to undo"):
        session.undo()


# -- the journal


def test_a_folder_that_holds_only_some_of_the_files_does_not_take_half_of_it_back(folder: Path) -> None:
    session = _open(folder)
    _tick_all(session)
    ticked = _looks(folder)
    session.history.journal.close()
    for place in (folder / "sub", folder / "pier.md"):
        inner = _open(place)
        with pytest.raises(Refused, match="nothing to undo"):
            inner.undo()
        inner.history.journal.close()
    assert _looks(folder) == ticked
    _open(folder).undo()


def test_where_one_is_too_large_none_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = _open(folder)
    monkeypatch.setattr(records, "LONGEST", max(map(len, _looks(folder).values())))
    file = session.file("pier.md")
    long = Transaction.of(file.text, [TextEdit(0, 0, "long" * 100)])
    session.apply_many([*_ticks(session, "quay.md"), ("pier.md", long)])
    made = _looks(folder)
    with pytest.raises(Refused, match="nothing to undo"):
        _again(session).undo()
    assert _looks(folder) == made
    session.undo()


def test_it_stays_small_and_what_belongs_together_stays_together(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_MOST", 14_000)
    session = _open(folder)
    before = _looks(folder)
    for _ in range(12):
        _tick_all(session)
        session.undo()
        session.redo()
        made = session.undoable[-1]
        assert isinstance(made, Together)
        session.apply_many([(step.name, step.backward) for step in made.steps])
        assert _looks(folder) == before
    (kept,) = (state / "undo").iterdir()
    assert kept.stat().st_size < 20_000
    session = _again(session)
    steps = 0
    while True:
        try:
            step = session.undo()
        except Refused:
            break
        steps += 1
        assert isinstance(step, Together) and len(step.steps) == len(NAMES)
    assert steps >= 2


PROGRAM = """
import os, signal, sys
from datetime import date
from pathlib import Path
from specui.workspace import storage, journal
from specui.workspace.session import Session
from tests.workspace.test_together import _tick_all
root, what, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
session = Session(root, today=date(2026, 11, 25))
session.load()
if what != "apply":
    _tick_all(session)
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
{"apply": lambda: _tick_all(session), "undo": session.undo, "redo": session.redo}[what]()
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
    before = _looks(folder)
    assert _killed(folder, what, at)
    session = _open(folder)
    if _looks(folder) == before:
        with pytest.raises(Refused, match=r"nothing to undo|nothing of “tick all.* to undo: .*; undo again"):
            session.undo()
    else:
        session.undo()
    assert _looks(folder) == before
    with pytest.raises(Refused, match="nothing to undo"):
        session.undo()


@pytest.mark.parametrize("at", [5, 6])
def test_killed_and_changed_by_others_since_nothing_is_guessed(folder: Path, at: int) -> None:
    """The second file is in hand: written after the fifth call, or not yet."""
    assert _killed(folder, "apply", at)
    written = b"[ ]" not in _looks(folder)["quay.md"]
    assert written == (at == 6)
    for name in NAMES:
        _theirs(folder, name, "A pier.", "A long pier.")
    session = _open(folder)
    step = session.undo()
    assert step.told == "tick all in 2 files"
    for name, data in _looks(folder).items():
        assert data.decode() == TEXT.replace("Pier", name).replace("A pier.", "A long pier.")


def test_where_it_cannot_be_known_whether_it_was_written_it_is_refused(folder: Path) -> None:
    """A line that was about to be taken out stands between lines that both ways would lead on from."""
    before = _looks(folder)
    session = _open(folder)
    file = session.file("pier.md")
    start = file.text.index("A pier.")
    insert = Transaction.of(file.text, [TextEdit(start, start, "Stone.\n")], "add")
    remove = Transaction.of(insert.apply(file.text), [TextEdit(start, start + 7, "")], "take out")
    session.apply_many([*_ticks(session, "quay.md"), ("pier.md", insert)], title="first")
    session.apply_many([("pier.md", remove), ("slip.md", _ticks(session, "slip.md")[0][1])], title="second")
    (part,) = changes_in(session.undoable[-1:], "pier.md")
    session.history.journal.doubt(part)
    (folder / "pier.md").write_text(insert.apply(file.text), encoding="utf-8")
    _theirs(folder, "pier.md", "# Production", "# Our production")
    theirs = _looks(folder)
    session = _again(session)
    with pytest.raises(
        Refused, match=r"the text of pier.md has moved on; undo again takes back the other file"
    ):
        session.undo()
    assert _looks(folder) == theirs
    session.undo()
    assert _looks(folder) == theirs | {"slip.md": before["slip.md"]}


# -- any changes


@st.composite
def _plans(draw: st.DrawFn) -> list[tuple[int, int, int, str]]:
    edit = st.tuples(
        st.integers(0, 3),
        st.integers(0, 400),
        st.integers(0, 30),
        st.sampled_from(["", "x", "\n- y\n", "é\r\n"]),
    )
    return draw(st.lists(edit, min_size=1, max_size=12))


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Path]:
    root = _made(tmp_path / "many")
    yield root
    shutil.rmtree(root)


@given(_plans(), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_in_any_order_come_back_byte_for_byte(
    many: Path, plan: list[tuple[int, int, int, str]], restarted: bool
) -> None:
    before = _looks(many)
    session = _open(many)
    texts = {name: session.file(name).text for name in NAMES}
    changes = []
    for which, start, size, words in plan:
        name = NAMES[which]
        text = texts[name]
        start = min(start, len(text))
        change = Transaction.of(text, [TextEdit(start, min(start + size, len(text)), words)], "any")
        texts[name] = change.apply(text)
        changes.append((name, change))
    applied = session.apply_many(changes)
    assert applied.refused == ()
    assert {name: (many / name).read_bytes().decode() for name in NAMES} == texts
    made = _looks(many)
    if restarted:
        session = _again(session)
    if made != before:
        session.undo()
        assert _looks(many) == before
        session.redo()
        assert _looks(many) == made
        session.undo()
    assert _looks(many) == before
    session.history.journal.close()
