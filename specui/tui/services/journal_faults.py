"""What is not kept beside the specs, told once: steps for a later undo, and what is being typed.

The specs themselves are saved all the same; what is missing shows only when it is needed, so it is told before.
"""

from __future__ import annotations

from typing import Generic

from textual import on
from textual.app import App, ReturnType
from textual.worker import Worker, WorkerState

from specui.tui.services.typing_journal import Journal
from specui.tui.workbench.screen import WorkbenchScreen
from specui.workspace.session import Session


class TellsUnkept(App[ReturnType], Generic[ReturnType]):
    """An App that shows one notice when undo will not outlive it, and one line when typing is not safe."""

    session: Session
    journal: Journal
    _told_undo = False
    _told_typing = ""

    @property
    def workbench(self) -> WorkbenchScreen:
        """The screen at the bottom."""
        raise NotImplementedError

    @property
    def in_dialog(self) -> bool:
        """Whether something stands over the workbench."""
        raise NotImplementedError

    def say(self, text: str, role: str = "") -> None:
        """Tell it on the screen."""
        raise NotImplementedError

    def look_at_undo(self) -> None:
        """Show the notice if the last step could not be kept; with the next step where something else is being done."""
        if self.session.history.failure and not self._told_undo:
            self.call_later(self._show_undo_failure)

    def _show_undo_failure(self) -> None:
        failure = self.session.history.failure
        if not failure or self._told_undo or self.in_dialog or not self.workbench.desk.is_idle:
            return
        from specui.tui.dialogs.dialog import TextDialog
        from specui.tui.rendering.paragraphs import Para
        from specui.tui.rendering.safe_text import safe

        self._told_undo = True
        body = (
            Para("Your specs are saved, and as long as specui runs, all that you do can be taken back."),
            Para(),
            Para("It is not kept for the next start, though: what you do now cannot be undone then."),
            Para(),
            Para(safe(failure), "warning"),
        )
        self.push_screen(TextDialog("Undo ends with this program", body))

    @on(Worker.StateChanged)
    def _typing_kept(self, event: Worker.StateChanged) -> None:
        if event.worker.group != "journal" or event.state is not WorkerState.SUCCESS:
            return
        failure = self.journal.failure
        if failure and failure != self._told_typing:
            self.say(f"What is typed is not kept safe at the moment; save it soon ({failure})", "warning")
        self._told_typing = failure
