"""What changed in the folder since the last visit, and what is not committed, read in a thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from specui.tui.models.home import ASKING, FileNames

if TYPE_CHECKING:
    from pathlib import Path

    from specui.tui.rendering.location_list import Listing
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.workspace import Workspace

FIRST_VISIT = "first visit"
NO_REPOSITORY = "no git repository"


class FolderChanges(NamedTuple):
    """Names of files, or the reasons why they are not known."""

    since: FileNames = ASKING
    uncommitted: FileNames = ASKING


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
    """Reads both for each snapshot, and gives them to `taken` in the event loop.

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
        self._wanted: Workspace | None = None
        self._runs = False

    def read(self, workspace: Workspace) -> None:
        """Read them for a snapshot; of several that come meanwhile, the last one counts.

        The thread is a daemon and no worker: git may take long, and quitting must not wait for it.
        """
        self._wanted = workspace
        if not self._runs:
            self._runs = True
            Thread(target=self._read, args=(workspace,), daemon=True).start()

    def _read(self, workspace: Workspace) -> None:
        found = FolderChanges(
            changed_since(self._visit, workspace.ordered), not_committed(workspace.root, workspace.files)
        )
        with suppress(RuntimeError):
            self._call_in_loop(self._done, workspace, found)

    def _done(self, workspace: Workspace, found: FolderChanges) -> None:
        self._runs = False
        self._taken(found)
        if self._wanted is not None and self._wanted is not workspace:
            self.read(self._wanted)


def changed_since(visit: int | None, files: Iterable[SpecFile]) -> FileNames:
    """Return the files that were written, or came here, after a time in nanoseconds."""
    if visit is None:
        return FIRST_VISIT
    return tuple(file.name for file in files if _touched(file.path) > visit)


def not_committed(root: Path, files: Mapping[str, SpecFile]) -> FileNames:
    """Return the files that differ from the last commit."""
    from specui.workspace.files.discovery import repository_root
    from specui.workspace.git import client as git
    from specui.workspace.git.uncommitted import committed_ids, uncommitted

    if repository_root(root) is None:
        return NO_REPOSITORY
    try:
        committed = committed_ids(root)
    except git.GitTimeout:
        return git.TOO_SLOW
    except git.GitError as error:
        return NO_REPOSITORY if "not a git repository" in str(error) else str(error)

    def data_of(name: str) -> bytes | None:
        return None if files[name].error else files[name].data

    return uncommitted(root, files, data_of, committed)


def _touched(path: Path) -> int:
    """Return when a file was written or came to its place; 0 where it is gone."""
    try:
        found = os.stat(path)
    except OSError:
        return 0
    return max(found.st_mtime_ns, found.st_ctime_ns)
