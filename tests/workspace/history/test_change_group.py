"""Changes of several files as one step: there, back and there again, by one undo and one redo."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from specui.markdown.edits import TextEdit, Transaction
from specui.workspace.history.change_group import Applied
from specui.workspace.history.steps import Step, text_changes
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Refused, StorageError
from tests.workspace.several import NAMES, again, looks, made, opened, theirs, tick_all, ticks


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "specs")


def test_many_files_are_one_step_there_back_and_there_again(folder: Path) -> None:
    before = looks(folder)
    session = opened(folder)
    applied = tick_all(session)
    ticked = looks(folder)
    assert applied.refused == ()
    assert [file.name for file in applied.files] == list(NAMES)
    assert all(b"[ ]" in before[name] and b"[ ]" not in ticked[name] for name in NAMES)
    assert [file.version for file in applied.files] == [2, 2, 2, 2]
    assert session.undoable == [applied.step]
    assert session.undo().description == "tick all in 4 files"
    assert looks(folder) == before
    assert (session.undoable, session.redoable) == ([], [applied.step])
    session.redo()
    assert looks(folder) == ticked
    session.undo()
    assert looks(folder) == before
    assert all(session.file(name).data == before[name] for name in NAMES)


def test_the_next_start_takes_all_of_it_back_and_makes_it_again(folder: Path) -> None:
    before = looks(folder)
    session = opened(folder)
    tick_all(session)
    ticked = looks(folder)
    for _ in range(2):
        session = again(session)
        step = session.undo()
        assert (step.description, step.earlier > 0) == ("tick all in 4 files", True)
        assert looks(folder) == before
        session.redo()
        assert looks(folder) == ticked
    session = again(session)
    session.undo()
    session = again(session)
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()
    assert looks(folder) == before


def test_the_order_among_other_steps_is_kept_across_starts(folder: Path) -> None:
    session = opened(folder)
    session.apply(*ticks(session, "pier.md")[0])
    first = looks(folder)
    tick_all(session)
    second = looks(folder)
    file = session.file("slip.md")
    session.apply("slip.md", Transaction.of(file.text, [TextEdit(0, 0, "!")], "shout"))
    for expected in (second, first):
        session = again(session)
        session.undo()
        assert looks(folder) == expected


def test_one_file_is_a_step_as_any_other(folder: Path) -> None:
    session = opened(folder)
    step = tick_all(session, "pier.md").step
    assert isinstance(step, Step)
    assert step.description == "tick all in pier.md"
    session = again(session)
    read = session.undo()
    assert (type(read), read.description) == (Step, "tick all in pier.md")
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()


def test_nothing_to_change_is_no_step(folder: Path) -> None:
    session = opened(folder)
    nothing = Transaction.of(session.file("pier.md").text, [])
    assert session.apply_many([("pier.md", nothing)]) == Applied(None, (), ())
    assert session.apply_many([]) == Applied(None, (), ())
    assert session.undoable == []


def test_the_title_is_the_changes_own_where_they_share_it(folder: Path) -> None:
    session = opened(folder)
    texts = {name: session.file(name).text for name in NAMES}
    same = [(name, Transaction.of(text, [TextEdit(0, 0, "!")], "shout")) for name, text in texts.items()]
    assert session.apply_many(same).step == session.undoable[-1]
    assert session.undo().description == "shout in 4 files"
    done = session.apply_many(ticks(session, "pier.md", "quay.md"))
    assert done.step is not None and done.step.description.endswith(" changes in 2 files")


def test_changes_of_one_file_are_found_in_all_steps(folder: Path) -> None:
    session = opened(folder)
    session.apply(*ticks(session, "pier.md")[0])
    tick_all(session)
    assert [step.title for step in text_changes(session.undoable, "pier.md")] == [
        session.undoable[0].title,
        "tick all",
    ]


# -- where the texts have moved on


@pytest.mark.parametrize("restarted", [False, True])
def test_where_one_has_moved_on_nothing_is_written_and_again_takes_the_others_back(
    folder: Path, restarted: bool
) -> None:
    before = looks(folder)
    session = opened(folder)
    tick_all(session)
    theirs(folder, "quay.md", "[x] Boats", "[x] Ships")
    moved_on = looks(folder)
    if restarted:
        session = again(session)
    with pytest.raises(Refused) as caught:
        session.undo()
    assert str(caught.value) == (
        "Can't undo “tick all in 4 files”: the text of quay.md has changed since. "
        "Undo again to undo the other 3 files."
    )
    assert looks(folder) == moved_on
    assert session.undo().description == "tick all in 3 files"
    assert looks(folder) == before | {"quay.md": moved_on["quay.md"]}
    with pytest.raises(Refused, match="quay\\.md"):
        session.undo()
    theirs(folder, "quay.md", "[x] Ships", "[x] Boats")
    session.refresh()
    if not restarted:  # what an earlier program did was given up
        session.undo()
        assert looks(folder) == before
    session.redo()


def test_making_it_again_is_refused_alike(folder: Path) -> None:
    session = opened(folder)
    tick_all(session)
    ticked = looks(folder)
    session.undo()
    theirs(folder, "pier.md", "[ ] Boats", "[ ] Ships")
    theirs_now = looks(folder)
    with pytest.raises(Refused, match=r"Can't redo .*pier.md has changed since.*the other 3 files"):
        session.redo()
    assert looks(folder) == theirs_now
    session.redo()
    assert looks(folder) == ticked | {"pier.md": theirs_now["pier.md"]}
    session.undo()
    assert looks(folder) == theirs_now


def test_all_that_moved_on_or_went_is_refused_as_one(folder: Path) -> None:
    session = opened(folder)
    tick_all(session, "pier.md", "quay.md")
    theirs(folder, "quay.md", "[x] Boats", "[x] Ships")
    (folder / "pier.md").unlink()
    with pytest.raises(Refused, match=r"pier.md.* does not exist.*; the text of quay.md has changed since$"):
        session.undo()
    assert len(session.undoable) == 1
    session = again(session)
    with pytest.raises(Refused, match="Undo again"):
        session.undo()
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()


def test_what_somebody_has_taken_back_already_is_taken_back(folder: Path) -> None:
    before = looks(folder)
    session = opened(folder)
    tick_all(session)
    (folder / "pier.md").write_bytes(before["pier.md"])
    session.undo()
    assert looks(folder) == before


def test_a_save_that_fails_on_the_way_back_leaves_the_rest_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = looks(folder)
    session = opened(folder)
    tick_all(session)
    ticked, save = looks(folder), storage.save

    def fail(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "slip.md":
            raise StorageError("the disk is full.", path, errno.ENOSPC)
        return save(path, *arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(storage, "save", fail)
        with pytest.raises(
            Refused, match=r"Undid .* in 3 of 4 files: the disk is full. Undo again to try the rest"
        ):
            session.undo()
        assert looks(folder) == before | {"slip.md": ticked["slip.md"]}
    session = again(session)
    session.undo()
    assert looks(folder) == before
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()


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
    root = made(tmp_path / "many")
    yield root
    shutil.rmtree(root)


@given(_plans(), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_in_any_order_come_back_byte_for_byte(
    many: Path, plan: list[tuple[int, int, int, str]], restarted: bool
) -> None:
    before = looks(many)
    session = opened(many)
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
    made_now = looks(many)
    if restarted:
        session = again(session)
    if made_now != before:
        session.undo()
        assert looks(many) == before
        session.redo()
        assert looks(many) == made_now
        session.undo()
    assert looks(many) == before
    session.history.journal.close()
