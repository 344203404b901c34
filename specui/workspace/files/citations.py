"""Find the file that an item cites: a regular file inside the repository, and nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from specui.specs.links import Link
from specui.workspace.storage.paths import is_inside

_COUNTED_BYTES = 16 << 20
"""Bytes of the largest file whose lines are counted."""


class CitedFile(NamedTuple):
    """An existing file, links resolved, and a 1-based line of it; `remark` says what differs from the citation, or ""."""

    path: Path
    line: int
    remark: str = ""


class CitationError(Exception):
    """The cited file cannot be opened; the message says why."""


def locate(link: Link, repository: Path, folder: Path) -> CitedFile:
    """Return the file that a citation or link of a spec in `folder` names.  Raises CitationError.

    A citation is relative to the repository first, a link to the spec's folder first, as in Markdown viewers.
    """
    target = link.target
    if "\0" in target or not target:
        raise CitationError("This is not a path")
    if os.path.isabs(target) or target.startswith(("~", "\\")):
        raise CitationError(f"{target} is an absolute path; only files in this repository can be opened")
    bases = (repository, folder) if link.kind == "citation" else (folder, repository)
    is_outside = False
    for base in bases:
        path = os.path.normpath(os.path.join(base, target))
        if not is_inside(path, repository):
            is_outside = True
        elif os.path.lexists(path):
            return _regular_file(target, path, repository, link.line)
    if is_outside:
        raise CitationError(f"{target} is outside the repository; only files in it can be opened")
    raise CitationError(f"{target} is not in this repository")


def _regular_file(target: str, path: str, repository: Path, line: int) -> CitedFile:
    real = os.path.realpath(path)
    if not is_inside(real, os.path.realpath(repository)):
        raise CitationError(f"{target} is a link to outside the repository; only files in it can be opened")
    try:
        status = os.stat(real, follow_symlinks=False)
    except OSError as error:
        raise CitationError(f"{target} cannot be opened: {os.strerror(error.errno or 0).lower()}") from error
    if stat.S_ISDIR(status.st_mode):
        raise CitationError(f"{target} is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise CitationError(f"{target} is not a regular file")
    lines = _line_count(real, status.st_size) if line > 1 else line
    if line > lines >= 1:
        return CitedFile(Path(real), lines, f"{target} has {lines:,} lines, not {line:,}")
    return CitedFile(Path(real), max(1, line))


def _line_count(path: str, size: int) -> int:
    """Return the number of lines of a file; 0 where it is unknown."""
    if size > _COUNTED_BYTES:
        return 0
    try:
        with open(path, "rb") as file:
            data = file.read(_COUNTED_BYTES)
    except OSError:
        return 0
    return max(1, data.count(b"\n") + (not data.endswith(b"\n")))
