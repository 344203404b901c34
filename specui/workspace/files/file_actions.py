"""Create, rename, copy and trash files, and undo and redo that.

Each function works on the open files and their history, and raises Refused or StorageError with one sentence;
nothing has changed then.  No file is ever overwritten: a name that is taken is refused.
"""

from __future__ import annotations

import os
from pathlib import Path

from specui.workspace.files import file_moves
from specui.workspace.files.discovery import reason_skipped
from specui.workspace.files.file_moves import FileSnapshot
from specui.workspace.files.file_names import folder_name_fault, name_fault
from specui.workspace.files.file_steps import Created, FileStep, Renamed, Rewritten, Trashed
from specui.workspace.files.open_files import OpenFiles
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Changed, Refused, StorageError, explained

NEW_MODE = 0o666


def refusal(files: OpenFiles, name: str, *, new_folders: bool = False) -> str:
    """Return why no file of that name can be created, as a clause, or an empty string.

    ``name`` is relative to the root.  Raises StorageError where its folder cannot be read.
    """
    *folders, base = name.split("/")
    fault = name_fault(base)
    if fault:
        return fault
    if files.single is not None:
        return "specui has a single file open; open its folder instead"
    if not {"", ".", ".."}.isdisjoint(folders):
        return "the folder must be inside the open one"
    reason = reason_skipped(files.root, name, new_folders=new_folders)
    if reason:
        return f"specui would not list it: {reason}"
    if files.excludes(name):
        return "specui would not list it: excluded by the configuration"
    if os.path.lexists(files.root / name):
        return "already exists"
    return ""


def refusal_to_rename(files: OpenFiles, name: str, new: str) -> str:
    """Return why a file cannot get that name, as a clause, or an empty string."""
    fault = name_fault(new.rpartition("/")[2])
    if _folder(new) != _folder(name):
        if _path(files, name).is_symlink():
            return "a link cannot move to another folder: its target would change"
        faults = [fault, *map(folder_name_fault, new.split("/")[:-1])]
        return next((found for found in faults if found), "") or refusal(files, new, new_folders=True)
    if not fault and file_moves.is_same_file(_path(files, name), _path(files, new)):
        return ""
    return fault or refusal(files, new)


def create(
    files: OpenFiles,
    name: str,
    data: bytes,
    *,
    title: str = "create",
    snapshot: FileSnapshot | None = None,
    new_folders: bool = False,
) -> SpecFile:
    """Create a file, with the permissions of `snapshot`, else those that the umask leaves.

    With `new_folders`, its missing folders are created too.
    """
    _refuse(files, name, new_folders=new_folders)
    new = FileSnapshot(data, snapshot.mode if snapshot is not None else NEW_MODE)
    made = _write_in_folder(files, name, new)
    files.history.add(Created(name, title, new, made=made))
    return files.add_created(name)


def duplicate(files: OpenFiles, name: str, new: str) -> SpecFile:
    """Copy a file with its bytes and permissions; of a link, its target."""
    snapshot = file_moves.take_snapshot(_path(files, name), within=_within(files))
    return create(files, new, snapshot.data, title="copy to", snapshot=snapshot)


def rename(files: OpenFiles, name: str, new: str) -> SpecFile:
    """Rename a file, or move it to another folder, which is created if missing."""
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
    """Move a file to the system's trash.  Raises StorageError where none can be used; the file stays then."""
    step = Trashed(name, "trash", file_moves.take_snapshot(_path(files, name), within=_within(files)))
    _to_trash(files, step)
    files.history.add(step)
    files.drop_removed(name)
    return step


# -- undo and redo


def undo(files: OpenFiles, step: FileStep) -> None:
    """Undo one step that concerns a whole file."""
    if type(step) is Created:
        try:
            file_moves.remove(_path(files, step.name), step.snapshot.data)
        except Changed as found:
            raise Refused(_changed_since(step, "undo", found)) from found
        file_moves.remove_empty(_path(files, step.name).parent, step.made)
        files.drop_removed(step.name)
    elif type(step) is Trashed:
        _restore(files, step)
        files.add_created(step.name)
    elif type(step) is Renamed:
        _rename(files, step.name, step.former, step)
        file_moves.remove_empty(_path(files, step.name).parent, step.made)
        files.follow_rename(step.name, step.former)
    elif type(step) is Rewritten:
        _rewrite(files, step, step.after, step.before, "undo")


def redo(files: OpenFiles, step: FileStep) -> None:
    """Redo one step that concerns a whole file."""
    if type(step) is Created:
        _refuse(files, step.name, new_folders=step.made > 0)
        _write_in_folder(files, step.name, step.snapshot)
        files.add_created(step.name)
    elif type(step) is Trashed:
        _to_trash(files, step, "redo")
        files.drop_removed(step.name)
    elif type(step) is Renamed:
        _rename(files, step.former, step.name, step, "redo")
        files.follow_rename(step.former, step.name)
    elif type(step) is Rewritten:
        _rewrite(files, step, step.before, step.after, "redo")


def _refuse(files: OpenFiles, name: str, *, new_folders: bool) -> None:
    reason = refusal(files, name, new_folders=True) if new_folders else refusal(files, name)
    if reason:
        raise Refused(f"{name}: {reason}")


def _write_in_folder(files: OpenFiles, name: str, snapshot: FileSnapshot) -> int:
    """Write a new file; returns how many folders were created for it. They are removed again where it fails."""
    folder = _path(files, name).parent
    with explained("cannot be created", folder):
        made = file_moves.make_folders(folder)
    try:
        _write(files, name, snapshot)
    except (Refused, StorageError):
        file_moves.remove_empty(folder, made)
        raise
    return made


def _write(files: OpenFiles, name: str, snapshot: FileSnapshot) -> None:
    path = _path(files, name)
    try:
        storage.save(path, snapshot.data, expected=None, within=_within(files), mode=snapshot.mode)
    except Changed as found:
        raise Refused(f"{name} already exists. Nothing was overwritten.") from found
    if snapshot.mode != NEW_MODE or snapshot.mtime:
        file_moves.restore_metadata(path, snapshot)


def _rewrite(files: OpenFiles, step: Rewritten, there: bytes, data: bytes, verb: str) -> None:
    try:
        storage.save(_path(files, step.name), data, expected=there, within=_within(files))
    except Changed as found:
        raise Refused(_changed_since(step, verb, found)) from found
    files.put_files(files.read(step.name))


def _restore(files: OpenFiles, step: Trashed) -> None:
    path = _path(files, step.name)
    if step.snapshot.link is None:
        _write(files, step.name, step.snapshot)
        return
    try:
        file_moves.restore_link(path, step.snapshot.link)
    except Changed as found:
        raise Refused(f"{step.name} already exists. Nothing was overwritten.") from found


def _to_trash(files: OpenFiles, step: Trashed, verb: str = "") -> None:
    try:
        file_moves.move_to_trash(_path(files, step.name), step.snapshot, files.boundary)
    except Changed as found:
        if verb:
            raise Refused(_changed_since(step, verb, found)) from found
        raise Refused(f"{step.name} has just been changed on disk. Check it and try again.") from found


def _rename(files: OpenFiles, name: str, new: str, step: Renamed | None = None, verb: str = "undo") -> int:
    path = _path(files, name)
    base = new.rpartition("/")[2]
    if not os.path.lexists(path):
        if step is not None:
            raise Refused(f"Can't {verb} “{step.description}”: {name} is gone")
        raise Refused(f"{name} is gone from disk. Nothing was renamed.")
    try:
        if _folder(new) != _folder(name):
            return file_moves.move(path, _path(files, new))
        file_moves.rename(path, base)
        return 0
    except FileExistsError as found:
        raise Refused(f"{name} was not renamed: {base} already exists") from found


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _changed_since(step: FileStep, verb: str, found: Changed) -> str:
    reason = "the file is gone" if found.current is None else "the file has changed since"
    return f"Can't {verb} “{step.description}”: {reason}"


def _path(files: OpenFiles, name: str) -> Path:
    return files.root / name


def _within(files: OpenFiles) -> Path | None:
    return None if files.single is not None else files.boundary
