"""The order and the groups of the queue, and whether decided items are shown."""

from __future__ import annotations

from specui.specs.triage import GROUPINGS, SORTS
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Ports
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View


class OrderController:
    """Goes through the orders and groupings in turn; no file changes."""

    def __init__(self, state: TriageState, ports: Ports, view: View) -> None:
        self._state, self._ports, self._view = state, ports, view

    def handlers(self) -> Handlers:
        """Return the handlers of the commands."""
        return {
            "triage-order": Handler(self._next_order),
            "triage-group": Handler(self._next_grouping),
            "triage-decided": Handler(self._toggle_decided),
        }

    def _next_order(self) -> None:
        queue = self._state.queue
        sort = SORTS[(SORTS.index(queue.sort) + 1) % len(SORTS)]
        self._state.queue = queue.with_order(sort, queue.by)
        self._finish(f"Sorted by {sort}.")

    def _next_grouping(self) -> None:
        queue = self._state.queue
        by = GROUPINGS[(GROUPINGS.index(queue.by) + 1) % len(GROUPINGS)]
        self._state.queue = queue.with_order(queue.sort, by)
        self._finish(f"Grouped by {by}." if by != "none" else "Not grouped.")

    def _toggle_decided(self) -> None:
        state = self._state
        state.decided_too = not state.decided_too
        state.show_filter(state.filter_text)
        self._finish("Showing decided items." if state.decided_too else "Hiding decided items.")

    def _finish(self, text: str) -> None:
        self._view.refresh_view()
        self._ports.notify.hint(text)
