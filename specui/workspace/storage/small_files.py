"""Read a small file that another program may have written, without waiting for it or for a device."""

from __future__ import annotations

import os
import stat

_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def read_small(filename: str, *, follow: bool = True, most: int = 1 << 20) -> bytes | None:
    """Return the bytes of a regular file; None where it is missing, unreadable, or larger than `most`."""
    try:
        status = os.stat(filename, follow_symlinks=follow)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:  # opening a device can have effects
            return None
        descriptor = os.open(filename, _READ | (0 if follow else os.O_NOFOLLOW))
    except (OSError, ValueError):
        return None
    try:
        with open(descriptor, "rb", buffering=0) as file:
            data = b""
            while len(data) <= most and (more := file.read(max(1, status.st_size + 1 - len(data)))):
                data += more
    except OSError:
        return None
    return data if len(data) <= most else None
