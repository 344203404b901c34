"""The Markdown files that differ from the last commit.

Git only lists the names and ids of what is committed. The files are compared here, because `git status` runs the
filters that a repository configures.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from specui.markdown.file_suffix import is_markdown
from specui.workspace.git import client as git
from specui.workspace.git.git_folder import GitFolder, git_folder
from specui.workspace.storage.small_files import read_small

TIMEOUT = 20.0
"""Seconds after which git is ended."""
_SHA256 = 64  # characters of an id


def committed_ids(root: Path, *, timeout: float = TIMEOUT) -> dict[str, str]:
    """Return the id of each Markdown file of the last commit that lies in a folder, by its name there.

    Takes up to twice ``timeout`` seconds; call it in a thread.  Raises GitTimeout, GitError.
    """
    if not git.head(root, timeout):
        return {}
    listed = git.run(root, ["ls-tree", "-r", "-z", "HEAD", "--", "."], timeout).output
    found = {}
    for line in listed.split(b"\0"):
        head, _, name = line.partition(b"\t")
        words = head.split()
        if len(words) == 3 and words[1] == b"blob":
            found[os.fsdecode(name)] = words[2].decode("ascii")
    return {name: blob for name, blob in found.items() if is_markdown(name)}


class LastCommit:
    """The ids of `committed_ids` for one folder. Git is asked again only where another commit may be checked out."""

    def __init__(self, root: Path, repository: Path) -> None:
        self._root, self._repository = root, repository
        self._stamp: object = None
        self._ids: dict[str, str] = {}

    def ids(self) -> Mapping[str, str]:
        """Return the id of each Markdown file by its name.  Blocks, and raises, as `committed_ids` does."""
        stamp = self._stamp_now()
        if stamp is None or stamp != self._stamp:
            self._ids = committed_ids(self._root)
            self._stamp = stamp
        return self._ids

    def _stamp_now(self) -> object:
        """Return what changes with each commit and checkout: HEAD, and when its branch was written."""
        folder = git_folder(os.fspath(self._repository))
        head = read_small(os.path.join(folder.own, "HEAD")) if folder is not None else None
        if folder is None or head is None:
            return None
        return (head, *(_written(path) for path in _places_of_branch(folder, head)))


def _places_of_branch(folder: GitFolder, head: bytes) -> tuple[str, ...]:
    """Return the files that hold the commit of HEAD, in each of git's formats of references."""
    _, _, branch = head.partition(b"ref: ")
    names = [os.fsdecode(branch.strip())] if branch.strip() else []
    return tuple(
        os.path.join(folder.common, *name.split("/"))
        for name in (*names, "packed-refs", "reftable/tables.list")
    )


def _written(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def uncommitted(
    names: Iterable[str], is_same: Callable[[str, str], bool | None], committed: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the names of files that are new or changed since the last commit, in their order.

    ``is_same`` says of a name and an id ("" for none) whether they are the same; None for a file that cannot be read
    and is left out.
    """
    return tuple(name for name in names if is_same(name, committed.get(name, "")) is False)


def deleted(root: Path, committed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of files of the last commit that are gone from a folder, sorted."""
    return tuple(sorted(name for name in committed if not os.path.lexists(os.path.join(root, name))))


def is_committed(data: bytes, blob: str) -> bool:
    """Return whether bytes are those of an id.

    Those that differ by their line ends only are, too: git may be configured to convert them.
    """
    if not blob:
        return False
    return _id(data, blob) == blob or (b"\r\n" in data and _id(data.replace(b"\r\n", b"\n"), blob) == blob)


def _id(data: bytes, like: str) -> str:
    """Return the id that git gives to a file's bytes, in the same kind of hash as another one."""
    whole = b"blob %d\0%b" % (len(data), data)
    made = hashlib.sha256(whole) if len(like) == _SHA256 else hashlib.sha1(whole, usedforsecurity=False)
    return made.hexdigest()
