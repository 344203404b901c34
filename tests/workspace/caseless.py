"""An `os` for one folder that takes no notice of case in names, as on macOS and Windows disks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


class CaselessOs:
    """`respells` says whether renaming an entry to its own name in another case changes it."""

    def __init__(self, folder: Path, *, respells: bool) -> None:
        self._folder = folder
        self._respells = respells

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def stat(self, path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
        name = path if dir_fd is None else self._entry(path)
        return os.stat(name, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

    def rename(self, old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        standing = self._entry(new)
        if standing.casefold() == self._entry(old).casefold() and not self._respells and standing != new:
            return
        if standing != new and standing.casefold() != self._entry(old).casefold():
            new = standing
        os.rename(self._entry(old), new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    def _entry(self, name: str) -> str:
        return next((n for n in os.listdir(self._folder) if n.casefold() == name.casefold()), name)
