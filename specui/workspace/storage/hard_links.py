"""A file with several hard links, written where it stands, so that all its names go on showing one file.

Such a write can be cut short, so two whole files lie beside it meanwhile: the former content (`.bak`) and the
coming one (`.tmp`). Whoever sweeps the folder after a crash finishes the write from them.
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
    Aside,
    Staged,
    name_served,
    staged,
    write_all,
)

_OPEN = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class InPlace(NamedTuple):
    """The file to write: its open folder, its name there, the path by which the user knows it; what lies aside."""

    folder: int
    name: str
    path: Path
    aside: Aside | None = None


def overwrite(target: InPlace, standing: int, coming: Staged, old: bytes, new: bytes) -> os.stat_result:
    """Write `new` over `old`, which `standing` is open on. Raises OSError with the old bytes in place, and Changed.

    Where not even the old bytes could be put back, StorageError says in which file they are.
    """
    with staged(target.folder, target.name, old, like=standing, aside=target.aside) as former:
        coming.appear()
        former.appear()
        backup = coming.name.removesuffix(TEMPORARY) + BACKUP
        os.rename(former.name, backup, src_dir_fd=former.where, dst_dir_fd=coming.where)
        former.name, former.aside = backup, coming.aside
        os.fsync(former.where)
        descriptor = os.open(target.name, _OPEN, dir_fd=target.folder)
        try:
            _refuse_changed(target, standing, descriptor, old)
            status = _fill_or_restore(target, descriptor, former, coming, old, new)
        finally:
            close_quietly(descriptor)
    coming.keep = former.keep  # a backup that could not be removed is told apart by the text that replaced it
    return status


def settle(folder: int, where: int, backup: str, prefix: str = "") -> bool:
    """Finish the write that left `backup` behind; False where someone else's text stands there now.

    `where` is the open folder that the backup is in, `prefix` what its name begins with there. The caller holds the
    folder's lock. Raises OSError.
    """
    name = name_served(backup.removeprefix(prefix))
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


def _refuse_changed(target: InPlace, standing: int, descriptor: int, old: bytes) -> None:
    found = _read_all(descriptor)
    if found != old or not os.path.samestat(os.fstat(standing), os.fstat(descriptor)):
        raise Changed(target.path, found)


def _fill_or_restore(
    target: InPlace, descriptor: int, former: Staged, coming: Staged, old: bytes, new: bytes
) -> os.stat_result:
    try:
        _fill(descriptor, new)
        return os.fstat(descriptor)
    except BaseException as error:
        try:
            _fill(descriptor, old)
        except OSError:
            former.keep = coming.keep = True
            beside = (
                Path(former.aside.path) / former.name if former.aside else target.path.with_name(former.name)
            )
            raise StorageError(
                f"{target.path} was being written when the disk failed; its former text is in {beside}.",
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
    """Whether `found` is what an interrupted write of `new` over `old` leaves."""
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
