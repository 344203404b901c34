"""The names of tracked files, read from a repository's index without git."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from specui.workspace.storage.small_files import read_small

MOST = 1 << 29
"""Bytes of the largest index that is read; a larger one counts as empty."""
_GIT_SECONDS = 4.0
_STAT = 40  # bytes of an entry before its object's name
_FLAGS = 2
_EXTENDED = 0x4000
_MOST_SEARCHES = 32
"""Names that are searched for in the raw index, before it is parsed: a search is far cheaper."""


class TrackedFiles:
    """The names that git tracks, relative to the root; read on first use, and for one search of a folder."""

    def __init__(self, root: str, folder: str, *, sha256: bool = False) -> None:
        self._root = root
        self._filename = os.path.join(folder, "index")
        self._hash = 32 if sha256 else 20
        self._key: _Key | None = None
        self._known: tuple[bytes, ...] | None = None
        self._searches = 0

    def contains(self, relative: bytes, *, is_folder: bool, endings: tuple[bytes, ...] = (b"",)) -> bool:
        """Return whether a file is tracked; or, of a folder, any file below it with one of the endings, in lower case."""
        if not is_folder:
            names = self._names(relative + b"\0")
            at = bisect_left(names, relative)
            return at < len(names) and names[at] == relative
        start = relative + b"/"
        names = self._names(start)
        at = bisect_left(names, start)
        while at < len(names) and names[at].startswith(start):
            if names[at].lower().endswith(endings):
                return True
            at += 1
        return False

    def _names(self, needle: bytes) -> tuple[bytes, ...]:
        """Return all names in order; none where the raw index does not contain the needle."""
        if self._known is None:
            self._key = self._key or _key(self._root, self._filename)
            if self._key is None:
                self._known = ()
                return ()
            self._searches += 1
            if self._searches <= _MOST_SEARCHES and _is_absent(_data(*self._key), needle):
                return ()
            self._known = _all_names(self._key, self._hash)
        return self._known


_Key = tuple[str, str, int, int, int]
_WHOLE_NAMES = (b"\0\0\0\x02", b"\0\0\0\x03")


def _key(root: str, filename: str) -> _Key | None:
    try:
        status = os.stat(filename)
    except (OSError, ValueError):
        return None
    return root, filename, status.st_ino, status.st_size, status.st_mtime_ns


def _is_absent(data: bytes, needle: bytes) -> bool:
    return data[4:8] in _WHOLE_NAMES and b"link" not in data and needle not in data


@lru_cache(maxsize=2)
def _data(_root: str, filename: str, _inode: int, _size: int, _mtime_ns: int) -> bytes:
    return read_small(filename, most=MOST) or b""


@lru_cache(maxsize=8)
def _all_names(key: _Key, hash_size: int) -> tuple[bytes, ...]:
    data = _data(*key)
    try:
        names, end = _entries(data, hash_size)
    except (IndexError, ValueError):
        return ()
    if b"link" in _extensions(data, end, hash_size):  # the names are in another file
        return _ask_git(key[0])
    return tuple(sorted(set(names)))


def _entries(data: bytes, hash_size: int) -> tuple[list[bytes], int]:
    """Return the names of an index and the end of its entries.  Raises ValueError and IndexError for a malformed one."""
    version = int.from_bytes(data[4:8], "big")
    if data[:4] != b"DIRC" or version not in {2, 3, 4}:
        raise ValueError("no index")
    fixed = _STAT + hash_size + _FLAGS
    names: list[bytes] = []
    before = b""
    at = 12
    for _ in range(int.from_bytes(data[8:12], "big")):
        start = at + fixed
        extended = data[start - 2] & (_EXTENDED >> 8)
        start += 2 * bool(extended)
        if version == 4:
            drop, start = _number(data, start)
            end = data.index(b"\0", start)
            name = before[: len(before) - drop] + data[start:end]
            at = end + 1
        else:
            end = data.index(b"\0", start)
            name = data[start:end]
            at += (end - at + 8) & ~7
        before = name
        names.append(name)
    return names, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of one or more bytes, seven bits each; returns it and its end."""
    byte = data[at]
    value = byte & 127
    while byte & 128:
        at += 1
        byte = data[at]
        value = ((value + 1) << 7) | (byte & 127)
    return value, at + 1


def _extensions(data: bytes, at: int, hash_size: int) -> Iterator[bytes]:
    while at + 8 <= len(data) - hash_size:
        yield data[at : at + 4]
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "big")


def _ask_git(root: str) -> tuple[bytes, ...]:
    """Return the names from git itself; none where it is not installed."""
    from pathlib import Path

    from specui.workspace.git import client as git

    output = git.output_in_time(Path(root), ["-c", "core.fsmonitor=false", "ls-files", "-z"], _GIT_SECONDS)
    return tuple(sorted(name for name in (output or b"").split(b"\0") if name))
