"""How the watched files looked when they were last compared, and what is different now."""

import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specui.markdown.file_suffix import is_markdown
from specui.workspace.files.discovery import (
    Folder,
    Found,
    find_markdown,
    find_named,
    find_templates,
    is_template,
    repository_root,
)
from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.stat_key import StatKey, stat_key
from specui.workspace.storage.temporary_files import is_ours

_CONFIGURATION = ("specui.toml", "pyproject.toml")
_DECIDES_FILES = frozenset({".gitignore", ".git"})  # a change of these changes which files there are
_CLOCK_TICK_NS = 20_000_000  # two writes within one tick of the kernel's clock have one time

_Look = tuple[StatKey, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """Absolute paths of Markdown and configuration files. False when nothing changed.

    `modified` means by stat: whoever reads the file decides by content.
    """

    added: frozenset[Path] = field(default=frozenset())
    removed: frozenset[Path] = field(default=frozenset())
    modified: frozenset[Path] = field(default=frozenset())

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.modified)

    @property
    def paths(self) -> frozenset[Path]:
        return self.added | self.removed | self.modified

    def then(self, later: "Changed") -> "Changed":
        """Both as one: added and removed again is nothing, removed and added again is modified."""
        added = (self.added - later.removed) | (later.added - self.removed)
        removed = (self.removed - later.added) | (later.removed - self.added)
        modified = self.modified | later.modified | (self.removed & later.added)
        return Changed(added, removed, modified - added - removed)


class Snapshot:
    """The Markdown files under `root`, and what holds for them: configuration, and templates from above.

    With `known`, the first comparison is with that; without it, it finds no difference. For one thread.
    """

    def __init__(
        self, root: Path, *, known: Iterable[Found] | None = None, respect_gitignore: bool = True
    ) -> None:
        self.folders: dict[str, int] = {}
        """The folders to watch, each without its subfolders, by name: their inodes."""
        self.seconds = 0.0
        """How long the last comparison of everything took."""
        self._root = Path(os.path.abspath(root))
        self._respect_gitignore = respect_gitignore
        self._files: dict[str, _Look] = {}
        self._searched: set[str] = set()  # the root and all below it
        self._above: list[str] = []
        self._way: set[str] = set()  # names of the root and of what it is in, there at the moment or not
        self._names: dict[int, set[str]] = {}  # by inode: hard links, and links to a file
        self._fresh: set[str] = set()  # so new when looked at that their time may not tell the next change
        self._begun = known is not None
        self._learn({found.filename: (found.stat, found.changed_ns) for found in known or ()})

    def compare(self) -> Changed:
        """Look at everything, and return what is different from the last time."""
        began = time.perf_counter()
        folders: list[Folder] = []
        files: dict[str, _Look] = {}
        try:
            for found in find_markdown(
                self._root, respect_gitignore=self._respect_gitignore, on_folder=folders.append
            ):
                files[found.filename] = (found.stat, found.changed_ns)
        except StorageError:
            folders.clear()  # the root is gone or being replaced, and its files with it
            files.clear()
        self._above, outermost = _above(self._root)
        self._way = {os.fspath(self._root), os.path.realpath(self._root), *self._above}
        self._searched = {folder.filename for folder in folders}
        self.folders = {folder.filename: folder.inode for folder in folders}
        for name in (*self._above, outermost):
            if (look := _look(name)) and os.access(name, os.R_OK):  # else it cannot be watched
                self.folders[name] = look[0].inode
        files |= {name: look for name in self._rules() if (look := _look(name))}
        changed = _difference(self._files, files) if self._begun else Changed()
        self._begun = True
        self._fresh.clear()
        self._names.clear()
        self._files.clear()
        self._learn(files)
        self.seconds = time.perf_counter() - began
        return changed

    def compare_some(self, filenames: Iterable[str]) -> Changed:
        """The same, where something happened to these files or folders only."""
        named: set[str] = set()
        for filename in filenames:
            folder, name = os.path.split(filename)
            if name in _DECIDES_FILES or filename in self.folders or filename in self._way:
                return self.compare()
            if is_ours(name):
                continue
            if (folder in self._searched and is_markdown(name)) or self._is_rule(folder, name):
                named.add(filename)
            elif folder in self._searched and name[0] != "." and _is_folder(filename):
                return self.compare()
        return self._compare_named(named)

    def _compare_named(self, named: set[str]) -> Changed:
        files: dict[str, _Look] = {}
        unknown: list[str] = []
        for filename in named:
            look = _look(filename)
            if look is None:
                continue
            if stat.S_ISDIR(look[0].mode):
                return self.compare()
            known = filename in self._files and stat.S_ISREG(look[0].mode)
            if known or self._is_rule(*os.path.split(filename)):
                files[filename] = look
            else:
                unknown.append(filename)
        for found in find_named(self._root, unknown, respect_gitignore=self._respect_gitignore):
            files[found.filename] = (found.stat, found.changed_ns)
        before = {filename: self._files[filename] for filename in named if filename in self._files}
        self._look_at_other_names(before, files)
        changed = _difference(before, files, suspects=self._fresh)
        self._fresh -= before.keys()
        for filename in before.keys() - files.keys():
            del self._files[filename]
        self._learn(files)
        return changed

    def _look_at_other_names(self, before: dict[str, _Look], files: dict[str, _Look]) -> None:
        """A file may have further names, of which nothing was heard: links to it show its change as well."""
        inodes = {key.inode for key, _ in before.values()}
        others = {name for inode in inodes for name in self._names.get(inode, ())} - before.keys()
        for name in others & self._files.keys():
            before[name] = self._files[name]
            look = _look(name, follow=True)
            if look is not None:
                files[name] = look

    def _learn(self, files: dict[str, _Look]) -> None:
        self._files |= files
        fresh_since = time.time_ns() - _CLOCK_TICK_NS
        for name, (key, changed_ns) in files.items():
            self._names.setdefault(key.inode, set()).add(name)
            if changed_ns > fresh_since:
                self._fresh.add(name)

    def _rules(self) -> Iterator[str]:
        """Configuration wherever it may stand, and templates above the root; those below are files as others."""
        for folder in (*self._above, *self._searched):
            yield from (os.path.join(folder, name) for name in _CONFIGURATION)
        if self._above:
            yield from map(str, find_templates(Path(self._above[0]), top=Path(self._above[-1])))

    def _is_rule(self, folder: str, name: str) -> bool:
        if folder in self._above:
            return name in _CONFIGURATION or is_template(name)
        return name in _CONFIGURATION and folder in self._searched


def _above(root: Path) -> tuple[list[str], str]:
    """The folders above the root in its repository, the nearest first, and the one above them all.

    The last is watched only to see the root, or the repository, being replaced.
    """
    at = os.path.realpath(root)
    repository = str(repository_root(Path(at)) or at)
    above: list[str] = []
    while at != repository:
        at = os.path.dirname(at)
        above.append(at)
    return above, os.path.dirname(repository)


def _look(filename: str, *, follow: bool = False) -> _Look | None:
    try:
        status = os.stat(filename, follow_symlinks=follow)
    except OSError:
        return None
    return stat_key(status), status.st_ctime_ns


def _is_folder(filename: str) -> bool:
    look = _look(filename)
    return look is not None and stat.S_ISDIR(look[0].mode)


def _difference(
    before: Mapping[str, _Look], after: Mapping[str, _Look], suspects: Collection[str] = ()
) -> Changed:
    """`suspects` are taken for modified although they look the same."""
    both = before.keys() & after.keys()
    return Changed(
        frozenset(map(Path, after.keys() - before.keys())),
        frozenset(map(Path, before.keys() - after.keys())),
        frozenset(Path(name) for name in both if before[name] != after[name] or name in suspects),
    )
