"""Which Markdown files a folder holds, in the order of the tree, and why others are skipped.

One search serves the tree, the commands and the watcher.  It never leaves the repository, follows no link to a folder,
and opens only the files that say what git ignores and tracks (`ignore_files`).
"""

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from specui.markdown.file_suffix import SUFFIXES, is_markdown, stem_of
from specui.markdown.lazy import lazy_pattern
from specui.workspace.files.ignore_files import Ignores, ignores_above, ignores_at
from specui.workspace.storage.errors import StorageError, explained
from specui.workspace.storage.paths import is_inside, upward
from specui.workspace.storage.stat_key import StatKey, stat_key
from specui.workspace.storage.temporary_files import is_ours

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})
"""Folders that are skipped whatever .gitignore says, as every folder whose name starts with a dot is."""

CONFIGURATIONS = ("specui.toml", "pyproject.toml")
"""The names of files that may configure specui for a folder."""

_FOLDERS_UP = 3
_DIGITS = lazy_pattern(r"([0-9]+)")

NaturalKey = tuple[tuple[tuple[int, str] | str, ...], str]


class FoundFile(NamedTuple):
    """A Markdown file: its absolute name, its name relative to the searched folder (with `/`), its stat.

    `changed_ns` is the change time of the inode, which programs cannot set.
    """

    filename: str
    relative: str
    stat: StatKey
    changed_ns: int

    @property
    def path(self) -> Path:
        return Path(self.filename)


class SkippedPath(NamedTuple):
    """A Markdown file or a folder that was skipped, and why: a few words such as `ignored by .gitignore`.

    `failed` says that the system refused to read a folder that is not to be skipped.
    """

    filename: str
    relative: str
    reason: str
    is_folder: bool = False
    failed: bool = False


class SearchedFolder(NamedTuple):
    """A folder that was searched."""

    filename: str
    inode: int
    mtime_ns: int


def find_markdown(
    root: Path,
    *,
    on_skipped: Callable[[SkippedPath], object] | None = None,
    on_folder: Callable[[SearchedFolder], object] | None = None,
) -> Iterator[FoundFile]:
    """Yield the Markdown files under a folder, naturally sorted at each level (tier2 before tier10).

    Calls `on_skipped` for each Markdown file and folder that is skipped, `on_folder` for each folder before its files.
    Raises StorageError if `root` itself cannot be read; an unreadable folder below it is skipped.
    """
    with explained("cannot be searched", root):
        if not stat.S_ISDIR(os.stat(root).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        top = os.path.realpath(root)
        os.scandir(top).close()
    walk = _Search(top, on_skipped or _ignore_skipped)
    ignores = ignores_above(top, walk.repository)
    pending: list[_Pending] = [_Pending(top, "", True, ignores, None)]
    while pending:
        filename, relative, is_folder, ignores, entry = pending.pop()
        if is_folder:
            pending.extend(reversed(walk.read(filename, relative, ignores, on_folder)))
        elif entry is not None:
            found = walk.check_entry(entry, relative)
            if found is not None:
                yield found


def find_named(root: Path, filenames: Iterable[str]) -> Iterator[FoundFile]:
    """Yield those of the named files that `find_markdown(root)` would yield."""
    top = os.path.realpath(root)
    walk = _Search(top, _ignore_skipped)
    by_folder: dict[str, set[str]] = {}
    for filename in filenames:
        folder, name = os.path.split(filename)
        if is_inside(folder, top):
            by_folder.setdefault(folder, set()).add(name)
    start = ignores_above(top, walk.repository)
    for folder, names in by_folder.items():
        relative = "" if folder == top else os.path.relpath(folder, top)
        ignores = _rules_on_path(start, top, relative)
        if ignores is None:
            continue
        for item in walk.read(folder, relative, ignores, names=names):
            found = None if item.entry is None else walk.check_entry(item.entry, item.relative)
            if found is not None:
                yield found


def reason_skipped(root: Path, name: str, *, new_folders: bool = False) -> str:
    """Return why `find_markdown(root)` would skip a regular file of that relative name, in a few words; or "".

    The file need not exist; its folder must, inside `root`, except with `new_folders`.  Raises StorageError.
    """
    top = os.path.realpath(root)
    folders = name.split("/")
    last = folders.pop()
    walk = _Search(top, _ignore_skipped)
    ignores = ignores_above(top, walk.repository).within(top)
    at = top
    for folder in folders:
        at = os.path.join(at, folder)
        with explained("cannot be written to", Path(at)):
            missing = new_folders and not os.path.lexists(at)
            mode = stat.S_IFDIR if missing else os.lstat(at).st_mode
        reason = _reason_by_name(folder, is_folder=True, is_link=stat.S_ISLNK(mode))
        if reason is None and not stat.S_ISDIR(mode):
            reason = "not a folder"
        if reason is None:
            inner = _rules_inside(ignores, at)
            if inner is None:
                reason = IGNORED
            else:
                ignores = inner
        if reason is not None:
            return f"{folder} is {reason}"
        if os.path.lexists(os.path.join(at, ".git")):
            ignores = ignores_at(at)
        ignores = ignores.within(at)
    if not is_markdown(last):
        return "not a Markdown file"
    if _is_ignored(ignores, os.path.join(at, last)):
        return IGNORED
    return _reason_by_name(last, is_folder=False, is_link=False) or ""


def repository_root(path: Path) -> Path | None:
    """Return the nearest folder at or above `path` that has a `.git`; None outside any repository."""
    around = upward(os.path.realpath(path))
    return next((Path(at) for at in around if os.path.lexists(os.path.join(at, ".git"))), None)


def highest_folder(folder: Path) -> Path:
    """Return the highest folder that is searched for a folder's configuration and templates: the repository's root.

    Outside any repository it is up to three folders up, but neither the home folder nor the root of the disk.
    """
    at = os.path.realpath(folder)
    root = repository_root(Path(at))
    if root is not None:
        return root
    return Path(_highest_outside(at, os.path.realpath(Path.home())))


def _highest_outside(folder: str, home: str) -> str:
    for _ in range(_FOLDERS_UP):
        above = os.path.dirname(folder)
        if above == home or above == os.path.dirname(above):
            break
        folder = above
    return folder


def is_configured(folder: str) -> bool:
    """Return whether the folder, or one above it that is searched, has a file that may configure specui.

    Far cheaper than reading the configuration (`repository_config.load_config`).
    """
    highest = os.fspath(highest_folder(Path(folder)))
    for at in upward(os.path.realpath(folder)):
        if any(os.path.lexists(os.path.join(at, name)) for name in CONFIGURATIONS):
            return True
        if at == highest:
            break
    return False


def find_templates(folder: Path, *, top: Path | None = None) -> list[Path]:
    """Return the files named `*template*.md`, in any case, in the folder and those above it, the nearest first.

    The last folder searched is `top`; the default is `highest_folder`.
    """
    start = os.path.realpath(folder)
    last = os.path.realpath(top or highest_folder(folder))
    walk = _Search(start, _ignore_skipped)
    templates: list[Path] = []
    for at in upward(start):
        templates += [found.path for found in walk.templates(at)]
        if at == last or not is_inside(at, last):
            break
    return templates


class TemplateFinder:
    """Finds what `find_templates` finds, for many folders: each folder is listed once."""

    def __init__(self) -> None:
        self._own: dict[str, tuple[Path, ...]] = {}
        self._repository: dict[str, str] = {}
        self._home = os.path.realpath(Path.home())

    def find(self, folder: Path) -> list[Path]:
        """Return the templates in a folder and those above it, the nearest first."""
        start = os.path.realpath(folder)
        repository = self._repository_of(start)
        last = repository or _highest_outside(start, self._home)
        found: list[Path] = []
        for at in upward(start):
            found += self._templates_in(at, repository)
            if at == last:
                break
        return found

    def _repository_of(self, folder: str) -> str:
        """Return the root of a folder's repository; "" outside any."""
        if folder not in self._repository:
            above = os.path.dirname(folder)
            if os.path.lexists(os.path.join(folder, ".git")):
                self._repository[folder] = folder
            else:
                self._repository[folder] = self._repository_of(above) if above != folder else ""
        return self._repository[folder]

    def _templates_in(self, folder: str, repository: str) -> tuple[Path, ...]:
        if folder not in self._own:
            walk = _Search(folder, _ignore_skipped, repository or folder)
            self._own[folder] = tuple(found.path for found in walk.templates(folder))
        return self._own[folder]


def natural_key(name: str) -> NaturalKey:
    """Return a key that sorts `tier.md`, `tier2.md`, `tier10.md`, case aside; distinct names have distinct keys."""
    folded = name.casefold()
    parts = _DIGITS.split(folded[:-3] if folded.endswith(".md") else stem_of(folded))
    # The length of a number without leading zeros orders it as its value does, however long it is.
    key = [(len(part), part) if index % 2 else part for index, part in enumerate(parts)]
    return tuple(key), name


def is_template(name: str) -> bool:
    """Return whether a file's name says that it is a template."""
    return is_markdown(name) and "template" in name.lower()


class _Pending(NamedTuple):
    filename: str
    relative: str
    is_folder: bool
    ignores: Ignores
    entry: os.DirEntry[str] | None


class _Search:
    """One search: where it starts, and the repository that it must not leave."""

    def __init__(self, top: str, on_skipped: Callable[[SkippedPath], object], repository: str = "") -> None:
        self.top = top
        self.repository = repository or str(repository_root(Path(top)) or top)
        self.on_skipped = on_skipped

    def read(
        self,
        filename: str,
        relative: str,
        ignores: Ignores,
        on_folder: Callable[[SearchedFolder], object] | None = None,
        names: Collection[str] | None = None,
    ) -> list[_Pending]:
        """Return the Markdown files and subfolders of a folder, or those of `names`; sorted."""
        try:
            with os.scandir(filename) as entries:
                wanted = entries if names is None else (entry for entry in entries if entry.name in names)
                listed = [entry for entry in wanted if self._may_matter(entry)]
            ignores = self._rules_in(filename, listed, ignores)
            if on_folder is not None:
                status = os.stat(filename)
                on_folder(SearchedFolder(filename, status.st_ino, status.st_mtime_ns))
        except OSError as error:
            self.on_skipped(
                SkippedPath(filename, relative, _system_reason(error), is_folder=True, failed=True)
            )
            return []
        listed.sort(key=lambda entry: natural_key(entry.name))
        pending = [self._pending(entry, relative, ignores) for entry in listed]
        return [item for item in pending if item is not None]

    def check_entry(self, entry: os.DirEntry[str], relative: str) -> FoundFile | None:
        """Return the file of an entry; None where it is skipped."""
        try:
            if entry.is_symlink():
                reason = self._refuse_link(entry)
                status = entry.stat()
            else:
                reason = None
                status = entry.stat(follow_symlinks=False)
        except OSError as error:
            reason, status = _system_reason(error), None
        if reason is None and status is not None:
            if stat.S_ISREG(status.st_mode):
                return FoundFile(entry.path, relative, stat_key(status), status.st_ctime_ns)
            reason = "not a regular file"
        self.on_skipped(SkippedPath(entry.path, relative, reason or "not a regular file"))
        return None

    def templates(self, folder: str) -> list[FoundFile]:
        """Return the template files of a folder, sorted."""
        try:
            with os.scandir(folder) as entries:
                listed = [entry for entry in entries if is_template(entry.name) and entry.name[0] != "."]
        except OSError:
            return []
        listed.sort(key=lambda entry: natural_key(entry.name))
        return [found for entry in listed if (found := self.check_entry(entry, entry.name)) is not None]

    def _may_matter(self, entry: os.DirEntry[str]) -> bool:
        name = entry.name
        return is_markdown(name) or is_ours(name) or name == ".git" or _is_folder(entry)

    def _pending(self, entry: os.DirEntry[str], parent: str, ignores: Ignores) -> _Pending | None:
        name = entry.name
        relative = f"{parent}/{name}" if parent else name
        is_folder = _is_folder(entry)
        reason = _reason_by_name(name, is_folder=is_folder, is_link=is_folder and entry.is_symlink())
        if reason is None:
            if is_folder:
                inner = _rules_inside(ignores, entry.path)
                reason = IGNORED if inner is None else None
                ignores = inner or ignores
            elif _is_ignored(ignores, entry.path):
                reason = IGNORED
            elif f"{os.sep}." in entry.path and not _is_read(entry.path):
                reason = "hidden"
        if reason is None:
            return _Pending(entry.path, relative, is_folder, ignores, None if is_folder else entry)
        self.on_skipped(SkippedPath(entry.path, relative, reason, is_folder))
        return None

    def _rules_in(self, filename: str, listed: Iterable[os.DirEntry[str]], ignores: Ignores) -> Ignores:
        """Return the ignore rules of a folder.  A repository inside another one starts anew, without rules from outside."""
        if filename != self.repository and any(entry.name == ".git" for entry in listed):
            ignores = ignores_at(filename)
        return ignores.within(filename)

    def _refuse_link(self, entry: os.DirEntry[str]) -> str | None:
        real = os.path.realpath(entry.path)
        if not is_inside(real, self.repository):
            return "a link to outside the repository"
        if is_inside(real, os.path.join(self.repository, ".git")):
            return "a link into .git"
        return LINKED if self._is_listed(real) else None

    def _is_listed(self, filename: str) -> bool:
        """Return whether the search finds a file anyway, where it is."""
        if not is_inside(filename, self.top):
            return False
        try:
            return not reason_skipped(Path(self.top), os.path.relpath(filename, self.top))
        except StorageError:
            return False


def _reason_by_name(name: str, *, is_folder: bool, is_link: bool) -> str | None:
    """Return why a file or folder is skipped by its name, or as a link to a folder; else None."""
    if is_ours(name):
        return LEFTOVER
    if name[0] == ".":
        return None if is_folder and not is_link and _is_searched(name) else "hidden"
    if is_folder and name in SKIPPED_FOLDERS:
        return "a folder of packages"
    if is_folder and is_link:
        return "a link to a folder"
    return None


def _is_searched(name: str) -> bool:
    """Return whether a hidden folder is searched, because a family keeps its files there."""
    if name == ".git":
        return False
    from specui.workspace.files.families import hidden_folders  # reads files, which most folders need not

    return name in hidden_folders()


def _is_read(filename: str) -> bool:
    """Return whether a file below a hidden folder is read: a family says what it is, or the user named the folder."""
    from specui.workspace.files.families import hidden_folders, shipped_families

    names = filename.split(os.sep)
    for index, name in enumerate(names):
        if name in hidden_folders():
            path = "/".join(names[index:])
            return any(family.document_of(path) is not None for family in shipped_families())
    return True


def _is_ignored(ignores: Ignores, filename: str) -> bool:
    return ignores.match(filename, is_folder=False) and not ignores.tracks(filename, is_folder=False)


def _rules_inside(ignores: Ignores, folder: str) -> Ignores | None:
    """Return the ignore rules for a subfolder; None where it is ignored and git tracks no Markdown file in it."""
    if not ignores.match(folder, is_folder=True):
        return ignores
    tracked = ignores.tracks(folder, is_folder=True, endings=_TRACKED)
    return ignores.only_tracked() if tracked else None


def _rules_on_path(ignores: Ignores, top: str, relative: str) -> Ignores | None:
    """Return the ignore rules for a folder below the top; None where it or a folder above it is ignored."""
    at = top
    for name in relative.split("/") if relative else ():
        ignores = ignores.within(at)
        at = os.path.join(at, name)
        inner = _rules_inside(ignores, at)
        if inner is None:
            return None
        ignores = ignores_at(at) if os.path.lexists(os.path.join(at, ".git")) else inner
    return ignores


_TRACKED = tuple(ending.encode() for ending in SUFFIXES)
IGNORED = "ignored by .gitignore"
"""The reason for what git ignores, in whichever file the pattern is."""
LINKED = "a link to a file that is listed"
"""The reason for a link whose target stands in the same folder or below it."""
LEFTOVER = "left behind by an interrupted save"
"""The reason for a temporary file of specui: `file_store.sweep` removes it."""


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _system_reason(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "a broken link, or removed meanwhile"
    return (os.strerror(error.errno) if error.errno else str(error)).lower()


def _ignore_skipped(_skipped: SkippedPath) -> None:
    pass
