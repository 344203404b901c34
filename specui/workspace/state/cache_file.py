"""One value in one file of the cache folder, safe for several programs at once.

A damaged, foreign or unreadable file is ignored.  The last writer wins, which costs time but is never wrong.
"""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import specui
from specui.workspace.user_folders import private_folder, remove_oldest, replace_file

_DIGEST = 16
_MOST_FILES = 64  # files of one folder


def read_value(path: Path) -> Any:
    """Return the value in a file, of marshal's types; None where it is missing or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if data[:_DIGEST] != digest(data[_DIGEST:]):  # marshal must only read what it has written
        return None
    return marshal.loads(data[_DIGEST:])  # noqa: S302 - our own file: its digest is right


def write_value(path: Path, value: Any) -> None:
    """Replace the value in a file, and remove the oldest files beside it; an error is ignored."""
    with suppress(OSError, ValueError):
        data = marshal.dumps(value)
        folder = private_folder(path.parent)
        replace_file(os.path.join(folder, path.name), digest(data) + data)
        remove_oldest(folder, _MOST_FILES)


def digest(data: bytes) -> bytes:
    """Return the digest that names and protects cached values."""
    return blake2b(data, digest_size=_DIGEST).digest()


def program_stamp() -> int:
    """Return when the program's own files last changed: the version of a checkout does not tell."""
    package = os.path.dirname(specui.__file__)
    folders = [package]
    for folder in folders:  # the list grows meanwhile
        folders += [entry.path for entry in _entries(folder) if entry.is_dir() and entry.name[0] != "_"]
    files = (entry for folder in folders for entry in _entries(folder) if entry.name.endswith((".py", ".md")))
    return max((entry.stat().st_mtime_ns for entry in files), default=0)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
