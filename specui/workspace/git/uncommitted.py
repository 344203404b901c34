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


def uncommitted(
    root: Path, names: Iterable[str], data_of: Callable[[str], bytes | None], committed: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the names of files that are new or changed since the last commit, in their order, then of deleted ones.

    ``data_of`` returns the bytes of a file, None for one that cannot be read and is left out.  A file that differs by
    its line ends only counts as committed: git may be configured to convert them.
    """
    found = []
    for name in names:
        data = data_of(name)
        if data is not None and not _is_committed(data, committed.get(name, "")):
            found.append(name)
    gone = [name for name in committed if not os.path.lexists(os.path.join(root, name))]
    return (*found, *sorted(gone))


def _is_committed(data: bytes, blob: str) -> bool:
    if not blob:
        return False
    return _id(data, blob) == blob or (b"\r\n" in data and _id(data.replace(b"\r\n", b"\n"), blob) == blob)


def _id(data: bytes, like: str) -> str:
    """Return the id that git gives to a file's bytes, in the same kind of hash as another one."""
    whole = b"blob %d\0%b" % (len(data), data)
    made = hashlib.sha256(whole) if len(like) == _SHA256 else hashlib.sha1(whole, usedforsecurity=False)
    return made.hexdigest()
