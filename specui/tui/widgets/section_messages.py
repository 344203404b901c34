"""What a section view tells and asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from specui.specs.tasks import Task
from specui.tui.rendering.section import Stop

if TYPE_CHECKING:
    from specui.tui.widgets.section_view import SectionView


class OfView(Message, namespace="section_view"):
    """Something about a view."""

    def __init__(self, view: SectionView) -> None:
        super().__init__()
        self.view = view

    @property
    def control(self) -> SectionView:
        """The view that it comes from."""
        return self.view


class OfSpot(OfView, namespace="section_view"):
    """Something about the spot of a stop under the cursor."""

    def __init__(self, view: SectionView, stop: Stop, spot: int = 0) -> None:
        super().__init__(view)
        self.place = stop  # `stop` is a method of messages
        self.spot = spot


class StopChanged(OfSpot, namespace="section_view"):
    """The cursor stands on another stop or spot, or the one it stands on has been drawn anew."""


class EditRequested(OfSpot, namespace="section_view"):
    """What the cursor stands on is to be edited."""


class ChoiceRequested(OfSpot, namespace="section_view"):
    """The values that the spot under the cursor can take are to be offered."""


class ToggleRequested(OfView, namespace="section_view"):
    """The checkbox under the cursor is to be ticked or unticked."""

    def __init__(self, view: SectionView, task: Task) -> None:
        super().__init__(view)
        self.task = task
