"""What a section view posts."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget

from specui.tui.rendering.section import Element


class OfElement(Message, namespace="section_view"):
    """Something about an element of the view `control`; `area` is the number of its area: of a cell in a row, else 0."""

    def __init__(self, view: Widget, element: Element, area: int = 0) -> None:
        super().__init__()
        self._view = view
        self.element = element
        self.area = area

    @property
    def control(self) -> Widget:
        """The view that it comes from."""
        return self._view


class ElementChanged(OfElement, namespace="section_view"):
    """The cursor is on another element or area, or its element was drawn again."""


class EditRequested(OfElement, namespace="section_view"):
    """The user wants to edit the element under the cursor."""


class BoxClicked(OfElement, namespace="section_view"):
    """The box of a task was clicked; the cursor is on the task."""
