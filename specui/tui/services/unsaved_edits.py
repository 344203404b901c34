"""Unsaved edits: those of earlier runs are offered one by one, those of this run are kept when it is ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from specui.tui.services.main_screen import MainScreen
from specui.tui.services.recovery_journal import JournalService, Typed
from specui.workspace.session import Session

if TYPE_CHECKING:
    from specui.workspace.state.recovery import UnsavedEdit

HOLD_SECONDS = 3.0
"""Keys wait this long for the first offer, at most."""


class UnsavedEdits:
    """Offers what earlier runs left, and keeps what is being typed.

    `take_keys` switches the keyboard on and off: a key that is meant for the offer would act on the spec below.
    """

    def __init__(
        self,
        app: App[None],
        session: Session,
        journal: JournalService,
        main: Callable[[], MainScreen],
        take_keys: Callable[[bool], None],
    ) -> None:
        self._app = app
        self._session = session
        self._journal = journal
        self._main = main
        self._take_keys = take_keys
        self._offers: list[UnsavedEdit] = []

    def hold_keys(self) -> None:
        """Take no keys before the first offer, if there may be one."""
        if self._journal.has_entries():
            self._take_keys(False)
            self._app.set_timer(HOLD_SECONDS, self._release_keys)

    def _release_keys(self) -> None:
        self._take_keys(True)

    def find(self) -> None:
        """Find what earlier runs left, in a thread, and offer it."""
        left: list[UnsavedEdit] = []
        try:
            left = self._journal.left(self._session.root)
            if self._session.single is not None:
                left = [entry for entry in left if entry.path == self._session.single]
        finally:
            self._app.call_from_thread(self._take_offers, left)

    def _take_offers(self, left: list[UnsavedEdit]) -> None:
        self._offers = left
        self.offer_next()
        self._release_keys()

    def offer_next(self) -> None:
        """Offer the next edit, if nothing is being edited."""
        if self._offers and self._main().takes_offers:
            self._main().offer(self._offers.pop(0))

    def keep(self) -> None:
        """Write to the journal what is being typed on any screen. May be called from any thread."""
        for screen in reversed(self._app.screen_stack):
            kept = screen.unsaved() if isinstance(screen, Typed) else None
            if kept is not None:
                self._journal.write(*kept)
