"""Where the journal is, what its files are called, and how a record becomes a line.

Apart from the modules that read and write it, because a command appends one line and should import little.
"""

from __future__ import annotations

import os
import zlib
from binascii import b2a_base64
from hashlib import blake2b
from pathlib import Path
from typing import Any

from specui.workspace.storage.paths import upward
from specui.workspace.user_folders import state_folder

VERSION = 1
LONGEST = 512 << 10
"""Bytes of the largest text or file whose step is recorded."""
SUFFIX = ".jsonl"
COMMANDS = f"commands{SUFFIX}"
MOST = 2 << 20
"""Bytes of one file; of a larger one the newest half is kept."""


def journal_folder(state_dir: Path | None = None) -> Path:
    """Return the folder of all journals."""
    return (state_dir or state_folder()) / "undo"


def scope_key(folder: str | os.PathLike[str]) -> str:
    """Return the prefix of the names of a scope's journal files.

    A scope is the outermost repository around a folder, so that a program opened on it and a command in a submodule
    find each other's steps; all folders outside any repository share one scope.
    """
    around = [at for at in upward(os.path.realpath(folder)) if os.path.lexists(os.path.join(at, ".git"))]
    scope = around[-1] if around else ""
    return blake2b(os.fsencode(scope), digest_size=8).hexdigest() + "-"


def line_of(record: dict[str, Any]) -> bytes:
    """Return a record as a line.  Its first newline ends a line before it that a full disk has cut off."""
    import json

    return b"\n" + json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"


def packed(data: bytes) -> str:
    """Return bytes as a record holds them: compressed, in base64."""
    return b2a_base64(zlib.compress(data, 3), newline=False).decode("ascii")
