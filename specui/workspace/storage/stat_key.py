"""The four numbers by which a file is taken for the same as before: one definition for storage, tree, cache."""

import os
from typing import NamedTuple


class StatKey(NamedTuple):
    """`size` in bytes, `mtime_ns` in nanoseconds, `mode` with the file type bits."""

    inode: int
    size: int
    mtime_ns: int
    mode: int


def stat_key(status: os.stat_result) -> StatKey:
    return StatKey(status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode)
