"""The git folders of a repository, found without git.

In a worktree and in a submodule `.git` is a file that names the folder; a worktree shares most of it with others.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from specui.workspace.storage.small_files import read_small


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
