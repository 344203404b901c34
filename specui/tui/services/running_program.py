"""The program as a whole: whether it is the demo, where it was left the last time, how it ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress

from textual.app import App

from specui.tui.models.loaded_file import Loaded
from specui.tui.services.file_service import FileService
from specui.tui.services.main_screen import MainScreen
from specui.tui.services.recovery_journal import JournalService
from specui.tui.services.unsaved_edits import UnsavedEdits
from specui.workspace.state.last_session import LastSeen, last_visit, save_last_session


class RunningProgram:
    """Implements `Program`."""

    def __init__(
        self,
        app: App[None],
        files: FileService,
        journal: JournalService,
        edits: UnsavedEdits,
        main: Callable[[], MainScreen],
        *,
        demo: bool,
        last_session: LastSeen | None,
        home: bool = False,
    ) -> None:
        self._app = app
        self._files = files
        self._journal = journal
        self._edits = edits
        self._main = main
        self._demo = demo
        self._last_session = last_session
        self._home = home
        self._last_visit = None if demo else last_visit(os.fspath(files.session.target))

    @property
    def is_demo(self) -> bool:
        return self._demo

    @property
    def watch_state(self) -> str:
        return self._files.watch_state

    @property
    def last_session(self) -> LastSeen | None:
        return self._last_session

    @property
    def starts_at_home(self) -> bool:
        last = self._last_session
        return self._home and self._files.session.single is None and (last is None or not last.spec)

    @property
    def last_visit(self) -> int | None:
        return self._last_visit

    def first_files(self) -> Iterable[Loaded]:
        return self._files.first_files()

    def offer_next(self) -> None:
        self._edits.offer_next()

    def quit(self) -> None:
        self._journal.close()
        self._remember_place()
        self._app.exit()

    def quit_unseen(self) -> None:
        self.keep_all()
        self.quit()

    def keep_all(self) -> None:
        """Keep unsaved edits and the place of the user, for the next start. May be called from any thread."""
        self._edits.keep()
        self._remember_place()

    def _remember_place(self) -> None:
        if not self._demo:
            with suppress(OSError):
                save_last_session(os.fspath(self._files.session.target), self._main().place_now())
