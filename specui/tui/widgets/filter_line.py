"""The line above the tree in which the user types a filter, and the chip that stands for the filter while it holds."""

from __future__ import annotations

from textual import events

from specui.tui.bindings import bindings
from specui.tui.commands import said
from specui.tui.rendering.paint import Cell, spread
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandClicked
from specui.tui.widgets.text_input import TextInput


class FilterLine(TextInput):
    """A filter while it is typed."""

    BINDINGS = bindings("filter")

    def __init__(self, value: str = "") -> None:
        super().__init__(value, placeholder="filter by name", id="filter")


class FilterChip(Bar):
    """The filter in use, above the tree; a click clears it."""

    base = "text on panel"

    def __init__(self, wanted: str) -> None:
        super().__init__(id="filter-chip")
        self.wanted = wanted

    def lines(self, columns: int) -> list[list[Cell]]:
        keys = f"{said('filter-clear', 'tree')} clear "
        return [
            spread(
                [Cell(" "), Cell(f" {safe(self.wanted)} ", "key-hint reverse")],
                [Cell(keys, "muted")],
                columns,
            )
        ]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(CommandClicked("filter-clear"))
