"""Rename, move, remove or trash one file, under its folder's lock and never over another file.

A link itself is moved, never its target.  All functions block; they raise StorageError with one sentence, and the
files are unchanged then.
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
from specui.workspace.storage.paths import is_inside

_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_NO_REPLACE = 1
MOST_ATTRIBUTES = 1 << 16
"""Bytes of extended attributes that a snapshot holds; of a file with more it holds none."""


@dataclass(frozen=True, slots=True)
class FileSnapshot:
    """What is needed to restore a file: its bytes and permissions, and its target if it is a link.

    `mtime` is when it was written, in nanoseconds since 1970, 0 if unknown; `attributes` are the extended ones.
    """

    data: bytes
    mode: int
    link: str | None = None
    mtime: int = 0
    attributes: tuple[tuple[str, bytes], ...] = ()


def take_snapshot(path: Path, *, within: Path | None = None) -> FileSnapshot:
    """Return a snapshot of a file.  Raises StorageError."""
    with explained("cannot be read", path):
        status = os.lstat(path)
        link = os.readlink(path) if stat.S_ISLNK(status.st_mode) else None
        data = load(path, within=within).data
        mode = stat.S_IMODE(status.st_mode if link is None else os.stat(path).st_mode)
        if link is not None:
            return FileSnapshot(data, mode, link)
    return FileSnapshot(data, mode, None, status.st_mtime_ns, _attributes(path))


def is_same_file(path: Path, other: Path) -> bool:
    """Return whether both names mean one entry of a folder that ignores case or composition."""
    with explained("cannot be examined", path):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            return os.path.lexists(path) and _is_same_entry(folder, path.name, other.name)
        finally:
            os.close(folder)


def restore_metadata(path: Path, snapshot: FileSnapshot) -> None:
    """Set the permissions, attributes and time of a file that was just written, as far as the system allows."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            with suppress(OSError):
                os.fchmod(descriptor, snapshot.mode)
            for name, value in snapshot.attributes:
                with suppress(OSError, AttributeError):
                    os.setxattr(descriptor, name, value)
            if snapshot.mtime:
                os.utime(descriptor, ns=(snapshot.mtime, snapshot.mtime))
        finally:
            os.close(descriptor)


def _attributes(path: Path) -> tuple[tuple[str, bytes], ...]:
    """Return a file's extended attributes; none where they are too large or not supported."""
    try:
        found = tuple((name, os.getxattr(path, name)) for name in sorted(os.listxattr(path)))
    except (OSError, AttributeError):
        return ()
    return found if sum(len(value) for _, value in found) <= MOST_ATTRIBUTES else ()


def rename(path: Path, new: str) -> None:
    """Rename a file in its folder.  Raises FileExistsError where the new name is taken."""
    try:
        with explained("was not renamed", path), _locked(path) as folder:
            if new == path.name:
                return
            if _is_same_entry(folder, path.name, new):
                _change_case(folder, path.name, new)
            else:
                _rename_to_free(folder, path.name, new)
            _sync(folder)
    except StorageError as failure:
        if failure.errno == errno.EEXIST:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from failure
        raise


def move(path: Path, new: Path) -> int:
    """Move a file to another folder, creating missing folders; returns how many were created.

    Raises FileExistsError where the new name is taken; created folders are removed again then.
    """
    with explained("was not moved", path):
        made = make_folders(new.parent)
    try:
        with explained("was not moved", path), ExitStack() as both:
            folders = {
                name: both.enter_context(locked_folder(name)).folder
                for name in sorted({os.path.realpath(path.parent), os.path.realpath(new.parent)})
            }  # in one order, so that two moves do not wait for each other
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
    """Remove a folder and its parents, up to so many levels, while they are empty."""
    with suppress(OSError):
        for _ in range(levels):
            os.rmdir(folder)
            folder = folder.parent


def make_folders(folder: Path) -> int:
    """Create a folder and those above it that are missing; returns how many were created.  Raises OSError."""
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        os.mkdir(new)
    return len(missing)


def remove(path: Path, expected: bytes) -> None:
    """Remove a file permanently if its bytes are as expected.  Raises Changed."""
    with explained("was not removed", path), _locked(path) as folder:
        _refuse_changed(folder, path, expected)
        os.unlink(path.name, dir_fd=folder)
        _sync(folder)


def restore_link(path: Path, target: str) -> None:
    """Create a link that was removed.  Raises Changed where the name is taken."""
    try:
        with explained("was not written", path), _locked(path) as folder:
            os.symlink(target, path.name, dir_fd=folder)
            _sync(folder)
    except StorageError as failure:
        if failure.errno == errno.EEXIST:
            raise Changed(path, b"") from failure
        raise


def move_to_trash(path: Path, snapshot: FileSnapshot, repository: Path) -> None:
    """Move a file to the system's trash if it is as in its snapshot.  Raises Changed.

    Raises StorageError where no trash outside the repository can be used; nothing is removed then.
    """
    with explained("was not moved to the trash", path), _locked(path) as folder:
        if snapshot.link is None:
            _refuse_changed(folder, path, snapshot.data)
        _refuse_read_only(folder)
        reason = _reason_without_trash(path, repository)
        if not reason:
            reason = _send_to_trash(path)
    if reason:
        raise StorageError(
            f"{path} was not moved to the trash: {reason}; remove it by hand.",
            path,
        )


def _send_to_trash(path: Path) -> str:
    """Move a file to the trash; returns why that failed, or an empty string."""
    from send2trash import send2trash

    try:
        send2trash(os.fspath(path))
    except OSError as error:
        if os.path.lexists(path):
            return (os.strerror(error.errno) if error.errno else str(error)).lower()
    if os.path.lexists(path):
        return "the system did not move it"
    return ""


def _reason_without_trash(path: Path, repository: Path) -> str:
    """Return why no trash can be used, or an empty string: a disk's own trash could be inside the repository."""
    if sys.platform == "darwin":
        return ""
    home = os.path.realpath(os.path.expanduser("~"))
    if not os.path.isdir(home):
        return "you have no home folder on this system"
    if os.lstat(path).st_dev == os.lstat(home).st_dev:
        return ""
    mount = os.path.realpath(path.parent)
    while not os.path.ismount(mount):
        mount = os.path.dirname(mount)
    boundary = os.path.realpath(repository)
    return "the trash of its disk is inside the repository" if is_inside(mount, boundary) else ""


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
    """Return whether both names mean one entry of the folder, because it ignores case or composition."""
    try:
        existing = os.stat(new, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    if not os.path.samestat(existing, os.stat(old, dir_fd=folder, follow_symlinks=False)):
        return False
    return new not in os.listdir(folder)  # a hard link has an entry of its own


def _change_case(folder: int, old: str, new: str) -> None:
    """Change the case or composition of one entry; through a temporary name where the system ignores the change."""
    os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)
    if new in os.listdir(folder):
        return
    temporary = f"{new}.{os.urandom(4).hex()}.md"
    _rename_to_free(folder, old, temporary)
    _rename_to_free(folder, temporary, new)


def _rename_to_free(folder: int, old: str, new: str, other: int | None = None) -> None:
    """Rename an entry, into an `other` folder if given; raises FileExistsError where the new name is taken.

    Where the system cannot check and rename in one step, the folder's lock has to do.
    """
    target = folder if other is None else other
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        number = errno.ENOSYS
    else:
        done = call(folder, os.fsencode(old), target, os.fsencode(new), _NO_REPLACE)
        number = ctypes.get_errno() if done else 0
    if number in _UNSUPPORTED:
        if _exists(target, new):
            number = errno.EEXIST
        else:
            os.rename(old, new, src_dir_fd=folder, dst_dir_fd=target)
            return
    if number:
        raise OSError(number, os.strerror(number), new)


def _exists(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _sync(folder: int) -> None:
    with suppress(OSError):  # the rename is done; if the power fails now, one of the two names remains
        os.fsync(folder)
