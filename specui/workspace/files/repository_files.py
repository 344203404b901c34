"""The files of a repository by name: what a path in a spec is completed from. Nothing is opened but what tells what git ignores."""

import os
from pathlib import Path

from specui.workspace.files.discovery import SKIPPED_FOLDERS, repository_root
from specui.workspace.files.ignore_files import Ignores, ignores_above, ignores_at
from specui.workspace.storage.temporary_files import is_ours

MOST = 50_000
"""So many files are listed; those nearest to the root, where there are more."""


def repository_files(folder: Path, most: int = MOST) -> tuple[str, ...]:
    """Return the paths of a repository's files, with `/`, relative to its root, sorted; outside of one, to `folder`.

    What git ignores is left out, hidden files too, and links; no folder outside is entered.
    May be called from any thread; what cannot be read is passed over.
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
    if relative and any(entry.name == ".git" for entry in entries):  # a repository in this one
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
            inner = within.but_tracked()
        path = f"{relative}{name}"
        if is_folder:
            folders.append((entry.path, f"{path}/", inner))
        else:
            files.append(path)
    return files, folders
