"""From what an item cites to a file of the repository: inside it, a regular file, and nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from specui.specs.links import Link

_COUNTED_BYTES = 16 << 20
"""Larger files are opened without a look at how many lines they have."""


class Cited(NamedTuple):
    """A file that is there, links resolved, and a 1-based line of it; `remark` says what is not as cited, or is ""."""

    path: Path
    line: int
    remark: str = ""


class NotCitedError(Exception):
    """There is nothing that may be opened; the message says why."""


def locate(link: Link, repository: Path, folder: Path) -> Cited:
    """Return the file that a citation or a link of a spec in `folder` means. Raises NotCitedError.

    A citation counts from the repository first, a link from the spec's folder first, as Markdown viewers have it.
    """
    target = link.target
    if "\0" in target or not target:
        raise NotCitedError("That is no path")
    if os.path.isabs(target) or target.startswith(("~", "\\")):
        raise NotCitedError(
            f"{target} is an absolute path; only files of this repository are opened from here"
        )
    bases = (repository, folder) if link.kind == "citation" else (folder, repository)
    led_out = False
    for base in bases:
        path = os.path.normpath(os.path.join(base, target))
        if not _inside(path, repository):
            led_out = True
        elif os.path.lexists(path):
            return _regular(target, path, repository, link.line)
    if led_out:
        raise NotCitedError(f"{target} leads out of the repository, and is not opened from here")
    raise NotCitedError(f"{target} is not in this repository")


def _regular(target: str, path: str, repository: Path, line: int) -> Cited:
    real = os.path.realpath(path)
    if not _inside(real, os.path.realpath(repository)):
        raise NotCitedError(f"{target} is a link out of the repository, and is not opened from here")
    try:
        status = os.stat(real, follow_symlinks=False)
    except OSError as error:
        raise NotCitedError(f"{target} cannot be opened: {os.strerror(error.errno or 0).lower()}") from error
    if stat.S_ISDIR(status.st_mode):
        raise NotCitedError(f"{target} is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise NotCitedError(f"{target} is no file")
    lines = _line_count(real, status.st_size) if line > 1 else line
    if line > lines >= 1:
        return Cited(Path(real), lines, f"{target} has {lines:,} lines, not {line:,}")
    return Cited(Path(real), max(1, line))


def _line_count(path: str, size: int) -> int:
    """Return how many lines a file has; 0 where that is not known."""
    if size > _COUNTED_BYTES:
        return 0
    try:
        with open(path, "rb") as file:
            data = file.read(_COUNTED_BYTES)
    except OSError:
        return 0
    return max(1, data.count(b"\n") + (not data.endswith(b"\n")))


def _inside(path: str, root: str | Path) -> bool:
    root = os.fspath(root)
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
