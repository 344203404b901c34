"""The line below the section in which the user types a search, with the number of the current hit."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from specui.tui.bindings import bindings
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.safe_text import fit, width
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.text_input import TextInput


class SearchInput(TextInput):
    """A search while it is typed."""

    BINDINGS = bindings("search")

    def __init__(self, value: str) -> None:
        super().__init__(value, placeholder="search in this spec", id="search-input")


class Count(Bar):
    """The number of the current hit, and how many there are."""

    base = "muted on panel"

    def __init__(self) -> None:
        super().__init__(id="search-count")
        self.text = ""

    def show(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.styles.width = width(text) + 2
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        return [[Cell(fit(f" {self.text}", columns))]]


class Slash(Bar):
    """The sign of a search, before its text."""

    base = "accent on panel"

    def lines(self, columns: int) -> list[list[Cell]]:
        return [[Cell(" /"[:columns], "bold")]]


class SearchLine(Horizontal):
    """The sign, the text, the count."""

    def __init__(self, value: str) -> None:
        super().__init__(id="search")
        self._value = value

    def compose(self) -> ComposeResult:
        yield Slash()
        yield SearchInput(self._value)
        yield Count()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.query_one(SearchInput).focus()
