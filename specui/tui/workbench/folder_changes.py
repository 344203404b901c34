"""What changed in the folder since the last visit, and what is not committed, read in a thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from threading import Thread
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from specui.tui.models.home import ASKING, FileNames

if TYPE_CHECKING:
    from pathlib import Path

    from specui.tui.rendering.location_list import Listing
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.workspace import Workspace

FIRST_VISIT = "first visit"
NO_REPOSITORY = "no git repository"
CHANGED, NEW = "M", "A"
"""The marks of files that differ from the last commit, and of those that are not in it."""


class FolderChanges(NamedTuple):
    """Names of files, or the reasons why they are not known; and the mark of each file that is not committed."""

    since: FileNames = ASKING
    uncommitted: FileNames = ASKING
    marks: Mapping[str, str] = MappingProxyType({})


def listing_of(found: FolderChanges, workspace: Workspace, *, since: bool) -> Listing:
    """Return the list of the files that changed since the last visit, or of those that are not committed."""
    from specui.tui.rendering.location_list import Group, Item, Listing

    names = found.since if since else found.uncommitted
    title = "Changed since the last visit" if since else "Not committed"
    if isinstance(names, str):
        return Listing(title, (), (), f"Not known: {names}.")
    here = frozenset(workspace.names)
    items = tuple(Item(name, name, 1, name, "" if name in here else "deleted") for name in names)
    return Listing(title, (), (Group("Files", items),) if items else (), "No files.")


class ChangeReader:
    """Reads them for each snapshot, and gives them to `taken` in the event loop.

    `call_in_loop` may raise RuntimeError when the program has ended. `visit` is when the last visit ended, in
    nanoseconds; None without one.
    """

    def __init__(
        self,
        call_in_loop: Callable[..., Any],
        taken: Callable[[FolderChanges], None],
        visit: int | None,
    ) -> None:
        self._call_in_loop, self._taken, self._visit = call_in_loop, taken, visit
        self._comparison: Comparison | None = None
        self._wanted: tuple[Workspace, bool] | None = None
        self._runs = False

    def read(self, workspace: Workspace, *, marks_only: bool = False) -> None:
        """Read them for a snapshot, or only the marks; of several that come meanwhile, the last one counts.

        The thread is a daemon and no worker: git may take long, and quitting must not wait for it.
        """
        self._wanted = (workspace, marks_only)
        if not self._runs:
            self._runs = True
            Thread(target=self._read, args=self._wanted, daemon=True).start()

    def _read(self, workspace: Workspace, marks_only: bool) -> None:
        if self._comparison is None:
            self._comparison = Comparison(workspace.root)
        since = ASKING if marks_only else changed_since(self._visit, workspace.ordered)
        found = FolderChanges(since, *self._comparison.compare(workspace.files, marks_only=marks_only))
        with suppress(RuntimeError):
            self._call_in_loop(self._done, (workspace, marks_only), found)

    def _done(self, asked: tuple[Workspace, bool], found: FolderChanges) -> None:
        self._runs = False
        self._taken(found)
        if self._wanted is not None and self._wanted != asked:
            workspace, marks_only = self._wanted
            self.read(workspace, marks_only=marks_only)


def changed_since(visit: int | None, files: Iterable[SpecFile]) -> FileNames:
    """Return the files that were written, or came here, after a time in nanoseconds."""
    if visit is None:
        return FIRST_VISIT
    return tuple(file.name for file in files if _touched(file.path) > visit)


class Comparison:
    """Compares the files of a folder with its last commit; each version of a file once."""

    def __init__(self, root: Path) -> None:
        from specui.workspace.files.discovery import repository_root
        from specui.workspace.git.uncommitted import LastCommit

        repository = repository_root(root)
        self._root = root
        self._commit = LastCommit(root, repository) if repository is not None else None
        self._known: dict[str, tuple[SpecFile, str, bool]] = {}
        self._nested: dict[str, bool] = {}

    def compare(
        self, files: Mapping[str, SpecFile], *, marks_only: bool = False
    ) -> tuple[FileNames, Mapping[str, str]]:
        """Return the files that differ from the last commit, and the mark of each of them that exists.

        Where git knows none of the files there are no marks: they would be all the same. With `marks_only`, deleted
        files are not looked for.
        """
        from specui.workspace.git import client as git
        from specui.workspace.git.uncommitted import deleted, uncommitted

        if self._commit is None:
            return NO_REPOSITORY, {}
        try:
            committed = self._commit.ids()
        except git.GitTimeout:
            return git.TOO_SLOW, {}
        except git.GitError as error:
            return (NO_REPOSITORY if "not a git repository" in str(error) else str(error)), {}
        names = uncommitted(files, lambda name, blob: self._is_committed(files[name], blob), committed)
        marks = {name: CHANGED if name in committed else NEW for name in names} if committed else {}
        return (ASKING if marks_only else (*names, *deleted(self._root, committed))), marks

    def _is_elsewhere(self, folder: str) -> bool:
        """Return whether a folder belongs to a repository within this one, such as a submodule."""
        if not folder:
            return False
        if folder not in self._nested:
            own = os.path.lexists(os.path.join(self._root, folder, ".git"))
            self._nested[folder] = own or self._is_elsewhere(folder.rpartition("/")[0])
        return self._nested[folder]

    def _is_committed(self, file: SpecFile, blob: str) -> bool | None:
        from specui.workspace.git.uncommitted import is_committed

        if file.error or self._is_elsewhere(file.name.rpartition("/")[0]):
            return None
        known = self._known.get(file.name)
        if known is None or known[0] is not file or known[1] != blob:
            known = self._known[file.name] = (file, blob, is_committed(file.data, blob))
        return known[2]


def _touched(path: Path) -> int:
    """Return when a file was written or came to its place; 0 where it is gone."""
    try:
        found = os.stat(path)
    except OSError:
        return 0
    return max(found.st_mtime_ns, found.st_ctime_ns)
