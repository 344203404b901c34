"""What files are called in reports that machines read: relative to the root of their repository.

A code host looks for names there, wherever the command ran and however PATHS were given.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from specui.workspace.files.discovery import repository_root
from specui.workspace.files.spec_file import SpecFile


def common_root(filenames: Iterable[str]) -> str:
    """Return the repository's root for files of real, absolute names; "" outside of any repository.

    It is that of the current folder, where it holds the first file, else the file's own. Git need not be installed.
    """
    first = next(iter(filenames), None)
    if first is None:
        return ""
    here = repository_root(Path.cwd())
    if here is not None and _below(first, os.fspath(here)):
        return os.fspath(here)
    return os.fspath(repository_root(Path(first).parent) or "")


def name_in(root: str, file: SpecFile) -> str:
    """Return a file's name below the root, with ``/``; outside of it the name that people see: below here, or absolute."""
    filename = os.fspath(file.path)
    if file.name == "-" or not root or not _below(filename, root):
        return file.name
    return os.path.relpath(filename, root).replace(os.sep, "/")


def _below(filename: str, folder: str) -> bool:
    return filename.startswith(folder.rstrip(os.sep) + os.sep)
