"""Warnings about what is not written beside the specs: the undo history, and the journal of unsaved edits.

The specs are saved all the same. What is missing would show only when the user needs it, so it is shown before.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.worker import Worker, WorkerState

from specui.tui.ports import Files, Notify
from specui.tui.services.main_screen import MainScreen
from specui.tui.services.recovery_journal import JournalService
from specui.tui.services.worker_failures import LOST


class JournalWarnings:
    """Shows one dialog when undo will end with this run, and one message when unsaved edits are not kept."""

    def __init__(
        self,
        app: App[None],
        files: Files,
        journal: JournalService,
        notify: Notify,
        main: Callable[[], MainScreen],
    ) -> None:
        self._app = app
        self._files = files
        self._journal = journal
        self._notify = notify
        self._main = main
        self._undo_shown = False
        self._journal_shown = ""

    def check_undo(self) -> None:
        """Show the dialog if the last step was not written; while the user does something else, wait for the next."""
        if self._files.session.history.failure and not self._undo_shown:
            self._app.call_later(self._show_undo_failure)

    def _show_undo_failure(self) -> None:
        failure = self._files.session.history.failure
        in_dialog = len(self._app.screen_stack) > 1
        if not failure or self._undo_shown or in_dialog or not self._main().at_rest:
            return
        from specui.tui.dialogs.dialog import TextDialog
        from specui.tui.rendering.paragraphs import Para
        from specui.tui.rendering.safe_text import safe

        self._undo_shown = True
        body = (
            Para("Your specs are saved, and you can undo everything until you quit specui."),
            Para(),
            Para(
                "The undo history could not be written: after the next start you cannot undo these changes."
            ),
            Para(),
            Para(safe(failure), "warning"),
        )
        self._app.push_screen(TextDialog("Undo ends when you quit", body))

    def worker_changed(self, event: Worker.StateChanged) -> None:
        """Show a message when a write to the journal has failed for a new reason."""
        if event.worker.group != "journal" or event.state is not WorkerState.SUCCESS:
            return
        failure = self._journal.failure
        if failure and failure != self._journal_shown:
            self._notify.say(f"{LOST['journal']} ({failure})", "warning")
        self._journal_shown = failure
