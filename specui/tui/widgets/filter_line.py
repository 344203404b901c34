"""The line above the tree in which one types what to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.widgets import Input

from specui.tui.bindings import bindings
from specui.tui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from specui.tui.workbench.screen import Workbench


class FilterLine(TextInput):
    """Filters with every letter."""

    BINDINGS = bindings("filter")

    def __init__(self, value: str = "") -> None:
        super().__init__(
            value, placeholder="filter by name", id="filter", compact=True, select_on_focus=False
        )
        self.cursor_blink = False

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        cast("Workbench", self.screen).filter_typed(event.value)
