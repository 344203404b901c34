"""The git folders of a repository, found without git.

In a worktree and in a submodule `.git` is a file that names the folder; a worktree shares most of it with others.
"""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class GitFolder(NamedTuple):
    """A repository's git folders: `own` has the index, `common` the rest; they differ only in a worktree."""

    own: str
    common: str


def git_folder(root: str) -> GitFolder | None:
    """Return the git folders of the repository at a root; None where there is no `.git`, or a malformed one."""
    own = os.path.join(root, ".git")
    if not os.path.isdir(own):
        named = read_small(own)
        if named is None or not named.startswith(b"gitdir:"):
            return None
        own = os.path.normpath(os.path.join(root, os.fsdecode(named[len(b"gitdir:") :].strip())))
    common = read_small(os.path.join(own, "commondir"))
    if common is None or not common.strip():
        return GitFolder(own, own)
    return GitFolder(own, os.path.normpath(os.path.join(own, os.fsdecode(common.strip()))))


def read_small(filename: str, *, follow: bool = True, most: int = 1 << 20) -> bytes | None:
    """Return the bytes of a regular file; None where it is missing, unreadable, or larger than `most`."""
    try:
        status = os.stat(filename, follow_symlinks=follow)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:  # opening a device can have effects
            return None
        descriptor = os.open(filename, _READ | (0 if follow else os.O_NOFOLLOW))
    except (OSError, ValueError):
        return None
    try:
        with open(descriptor, "rb", buffering=0) as file:
            data = b""
            while len(data) <= most and (more := file.read(max(1, status.st_size + 1 - len(data)))):
                data += more
    except OSError:
        return None
    return data if len(data) <= most else None
