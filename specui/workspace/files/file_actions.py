"""Files as a whole: new ones, other names, copies, the way to the trash, and all of that taken back.

Functions over the session, which owns what is known and the history. Each raises Refused or StorageError with
one sentence, and nothing has changed then. Nothing is ever written over: a name that is taken is refused.
"""

from __future__ import annotations

import os
from pathlib import Path

from specui.workspace.files import file_moves as moving
from specui.workspace.files.discovery import passed_over
from specui.workspace.files.file_moves import Kept
from specui.workspace.files.file_names import fault_in, fault_in_folder
from specui.workspace.files.file_steps import Created, FileStep, Renamed, Rewritten, Trashed
from specui.workspace.files.open_files import OpenFiles
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Changed, Refused

NEW_MODE = 0o666


def refusal(files: OpenFiles, name: str, *, new_folders: bool = False) -> str:
    """Return why no new file may be called so, as a clause, or an empty string. ``name`` is relative to the root.

    Raises StorageError where its folder cannot be looked at.
    """
    *folders, base = name.split("/")
    fault = fault_in(base)
    if fault:
        return fault
    if files.single is not None:
        return "specui was started on one file; start it on its folder"
    if not {"", ".", ".."}.isdisjoint(folders):
        return "the folder must be inside the one that is open"
    reason = passed_over(files.root, name, new_folders=new_folders)
    if reason:
        return f"it would not be seen here: {reason}"
    if files.excludes(name):
        return "it would not be seen here: excluded by the configuration"
    if os.path.lexists(files.root / name):
        return "it exists already"
    return ""


def refusal_to_rename(files: OpenFiles, name: str, new: str) -> str:
    """Return why a file may not be called so from now on, as a clause, or an empty string."""
    fault = fault_in(new.rpartition("/")[2])
    if _folder(new) != _folder(name):
        if _path(files, name).is_symlink():
            return "a link stays in its folder; from another it would lead elsewhere"
        faults = [fault, *map(fault_in_folder, new.split("/")[:-1])]
        return next((found for found in faults if found), "") or refusal(files, new, new_folders=True)
    if not fault and moving.is_same_file(_path(files, name), _path(files, new)):
        return ""
    return fault or refusal(files, new)


def create(
    files: OpenFiles, name: str, data: bytes, *, title: str = "create", kept: Kept | None = None
) -> SpecFile:
    """Make a new file. Its permissions are those of `kept`, else what the umask leaves."""
    _refuse(files, name)
    made = Kept(data, kept.mode if kept is not None else NEW_MODE)
    _write(files, name, made)
    files.history.add(Created(name, title, made))
    return files.add_created(name)


def duplicate(files: OpenFiles, name: str, new: str) -> SpecFile:
    """Make a copy of a file, with its bytes and permissions; of a link, of what is behind it."""
    kept = moving.keep(_path(files, name), within=_within(files))
    return create(files, new, kept.data, title="copy to", kept=kept)


def rename(files: OpenFiles, name: str, new: str) -> SpecFile:
    """Give a file another name, in its folder or in another one, which is made where it is not there."""
    if new == name:
        return files.file(name)
    fault = refusal_to_rename(files, name, new)
    if fault:
        raise Refused(f"{new}: {fault}")
    made = _rename(files, name, new)
    title = "rename" if _folder(new) == _folder(name) else "move"
    files.history.add(Renamed(new, title, name, made=made))
    return files.follow_rename(name, new)


def trash(files: OpenFiles, name: str) -> Trashed:
    """Move a file to the system's trash. Where there is none for it, StorageError says so, and it stays."""
    step = Trashed(name, "trash", moving.keep(_path(files, name), within=_within(files)))
    _to_trash(files, step)
    files.history.add(step)
    files.drop_removed(name)
    return step


# -- back and forth


def undo(files: OpenFiles, step: FileStep) -> None:
    """Take one step back that is about a file as a whole."""
    if type(step) is Created:
        try:
            moving.remove(_path(files, step.name), step.kept.data)
        except Changed as found:
            raise Refused(_moved_on(step, "undone", found)) from found
        files.drop_removed(step.name)
    elif type(step) is Trashed:
        _put_back(files, step)
        files.add_created(step.name)
    elif type(step) is Renamed:
        _rename(files, step.name, step.former, step)
        moving.remove_empty(_path(files, step.name).parent, step.made)
        files.follow_rename(step.name, step.former)
    elif type(step) is Rewritten:
        _rewrite(files, step, step.after, step.before, "undone")


def redo(files: OpenFiles, step: FileStep) -> None:
    """Make one step again that is about a file as a whole."""
    if type(step) is Created:
        _refuse(files, step.name)
        _write(files, step.name, step.kept)
        files.add_created(step.name)
    elif type(step) is Trashed:
        _to_trash(files, step, "made again")
        files.drop_removed(step.name)
    elif type(step) is Renamed:
        _rename(files, step.former, step.name, step, "made again")
        files.follow_rename(step.former, step.name)
    elif type(step) is Rewritten:
        _rewrite(files, step, step.before, step.after, "made again")


def _refuse(files: OpenFiles, name: str) -> None:
    reason = refusal(files, name)
    if reason:
        raise Refused(f"{name}: {reason}")


def _write(files: OpenFiles, name: str, kept: Kept) -> None:
    path = _path(files, name)
    try:
        storage.save(path, kept.data, expected=None, within=_within(files), mode=kept.mode)
    except Changed as found:
        raise Refused(f"{name} exists already; nothing was written over it") from found
    if kept.mode != NEW_MODE or kept.mtime:
        moving.set_as_kept(path, kept)


def _rewrite(files: OpenFiles, step: Rewritten, there: bytes, data: bytes, verb: str) -> None:
    try:
        storage.save(_path(files, step.name), data, expected=there, within=_within(files))
    except Changed as found:
        raise Refused(_moved_on(step, verb, found)) from found
    files.put_files(files.read(step.name))


def _put_back(files: OpenFiles, step: Trashed) -> None:
    path = _path(files, step.name)
    if step.kept.link is None:
        _write(files, step.name, step.kept)
        return
    try:
        moving.put_back_link(path, step.kept.link)
    except Changed as found:
        raise Refused(f"{step.name} exists already; nothing was written over it") from found


def _to_trash(files: OpenFiles, step: Trashed, verb: str = "") -> None:
    try:
        moving.to_trash(_path(files, step.name), step.kept, files.boundary)
    except Changed as found:
        if verb:
            raise Refused(_moved_on(step, verb, found)) from found
        raise Refused(f"{step.name} was changed by somebody else just now; look at it again") from found


def _rename(files: OpenFiles, name: str, new: str, step: Renamed | None = None, verb: str = "undone") -> int:
    path = _path(files, name)
    base = new.rpartition("/")[2]
    if not os.path.lexists(path):
        if step is not None:
            raise Refused(f"“{step.description}” cannot be {verb}: {name} is gone")
        raise Refused(f"{name} is gone from disk; nothing was renamed")
    try:
        if _folder(new) != _folder(name):
            return moving.move(path, _path(files, new))
        moving.rename(path, base)
        return 0
    except FileExistsError as found:
        raise Refused(f"{name} was not renamed: there is another {base} by now") from found


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _moved_on(step: FileStep, verb: str, found: Changed) -> str:
    what = "the file is gone" if found.current is None else "the file has been changed since"
    return f"“{step.description}” cannot be {verb}: {what}"


def _path(files: OpenFiles, name: str) -> Path:
    return files.root / name


def _within(files: OpenFiles) -> Path | None:
    return None if files.single is not None else files.boundary
