"""Reading and writing one file, whole or not at all.

A save compares by content: what stands on disk must be what was last seen there. Then the new content is written
beside it, synced, compared once more, and renamed over it; what killed saves left in the folder is swept first. Saves of specui processes exclude each other by a lock
on the folder (`locks`); a foreign writer is caught by the second comparison, a few microseconds before the rename.
Links are followed and stay links; a file with several hard links is written where it stands (`inplace`).

All functions block, and may be called from any thread.
"""

import errno
import hashlib  # noqa: F401 - here, and not in the middle of a save: `digest_of` finds it
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from specui.workspace.storage import hard_links as inplace
from specui.workspace.storage.errors import Changed, StorageError, explained
from specui.workspace.storage.file_reader import (
    SIZE_LIMIT,
    Loaded,
    close_quietly,
    digest_of,
    loaded,
    open_regular,
    read_open,
    refuse_dangling,
    too_large,
)
from specui.workspace.storage.folder_lock import FolderLock, lock_file, locked_folder
from specui.workspace.storage.stat_key import stat_key
from specui.workspace.storage.temporary_files import BACKUP, TEMPORARY, Aside, is_ours, staged, write_all
from specui.workspace.storage.temporary_folder import aside_of, left_by

__all__ = [
    "Changed",
    "Expected",
    "Loaded",
    "StorageError",
    "Swept",
    "digest_of",
    "is_ours",
    "load",
    "save",
    "sweep",
    "update",
]

Expected: TypeAlias = bytes | str | None
"""What should stand on disk: its bytes, its digest, or None for nothing."""

_OLD_ENOUGH = 600.0  # seconds after which a temporary file has no living writer, where locks do not tell


@dataclass(frozen=True, slots=True)
class Swept:
    """What `sweep` did in a folder: names removed, and names kept because they may hold somebody's text."""

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Target:
    """The file behind all links: its name in the open, locked folder. `path` is what the user calls it."""

    path: Path
    lock: FolderLock
    name: str
    aside: Aside | None

    @property
    def folder(self) -> int:
        return self.lock.folder


def load(path: Path, *, within: Path | None = None) -> Loaded:
    """Read a regular file of at most 16 MiB. Raises StorageError; never waits for a FIFO or a device.

    With `within`, the file behind all links must be in that folder.
    """
    with explained("cannot be read", path):
        refuse_dangling(path)
        if within is None:
            descriptor = open_regular(os.fspath(path), path)
        else:
            real = _resolve(path, within)
            descriptor = open_regular(real, path, follow=False)
        try:
            if within is not None:  # a folder on the way may have been swapped for a link meanwhile
                _refuse_moved(descriptor, _resolve(path, within))
            return read_open(descriptor, path)
        finally:
            close_quietly(descriptor)


def save(
    path: Path, data: bytes, *, expected: Expected, within: Path | None = None, mode: int = 0o666
) -> Loaded:
    """Make `data` the content of the file if `expected` is what stands there; None: nothing may stand there.

    Raises Changed, with what stands there, and StorageError; the file is then as it was. A file that says
    `data` already is not written. A new one gets `mode`, less the umask.
    """
    with _locked(path, within) as target, explained("was not saved", path), _standing(target) as standing:
        found = _read_for_writing(target, standing)
        if not _matches(found, expected):
            raise Changed(path, None if found is None else found.data)
        return _put(target, standing, found, data, mode)


def update(path: Path, change: Callable[[bytes], bytes], *, within: Path | None = None) -> Loaded:
    """Read, change and save in one step that no other specui process comes between.

    `change` may be called again where a program that takes no locks wrote meanwhile. What it raises is passed
    on with nothing written; it must not save in the same folder itself. Raises StorageError.
    """
    with _locked(path, within) as target:
        for attempts_left in (2, 1, 0):
            try:
                return _update_once(target, change)
            except Changed:
                if not attempts_left:
                    raise
    raise AssertionError  # the last attempt returned or raised


def _update_once(target: _Target, change: Callable[[bytes], bytes]) -> Loaded:
    with ExitStack() as opened:
        with explained("cannot be read", target.path):
            standing = opened.enter_context(_standing(target))
            found = _read_for_writing(target, standing)
            if found is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        data = change(found.data)
        with explained("was not saved", target.path):
            return _put(target, standing, found, data)


def sweep(folder: Path) -> Swept:
    """Remove what killed writers left in a folder, and finish what they had begun to write in place.

    Does nothing while somebody writes there. Raises StorageError.
    """
    with explained("cannot be swept", folder):
        try:
            with (
                locked_folder(os.fspath(folder), patience=0) as lock,
                aside_of(lock.folder, os.path.realpath(folder)) as aside,
            ):
                return _sweep(lock, aside)
        except TimeoutError:
            return Swept()


def _put(
    target: _Target, standing: int | None, found: Loaded | None, data: bytes, mode: int = 0o666
) -> Loaded:
    """Bring `data` to the place of `found`, which `standing` is open on. The folder is locked."""
    if found is not None and found.data == data:
        return found
    if len(data) > SIZE_LIMIT:
        raise StorageError(too_large(target.path, len(data)), target.path)
    if standing is None or found is None:
        return _create(target, data, mode)
    _refuse_read_only(target, standing)
    _sweep_first(target, standing)
    in_place = os.fstat(standing).st_nlink > 1
    with staged(target.folder, target.name, data, like=standing, aside=target.aside) as new:
        if in_place:
            there = inplace.InPlace(target.folder, target.name, target.path, target.aside)
            return loaded(target.path, data, inplace.overwrite(there, standing, new, found.data, data))
        checked = _refuse_changed(target, found)
        new.appear()
        status = os.fstat(new.descriptor)  # before the rename, after which nothing may fail any more
        _refuse_touched(target, found, checked)
        os.rename(new.name, target.name, src_dir_fd=new.where, dst_dir_fd=target.folder)
        _sync_folder(target)
        return loaded(target.path, data, status)


def _create(target: _Target, data: bytes, mode: int) -> Loaded:
    _sweep_first(target)
    with staged(target.folder, target.name, data, mode=mode, aside=target.aside) as new:
        new.appear()
        status = os.fstat(new.descriptor)
        try:
            os.link(new.name, target.name, src_dir_fd=new.where, dst_dir_fd=target.folder)
        except FileExistsError:
            raise _changed(target) from None
        except OSError as error:
            if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}:
                raise
            return _create_without_links(target, data, mode)
        _sync_folder(target)
        return loaded(target.path, data, status)


def _create_without_links(target: _Target, data: bytes, mode: int) -> Loaded:
    """For file systems without hard links (FAT): the name first, then the content."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(target.name, flags, mode, dir_fd=target.folder)
    except FileExistsError:
        raise _changed(target) from None
    try:
        write_all(descriptor, data)
        os.fsync(descriptor)
        return loaded(target.path, data, os.fstat(descriptor))
    except BaseException:
        with suppress(OSError):
            os.unlink(target.name, dir_fd=target.folder)
        raise
    finally:
        close_quietly(descriptor)


def _changed(target: _Target) -> Changed:
    with _standing(target) as standing:
        return Changed(target.path, None if standing is None else read_open(standing, target.path).data)


def _refuse_changed(target: _Target, found: Loaded) -> os.stat_result:
    """Compare the content once more; returns the stat by which a still later change would show."""
    with _standing(target) as standing:
        status = None if standing is None else os.fstat(standing)
        current = None if standing is None else read_open(standing, target.path).data
    if status is None or current != found.data:
        raise Changed(target.path, current)
    return status


def _refuse_touched(target: _Target, found: Loaded, checked: os.stat_result) -> None:
    try:
        status = os.stat(target.name, dir_fd=target.folder, follow_symlinks=False)
    except FileNotFoundError:
        raise Changed(target.path, None) from None
    if (stat_key(status), status.st_ctime_ns) != (stat_key(checked), checked.st_ctime_ns):
        _refuse_changed(target, found)


def _read_for_writing(target: _Target, standing: int | None) -> Loaded | None:
    """What stands there. Its other names may be in other folders, so a file that has some is locked itself."""
    if standing is None:
        return None
    if os.fstat(standing).st_nlink > 1:
        lock_file(standing)
    return read_open(standing, target.path)


def _matches(found: Loaded | None, expected: Expected) -> bool:
    if found is None or expected is None:
        return found is None and expected is None
    return expected == (found.digest if isinstance(expected, str) else found.data)


def _refuse_read_only(target: _Target, standing: int) -> None:
    if os.fstatvfs(target.folder).f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))
    writable = os.fstat(standing).st_mode & 0o222  # root is asked to respect the mark, too
    if not writable or not os.access(target.name, os.W_OK, dir_fd=target.folder):
        raise StorageError(
            f"{target.path} was not saved: it is marked read-only; make it writable (chmod u+w) and try again.",
            target.path,
            errno.EACCES,
        )


def _sync_folder(target: _Target) -> None:
    # Whoever reads the name gets the new content already; should the power fail now, one of the two whole files.
    with suppress(OSError):
        os.fsync(target.folder)


@contextmanager
def _locked(path: Path, within: Path | None) -> Iterator[_Target]:
    """Lock the folder of the file behind all links; again, where the links moved while we waited."""
    for _ in range(8):
        with ExitStack() as held:
            with explained("was not saved", path):
                refuse_dangling(path)
                real = _resolve(path, within)
                folder, name = os.path.split(real)
                lock = held.enter_context(locked_folder(folder))
                aside = held.enter_context(aside_of(lock.folder, folder))
                there = os.path.samestat(os.fstat(lock.folder), os.stat(folder))
                stays = there and _resolve(path, within) == real
            if stays:
                yield _Target(path, lock, name, aside)
                return
    raise StorageError(f"{path} was not saved: its folder keeps moving; try again.", path)


@contextmanager
def _standing(target: _Target) -> Iterator[int | None]:
    """The target, open for reading; None where nothing stands there."""
    try:
        descriptor = open_regular(target.name, target.path, folder=target.folder, follow=False)
    except FileNotFoundError:
        yield None
        return
    try:
        yield descriptor
    finally:
        close_quietly(descriptor)


def _resolve(path: Path, within: Path | None) -> str:
    real = os.path.realpath(path)
    if within is not None:
        fence = os.path.realpath(within)
        if not real.startswith(fence.rstrip(os.sep) + os.sep):
            raise StorageError(f"{path} leads outside {within}; specui does not follow it there.", path)
    return real


def _refuse_moved(descriptor: int, real: str) -> None:
    if not os.path.samestat(os.fstat(descriptor), os.stat(real, follow_symlinks=False)):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


_listed: set[tuple[int, int]] = set()  # folders that hold no temporary names, as theirs stand aside


def _sweep_first(target: _Target, standing: int | None = None) -> None:
    """Sweep before a save: what cannot be swept stays, and does not keep anybody from saving.

    A folder of ten thousand files takes ten milliseconds to list. Where names stand aside, that is done once, for what
    other versions have left; and where the file has a second name, which may be the leftover of a killed `_create`.
    """
    with suppress(OSError):
        status = os.fstat(target.folder)
        folder = (status.st_dev, status.st_ino)
        linked = standing is not None and os.fstat(standing).st_nlink > 1
        if target.aside is not None and folder in _listed and not linked:
            _swept(target.lock, target.aside.folder, _names_aside(target.aside), target.aside.prefix)
            return
        _sweep(target.lock, target.aside)
        _listed.add(folder)


def _names_aside(aside: Aside) -> list[str]:
    return [left.name for left in left_by(aside)]


def _sweep(lock: FolderLock, aside: Aside | None) -> Swept:
    beside = sorted(name for name in os.listdir(lock.folder) if is_ours(name))
    swept = _swept(lock, lock.folder, beside)
    if aside is None:
        return swept
    other = _swept(lock, aside.folder, _names_aside(aside), aside.prefix)
    return Swept(swept.removed + other.removed, swept.kept + other.kept)


def _swept(lock: FolderLock, where: int, names: list[str], prefix: str = "") -> Swept:
    removed: list[str] = []
    kept: list[str] = []
    for name in names:  # a backup sorts before the temporary file that belongs to it
        if _is_abandoned(lock, where, name) and _may_go(lock.folder, where, name, prefix, kept):
            os.unlink(name, dir_fd=where)
            removed.append(name)
        else:
            kept.append(name)
    return Swept(tuple(removed), tuple(kept))


def _is_abandoned(lock: FolderLock, where: int, name: str) -> bool:
    """Whoever writes here holds the lock that we hold; where it does not reach other machines, age tells."""
    status = os.stat(name, dir_fd=where, follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        return False
    return lock.everywhere or time.time() - status.st_mtime > _OLD_ENOUGH


def _may_go(folder: int, where: int, name: str, prefix: str, kept: list[str]) -> bool:
    if name.endswith(BACKUP):
        return inplace.settle(folder, where, name, prefix)
    return name.removesuffix(TEMPORARY) + BACKUP not in kept
