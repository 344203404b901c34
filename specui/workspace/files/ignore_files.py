"""Which files git ignores, decided as git does: the last pattern that matches wins, the nearest file first.

The files are the `.gitignore` of each folder, `info/exclude` of the repository, and the user's own
(`core.excludesFile`).  Tracked files are never ignored.  Git itself is not run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from specui.workspace.git.git_folder import git_folder
from specui.workspace.storage.small_files import read_small

if TYPE_CHECKING:
    import re

    from specui.workspace.git.git_index import TrackedFiles

NAME = ".gitignore"
LARGEST = 1 << 20
"""Bytes of an ignore file; a larger one is not read."""
MOST_WILD = 1_024
"""Patterns with wildcards that are read of one file: the last ones.  No ordinary file has so many."""


class _Pattern(NamedTuple):
    """One line: `text` is a bare name or, with `by_path`, a path from the file's folder."""

    text: bytes
    negated: bool
    folders_only: bool
    by_path: bool
    is_ending: bool  # `text` is what a name must end in
    wild: re.Pattern[bytes] | None

    def matches(self, name: bytes, relative: bytes) -> bool:
        """Return whether the pattern matches a path; `name` is its last part."""
        subject = relative if self.by_path else name
        if self.wild is not None:
            return self.wild.match(subject) is not None
        return subject.endswith(self.text) if self.is_ending else subject == self.text


class _IgnoreFile:
    """The patterns of one ignore file, with a quick check whether any of them can match."""

    def __init__(self, data: bytes, fold: bool) -> None:
        self.fold = fold
        self.patterns = patterns = _patterns(data, fold)
        plain = [pattern for pattern in patterns if pattern.wild is None and not pattern.is_ending]
        self._names = {pattern.text for pattern in plain if not pattern.by_path}
        self._paths = {pattern.text for pattern in plain if pattern.by_path}
        self._endings = tuple({pattern.text for pattern in patterns if pattern.is_ending})
        self._wild_names = [p.wild for p in patterns if p.wild is not None and not p.by_path]
        self._wild_paths = [p.wild for p in patterns if p.wild is not None and p.by_path]

    def verdict(self, relative: bytes, *, is_folder: bool) -> bool | None:
        """Return whether the last matching pattern ignores a path; None where no pattern matches."""
        if self.fold:
            relative = relative.lower()
        name = relative[relative.rfind(b"/") + 1 :]
        if not self._may_match(name, relative):
            return None
        for pattern in self.patterns:
            if (is_folder or not pattern.folders_only) and pattern.matches(name, relative):
                return not pattern.negated
        return None

    def _may_match(self, name: bytes, relative: bytes) -> bool:
        return (
            name in self._names
            or relative in self._paths
            or name.endswith(self._endings)
            or any(wild.match(name) for wild in self._wild_names)
            or any(wild.match(relative) for wild in self._wild_paths)
        )


@dataclass(frozen=True, slots=True)
class Ignores:
    """The ignore rules of one folder: ignore files, the nearest first, each with the folder of its patterns."""

    files: tuple[tuple[str, _IgnoreFile], ...] = ()
    fold: bool = False
    root: str = ""
    tracked: TrackedFiles | None = None
    everything: bool = False
    """Whether the folder itself is ignored, and is only searched for tracked files."""

    def within(self, folder: str) -> Ignores:
        """Return the rules of a subfolder, with its own .gitignore, if it has one."""
        if self.everything:
            return self
        # Git does not follow a linked .gitignore either.
        rules = _read(os.path.join(folder, NAME), self.fold, follow=False)
        return (
            self
            if rules is None
            else replace(self, files=((folder.rstrip(os.sep) + os.sep, rules), *self.files))
        )

    def match(self, filename: str, *, is_folder: bool) -> bool:
        """Return whether the patterns ignore a path, tracked or not.  The folders above must not be ignored."""
        if self.everything:
            return True
        for base, rules in self.files:
            verdict = rules.verdict(os.fsencode(filename[len(base) :]), is_folder=is_folder)
            if verdict is not None:
                return verdict
        return False

    def tracks(self, filename: str, *, is_folder: bool, endings: tuple[bytes, ...] = (b"",)) -> bool:
        """Return whether git tracks a file; or, of a folder, any file below it with one of the endings."""
        if self.tracked is None or not filename.startswith(self.root):
            return False
        relative = os.fsencode(filename[len(self.root) :])
        return self.tracked.contains(relative, is_folder=is_folder, endings=endings)

    def only_tracked(self) -> Ignores:
        """Return the rules of an ignored folder that has tracked files."""
        return replace(self, everything=True)


def ignores_at(root: str) -> Ignores:
    """Return the rules at the root of a repository, without its own .gitignore; empty where there is no `.git`."""
    if not os.path.lexists(os.path.join(root, ".git")):
        return Ignores()
    from specui.workspace.git.git_config import read_git_config, user_ignore_file
    from specui.workspace.git.git_index import TrackedFiles

    folder = git_folder(root)
    config = read_git_config(folder)
    base = root.rstrip(os.sep) + os.sep
    names = [user_ignore_file(config, root)]
    if folder is not None:
        names.insert(0, os.path.join(folder.common, "info", "exclude"))
    rules = [_read(name, config.ignores_case) if name else None for name in names]
    return Ignores(
        tuple((base, found) for found in rules if found is not None),
        fold=config.ignores_case,
        root=base,
        tracked=TrackedFiles(root, folder.own, sha256=config.sha256) if folder is not None else None,
    )


def ignores_above(top: str, repository: str) -> Ignores:
    """Return the rules of `top`.  If it is ignored itself, the user still names it: then only its own file counts."""
    ignores = start = ignores_at(repository)
    at = repository.rstrip(os.sep)
    for name in os.path.relpath(top, repository).split(os.sep):
        if name == ".":
            break
        ignores = ignores.within(at or os.sep)
        at = f"{at}{os.sep}{name}"
        if ignores.match(at, is_folder=True):
            return replace(start, files=())
    return ignores


def _read(filename: str, fold: bool, *, follow: bool = True) -> _IgnoreFile | None:
    data = read_small(filename, follow=follow, most=LARGEST)
    return _parse_file(data, fold) if data else None


@lru_cache(maxsize=256)
def _parse_file(data: bytes, fold: bool) -> _IgnoreFile | None:
    rules = _IgnoreFile(data, fold)
    return rules if rules.patterns else None


def _lines(data: bytes) -> Iterator[bytes]:
    for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        text = line.removesuffix(b"\r").partition(b"\0")[0]
        if text and not text.startswith(b"#"):
            yield _strip_blanks(text)


def _strip_blanks(line: bytes) -> bytes:
    """Return a line without the blanks at its end, except one after a backslash."""
    bare = line.rstrip(b" ")
    if len(bare) == len(line):
        return line
    slashes = len(bare) - len(bare.rstrip(b"\\"))
    return bare + b" " if slashes % 2 else bare


def _patterns(data: bytes, fold: bool) -> tuple[_Pattern, ...]:
    """Return the patterns of an ignore file, the last one first."""
    from specui.workspace.git.wildmatch import expression, plain_length

    found: list[_Pattern] = []
    room = MOST_WILD
    for line in reversed([*_lines(data)]):
        negated = line.startswith(b"!")
        text = line[negated:]
        folders_only = text.endswith(b"/")
        text = text[:-1] if folders_only else text
        by_path = b"/" in text
        text = text.removeprefix(b"/")
        is_plain = plain_length(text) == len(text)
        is_ending = not by_path and text[:1] == b"*" and plain_length(text[1:]) == len(text) - 1
        wild = None
        if is_plain or is_ending:
            text = text[is_ending:]
            text = text.lower() if fold else text
        elif room:
            wild = expression(text, fold=fold)
            room -= 1
        if text or is_ending:
            found.append(_Pattern(text, negated, folders_only, by_path, is_ending, wild))
    return tuple(found)
