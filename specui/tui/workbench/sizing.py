"""The panes' sizes by keys, and by dragging the borders between them.

A border is drawn by nothing but the edge of a pane's colour: what is taken hold of is the first column of what
stands to its right, or the title of the problems below the section.
"""

from __future__ import annotations

from typing import Literal

from textual import events

from specui.tui.commands import said
from specui.tui.workbench.navigation import Navigation
from specui.tui.workbench.pane_layout import AUTOMATIC, resized

Border = Literal["tree", "below", "beside"]
LEFT_BUTTON = 1


class Sizing(Navigation):
    """Moves the borders between the panes."""

    _held_border: Border | None = None
    _dragged = False

    def action_resize_pane(self, by: int) -> None:
        if self.has_class("-one"):
            self.hint(
                f"One pane shows at a time; {said('zoom')} shows all"
                if self.zoomed
                else "One pane shows at a time here"
            )
            return
        before = self.shared
        self.sizes = resized(self.sizes, before, self.pane, by)
        if self.shared == before:
            self.hint(f"This pane cannot be {'larger' if by > 0 else 'smaller'}")

    def action_automatic_sizes(self) -> None:
        self.sizes = AUTOMATIC

    # -- the mouse

    def _forward_event(self, event: events.Event) -> None:
        if isinstance(event, events.MouseEvent) and self._drags(event):
            event._set_forwarded()  # noqa: SLF001  # as Screen does with what it has seen
            return
        super()._forward_event(event)

    def _drags(self, event: events.MouseEvent) -> bool:
        """Take hold of a border, move it, let it go; says whether the event was about that."""
        if isinstance(event, events.MouseDown) and event.button == LEFT_BUTTON:
            self._held_border = self._border_at(int(event.screen_x), int(event.screen_y))
            self._dragged = False
            return self._held_border is not None
        if self._held_border is None:
            return False
        if isinstance(event, events.MouseUp):
            self._held_border = None
            if self._dragged:
                self.app._mouse_down_widget = None  # noqa: SLF001  # a drag is no click, wherever it ends
            return True
        if event.button != LEFT_BUTTON:  # it was let go outside of the terminal
            self._held_border = None
            return False
        if isinstance(event, events.MouseMove):
            self._dragged = True
            self._move_border(self._held_border, int(event.screen_x), int(event.screen_y))
        return True

    def _border_at(self, x: int, y: int) -> Border | None:
        panes = self.query_one("#panes").region
        if self.has_class("-one") or not panes.contains(x, y):
            return None
        if not self.has_class("-lone") and x == self.query_one("#section-pane").region.x:
            return "tree"
        problems = self.query_one("#problems-pane").region
        if self.shared.beside:
            return "beside" if x == problems.x else None
        return "below" if y == problems.y and x >= problems.x else None

    def _move_border(self, border: Border, x: int, y: int) -> None:
        panes = self.query_one("#panes").region
        size = {"tree": x - panes.x, "beside": panes.right - x, "below": panes.bottom - y}[border]
        sizes = self.sizes._replace(**{border: max(1, size)})
        if sizes != self.sizes:
            self.sizes = sizes
