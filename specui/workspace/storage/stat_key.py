"""The four numbers by which a file counts as unchanged: one definition for storage, tree and cache."""

import os
from typing import NamedTuple


class StatKey(NamedTuple):
    """`size` in bytes, `mtime_ns` in nanoseconds, `mode` with the file type bits."""

    inode: int
    size: int
    mtime_ns: int
    mode: int


def stat_key(status: os.stat_result) -> StatKey:
    """Return the key of a stat result."""
    return StatKey(status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode)
