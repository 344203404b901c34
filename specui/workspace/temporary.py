"""Files that exist only while another one is being written: their names, how they are made and swept away.

On Linux such a file has no name until it is complete, so that `git add` beside a save meets it for a few
microseconds only, and a killed writer leaves nothing. Elsewhere it has its name from the start.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from specui.workspace.reading import close_quietly

TEMPORARY = ".tmp"
BACKUP = ".bak"

_OURS = re.compile(r"\.(?P<name>.*)\.specui-\d+-[0-9a-f]{8}\.(?:tmp|bak)", re.DOTALL)
_LONGEST_NAME = 255  # bytes
_UNNAMED = getattr(os, "O_TMPFILE", 0) if os.path.isdir("/proc/self/fd") else 0
_NO_UNNAMED = {
    errno.EACCES,
    errno.EINVAL,
    errno.EISDIR,
    errno.ELOOP,
    errno.ENOENT,
    errno.ENOSYS,
    errno.EOPNOTSUPP,
    errno.EPERM,
    errno.EXDEV,
}


def is_ours(path: str | os.PathLike[str]) -> bool:
    """Whether the path names one of our temporary files or backups: tree, watcher and index pass them over."""
    name = os.path.basename(path)
    return ".specui-" in name and _OURS.fullmatch(name) is not None


def name_beside(name: str) -> str:
    """A new hidden name for a temporary file beside `name`: `.NAME.specui-PID-RANDOM.tmp`."""
    ending = f".specui-{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY}"
    room = _LONGEST_NAME - len(ending) - 1
    return f".{os.fsdecode(os.fsencode(name)[:room])}{ending}"


def name_served(temporary: str) -> str | None:
    """The name that a temporary file or backup was made for; None where its name is not ours."""
    match = _OURS.fullmatch(temporary)
    return match["name"] if match else None


@dataclass(slots=True)
class Staged:
    """A complete file, synced to disk, under `name` in the folder; removed at the end unless `keep` is set."""

    descriptor: int
    name: str
    keep: bool = False


@contextmanager
def staged(
    folder: int, name: str, data: bytes, *, like: int | None = None, mode: int = 0o666
) -> Iterator[Staged]:
    """Write `data` beside `name` in the open folder; raises OSError with nothing left behind.

    `like` is an open file whose owner, attributes and mode are taken over; without it the file gets `mode`,
    less the umask.
    """
    try:
        temporary = _write(folder, name, data, like, mode, unnamed=bool(_UNNAMED))
    except OSError as error:
        if not _UNNAMED or error.errno not in _NO_UNNAMED:
            raise
        temporary = _write(folder, name, data, like, mode, unnamed=False)
    try:
        yield temporary
    finally:
        try:
            if not temporary.keep:
                _remove(temporary, folder)
        finally:
            close_quietly(temporary.descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write(folder: int, name: str, data: bytes, like: int | None, mode: int, *, unnamed: bool) -> Staged:
    temporary = name_beside(name)
    mode = mode if like is None else 0o600
    if unnamed:
        descriptor = os.open(".", _UNNAMED | os.O_RDWR | os.O_CLOEXEC, mode, dir_fd=folder)
    else:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(temporary, flags, mode, dir_fd=folder)
    try:
        write_all(descriptor, data)
        if like is not None:
            _copy_metadata(like, descriptor)
        os.fsync(descriptor)
        if unnamed:  # a dir_fd makes this linkat(AT_SYMLINK_FOLLOW), which follows /proc's link to the file
            os.link(f"/proc/self/fd/{descriptor}", temporary, dst_dir_fd=folder, follow_symlinks=True)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        close_quietly(descriptor)
        raise
    return Staged(descriptor, temporary)


def _remove(temporary: Staged, folder: int) -> None:
    try:
        os.unlink(temporary.name, dir_fd=folder)
    except FileNotFoundError:
        pass  # renamed by now
    except OSError:
        temporary.keep = True  # left for the next sweep


def _copy_metadata(source: int, target: int) -> None:
    """Owner first: changing it clears mode bits and may be forbidden, in which case the group is tried alone."""
    status = os.fstat(source)
    mode = status.st_mode & 0o7777
    mine = os.fstat(target)
    if (status.st_uid, status.st_gid) != (mine.st_uid, mine.st_gid):
        try:
            os.fchown(target, status.st_uid, status.st_gid)
        except PermissionError:
            mode &= 0o777  # set-user-id must not move to another owner
            with suppress(PermissionError):
                os.fchown(target, -1, status.st_gid)
    if hasattr(os, "listxattr"):
        _copy_attributes(source, target)
    os.fchmod(target, mode)


def _copy_attributes(source: int, target: int) -> None:
    try:
        names = os.listxattr(source)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return
        raise
    for name in names:
        try:
            os.setxattr(target, name, os.getxattr(source, name))
        except OSError as error:
            if error.errno not in _NO_ATTRIBUTES:
                raise


_NO_ATTRIBUTES = {errno.EACCES, errno.ENODATA, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
