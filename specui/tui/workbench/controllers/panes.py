"""Panes: which has the keyboard, zoom, and their sizes."""

from __future__ import annotations

from functools import partial

from specui.tui.commands import PANE_ORDER, Place, said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.pane_layout import AUTOMATIC, resized
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.view import Aspect


class PaneController:
    """Moves the keyboard between panes, and shares out the room."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "next-pane": Handler(partial(self._next_pane, 1)),
            "pane-before": Handler(partial(self._next_pane, -1)),
            "to-tree": Handler(self.leave_section),
            "zoom": Handler(self._zoom, self._why_not_zoom),
            "pane-smaller": Handler(partial(self._resize, -1), self._why_not_resize),
            "pane-larger": Handler(partial(self._resize, 1), self._why_not_resize),
            "panes-automatic": Handler(self._reset_sizes),
        }

    def _next_pane(self, by: int) -> None:
        lone, pane = self._bench.view.is_lone, self._bench.state.pane
        order = PANE_ORDER[1:] if lone else PANE_ORDER
        self.go_to_pane(order[(order.index(pane) + by) % len(order)])

    def go_to_pane(self, pane: Place) -> None:
        """Give a pane the keyboard, unless an unsaved edit would be left."""
        if pane == "section" or self._bench.desk.try_leave(self._bench.state.at.file):
            self._bench.view.focus_pane(pane)

    def leave_section(self) -> None:
        """End the selection; without one, go back to the tree with all panes shown."""
        section = self._bench.view.section_view
        if section.marking:
            section.unmark()
            return
        if self._bench.state.zoomed:
            self._zoom()
        self.go_to_pane("tree")

    def _zoom(self) -> None:
        self._bench.state.zoomed = not self._bench.state.zoomed
        self._bench.view.panes.show()
        self._bench.view.refresh_view(Aspect.PLACE)

    def _why_not_zoom(self) -> str:
        return "Already showing one pane." if self._bench.view.is_narrow else ""

    def _resize(self, by: int) -> None:
        state, view = self._bench.state, self._bench.view
        before = view.panes.shared
        state.sizes = resized(state.sizes, before, state.pane, by)
        view.panes.share()
        if view.panes.shared == before:
            self._bench.ports.notify.hint(f"This pane can't get {'larger' if by > 0 else 'smaller'}.")

    def _why_not_resize(self) -> str:
        if not self._bench.view.shows_one_pane:
            return ""
        return (
            f"Zoomed. Press {said('zoom')} to show all panes."
            if self._bench.state.zoomed
            else "Only one pane fits."
        )

    def _reset_sizes(self) -> None:
        self._bench.state.sizes = AUTOMATIC
        self._bench.view.panes.share()
