"""The folder for the temporary names of a save: the repository's `.git`, where git does not list them.

A new file has a temporary name for a moment before it replaces the old one.  A program killed in that moment leaves it
behind; beside the spec, `git status` would list it and `git add .` would add it.  So the name is in `.git`, if that is
on the same file system; else, and outside any repository, beside the spec.  The name says which folder it belongs to,
so that the next save or check there can remove it.  Git itself is not run, and its files are not changed.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from specui.workspace.storage.paths import is_inside, upward
from specui.workspace.storage.small_files import read_small
from specui.workspace.storage.temporary_files import TemporaryFolder, is_ours

_POINTER = b"gitdir: "
_LONGEST_POINTER = 4096  # bytes of a `.git` that is a file


class Leftover(NamedTuple):
    """A temporary file left in `.git`: its name, and the same without its prefix."""

    name: str
    bare: str


@contextmanager
def temporary_folder_of(folder: int, filename: str) -> Iterator[TemporaryFolder | None]:
    """Open the folder for the temporary names of an open folder; yields None where they are in that folder itself.

    `filename` is the folder's real path.  Never raises.
    """
    found = _open(folder, filename)
    try:
        yield found
    finally:
        if found is not None:
            os.close(found.folder)


def leftovers_in(place: TemporaryFolder) -> list[Leftover]:
    """Return what was left there for this folder, sorted.  Raises OSError."""
    size = len(place.prefix)
    names = sorted(name for name in os.listdir(place.folder) if name.startswith(place.prefix))
    return [Leftover(name, name[size:]) for name in names if is_ours(name[size:])]


def folders_with_leftovers(roots: Iterable[str], filenames: Iterable[str]) -> list[str]:
    """Return those of the folders that have leftovers in the `.git` of the roots' repository.  Never raises.

    Fast in the usual case: without leftovers, only `.git` is listed.
    """
    gits = {git for root in roots if (git := git_folder(os.path.realpath(root))) is not None}
    left = [name for git in gits for name in _temporary_names(git)]
    return [filename for filename in sorted(set(filenames)) if _has_left(filename, left)] if left else []


def _has_left(filename: str, left: list[str]) -> bool:
    try:
        prefix = _prefix(os.stat(filename))
    except OSError:
        return False
    return any(name.startswith(f"{prefix}.") for name in left)


def git_folder(filename: str) -> str | None:
    """Return the `.git` folder of the repository around a folder (a real path); None outside any repository.

    A `.git` file names it, as in worktrees and submodules; what it names must be such a folder.
    """
    for at in upward(filename):
        git = os.path.join(at, ".git")
        try:
            mode = os.lstat(git).st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode):
            git = _resolve_pointer(git)
        return git if git and _is_git(git) else None
    return None


def _open(folder: int, filename: str) -> TemporaryFolder | None:
    try:
        git = git_folder(filename)
        if git is None or is_inside(filename, git):
            return None
        here = os.fstat(folder)
        descriptor = os.open(git, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.fstat(descriptor).st_dev == here.st_dev:
            return TemporaryFolder(descriptor, git, _prefix(here))
    except OSError:
        pass
    os.close(descriptor)
    return None


def _prefix(status: os.stat_result) -> str:
    return f"specui-{status.st_dev & 0xFFFFFFFF:x}-{status.st_ino:x}"


def _temporary_names(git: str) -> list[str]:
    try:
        return [name for name in os.listdir(git) if name.startswith("specui-") and ".specui-" in name]
    except OSError:
        return []


def _resolve_pointer(filename: str) -> str:
    said = read_small(filename, follow=False, most=_LONGEST_POINTER)
    if said is None or not said.startswith(_POINTER):
        return ""
    target = os.fsdecode(said[len(_POINTER) :].rstrip(b"\r\n"))
    return "" if "\0" in target else os.path.realpath(os.path.join(os.path.dirname(filename), target))


def _is_git(filename: str) -> bool:
    """Return whether it is the git folder of a repository or worktree, not just any folder that a file names."""
    real = not os.path.islink(filename) and os.path.isfile(os.path.join(filename, "HEAD"))
    kept = ("objects", "commondir")
    return real and any(os.path.exists(os.path.join(filename, name)) for name in kept)
