"""Undo and redo, which also bring the queue back to the item that they are about."""

from __future__ import annotations

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Ports
from specui.tui.triage.changes import Changes
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View


class HistoryController:
    """Undoes and redoes changes of any file."""

    def __init__(self, state: TriageState, ports: Ports, view: View, changes: Changes) -> None:
        self._state, self._ports, self._view = state, ports, view
        self._changes = changes

    def handlers(self) -> Handlers:
        """Return the handlers of the commands. Whether there is anything to undo, the journal on disk knows."""
        return {"undo": Handler(self._undo), "redo": Handler(self._redo)}

    def _undo(self) -> None:
        before = {entry.key for entry in self._state.queue.entries}
        text = self._run(undo=True)
        if text:
            queue = self._state.queue
            gone = before - {entry.key for entry in queue.entries}
            self._state.queue = queue.without(gone) if gone else queue
            self._finish(f"Undone: {text}")

    def _redo(self) -> None:
        text = self._run(undo=False)
        if text:
            self._finish(f"Redone: {text}")

    def _run(self, *, undo: bool) -> str:
        """Undo or redo, and go to the first item that is open again; return what it was, "" if that failed."""
        session = self._ports.files.session
        waiting = self._state.queue.waiting
        step = self._changes.run(session.undo if undo else session.redo)
        if step is None:
            return ""
        back = [e for e in self._state.queue.shown if e.key not in waiting and e.waiting]
        if back:
            self._state.move(self._state.queue.go(back[0].key))
        return step.description

    def _finish(self, text: str) -> None:
        self._view.refresh_view()
        self._ports.notify.say(text, "ok")
