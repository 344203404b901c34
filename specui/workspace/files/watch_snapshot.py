"""The stats of the watched files when they were last compared, and what has changed since."""

import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specui.markdown.file_suffix import is_markdown
from specui.workspace.files.discovery import (
    FoundFile,
    SearchedFolder,
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
_DECIDES_FILES = frozenset({".gitignore", ".git"})  # a change of these decides which files are listed
_CLOCK_TICK_NS = 20_000_000  # two writes within one tick of the kernel's clock have the same time

_FileStat = tuple[StatKey, int]


@dataclass(frozen=True, slots=True)
class ChangedPaths:
    """Absolute paths of Markdown and configuration files that changed.  False when nothing changed.

    `modified` compares stats; the reader of the file compares content.
    """

    added: frozenset[Path] = field(default=frozenset())
    removed: frozenset[Path] = field(default=frozenset())
    modified: frozenset[Path] = field(default=frozenset())

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.modified)

    @property
    def paths(self) -> frozenset[Path]:
        """All paths that changed."""
        return self.added | self.removed | self.modified

    def merge_with(self, later: "ChangedPaths") -> "ChangedPaths":
        """Return both as one: added and then removed is nothing, removed and then added is modified."""
        added = (self.added - later.removed) | (later.added - self.removed)
        removed = (self.removed - later.added) | (later.removed - self.added)
        modified = self.modified | later.modified | (self.removed & later.added)
        return ChangedPaths(added, removed, modified - added - removed)


class Snapshot:
    """The Markdown files under `root`, and the configurations and templates that apply to them.

    The first comparison is with `known`; without it, it finds no difference.  For use in one thread.
    """

    def __init__(self, root: Path, *, known: Iterable[FoundFile] | None = None) -> None:
        self.folders: dict[str, int] = {}
        """The inodes of the folders to watch, by name; each is watched without its subfolders."""
        self.seconds = 0.0
        """Duration of the last full comparison."""
        self._root = Path(os.path.abspath(root))
        self._files: dict[str, _FileStat] = {}
        self._searched: set[str] = set()  # the root and all folders below it
        self._above: list[str] = []
        self._root_names: set[str] = set()  # names of the root and of the folders around it, existing or not
        self._names: dict[int, set[str]] = {}  # names by inode: hard links, and links to a file
        self._fresh: set[str] = set()  # files so new that their time may not show the next change
        self._has_base = known is not None
        self._add_files({found.filename: (found.stat, found.changed_ns) for found in known or ()})

    def compare(self) -> ChangedPaths:
        """Compare all files; returns what changed since the last comparison."""
        began = time.perf_counter()
        folders: list[SearchedFolder] = []
        files: dict[str, _FileStat] = {}
        try:
            for found in find_markdown(self._root, on_folder=folders.append):
                files[found.filename] = (found.stat, found.changed_ns)
        except StorageError:
            folders.clear()  # the root is gone or being replaced
            files.clear()
        self._above, outermost = _folders_above(self._root)
        self._root_names = {os.fspath(self._root), os.path.realpath(self._root), *self._above}
        self._searched = {folder.filename for folder in folders}
        self.folders = {folder.filename: folder.inode for folder in folders}
        for name in (*self._above, outermost):
            if (status := _stat_of(name)) and os.access(name, os.R_OK):  # else the folder cannot be watched
                self.folders[name] = status[0].inode
        files |= {name: status for name in self._settings_files() if (status := _stat_of(name))}
        changed = _difference(self._files, files) if self._has_base else ChangedPaths()
        self._has_base = True
        self._fresh.clear()
        self._names.clear()
        self._files.clear()
        self._add_files(files)
        self.seconds = time.perf_counter() - began
        return changed

    def compare_some(self, filenames: Iterable[str]) -> ChangedPaths:
        """Compare after events for these files or folders; returns what changed."""
        named: set[str] = set()
        for filename in filenames:
            folder, name = os.path.split(filename)
            if name in _DECIDES_FILES or filename in self.folders or filename in self._root_names:
                return self.compare()
            if is_ours(name):
                continue
            if (folder in self._searched and is_markdown(name)) or self._is_settings_file(folder, name):
                named.add(filename)
            elif folder in self._searched and name[0] != "." and _is_folder(filename):
                return self.compare()
        return self._compare_named(named)

    def _compare_named(self, named: set[str]) -> ChangedPaths:
        files: dict[str, _FileStat] = {}
        unknown: list[str] = []
        for filename in named:
            status = _stat_of(filename)
            if status is None:
                continue
            if stat.S_ISDIR(status[0].mode):
                return self.compare()
            known = filename in self._files and stat.S_ISREG(status[0].mode)
            if known or self._is_settings_file(*os.path.split(filename)):
                files[filename] = status
            else:
                unknown.append(filename)
        for found in find_named(self._root, unknown):
            files[found.filename] = (found.stat, found.changed_ns)
        before = {filename: self._files[filename] for filename in named if filename in self._files}
        self._add_other_names(before, files)
        changed = _difference(before, files, suspects=self._fresh)
        self._fresh -= before.keys()
        for filename in before.keys() - files.keys():
            del self._files[filename]
        self._add_files(files)
        return changed

    def _add_other_names(self, before: dict[str, _FileStat], files: dict[str, _FileStat]) -> None:
        """Add the other names of these files, for which there was no event: links show the same change."""
        inodes = {key.inode for key, _ in before.values()}
        others = {name for inode in inodes for name in self._names.get(inode, ())} - before.keys()
        for name in others & self._files.keys():
            before[name] = self._files[name]
            status = _stat_of(name, follow=True)
            if status is not None:
                files[name] = status

    def _add_files(self, files: dict[str, _FileStat]) -> None:
        self._files |= files
        fresh_since = time.time_ns() - _CLOCK_TICK_NS
        for name, (key, changed_ns) in files.items():
            self._names.setdefault(key.inode, set()).add(name)
            if changed_ns > fresh_since:
                self._fresh.add(name)

    def _settings_files(self) -> Iterator[str]:
        """Yield the possible configuration files, and the templates above the root; those below it are files as others."""
        for folder in (*self._above, *self._searched):
            yield from (os.path.join(folder, name) for name in _CONFIGURATION)
        if self._above:
            yield from map(str, find_templates(Path(self._above[0]), top=Path(self._above[-1])))

    def _is_settings_file(self, folder: str, name: str) -> bool:
        if folder in self._above:
            return name in _CONFIGURATION or is_template(name)
        return name in _CONFIGURATION and folder in self._searched


def _folders_above(root: Path) -> tuple[list[str], str]:
    """Return the folders above the root in its repository, the nearest first, and the one above them all.

    The last one is watched only to notice that the root, or the repository, is replaced.
    """
    at = os.path.realpath(root)
    repository = str(repository_root(Path(at)) or at)
    above: list[str] = []
    while at != repository:
        at = os.path.dirname(at)
        above.append(at)
    return above, os.path.dirname(repository)


def _stat_of(filename: str, *, follow: bool = False) -> _FileStat | None:
    try:
        status = os.stat(filename, follow_symlinks=follow)
    except OSError:
        return None
    return stat_key(status), status.st_ctime_ns


def _is_folder(filename: str) -> bool:
    status = _stat_of(filename)
    return status is not None and stat.S_ISDIR(status[0].mode)


def _difference(
    before: Mapping[str, _FileStat], after: Mapping[str, _FileStat], suspects: Collection[str] = ()
) -> ChangedPaths:
    """Compare two states; `suspects` count as modified although their stats are the same."""
    both = before.keys() & after.keys()
    return ChangedPaths(
        frozenset(map(Path, after.keys() - before.keys())),
        frozenset(map(Path, before.keys() - after.keys())),
        frozenset(Path(name) for name in both if before[name] != after[name] or name in suspects),
    )
