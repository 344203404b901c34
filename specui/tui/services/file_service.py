"""The folder of specs on the running screen: snapshots for all who show them, changes to files, changes on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.dom import DOMNode

from specui.tui.models.loaded_file import Loaded
from specui.tui.ports import Notify, Role
from specui.tui.services.background_loader import MANY, BackgroundLoader
from specui.tui.services.configuration_message import configuration_message
from specui.tui.services.file_loader import uncollected
from specui.tui.services.file_watch import read_all, watched
from specui.tui.services.main_screen import MainScreen
from specui.tui.services.read_ahead import ReadAhead, Rest
from specui.tui.services.worker_failures import LOST, reason
from specui.workspace.session import LARGE, Session
from specui.workspace.storage.errors import Conflict, Refused, StorageError
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.tui.services.read_ahead import Known
    from specui.workspace.config.repository_config import Config
    from specui.workspace.files.spec_file import SpecFile

Result = TypeVar("Result")
Changed = Callable[[Workspace], None]

AT_ONCE = 20
"""More changed files than this are read in a thread."""
NAMED = 3
"""A message names this many changed files at most; of more it says only how many there are."""


class FileService:
    """Implements `Files`.

    `main` returns the main screen, `first` is what was read before the screen was there, `ahead` the process that
    reads on. `ready` is called once, when all files that the screen shows are loaded.
    """

    def __init__(
        self,
        app: App[None],
        session: Session,
        notify: Notify,
        main: Callable[[], MainScreen],
        ready: Callable[[], None],
        *,
        first: Known | None = None,
        ahead: ReadAhead | None = None,
    ) -> None:
        self._app = app
        self._session = session
        self._notify = notify
        self._main = main
        self._ready = ready
        self._first = first
        self._ahead = ahead if first is not None else None
        self._loader = BackgroundLoader(app, session, names_found=self._take_names, loaded=self._take_files)
        self._workspace = session.workspace
        self._subscribers: list[tuple[DOMNode, Changed]] = []
        self._synced: list[Callable[[], None]] = []
        self._marked: frozenset[str] = frozenset()
        self._shows_progress = False
        self._failed = False
        self._watch_state = ""
        self.is_ready = False
        """Whether all files that the screen shows at first are loaded."""

    # -- snapshots

    @property
    def session(self) -> Session:
        return self._session

    @property
    def workspace(self) -> Workspace:
        return self._workspace

    @property
    def today(self) -> str:
        return self._session.today.isoformat()

    @property
    def failed(self) -> bool:
        return self._failed

    @property
    def watch_state(self) -> str:
        """How files are watched, if that is worth a warning: ``polling``, ``not watching`` or ""."""
        return self._watch_state

    def subscribe(self, node: DOMNode, changed: Changed) -> None:
        self._subscribers.append((node, changed))

    def on_sync(self, called: Callable[[], None]) -> None:
        """Call a service after each `sync`, for as long as the program runs."""
        self._synced.append(called)

    def sync(self) -> None:
        if self._workspace is not self._session.workspace:
            self._workspace = self._session.workspace
            self._publish()
        for called in self._synced:
            called()

    def _publish(self) -> None:
        """Call all subscribers before anything else happens: whoever asks next must see the new snapshot."""
        self._subscribers = [(node, changed) for node, changed in self._subscribers if node.is_attached]
        for node, changed in tuple(self._subscribers):
            with node._context():  # noqa: SLF001 - Textual tells by it who sends a message, and stops it there
                changed(self._workspace)

    # -- changes

    def change(
        self, make: Callable[[], Result], on_conflict: Callable[[Conflict], None] | None = None
    ) -> Result | None:
        self._failed = False
        open_file = self._workspace.files.get(self._main().open_name or "")
        large = open_file is not None and len(open_file.text) > LARGE
        try:
            with uncollected() if large else nullcontext():
                result = make()
        except Conflict as conflict:
            self._failed = True
            self.reload(self._session.root / conflict.name)
            self._notify.say(_sentence(conflict), "warning")
            if on_conflict is not None:
                on_conflict(conflict)
            return None
        except (Refused, StorageError) as failure:
            self._failed = True
            self.sync()
            self._notify.say(_sentence(failure), "warning" if isinstance(failure, Refused) else "error")
            return None
        self.sync()
        return result

    def name_of(self, path: Path) -> str:
        try:
            return path.relative_to(self._session.root).as_posix()
        except ValueError:
            return path.name

    # -- loading

    def first_files(self) -> Iterable[Loaded]:
        """Return the files that were read before the screen was there; the session has them already."""
        first = self._first
        if first is None:
            return ()
        files = (self._session.workspace.files[file.name] for file in first.files)
        return map(Loaded, files, first.summaries, first.problems)

    def start(self) -> None:
        """Load what is missing. The main screen is mounted."""
        if self._session.partial or self._session.found == ():
            self._loader.find_names(self._ahead)
        else:
            self._load()

    def _load(self) -> None:
        shown = self._main().visible_files()[: self._app.size.height]
        if not self._loader.load_missing(shown):
            self._set_ready()

    def _take_names(self, rest: Rest) -> None:
        self._session.adopt_names(*rest)
        self.sync()
        self._load()

    def _take_files(self, batch: Sequence[Loaded]) -> None:
        self._main().learn(batch)
        self._session.adopt(loaded.file for loaded in batch)
        self._set_ready()
        self.sync()
        left, total = self._session.workspace.loading, len(self._session.workspace.names)
        if left and total >= MANY:
            self._shows_progress = True
            self._notify.say(f"Reading {total - left:,} of {total:,}")
        elif self._shows_progress:
            self._shows_progress = False
            self._notify.say(f"Read {total:,} files")
            self._say_configuration()

    def _set_ready(self) -> None:
        if not self.is_ready:
            self.is_ready = True
            self._say_configuration()
            self._app.run_worker(self._watch(), group="watch", exclusive=True, exit_on_error=False)
            self._ready()

    def loads_in_background(self, name: str) -> bool:
        return self._loader.loads_in_background(name)

    # -- changes on disk

    async def _watch(self) -> None:
        polling = ""
        try:
            async for changes in watched(self._session):
                if changes.polling != polling:
                    polling = changes.polling
                    if polling:
                        self._set_watch_state("polling", f"Watching by polling: {polling}", "warning")
                    else:
                        self._set_watch_state("", "Watching by events again", "ok")
                if changes.paths:
                    await self._read_changes(changes.paths)
        except Exception as error:  # noqa: BLE001 - whatever ended it, the user must know that nothing is watched
            self._set_watch_state("not watching", f"{LOST['watch']} ({reason(error)})", "error")

    async def _read_changes(self, paths: Sequence[Path]) -> None:
        fresh: Mapping[str, SpecFile] = {}
        if len(paths) > AT_ONCE or any(self._session.is_large(path) for path in paths):
            fresh = await asyncio.to_thread(read_all, self._session, paths)
        self.refresh(paths, fresh)

    def _set_watch_state(self, state: str, message: str, role: Role) -> None:
        self._watch_state = state
        self._main().show_watching()
        self._notify.say(message, role)

    def reload(self, path: Path) -> None:
        self.refresh([path])

    def refresh(self, paths: Iterable[Path], fresh: Mapping[str, SpecFile] | None = None) -> None:
        """Take the changes of these files on disk, mark the files, and show one message.

        `fresh` are files that have been read already, by name.
        """
        before = self._session.config
        try:
            changes = self._session.refresh(paths, fresh or {})
        except StorageError as failure:
            self._notify.say(str(failure), "error")
            return
        self.sync()
        if changes:
            open_name = self._main().open_name
            self._mark(
                self._marked | {c.name for c in changes if c.kind != "removed" and c.name != open_name}
            )
            if len(changes) <= NAMED:
                self._notify.say("; ".join(str(change) for change in changes))
            else:
                self._notify.say(f"{len(changes)} files changed on disk")
        self._say_configuration(before)

    def _say_configuration(self, before: Config | None = None) -> None:
        message = configuration_message(self._session.config, before)
        if message is not None:
            self._notify.say(*message)

    def mark_seen(self, name: str) -> None:
        if name in self._marked:
            self._mark(self._marked - {name})

    def _mark(self, names: frozenset[str]) -> None:
        self._marked = names
        self._main().mark_changed(names)


def _sentence(failure: Exception) -> str:
    """Return the reason of a failure with a full stop."""
    reason = str(failure)
    return reason if reason.endswith((".", "?", "!", "…")) else f"{reason}."
