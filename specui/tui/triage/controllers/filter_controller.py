"""The filter: the queue shows what matches while the user types."""

from __future__ import annotations

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.triage.state import FilterEdit, TriageState
from specui.tui.triage.view import FilterHost


class FilterController:
    """Opens the filter line, applies what is typed, and keeps or restores the filter."""

    def __init__(self, state: TriageState, view: FilterHost) -> None:
        self._state, self._view = state, view

    def handlers(self) -> Handlers:
        """Return the handlers of the commands."""
        return {
            "triage-filter": Handler(self._open),
            "triage-filter-apply": Handler(self._keep),
            "triage-filter-cancel": Handler(self._cancel),
            "filter-complete": Handler(self._complete),
        }

    async def _open(self) -> None:
        state = self._state
        if state.editing is None:
            state.editing = FilterEdit(state.filter_text, state.queue)
        await self._view.open_filter()
        self._view.filter_line.report(count=len(state.queue.shown))

    def type(self, text: str) -> bool:
        """Show what matches; if the text is no filter, say why and keep what is shown. Says whether it is one."""
        fault = self._state.show_filter(text)
        self._view.filter_line.report(fault=fault, count=len(self._state.queue.shown))
        self._view.refresh_view()
        return not fault

    def _keep(self) -> None:
        if self.type(self._view.filter_line.text):  # a letter may have come with the key
            self._close()

    def _cancel(self) -> None:
        editing = self._state.editing
        if editing is not None:
            self._state.show_filter(editing.text)
        self._close()

    def _complete(self) -> None:
        self._view.filter_line.complete()

    def _close(self) -> None:
        self._state.editing = None
        self._view.close_filter()
        self._view.refresh_view()
