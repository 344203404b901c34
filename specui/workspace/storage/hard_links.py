"""Write a file with several hard links in place, so that all its names keep naming one file.

Such a write can be interrupted, so two whole files exist beside it meanwhile: the old content (`.bak`) and the new
one (`.tmp`).  The next sweep of the folder finishes the write from them.
"""

import os
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from specui.workspace.storage.errors import Changed, StorageError
from specui.workspace.storage.file_reader import close_quietly
from specui.workspace.storage.temporary_files import (
    BACKUP,
    TEMPORARY,
    StagedFile,
    TemporaryFolder,
    stage_file,
    target_name,
    write_all,
)

_OPEN = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class LinkedFile(NamedTuple):
    """A file to write in place: its open folder, its name there, the path that the user knows, its temporary folder."""

    folder: int
    name: str
    path: Path
    aside: TemporaryFolder | None = None


def overwrite(
    target: LinkedFile, existing: int, new_file: StagedFile, old: bytes, new: bytes
) -> os.stat_result:
    """Write `new` over `old`; `existing` is the open file.  Raises OSError and Changed, with the old bytes in place.

    Where even the old bytes could not be restored, StorageError says which file has them.
    """
    with stage_file(target.folder, target.name, old, like=existing, aside=target.aside) as old_file:
        new_file.link()
        old_file.link()
        backup = new_file.name.removesuffix(TEMPORARY) + BACKUP
        os.rename(old_file.name, backup, src_dir_fd=old_file.where, dst_dir_fd=new_file.where)
        old_file.name, old_file.aside = backup, new_file.aside
        os.fsync(old_file.where)
        descriptor = os.open(target.name, _OPEN, dir_fd=target.folder)
        try:
            _refuse_changed(target, existing, descriptor, old)
            status = _fill_or_restore(target, descriptor, old_file, new_file, old, new)
        finally:
            close_quietly(descriptor)
    new_file.keep = old_file.keep  # a backup that could not be removed needs the new text to be recognised
    return status


def finish_write(folder: int, where: int, backup: str, prefix: str = "") -> bool:
    """Finish the write that left `backup` behind; returns False where the file has another text by now.

    `where` is the open folder of the backup, `prefix` the prefix of its name there.  The caller holds the folder's
    lock.  Raises OSError.
    """
    name = target_name(backup.removeprefix(prefix))
    if name is None:
        return False
    old = _read(where, backup)
    new = _read_if_there(where, backup.removesuffix(BACKUP) + TEMPORARY)
    try:
        descriptor = os.open(name, _OPEN, dir_fd=folder)
    except FileNotFoundError:
        return False
    try:
        found = _read_all(descriptor)
        if found in (old, new):
            return True
        if new is None or os.fstat(descriptor).st_nlink < 2 or not _is_mixture(found, old, new):
            return False
        _fill(descriptor, new)
    finally:
        close_quietly(descriptor)
    return True


def _refuse_changed(target: LinkedFile, existing: int, descriptor: int, old: bytes) -> None:
    found = _read_all(descriptor)
    if found != old or not os.path.samestat(os.fstat(existing), os.fstat(descriptor)):
        raise Changed(target.path, found)


def _fill_or_restore(
    target: LinkedFile, descriptor: int, old_file: StagedFile, new_file: StagedFile, old: bytes, new: bytes
) -> os.stat_result:
    try:
        _fill(descriptor, new)
        return os.fstat(descriptor)
    except BaseException as error:
        try:
            _fill(descriptor, old)
        except OSError:
            old_file.keep = new_file.keep = True
            beside = (
                Path(old_file.aside.path) / old_file.name
                if old_file.aside
                else target.path.with_name(old_file.name)
            )
            raise StorageError(
                f"The disk failed while {target.path} was written; its previous text is in {beside}.",
                target.path,
                error.errno if isinstance(error, OSError) else None,
            ) from error
        raise


def _fill(descriptor: int, data: bytes) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    write_all(descriptor, data)
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)


def _is_mixture(found: bytes, old: bytes, new: bytes) -> bool:
    """Return whether `found` can be the result of an interrupted write of `new` over `old`."""
    if not min(len(old), len(new)) <= len(found) <= max(len(old), len(new)):
        return False
    return all(
        byte in (before, after) for byte, before, after in zip_longest(found, old, new) if byte is not None
    )


def _read_if_there(folder: int, name: str) -> bytes | None:
    try:
        return _read(folder, name)
    except FileNotFoundError:
        return None


def _read(folder: int, name: str) -> bytes:
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    try:
        return _read_all(descriptor)
    finally:
        close_quietly(descriptor)


def _read_all(descriptor: int) -> bytes:
    chunks = []
    while chunk := os.read(descriptor, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)
