"""Errors of files: the exceptions, and the message for each errno.

Apart from `file_store`, because recovery, discovery and the watcher use the same messages.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specui.workspace.storage.merge import Merged


class StorageError(Exception):
    """A file could not be read or written. `str()` is one sentence: what, where, what to do.

    `errno` is the system's number where the system refused, else None.
    """

    def __init__(self, sentence: str, path: Path, number: int | None = None) -> None:
        super().__init__(sentence)
        self.path = path
        self.errno = number


class Changed(StorageError):
    """The file on disk is not as it was last read.  `current` is its bytes, None when it is gone."""

    def __init__(self, path: Path, current: bytes | None) -> None:
        what = "no longer exists" if current is None else "changed on disk"
        super().__init__(f"{path} {what}; reload it before saving.", path)
        self.current = current


class Refused(Exception):
    """A change was not made; the text says what, why and what to do.  Nothing was written."""


class UndoneElsewhere(Refused):
    """Another program or a command has already undone the step."""


class Conflict(Refused):
    """Another writer changed the same lines, or the file is ``gone``.

    ``merged`` holds what clashes with the text on disk, and what does not; None where there is no text to merge with.
    """

    def __init__(self, sentence: str, name: str, merged: Merged | None = None, *, gone: bool = False) -> None:
        super().__init__(sentence)
        self.name = name
        self.merged = merged
        self.gone = gone


@contextmanager
def explained(what: str, path: Path) -> Iterator[None]:
    """Turn an OSError of the block into a StorageError: `PATH what: reason; remedy.`"""
    try:
        yield
    except OSError as error:
        raise StorageError(f"{path} {what}: {_reason(error)}.", path, error.errno) from error


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return known
    text = os.strerror(error.errno) if error.errno else str(error)
    return f"{text[:1].lower()}{text[1:]}; fix that and try again"


_REASONS = {
    errno.EACCES: "permission is denied; ask for access to the file and its folder, then try again",
    errno.EPERM: "the system does not allow it; check the file's owner and attributes, then try again",
    errno.EROFS: "the file system is read-only; mount it writable or work on a copy",
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "your disk quota is used up; free some space and try again",
    errno.EIO: "the disk reports an error; copy your text elsewhere and check the disk",
    errno.ENOENT: "it or its folder does not exist; check the name",
    errno.ENOTDIR: "a part of its path is not a folder; check the name",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ELOOP: "its links form a loop, or a link has just replaced it; fix the link",
    errno.ENAMETOOLONG: "its name is too long; use a shorter one",
    errno.EXDEV: "it is on another file system than its folder; work on a copy",
    errno.EBUSY: "it is in use as a mount point; work on a copy",
    errno.ETXTBSY: "it is running as a program; end that program and try again",
    errno.EMFILE: "too many files are open; raise `ulimit -n` or restart",
    errno.ENFILE: "the system has too many open files; close some programs and try again",
    errno.EFBIG: "it would exceed the size limit; shorten it or raise `ulimit -f`",
    errno.ESTALE: "the network file system lost it; mount it again and try again",
    errno.ETIMEDOUT: "another program keeps the folder locked; wait for it or end it, then try again",
}
