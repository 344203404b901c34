"""What a section view posts."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget

from specui.tui.rendering.section import Stop


class OfStop(Message, namespace="section_view"):
    """Something about a stop of the view `control`; `spot` is the number of its spot: of a cell in a row, else 0."""

    def __init__(self, view: Widget, stop: Stop, spot: int = 0) -> None:
        super().__init__()
        self._view = view
        self.place = stop  # `stop` is a method of messages
        self.spot = spot

    @property
    def control(self) -> Widget:
        """The view that it comes from."""
        return self._view


class StopChanged(OfStop, namespace="section_view"):
    """The cursor is on another stop or spot, or its stop was drawn again."""


class EditRequested(OfStop, namespace="section_view"):
    """The user wants to edit the stop under the cursor."""


class BoxClicked(OfStop, namespace="section_view"):
    """The box of a task was clicked; the cursor is on the task."""
