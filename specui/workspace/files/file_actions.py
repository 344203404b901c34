"""Files as a whole: new ones, other names, copies, the way to the trash, and all of that taken back.

Functions over the session, which owns what is known and the history. Each raises Refused or StorageError with
one sentence, and nothing has changed then. Nothing is ever written over: a name that is taken is refused.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from specui.workspace.files import file_moves as moving
from specui.workspace.files.discovery import passed_over
from specui.workspace.files.file_moves import Kept
from specui.workspace.files.file_names import fault_in, fault_in_folder
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.history.change_group import current
from specui.workspace.history.file_steps import Created, Renamed, Rewritten, Trashed
from specui.workspace.history.steps import AnyStep
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Changed, Refused

if TYPE_CHECKING:
    from specui.workspace.session import Session

NEW_MODE = 0o666


def refusal(session: Session, name: str, *, new_folders: bool = False) -> str:
    """Return why no new file may be called so, as a clause, or an empty string. ``name`` is relative to the root.

    Raises StorageError where its folder cannot be looked at.
    """
    *folders, base = name.split("/")
    fault = fault_in(base)
    if fault:
        return fault
    if session.single is not None:
        return "specui was started on one file; start it on its folder"
    if not {"", ".", ".."}.isdisjoint(folders):
        return "the folder must be inside the one that is open"
    reason = passed_over(session.root, name, new_folders=new_folders)
    if reason:
        return f"it would not be seen here: {reason}"
    if session.excluded(name):
        return "it would not be seen here: excluded by the configuration"
    if os.path.lexists(session.root / name):
        return "it exists already"
    return ""


def refusal_to_rename(session: Session, name: str, new: str) -> str:
    """Return why a file may not be called so from now on, as a clause, or an empty string."""
    fault = fault_in(new.rpartition("/")[2])
    if _folder(new) != _folder(name):
        if _path(session, name).is_symlink():
            return "a link stays in its folder; from another it would lead elsewhere"
        faults = [fault, *map(fault_in_folder, new.split("/")[:-1])]
        return next((found for found in faults if found), "") or refusal(session, new, new_folders=True)
    if not fault and moving.is_same_file(_path(session, name), _path(session, new)):
        return ""
    return fault or refusal(session, new)


def create(
    session: Session, name: str, data: bytes, *, title: str = "create", kept: Kept | None = None
) -> SpecFile:
    """Make a new file. Its permissions are those of `kept`, else what the umask leaves."""
    _refuse(session, name)
    made = Kept(data, kept.mode if kept is not None else NEW_MODE)
    _write(session, name, made)
    session.history.add(Created(name, title, made))
    return session.came(name)


def duplicate(session: Session, name: str, new: str) -> SpecFile:
    """Make a copy of a file, with its bytes and permissions; of a link, of what is behind it."""
    kept = moving.keep(_path(session, name), within=_within(session))
    return create(session, new, kept.data, title="copy to", kept=kept)


def rename(session: Session, name: str, new: str) -> SpecFile:
    """Give a file another name, in its folder or in another one, which is made where it is not there."""
    if new == name:
        return session.file(name)
    fault = refusal_to_rename(session, name, new)
    if fault:
        raise Refused(f"{new}: {fault}")
    made = _rename(session, name, new)
    title = "rename" if _folder(new) == _folder(name) else "move"
    session.history.add(Renamed(new, title, name, made=made))
    return session.renamed(name, new)


def trash(session: Session, name: str) -> Trashed:
    """Move a file to the system's trash. Where there is none for it, StorageError says so, and it stays."""
    step = Trashed(name, "trash", moving.keep(_path(session, name), within=_within(session)))
    _to_trash(session, step)
    session.history.add(step)
    session.went(name)
    return step


# -- back and forth


def take_back(session: Session, step: AnyStep) -> None:
    """Take one step back that is about a file as a whole."""
    if type(step) is Created:
        try:
            moving.remove(_path(session, step.name), step.kept.data)
        except Changed as found:
            raise Refused(_moved_on(step, "undone", found)) from found
        session.went(step.name)
    elif type(step) is Trashed:
        _put_back(session, step)
        session.came(step.name)
    elif type(step) is Renamed:
        _rename(session, step.name, step.former, step)
        moving.remove_empty(_path(session, step.name).parent, step.made)
        session.renamed(step.name, step.former)
    elif type(step) is Rewritten:
        _rewrite(session, step, step.after, step.before, "undone")


def make_again(session: Session, step: AnyStep) -> None:
    """Make one step again that is about a file as a whole."""
    if type(step) is Created:
        _refuse(session, step.name)
        _write(session, step.name, step.kept)
        session.came(step.name)
    elif type(step) is Trashed:
        _to_trash(session, step, "made again")
        session.went(step.name)
    elif type(step) is Renamed:
        _rename(session, step.former, step.name, step, "made again")
        session.renamed(step.former, step.name)
    elif type(step) is Rewritten:
        _rewrite(session, step, step.before, step.after, "made again")


def _refuse(session: Session, name: str) -> None:
    reason = refusal(session, name)
    if reason:
        raise Refused(f"{name}: {reason}")


def _write(session: Session, name: str, kept: Kept) -> None:
    path = _path(session, name)
    try:
        storage.save(path, kept.data, expected=None, within=_within(session), mode=kept.mode)
    except Changed as found:
        raise Refused(f"{name} exists already; nothing was written over it") from found
    if kept.mode != NEW_MODE or kept.mtime:
        moving.set_as_kept(path, kept)


def _rewrite(session: Session, step: Rewritten, there: bytes, data: bytes, verb: str) -> None:
    try:
        storage.save(_path(session, step.name), data, expected=there, within=_within(session))
    except Changed as found:
        raise Refused(_moved_on(step, verb, found)) from found
    session.workspace = session.workspace.with_files(current(session, step.name))


def _put_back(session: Session, step: Trashed) -> None:
    path = _path(session, step.name)
    if step.kept.link is None:
        _write(session, step.name, step.kept)
        return
    try:
        moving.put_back_link(path, step.kept.link)
    except Changed as found:
        raise Refused(f"{step.name} exists already; nothing was written over it") from found


def _to_trash(session: Session, step: Trashed, verb: str = "") -> None:
    try:
        moving.to_trash(_path(session, step.name), step.kept, session.library.within)
    except Changed as found:
        if verb:
            raise Refused(_moved_on(step, verb, found)) from found
        raise Refused(f"{step.name} was changed by somebody else just now; look at it again") from found


def _rename(session: Session, name: str, new: str, step: Renamed | None = None, verb: str = "undone") -> int:
    path = _path(session, name)
    base = new.rpartition("/")[2]
    if not os.path.lexists(path):
        if step is not None:
            raise Refused(f"“{step.told}” cannot be {verb}: {name} is gone")
        raise Refused(f"{name} is gone from disk; nothing was renamed")
    try:
        if _folder(new) != _folder(name):
            return moving.move(path, _path(session, new))
        moving.rename(path, base)
        return 0
    except FileExistsError as found:
        raise Refused(f"{name} was not renamed: there is another {base} by now") from found


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _moved_on(step: AnyStep, verb: str, found: Changed) -> str:
    what = "the file is gone" if found.current is None else "the file has been changed since"
    return f"“{step.told}” cannot be {verb}: {what}"


def _path(session: Session, name: str) -> Path:
    return session.root / name


def _within(session: Session) -> Path | None:
    return None if session.single is not None else session.library.within
