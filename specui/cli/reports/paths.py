"""Paths in reports for code hosts: relative to the root of the repository.

Code hosts expect that, whatever the current folder was and however PATHS were given.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from specui.workspace.files.discovery import repository_root
from specui.workspace.files.spec_file import SpecFile


def common_root(filenames: Iterable[str]) -> str:
    """Return the root of the repository of files, given by real, absolute paths; "" outside of a repository.

    The repository is that of the current folder if it holds the first file, else the file's own. Git need not be
    installed.
    """
    first = next(iter(filenames), None)
    if first is None:
        return ""
    here = repository_root(Path.cwd())
    if here is not None and _is_below(first, os.fspath(here)):
        return os.fspath(here)
    return os.fspath(repository_root(Path(first).parent) or "")


def path_in(root: str, file: SpecFile) -> str:
    """Return the path of a file below the root, with ``/``; a file outside of it keeps its shown name."""
    filename = os.fspath(file.path)
    if file.name == "-" or not root or not _is_below(filename, root):
        return file.name
    return os.path.relpath(filename, root).replace(os.sep, "/")


def _is_below(filename: str, folder: str) -> bool:
    return filename.startswith(folder.rstrip(os.sep) + os.sep)
