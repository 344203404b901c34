"""Files that exist only while another one is being written: their names, how they are made and swept away.

On Linux such a file has no name until it is complete, so that a killed writer leaves nothing, unless it is killed in
the few microseconds before it is renamed into its place. Elsewhere it has its name from the start. In a repository the
name is not in sight of git (`aside`).
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple

from specui.workspace.storage.file_reader import close_quietly

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


def name_beside(name: str, prefix: str = "") -> str:
    """A new hidden name for a temporary file beside `name`: `.NAME.specui-PID-RANDOM.tmp`, with a prefix before it."""
    ending = f".specui-{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY}"
    room = _LONGEST_NAME - len(ending) - len(prefix) - 1
    return f"{prefix}.{os.fsdecode(os.fsencode(name)[:room])}{ending}"


def name_served(temporary: str) -> str | None:
    """The name that a temporary file or backup was made for; None where its name is not ours."""
    match = _OURS.fullmatch(temporary)
    return match["name"] if match else None


class Aside(NamedTuple):
    """Another open folder on the same file system for names, its path, and what they begin with there."""

    folder: int
    path: str
    prefix: str


@dataclass(slots=True)
class Staged:
    """A complete file, synced to disk, for the open `folder`; removed at the end unless `keep` is set.

    Its `name` is in that folder, or `aside`.
    """

    folder: int
    target: str
    name: str
    data: bytes
    like: int | None
    mode: int
    descriptor: int = -1
    named: bool = False
    keep: bool = False
    aside: Aside | None = None

    @property
    def where(self) -> int:
        """The open folder that has its name."""
        return self.folder if self.aside is None else self.aside.folder

    def appear(self) -> None:
        """Give it its name, if it has none yet. Raises OSError."""
        if self.named:
            return
        self.named = True
        try:
            self._link()
        except OSError as error:
            if error.errno not in _NO_UNNAMED:
                raise
            close_quietly(self.descriptor)
            _write(self)

    def go_beside(self) -> None:
        """Give up the place aside, which cannot be used."""
        self.aside, self.name = None, name_beside(self.target)

    def _link(self) -> None:
        source = f"/proc/self/fd/{self.descriptor}"
        if self.aside is not None:
            try:  # a dir_fd makes this linkat(AT_SYMLINK_FOLLOW), which follows /proc's link to the file
                os.link(source, self.name, dst_dir_fd=self.where, follow_symlinks=True)
            except OSError:
                self.go_beside()
            else:
                return
        os.link(source, self.name, dst_dir_fd=self.where, follow_symlinks=True)


@contextmanager
def staged(
    folder: int,
    name: str,
    data: bytes,
    *,
    like: int | None = None,
    mode: int = 0o666,
    aside: Aside | None = None,
) -> Iterator[Staged]:
    """Write `data` for `name` in the open folder; raises OSError with nothing left behind.

    `like` is an open file whose owner, attributes and mode are taken over; without it the file gets `mode`,
    less the umask.
    """
    prefix = aside.prefix if aside is not None else ""
    temporary = Staged(folder, name, name_beside(name, prefix), data, like, mode, aside=aside)
    try:
        _write_unnamed_if_possible(temporary)
        yield temporary
    finally:
        try:
            if temporary.named and not temporary.keep:
                _remove(temporary)
        finally:
            if temporary.descriptor >= 0:
                close_quietly(temporary.descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write_unnamed_if_possible(temporary: Staged) -> None:
    if _UNNAMED:
        mode = temporary.mode if temporary.like is None else 0o600
        flags = _UNNAMED | os.O_RDWR | os.O_CLOEXEC
        try:
            temporary.descriptor = os.open(".", flags, mode, dir_fd=temporary.folder)
        except OSError as error:
            if error.errno not in _NO_UNNAMED:
                raise
        else:
            _fill(temporary)
            return
    temporary.named = True
    _write(temporary)


def _write(temporary: Staged) -> None:
    temporary.descriptor = -1
    mode = temporary.mode if temporary.like is None else 0o600
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        temporary.descriptor = os.open(temporary.name, flags, mode, dir_fd=temporary.where)
    except OSError:
        if temporary.aside is None:
            raise
        temporary.go_beside()
        temporary.descriptor = os.open(temporary.name, flags, mode, dir_fd=temporary.where)
    _fill(temporary)


def _fill(temporary: Staged) -> None:
    write_all(temporary.descriptor, temporary.data)
    if temporary.like is not None:
        _copy_metadata(temporary.like, temporary.descriptor)
    os.fsync(temporary.descriptor)


def _remove(temporary: Staged) -> None:
    try:
        os.unlink(temporary.name, dir_fd=temporary.where)
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
