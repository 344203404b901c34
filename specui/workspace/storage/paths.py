"""Whether a path lies in a folder: one definition for whatever must not leave a repository."""

import os


def is_inside(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Return whether a path is a folder or lies below it, by their names alone: resolve links first."""
    name, top = os.fspath(path), os.fspath(folder)
    return name == top or name.startswith(top.rstrip(os.sep) + os.sep)
