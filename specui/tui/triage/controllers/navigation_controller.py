"""Moving in the queue and in the text of the item, and leaving triage."""

from __future__ import annotations

from functools import partial

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Ports
from specui.tui.triage.state import Destination, TriageState
from specui.tui.triage.view import Panes

BOTH_VISIBLE = "Both panes are already visible."
NO_ITEM = "No item to open."


class NavigationController:
    """Moves the cursor; a page or half a page scrolls an item that is longer than its pane."""

    def __init__(self, state: TriageState, ports: Ports, view: Panes) -> None:
        self._state, self._ports, self._view = state, ports, view

    def handlers(self) -> Handlers:
        """Return the handlers of the commands."""
        return {
            "triage-up": Handler(partial(self._step, -1)),
            "triage-down": Handler(partial(self._step, 1)),
            "triage-page-up": Handler(partial(self._page, -1)),
            "triage-page-down": Handler(partial(self._page, 1)),
            "triage-half-up": Handler(partial(self._page, -0.5)),
            "triage-half-down": Handler(partial(self._page, 0.5)),
            "triage-first": Handler(lambda: self._step(-len(self._state.queue.shown))),
            "triage-last": Handler(lambda: self._step(len(self._state.queue.shown))),
            "triage-pane": Handler(
                self._view.switch_pane, lambda: "" if self._view.one_pane else BOTH_VISIBLE
            ),
            "triage-open": Handler(self._open, lambda: "" if self._state.queue.shown else NO_ITEM),
            "triage-back": Handler(self._back),
            "triage-leave": Handler(lambda: self._view.leave(Destination("back"))),
            "overview": Handler(lambda: self._view.leave(Destination("overview"))),
        }

    def _step(self, count: int) -> None:
        self._state.move(self._state.queue.step(count))
        self._view.refresh_view()

    def _page(self, pages: float) -> None:
        if not self._view.queue_shown and self._view.scroll_item(pages):
            return
        rows = max(1, int(abs(pages) * (self._view.queue_rows - 1)))
        self._step(rows if pages > 0 else -rows)

    def _back(self) -> None:
        """Clear the selection, then the filter; leave if there is neither."""
        state = self._state
        if state.range is not None or state.queue.selected:
            state.deselect()
        elif state.filter_text != state.opened_with:
            state.show_filter(state.opened_with)
        else:
            self._view.leave(Destination("back"))
            return
        self._view.refresh_view()

    def _open(self) -> None:
        """Leave for the item in its spec."""
        entry = self._state.queue.current
        file = self._ports.files.workspace.files.get(entry.name) if entry is not None else None
        if entry is not None and file is not None:
            offset = file.contents.spec.document.lines.line_range(entry.line).start
            self._view.leave(Destination("item", entry.name, offset))
