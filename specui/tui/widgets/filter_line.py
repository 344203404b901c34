"""The line above the tree in which the user types a filter."""

from __future__ import annotations

from textual.message import Message
from textual.widgets import Input

from specui.tui.bindings import bindings
from specui.tui.widgets.text_input import TextInput


class FilterLine(TextInput):
    """Posts each change of the filter."""

    BINDINGS = bindings("filter")

    class Typed(Message):
        """The filter has changed."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, value: str = "") -> None:
        super().__init__(value, placeholder="filter by name", id="filter", compact=True, select_on_focus=True)
        self.cursor_blink = False

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))
