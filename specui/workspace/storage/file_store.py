"""Read and write one file, whole or not at all.

A save compares content: the bytes on disk must be those last read.  Then the new content is written to a temporary
file and synced, the old content is compared once more, and the new file is renamed over it.  Leftovers of killed saves
in the folder are removed first.  Saves of specui processes exclude each other by a lock on the folder (`folder_lock`);
another writer is caught by the second comparison, a few microseconds before the rename.  Links are followed and stay
links; a file with several hard links is written in place (`hard_links`).

All functions block, and may be called from any thread.
"""

import errno
import hashlib  # noqa: F401 - imported here, not during a save, for `digest_of`
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from specui.workspace.storage import hard_links
from specui.workspace.storage.errors import Changed, StorageError, explained
from specui.workspace.storage.file_reader import (
    SIZE_LIMIT,
    Loaded,
    close_quietly,
    make_loaded,
    open_regular,
    read_open,
    refuse_dangling,
    too_large,
)
from specui.workspace.storage.folder_lock import FolderLock, lock_file, locked_folder
from specui.workspace.storage.paths import is_inside
from specui.workspace.storage.stat_key import stat_key
from specui.workspace.storage.temporary_files import (
    BACKUP,
    TEMPORARY,
    TemporaryFolder,
    is_ours,
    stage_file,
    write_all,
)
from specui.workspace.storage.temporary_folder import leftovers_in, temporary_folder_of

Expected: TypeAlias = bytes | str | None
"""What should be on disk: its bytes, its digest, or None for no file."""

_OLD_ENOUGH = 600.0  # seconds after which a temporary file is abandoned, where locks do not show it


@dataclass(frozen=True, slots=True)
class SweepResult:
    """What `sweep` did in a folder: names removed, and names kept because they may hold text of a user."""

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Target:
    """The file behind all links: its name in the open, locked folder.  `path` is the path that the user knows."""

    path: Path
    lock: FolderLock
    name: str
    aside: TemporaryFolder | None

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
            if within is not None:  # a folder of the path may have been replaced by a link meanwhile
                _refuse_moved(descriptor, _resolve(path, within))
            return read_open(descriptor, path)
        finally:
            close_quietly(descriptor)


def save(
    path: Path, data: bytes, *, expected: Expected, within: Path | None = None, mode: int = 0o666
) -> Loaded:
    """Write `data` to the file if its content is as `expected`; None: if there is no file.

    Raises Changed, with the content on disk, and StorageError; the file is unchanged then.  A file that has this
    content already is not written.  A new file gets `mode`, less the umask.
    """
    with (
        _locked(path, within) as target,
        explained("was not saved", path),
        _open_existing(target) as existing,
    ):
        found = _read_for_writing(target, existing)
        if not _matches(found, expected):
            raise Changed(path, None if found is None else found.data)
        return _replace(target, existing, found, data, mode)


def update(path: Path, change: Callable[[bytes], bytes], *, within: Path | None = None) -> Loaded:
    """Read, change and save a file while no other specui process can write it.

    `change` is called again where another program wrote meanwhile.  What it raises is passed on, with nothing
    written; it must not save in the same folder itself.  Raises StorageError.
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
            existing = opened.enter_context(_open_existing(target))
            found = _read_for_writing(target, existing)
            if found is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        data = change(found.data)
        with explained("was not saved", target.path):
            return _replace(target, existing, found, data)


def sweep(folder: Path) -> SweepResult:
    """Remove what killed writers left in a folder, and finish what they began to write in place.

    Does nothing while another process writes there.  Raises StorageError.
    """
    with explained("cannot be swept", folder):
        try:
            with (
                locked_folder(os.fspath(folder), patience=0) as lock,
                temporary_folder_of(lock.folder, os.path.realpath(folder)) as aside,
            ):
                return _sweep(lock, aside)
        except TimeoutError:
            return SweepResult()


def _replace(
    target: _Target, existing: int | None, found: Loaded | None, data: bytes, mode: int = 0o666
) -> Loaded:
    """Replace the content `found` by `data`; `existing` is the open file.  The folder is locked."""
    if found is not None and found.data == data:
        return found
    if len(data) > SIZE_LIMIT:
        raise StorageError(too_large(target.path, len(data)), target.path)
    if existing is None or found is None:
        return _create(target, data, mode)
    _refuse_read_only(target, existing)
    _sweep_first(target, existing)
    in_place = os.fstat(existing).st_nlink > 1
    with stage_file(target.folder, target.name, data, like=existing, aside=target.aside) as new:
        if in_place:
            there = hard_links.LinkedFile(target.folder, target.name, target.path, target.aside)
            return make_loaded(
                target.path, data, hard_links.overwrite(there, existing, new, found.data, data)
            )
        checked = _refuse_changed(target, found)
        new.link()
        status = os.fstat(new.descriptor)  # before the rename, because nothing may fail after it
        _refuse_touched(target, found, checked)
        os.rename(new.name, target.name, src_dir_fd=new.where, dst_dir_fd=target.folder)
        _sync_folder(target)
        return make_loaded(target.path, data, status)


def _create(target: _Target, data: bytes, mode: int) -> Loaded:
    _sweep_first(target)
    with stage_file(target.folder, target.name, data, mode=mode, aside=target.aside) as new:
        new.link()
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
        return make_loaded(target.path, data, status)


def _create_without_links(target: _Target, data: bytes, mode: int) -> Loaded:
    """Create a file on a file system without hard links (FAT): first the name, then the content."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(target.name, flags, mode, dir_fd=target.folder)
    except FileExistsError:
        raise _changed(target) from None
    try:
        write_all(descriptor, data)
        os.fsync(descriptor)
        return make_loaded(target.path, data, os.fstat(descriptor))
    except BaseException:
        with suppress(OSError):
            os.unlink(target.name, dir_fd=target.folder)
        raise
    finally:
        close_quietly(descriptor)


def _changed(target: _Target) -> Changed:
    with _open_existing(target) as existing:
        return Changed(target.path, None if existing is None else read_open(existing, target.path).data)


def _refuse_changed(target: _Target, found: Loaded) -> os.stat_result:
    """Compare the content once more; returns the stat that shows any later change."""
    with _open_existing(target) as existing:
        status = None if existing is None else os.fstat(existing)
        current = None if existing is None else read_open(existing, target.path).data
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


def _read_for_writing(target: _Target, existing: int | None) -> Loaded | None:
    """Read the existing file.  One with other hard links, maybe in other folders, is locked itself first."""
    if existing is None:
        return None
    if os.fstat(existing).st_nlink > 1:
        lock_file(existing)
    return read_open(existing, target.path)


def _matches(found: Loaded | None, expected: Expected) -> bool:
    if found is None or expected is None:
        return found is None and expected is None
    return expected == (found.digest if isinstance(expected, str) else found.data)


def _refuse_read_only(target: _Target, existing: int) -> None:
    if os.fstatvfs(target.folder).f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))
    writable = os.fstat(existing).st_mode & 0o222  # root respects the mark too
    if not writable or not os.access(target.name, os.W_OK, dir_fd=target.folder):
        raise StorageError(
            f"{target.path} was not saved: it is marked read-only; make it writable (chmod u+w) and try again.",
            target.path,
            errno.EACCES,
        )


def _sync_folder(target: _Target) -> None:
    # Readers get the new content already; if the power fails now, the name leads to one of the two whole files.
    with suppress(OSError):
        os.fsync(target.folder)


@contextmanager
def _locked(path: Path, within: Path | None) -> Iterator[_Target]:
    """Lock the folder of the file behind all links; try again where the links changed meanwhile."""
    for _ in range(8):
        with ExitStack() as held:
            with explained("was not saved", path):
                refuse_dangling(path)
                real = _resolve(path, within)
                folder, name = os.path.split(real)
                lock = held.enter_context(locked_folder(folder))
                aside = held.enter_context(temporary_folder_of(lock.folder, folder))
                same_folder = os.path.samestat(os.fstat(lock.folder), os.stat(folder))
                is_stable = same_folder and _resolve(path, within) == real
            if is_stable:
                yield _Target(path, lock, name, aside)
                return
    raise StorageError(f"{path} was not saved: its folder keeps moving; try again.", path)


@contextmanager
def _open_existing(target: _Target) -> Iterator[int | None]:
    """Open the target for reading; yields None where there is no file."""
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
        boundary = os.path.realpath(within)
        if real == boundary or not is_inside(real, boundary):
            raise StorageError(f"{path} is a link to outside {within}; specui does not follow it.", path)
    return real


def _refuse_moved(descriptor: int, real: str) -> None:
    if not os.path.samestat(os.fstat(descriptor), os.stat(real, follow_symlinks=False)):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


_clean_folders: set[tuple[int, int]] = (
    set()
)  # folders without temporary names of their own: those are in `.git`


def _sweep_first(target: _Target, existing: int | None = None) -> None:
    """Sweep before a save; leftovers that cannot be swept do not prevent it.

    Listing a folder of ten thousand files takes ten milliseconds.  Where temporary names are in `.git`, it is listed
    once, for leftovers of other versions, and where the file has a second name, which may be left by `_create`.
    """
    with suppress(OSError):
        status = os.fstat(target.folder)
        folder = (status.st_dev, status.st_ino)
        linked = existing is not None and os.fstat(existing).st_nlink > 1
        if target.aside is not None and folder in _clean_folders and not linked:
            _sweep_names(target.lock, target.aside.folder, _aside_names(target.aside), target.aside.prefix)
            return
        _sweep(target.lock, target.aside)
        _clean_folders.add(folder)


def _aside_names(aside: TemporaryFolder) -> list[str]:
    return [left.name for left in leftovers_in(aside)]


def _sweep(lock: FolderLock, aside: TemporaryFolder | None) -> SweepResult:
    beside = sorted(name for name in os.listdir(lock.folder) if is_ours(name))
    swept = _sweep_names(lock, lock.folder, beside)
    if aside is None:
        return swept
    other = _sweep_names(lock, aside.folder, _aside_names(aside), aside.prefix)
    return SweepResult(swept.removed + other.removed, swept.kept + other.kept)


def _sweep_names(lock: FolderLock, where: int, names: list[str], prefix: str = "") -> SweepResult:
    removed: list[str] = []
    kept: list[str] = []
    for name in names:  # a backup sorts before its temporary file
        if _is_abandoned(lock, where, name) and _can_remove(lock.folder, where, name, prefix, kept):
            os.unlink(name, dir_fd=where)
            removed.append(name)
        else:
            kept.append(name)
    return SweepResult(tuple(removed), tuple(kept))


def _is_abandoned(lock: FolderLock, where: int, name: str) -> bool:
    """Return whether a temporary file has no writer: we hold the lock; where it is local to this machine, age decides."""
    status = os.stat(name, dir_fd=where, follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        return False
    return lock.everywhere or time.time() - status.st_mtime > _OLD_ENOUGH


def _can_remove(folder: int, where: int, name: str, prefix: str, kept: list[str]) -> bool:
    if name.endswith(BACKUP):
        return hard_links.finish_write(folder, where, name, prefix)
    return name.removesuffix(TEMPORARY) + BACKUP not in kept
