"""The names of a repository's files, to complete paths in a spec.  Opens only the files that say what git ignores."""

import os
from pathlib import Path

from specui.workspace.files.discovery import SKIPPED_FOLDERS, repository_root
from specui.workspace.files.ignore_files import Ignores, ignores_above, ignores_at
from specui.workspace.storage.temporary_files import is_ours

MOST = 50_000
"""Files that are listed at most: those nearest to the root."""


def repository_files(folder: Path, most: int = MOST) -> tuple[str, ...]:
    """Return the paths of a repository's files, sorted, with `/`, relative to its root; outside one, to `folder`.

    Skips ignored files, hidden files, links, and what cannot be read.  Thread-safe.
    """
    top = os.path.realpath(repository_root(folder) or folder)
    found: list[str] = []
    level: list[tuple[str, str, Ignores]] = [(top, "", ignores_above(top, top))]
    while level and len(found) < most:
        below: list[tuple[str, str, Ignores]] = []
        for filename, relative, ignores in level:
            files, folders = _read(filename, relative, ignores)
            found += files
            below += folders
        level = below
    return tuple(sorted(found[:most]))


def _read(filename: str, relative: str, ignores: Ignores) -> tuple[list[str], list[tuple[str, str, Ignores]]]:
    files: list[str] = []
    folders: list[tuple[str, str, Ignores]] = []
    try:
        with os.scandir(filename) as scanned:
            entries = list(scanned)
    except OSError:
        return files, folders
    if relative and any(entry.name == ".git" for entry in entries):  # a repository inside this one
        ignores = ignores_at(filename)
    within = ignores.within(filename)
    for entry in entries:
        name = entry.name
        if name[0] == "." or name in SKIPPED_FOLDERS or is_ours(name) or entry.is_symlink():
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        inner = within
        if within.match(entry.path, is_folder=is_folder):
            if not within.tracks(entry.path, is_folder=is_folder):
                continue
            inner = within.only_tracked()
        path = f"{relative}{name}"
        if is_folder:
            folders.append((entry.path, f"{path}/", inner))
        else:
            files.append(path)
    return files, folders
