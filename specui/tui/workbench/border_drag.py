"""Dragging the borders between the panes.

A border is the edge of a pane's colour: the first column of the pane to its right, or the title of the problems below
the section.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from textual import events
from textual.geometry import Region

from specui.tui.models.pane_layout import Shared, Sizes

Border: TypeAlias = Literal["tree", "below", "beside"]
LEFT_BUTTON = 1


class BorderDrag:
    """Follows the mouse from a press on a border to its release."""

    def __init__(self) -> None:
        self._border: Border | None = None
        self.moved = False
        """Whether the border has moved since the press, so that the release is no click."""

    def press(self, border: Border | None) -> bool:
        """Begin a drag; says whether there is a border."""
        self._border, self.moved = border, False
        return border is not None

    def follow(self, event: events.MouseEvent, panes: Region, sizes: Sizes) -> Sizes | None:
        """Return the panes' sizes after an event of a drag; None when there is no drag."""
        border = self._border
        if border is None:
            return None
        if isinstance(event, events.MouseUp):
            self._border = None
            return sizes
        if event.button != LEFT_BUTTON:  # released outside of the terminal
            self._border = None
            return None
        if isinstance(event, events.MouseMove):
            self.moved = True
            x, y = int(event.screen_x), int(event.screen_y)
            size = {"tree": x - panes.x, "beside": panes.right - x, "below": panes.bottom - y}[border]
            return sizes._replace(**{border: max(1, size)})
        return sizes


def border_at(
    at: tuple[int, int], panes: Region, section: Region, problems: Region, shared: Shared
) -> Border | None:
    """Return the border at a cell of the screen, when all panes show."""
    x, y = at
    if not panes.contains(x, y):
        return None
    if shared.tree and x == section.x:
        return "tree"
    if shared.beside:
        return "beside" if x == problems.x else None
    return "below" if y == problems.y and x >= problems.x else None
