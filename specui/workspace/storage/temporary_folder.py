"""Where the temporary files of a save have their names: in the `.git` of the repository, where git does not look.

A file that is saved anew has a second name for a moment before it takes the place of the old one. A program killed
in that moment leaves it behind; beside the spec `git status` would list it and `git add .` would take it. So the name
stands in the repository's own folder, from where it is renamed into its place, as long as both are on one file system;
else, and outside of any repository, beside the spec. The name says which folder it belongs to, so that the next save
or check there can sweep it. Nothing of git is run, read or changed.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from specui.workspace.storage.temporary_files import Aside, is_ours

_POINTER = b"gitdir: "
_LONGEST_POINTER = 4096  # bytes of a `.git` that is a file


class Left(NamedTuple):
    """A file of ours in a repository's folder: its name, and the one it has beside the spec without its prefix."""

    name: str
    bare: str


@contextmanager
def aside_of(folder: int, filename: str) -> Iterator[Aside | None]:
    """The place for the names of an open folder's temporary files; None where they stand beside the spec.

    `filename` is the folder's real path. Never raises.
    """
    found = _opened(folder, filename)
    try:
        yield found
    finally:
        if found is not None:
            os.close(found.folder)


def left_by(place: Aside) -> list[Left]:
    """What was left there for this folder, sorted. Raises OSError."""
    size = len(place.prefix)
    names = sorted(name for name in os.listdir(place.folder) if name.startswith(place.prefix))
    return [Left(name, name[size:]) for name in names if is_ours(name[size:])]


def folders_left(roots: Iterable[str], filenames: Iterable[str]) -> list[str]:
    """Those folders below the roots for which something lies in the folder of the roots' repository. Never raises.

    For a look in passing: where nothing does, which is nearly always, only that folder is listed.
    """
    gits = {git for root in roots if (git := git_folder(os.path.realpath(root))) is not None}
    left = [name for git in gits for name in _ours_in(git)]
    return [filename for filename in sorted(set(filenames)) if _has_left(filename, left)] if left else []


def _has_left(filename: str, left: list[str]) -> bool:
    try:
        prefix = _prefix(os.stat(filename))
    except OSError:
        return False
    return any(name.startswith(f"{prefix}.") for name in left)


def git_folder(filename: str) -> str | None:
    """The folder in which git keeps what it knows of a folder (a real path); None outside of any repository.

    A `.git` that is a file names it, as in worktrees and submodules; it counts only if it is such a folder.
    """
    at = filename
    while True:
        git = os.path.join(at, ".git")
        try:
            mode = os.lstat(git).st_mode
        except OSError:
            above = os.path.dirname(at)
            if above == at:
                return None
            at = above
            continue
        if stat.S_ISREG(mode):
            git = _pointed_to(git)
        return git if git and _is_git(git) else None


def _opened(folder: int, filename: str) -> Aside | None:
    try:
        git = git_folder(filename)
        if git is None or filename == git or filename.startswith(git + os.sep):
            return None
        here = os.fstat(folder)
        descriptor = os.open(git, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.fstat(descriptor).st_dev == here.st_dev:
            return Aside(descriptor, git, _prefix(here))
    except OSError:
        pass
    os.close(descriptor)
    return None


def _prefix(status: os.stat_result) -> str:
    return f"specui-{status.st_dev & 0xFFFFFFFF:x}-{status.st_ino:x}"


def _ours_in(git: str) -> list[str]:
    try:
        return [name for name in os.listdir(git) if name.startswith("specui-") and ".specui-" in name]
    except OSError:
        return []


def _pointed_to(filename: str) -> str:
    try:
        descriptor = os.open(filename, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            said = os.read(descriptor, _LONGEST_POINTER)
        finally:
            os.close(descriptor)
    except OSError:
        return ""
    if not said.startswith(_POINTER):
        return ""
    target = os.fsdecode(said[len(_POINTER) :].rstrip(b"\r\n"))
    return "" if "\0" in target else os.path.realpath(os.path.join(os.path.dirname(filename), target))


def _is_git(filename: str) -> bool:
    """Whether it is a repository's folder, or the one of a worktree: not any folder that a file happens to name."""
    real = not os.path.islink(filename) and os.path.isfile(os.path.join(filename, "HEAD"))
    kept = ("objects", "commondir")
    return real and any(os.path.exists(os.path.join(filename, name)) for name in kept)
