"""Each call of making, renaming, removing and throwing away fails in turn: nothing is lost, and it can be repeated."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from specui.workspace.files import file_actions as filing
from specui.workspace.session import Session
from specui.workspace.storage.errors import Refused, StorageError
from specui.workspace.storage.file_store import sweep
from tests.workspace.faults import FailingOs, failing_os

DATA = b"# Pier\n\nStone.\n" * 40
NUMBERS = [errno.ENOSPC, errno.EROFS, errno.EACCES]
Act = Callable[[Session], object]


def create(session: Session) -> None:
    filing.create(session, "slip.md", DATA[::-1])


def rename(session: Session) -> None:
    filing.rename(session, "pier.md", "slip.md")


def duplicate(session: Session) -> None:
    filing.duplicate(session, "pier.md", "slip.md")


def trash(session: Session) -> None:
    filing.trash(session, "pier.md")


def undo_create(session: Session) -> None:
    _undo_of(session, create)


def undo_rename(session: Session) -> None:
    _undo_of(session, rename)


def undo_trash(session: Session) -> None:
    _undo_of(session, trash)


def _undo_of(session: Session, act: Act) -> None:
    if not session.undoable:
        with failing_os(FailingOs()):
            act(session)
    session.undo()


def _open(folder: Path) -> Session:
    folder.mkdir()
    (folder / ".git").mkdir()
    (folder / "pier.md").write_bytes(DATA)
    session = Session(folder)
    session.load()
    return session


def _contents(folder: Path) -> dict[str, bytes]:
    sweep(folder)
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}


def _prepared(folder: Path, act: Act) -> Session:
    session = _open(folder)
    known = {undo_create: create, undo_rename: rename, undo_trash: trash}
    if act in known:
        known[act](session)
    return session


@pytest.mark.parametrize("act", [create, rename, duplicate, trash, undo_create, undo_rename, undo_trash])
@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: errno.errorcode[number])
def test_whatever_fails_both_files_are_whole_and_it_can_be_repeated(
    tmp_path: Path, act: Act, number: int
) -> None:
    session = _prepared(tmp_path / "clean", act)
    before = _contents(tmp_path / "clean")
    with failing_os(FailingOs()) as counting:
        act(session)
    after = _contents(tmp_path / "clean")
    assert before != after
    sentences: list[str] = []
    for at in range(len(counting.calls)):
        folder = tmp_path / str(at)
        session = _prepared(folder, act)
        with failing_os(FailingOs(at, number)):
            try:
                act(session)
            except (StorageError, Refused) as failure:
                sentences.append(str(failure))
            else:
                assert _contents(folder) == after, counting.calls[at]
                continue
        standing = _contents(folder)
        assert standing == before, (at, counting.calls[at])
        assert set(session.workspace.names) == set(before)
        act(session)
        assert _contents(folder) == after
        assert set(os.listdir(folder)) == {*after, ".git"}
    assert len(sentences) >= 2, "the faults were not met"
    assert [sentence for sentence in sentences if "\n" in sentence] == []
