"""Selecting items: a decision applies to all of them."""

from __future__ import annotations

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.triage.state import SelectedRange, TriageState
from specui.tui.triage.view import View

NOTHING = "No items to select."


class SelectionController:
    """Toggles items, and starts and ends a range that grows with the cursor."""

    def __init__(self, state: TriageState, view: View) -> None:
        self._state, self._view = state, view

    def handlers(self) -> Handlers:
        """Return the handlers of the commands."""
        return {
            "triage-select": Handler(self._toggle, self._unavailable),
            "triage-range": Handler(self._toggle_range, self._unavailable),
            "triage-select-all": Handler(self._toggle_all, self._unavailable),
        }

    def _unavailable(self) -> str:
        return "" if self._state.queue.shown else NOTHING

    def _toggle(self) -> None:
        """Select the item or deselect it, and go to the next one; in a range, select or deselect all of it."""
        state = self._state
        if state.range is not None:
            state.toggle_range()
        elif state.queue.at is not None:
            state.queue = state.queue.toggled(state.queue.at).step(1)
        self._view.refresh_view()

    def _toggle_range(self) -> None:
        """Start a range at the cursor; in a range, go back to what was selected before it."""
        state = self._state
        if state.range is not None:
            before = state.range.before
            state.deselect()
            state.queue = state.queue.toggled(*before)
        elif state.queue.at is not None:
            state.range = SelectedRange(state.queue.at, state.queue.selected)
            state.move(state.queue)
        self._view.refresh_view()

    def _toggle_all(self) -> None:
        state = self._state
        state.range = None
        state.queue = state.queue.toggled(*(entry.key for entry in state.queue.shown))
        self._view.refresh_view()
