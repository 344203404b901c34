"""Open and read one regular file.  Nothing else is ever opened, and no call waits for another program."""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.stat_key import StatKey, stat_key

SIZE_LIMIT = 16 << 20  # bytes

_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it was read or written.  `digest` is the blake2b of `data`: 16 bytes, as 32 hex digits."""

    path: Path
    data: bytes
    digest: str
    stat: StatKey


def digest_of(data: bytes) -> str:
    """Return the digest of bytes, as `Loaded` has it."""
    from hashlib import blake2b  # not before the first frame: it is slow to import

    return blake2b(data, digest_size=16).hexdigest()


def open_regular(name: str, path: Path, *, folder: int | None = None, follow: bool = True) -> int:
    """Open a regular file for reading.  Its kind is checked first, because opening a device can have effects."""
    _refuse_kind(os.stat(name, dir_fd=folder, follow_symlinks=follow), path)
    return os.open(name, _READ | (0 if follow else os.O_NOFOLLOW), dir_fd=folder)


def _refuse_kind(status: os.stat_result, path: Path) -> None:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        if status.st_size > SIZE_LIMIT:
            raise StorageError(too_large(path, status.st_size), path)
        return
    kind = next(name for test, name in _KINDS if test(mode))
    raise StorageError(f"{path} is {kind}, not a file; name a Markdown file.", path)


_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISLNK, "a link that has just been created"),
    (stat.S_ISSOCK, "a socket"),
    (lambda _mode: True, "a device"),
)


def too_large(path: Path, size: int) -> str:
    """Return the error for a file of too many bytes."""
    limit = SIZE_LIMIT >> 20
    return f"{path} has {size:,} bytes; specui reads at most {limit} MiB; split it into smaller files."


def read_open(descriptor: int, path: Path) -> Loaded:
    """Read all of an open file; again where its size or time changed meanwhile, at most three times."""
    after = os.fstat(descriptor)
    data = b""
    for _ in range(3):
        before = after
        _refuse_kind(before, path)
        os.lseek(descriptor, 0, os.SEEK_SET)
        data = _read_to_end(descriptor, before.st_size)
        if len(data) > SIZE_LIMIT:
            raise StorageError(too_large(path, len(data)), path)
        after = os.fstat(descriptor)
        if stat_key(after) == stat_key(before):
            break
    return make_loaded(path, data, after)


def _read_to_end(descriptor: int, size: int) -> bytes:
    data = os.read(descriptor, size + 1)  # one byte more, so that the same call shows the end
    if len(data) == size:
        return data
    chunks = [data]
    total = len(data)
    while total <= SIZE_LIMIT and (chunk := os.read(descriptor, 1 << 20)):
        chunks.append(chunk)
        total += len(chunk)
    return b"".join(chunks)


def close_quietly(descriptor: int) -> None:
    """Close a descriptor whose data was read, synced or abandoned: an error no longer matters."""
    with suppress(OSError):
        os.close(descriptor)


def make_loaded(path: Path, data: bytes, status: os.stat_result) -> Loaded:
    return Loaded(path, data, digest_of(data), stat_key(status))


def refuse_dangling(path: Path) -> None:
    """Raise StorageError for a link whose target does not exist."""
    if os.path.islink(path) and not os.path.exists(path):
        sentence = f"{path} is a link to {os.readlink(path)}, which does not exist; fix or remove the link."
        raise StorageError(sentence, path, errno.ENOENT)
