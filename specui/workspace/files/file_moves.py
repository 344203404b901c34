"""One file renamed, removed or put into the trash, under its folder's lock, and never over another one.

A link is moved as the link that it is; nothing behind it is touched. All functions block; they raise
StorageError with one sentence, and the files are then as they were.
"""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from specui.workspace.storage.errors import Changed, StorageError, explained
from specui.workspace.storage.file_reader import close_quietly, open_regular, read_open
from specui.workspace.storage.file_store import load
from specui.workspace.storage.folder_lock import locked_folder

_NOT_THERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_NO_REPLACE = 1
MOST_ATTRIBUTES = 1 << 16
"""Bytes of a file's extended attributes, beyond which none is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is needed to put a file back: its bytes, its permissions, and where it leads if it is a link.

    `mtime` is when it was written, in nanoseconds since 1970, 0 for nobody knows; `attributes` are its extended ones.
    """

    data: bytes
    mode: int
    link: str | None = None
    mtime: int = 0
    attributes: tuple[tuple[str, bytes], ...] = ()


def keep(path: Path, *, within: Path | None = None) -> Kept:
    """Return what a file is, before it goes."""
    with explained("cannot be read", path):
        status = os.lstat(path)
        link = os.readlink(path) if stat.S_ISLNK(status.st_mode) else None
        data = load(path, within=within).data
        mode = stat.S_IMODE(status.st_mode if link is None else os.stat(path).st_mode)
        if link is not None:
            return Kept(data, mode, link)
    return Kept(data, mode, None, status.st_mtime_ns, _attributes(path))


def is_same_file(path: Path, other: Path) -> bool:
    """Whether both names mean one entry of a folder that takes no notice of case or composition."""
    with explained("cannot be looked at", path):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            return os.path.lexists(path) and _is_same_entry(folder, path.name, other.name)
        finally:
            os.close(folder)


def set_as_kept(path: Path, kept: Kept) -> None:
    """Give a file that was just written its permissions, attributes and time; what cannot be given is left out."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            with suppress(OSError):
                os.fchmod(descriptor, kept.mode)
            for name, value in kept.attributes:
                with suppress(OSError, AttributeError):
                    os.setxattr(descriptor, name, value)
            if kept.mtime:
                os.utime(descriptor, ns=(kept.mtime, kept.mtime))
        finally:
            os.close(descriptor)


def _attributes(path: Path) -> tuple[tuple[str, bytes], ...]:
    """Return a file's extended attributes, where the system has such; together they are small, or left out."""
    try:
        found = tuple((name, os.getxattr(path, name)) for name in sorted(os.listxattr(path)))
    except (OSError, AttributeError):
        return ()
    return found if sum(len(value) for _, value in found) <= MOST_ATTRIBUTES else ()


def rename(path: Path, new: str) -> None:
    """Give a file another name in its folder. Raises FileExistsError where there is a file of that name."""
    try:
        with explained("was not renamed", path), _locked(path) as folder:
            if new == path.name:
                return
            if _is_same_entry(folder, path.name, new):
                _respell(folder, path.name, new)
            else:
                _rename_to_free(folder, path.name, new)
            _sync(folder)
    except StorageError as failure:
        if failure.errno == errno.EEXIST:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from failure
        raise


def move(path: Path, new: Path) -> int:
    """Move a file into another folder, made with those around it where it is not there; returns how many were made.

    Raises FileExistsError where there is a file of that name; no new folder is left then.
    """
    made = _make_folders(path, new.parent)
    try:
        with explained("was not moved", path), ExitStack() as both:
            folders = {
                name: both.enter_context(locked_folder(name)).folder
                for name in sorted({os.path.realpath(path.parent), os.path.realpath(new.parent)})
            }  # in one order, so that two who move do not wait for each other
            here, there = folders[os.path.realpath(path.parent)], folders[os.path.realpath(new.parent)]
            _rename_to_free(here, path.name, new.name, there)
            _sync(there)
            _sync(here)
    except StorageError as failure:
        remove_empty(new.parent, made)
        if failure.errno == errno.EEXIST:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new.name) from failure
        raise
    return made


def remove_empty(folder: Path, levels: int) -> None:
    """Remove a folder and those around it, so many of them, as long as nothing is in them."""
    with suppress(OSError):
        for _ in range(levels):
            os.rmdir(folder)
            folder = folder.parent


def _make_folders(path: Path, folder: Path) -> int:
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = folder.parent
    with explained("was not moved", path):
        for one in reversed(missing):
            os.mkdir(one)
    return len(missing)


def remove(path: Path, expected: bytes) -> None:
    """Remove a file for good, if these are still its bytes. Raises Changed."""
    with explained("was not removed", path), _locked(path) as folder:
        _refuse_changed(folder, path, expected)
        os.unlink(path.name, dir_fd=folder)
        _sync(folder)


def put_back_link(path: Path, target: str) -> None:
    """Make a link again. Raises Changed where something stands there."""
    try:
        with explained("was not written", path), _locked(path) as folder:
            os.symlink(target, path.name, dir_fd=folder)
            _sync(folder)
    except StorageError as failure:
        if failure.errno == errno.EEXIST:
            raise Changed(path, b"") from failure
        raise


def to_trash(path: Path, kept: Kept, repository: Path) -> None:
    """Move a file to the system's trash, if it is still what was kept of it. Raises Changed.

    Where there is no trash for it, outside of the repository, it says so; nothing is removed then.
    """
    with explained("was not moved to the trash", path), _locked(path) as folder:
        if kept.link is None:
            _refuse_changed(folder, path, kept.data)
        _refuse_read_only(folder)
        reason = _no_trash(path, repository)
        if not reason:
            reason = _send(path)
    if reason:
        raise StorageError(
            f"{path} was not moved: there is no trash for it ({reason}); it stays until you remove it by hand.",
            path,
        )


def _send(path: Path) -> str:
    """Send it, and return why that failed, or an empty string."""
    from send2trash import send2trash

    try:
        send2trash(os.fspath(path))
    except OSError as error:
        if os.path.lexists(path):
            return (os.strerror(error.errno) if error.errno else str(error)).lower()
    if os.path.lexists(path):
        return "the system left it where it was"
    return ""


def _no_trash(path: Path, repository: Path) -> str:
    """Return why there is none that may be used: one that a disk has for itself could lie among the specs."""
    if sys.platform == "darwin":
        return ""
    home = os.path.realpath(os.path.expanduser("~"))
    if not os.path.isdir(home):
        return "you have no home folder here"
    if os.lstat(path).st_dev == os.lstat(home).st_dev:
        return ""
    mount = os.path.realpath(path.parent)
    while not os.path.ismount(mount):
        mount = os.path.dirname(mount)
    fence = os.path.realpath(repository)
    inside = mount == fence or mount.startswith(fence.rstrip(os.sep) + os.sep)
    return "the disk's own trash would be in the repository" if inside else ""


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    with locked_folder(os.path.realpath(path.parent)) as lock:
        yield lock.folder


def _refuse_changed(folder: int, path: Path, expected: bytes) -> None:
    try:
        descriptor = open_regular(path.name, path, folder=folder, follow=False)
    except FileNotFoundError:
        raise Changed(path, None) from None
    try:
        data = read_open(descriptor, path).data
    finally:
        close_quietly(descriptor)
    if data != expected:
        raise Changed(path, data)


def _refuse_read_only(folder: int) -> None:
    if os.fstatvfs(folder).f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))
    if not os.access(".", os.W_OK, dir_fd=folder):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def _is_same_entry(folder: int, old: str, new: str) -> bool:
    """Whether both names mean one entry of the folder, where case or composition does not count."""
    try:
        standing = os.stat(new, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    if not os.path.samestat(standing, os.stat(old, dir_fd=folder, follow_symlinks=False)):
        return False
    return new not in os.listdir(folder)  # a hard link has an entry of its own


def _respell(folder: int, old: str, new: str) -> None:
    """Change the spelling of one entry; over a name between, where the system takes both for the same."""
    os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)
    if new in os.listdir(folder):
        return
    between = f"{new}.{os.urandom(4).hex()}.md"
    _rename_to_free(folder, old, between)
    _rename_to_free(folder, between, new)


def _rename_to_free(folder: int, old: str, new: str, other: int | None = None) -> None:
    """Rename, into an `other` folder or not, or raise FileExistsError; where the system cannot do that in one step, the folder's lock must do."""
    target = folder if other is None else other
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        number = errno.ENOSYS
    else:
        done = call(folder, os.fsencode(old), target, os.fsencode(new), _NO_REPLACE)
        number = ctypes.get_errno() if done else 0
    if number in _NOT_THERE:
        if _stands(target, new):
            number = errno.EEXIST
        else:
            os.rename(old, new, src_dir_fd=folder, dst_dir_fd=target)
            return
    if number:
        raise OSError(number, os.strerror(number), new)


def _stands(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _sync(folder: int) -> None:
    with suppress(OSError):  # what was done is done; should the power fail now, one of the two names stands
        os.fsync(folder)
