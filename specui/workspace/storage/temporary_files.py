"""Temporary files of a save: their names, how they are created and removed.

On Linux such a file has no name until it is complete, so that a killed writer leaves nothing, unless it is killed in
the few microseconds before the rename.  Elsewhere it has its name from the start.  In a repository the name is in
`.git`, where git does not list it (`temporary_folder`).
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern
from specui.workspace.storage.file_reader import close_quietly

TEMPORARY = ".tmp"
BACKUP = ".bak"

_OURS = lazy_pattern(r"\.(?P<name>.*)\.specui-\d+-[0-9a-f]{8}\.(?:tmp|bak)", re.DOTALL)
_LONGEST_NAME = 255  # bytes
_UNNAMED = getattr(os, "O_TMPFILE", 0) if os.path.isdir("/proc/self/fd") else 0
_NO_UNNAMED = {
    errno.EACCES, errno.EINVAL, errno.EISDIR, errno.ELOOP, errno.ENOENT, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM,
    errno.EXDEV,
}  # fmt: skip


def is_ours(path: str | os.PathLike[str]) -> bool:
    """Return whether a path names a temporary file or backup of specui.  Tree, watcher and index skip them."""
    name = os.path.basename(path)
    return ".specui-" in name and _OURS.fullmatch(name) is not None


def temporary_name(name: str, prefix: str = "") -> str:
    """Return a new hidden name for a temporary file of `name`: the prefix, then `.NAME.specui-PID-RANDOM.tmp`."""
    ending = f".specui-{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY}"
    room = _LONGEST_NAME - len(ending) - len(prefix) - 1
    return f"{prefix}.{os.fsdecode(os.fsencode(name)[:room])}{ending}"


def target_name(temporary: str) -> str | None:
    """Return the name that a temporary file or backup was created for; None for a foreign name."""
    match = _OURS.fullmatch(temporary)
    return match["name"] if match else None


class TemporaryFolder(NamedTuple):
    """An open folder on the same file system for temporary names, its path, and the prefix of the names there."""

    folder: int
    path: str
    prefix: str


@dataclass(slots=True)
class StagedFile:
    """A complete file, synced to disk, for the open `folder`; removed at the end unless `keep` is set.

    Its `name` is in that folder, or in `aside`.
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
    aside: TemporaryFolder | None = None

    @property
    def where(self) -> int:
        """The open folder that its name is in."""
        return self.folder if self.aside is None else self.aside.folder

    def link(self) -> None:
        """Give the file its name, unless it has it already.  Raises OSError."""
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

    def use_target_folder(self) -> None:
        """Name the file in the target's folder, because `aside` cannot be used."""
        self.aside, self.name = None, temporary_name(self.target)

    def _link(self) -> None:
        source = f"/proc/self/fd/{self.descriptor}"
        if self.aside is not None:
            try:  # dir_fd makes this linkat(AT_SYMLINK_FOLLOW), which follows /proc's link to the file
                os.link(source, self.name, dst_dir_fd=self.where, follow_symlinks=True)
            except OSError:
                self.use_target_folder()
            else:
                return
        os.link(source, self.name, dst_dir_fd=self.where, follow_symlinks=True)


@contextmanager
def stage_file(
    folder: int,
    name: str,
    data: bytes,
    *,
    like: int | None = None,
    mode: int = 0o666,
    aside: TemporaryFolder | None = None,
) -> Iterator[StagedFile]:
    """Write `data` to a temporary file for `name` in the open folder; raises OSError with nothing left behind.

    `like` is an open file whose owner, attributes and mode are copied; without it the file gets `mode`, less the
    umask.
    """
    prefix = aside.prefix if aside is not None else ""
    temporary = StagedFile(folder, name, temporary_name(name, prefix), data, like, mode, aside=aside)
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
    """Write all bytes, in as many calls as it takes.  Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write_unnamed_if_possible(temporary: StagedFile) -> None:
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


def _write(temporary: StagedFile) -> None:
    temporary.descriptor = -1
    mode = temporary.mode if temporary.like is None else 0o600
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        temporary.descriptor = os.open(temporary.name, flags, mode, dir_fd=temporary.where)
    except OSError:
        if temporary.aside is None:
            raise
        temporary.use_target_folder()
        temporary.descriptor = os.open(temporary.name, flags, mode, dir_fd=temporary.where)
    _fill(temporary)


def _fill(temporary: StagedFile) -> None:
    write_all(temporary.descriptor, temporary.data)
    if temporary.like is not None:
        _copy_metadata(temporary.like, temporary.descriptor)
    os.fsync(temporary.descriptor)


def _remove(temporary: StagedFile) -> None:
    try:
        os.unlink(temporary.name, dir_fd=temporary.where)
    except FileNotFoundError:
        pass  # renamed by now
    except OSError:
        temporary.keep = True  # left for the next sweep


def _copy_metadata(source: int, target: int) -> None:
    """Copy owner, attributes and mode.  The owner first: setting it clears mode bits, and may only work for the group."""
    status = os.fstat(source)
    mode = status.st_mode & 0o7777
    mine = os.fstat(target)
    if (status.st_uid, status.st_gid) != (mine.st_uid, mine.st_gid):
        try:
            os.fchown(target, status.st_uid, status.st_gid)
        except PermissionError:
            mode &= 0o777  # set-user-id must not pass to another owner
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
