"""Loading in the background: the rest of a folder's names, then its files, then large files on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import App
from textual.worker import get_current_worker

from specui.tui.models.loaded_file import Loaded
from specui.tui.services.file_loader import batches, load_file, uncollected, visible_first
from specui.tui.services.read_ahead import ReadAhead, Rest
from specui.workspace.session import Session

MANY = 100
"""In folders of at least this many files, files are folded after loading, and messages show the progress."""


class BackgroundLoader:
    """Reads in threads and hands the results to the event loop.

    `names_found` is called with all names of the folder, `loaded` with each batch of files.
    """

    def __init__(
        self,
        app: App[None],
        session: Session,
        *,
        names_found: Callable[[Rest], None],
        loaded: Callable[[list[Loaded]], None],
    ) -> None:
        self._app = app
        self._session = session
        self._names_found = names_found
        self._loaded = loaded
        self._large: set[str] = set()
        """Large files that a thread is reading."""

    def find_names(self, ahead: ReadAhead | None) -> None:
        """Find all names of the folder, in a thread; `ahead` is the process that may know them."""
        self._app.run_worker(lambda: self._find_names(ahead), thread=True, group="list", exit_on_error=False)

    def _find_names(self, ahead: ReadAhead | None) -> None:
        rest = ahead.rest() if ahead is not None else None
        if rest is None:
            session = Session(self._session.target, today=self._session.today, config=self._session.config)
            rest = Rest(session.discover(), session.found)
        self._app.call_from_thread(self._names_found, rest)

    def load_missing(self, shown: Sequence[str]) -> bool:
        """Read all files that are not known yet, in a thread; says whether some of them are among those shown."""
        workspace = self._session.workspace
        names = [
            name
            for name in visible_first(workspace.names, shown)
            if name not in workspace.files and name not in self._large
        ]
        visible = sum(name not in workspace.files for name in shown)
        if names:
            self._app.run_worker(
                lambda: self._load(names, visible),
                thread=True,
                group="load",
                exclusive=True,
                exit_on_error=False,
            )
        return visible > 0

    def _load(self, names: list[str], visible: int) -> None:
        worker = get_current_worker()
        folded = len(self._session.workspace.names) >= MANY
        for batch in batches(names, self._session.read, visible, lambda: worker.is_cancelled, folded=folded):
            self._app.call_from_thread(self._hand_over, batch)

    def loads_in_background(self, name: str) -> bool:
        """Say whether a file is unknown and too large to read at once; then a thread reads it."""
        if name in self._session.workspace.files or not self._session.is_large(name):
            return False
        if name not in self._large:
            self._large.add(name)
            self._app.run_worker(
                lambda: self._load_large(name), thread=True, group="large", exit_on_error=False
            )
        return True

    def _load_large(self, name: str) -> None:
        with uncollected():
            found = load_file(self._session.read(name), folded=False)
        self._app.call_from_thread(self._hand_over, [found])

    def _hand_over(self, batch: list[Loaded]) -> None:
        self._large.difference_update(loaded.file.name for loaded in batch)
        self._loaded(batch)
