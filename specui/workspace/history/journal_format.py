"""Where the journal lies, what its files are called, and how a record stands in a line.

Apart from the modules that read and write it, since a command appends one line and imports little.
"""

from __future__ import annotations

import os
import zlib
from binascii import b2a_base64
from hashlib import blake2b
from pathlib import Path
from typing import Any

from specui.workspace.user_folders import state_folder

VERSION = 1
LONGEST = 512 << 10
"""Bytes of a text or a file, beyond which a step is not kept."""
SUFFIX = ".jsonl"
COMMANDS = f"commands{SUFFIX}"
MOST = 2 << 20
"""Bytes of one file, of which the newest half is kept."""


def journal_folder(state_dir: Path | None = None) -> Path:
    """Return the folder of all journals."""
    return (state_dir or state_folder()) / "undo"


def scope_key(folder: str | os.PathLike[str]) -> str:
    """Return what begins the name of every journal file of a scope.

    A scope is the outermost repository around a folder, so that a program opened on it and a command in a submodule
    find each other's steps; all folders outside of any repository are one scope.
    """
    at, scope = os.path.realpath(folder), ""
    while True:
        if os.path.lexists(os.path.join(at, ".git")):
            scope = at
        above = os.path.dirname(at)
        if above == at:
            break
        at = above
    return blake2b(os.fsencode(scope), digest_size=8).hexdigest() + "-"


def line_of(record: dict[str, Any]) -> bytes:
    """Return a record as a line; what a full disk has cut off before it is closed by its first newline."""
    import json

    return b"\n" + json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"


def packed(data: bytes) -> str:
    """Return bytes as a record holds them."""
    return b2a_base64(zlib.compress(data, 3), newline=False).decode("ascii")
