"""Folders around a path: one definition for whatever must not leave a repository."""

import os
from collections.abc import Iterator


def is_inside(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Return whether a path is a folder or lies below it, by their names alone: resolve links first."""
    name, top = os.fspath(path), os.fspath(folder)
    return name == top or name.startswith(top.rstrip(os.sep) + os.sep)


def upward(folder: str | os.PathLike[str]) -> Iterator[str]:
    """Yield a folder and those above it, up to the root of the disk, by their names alone."""
    at, above = "", os.fspath(folder)
    while at != above:
        at, above = above, os.path.dirname(above)
        yield at
