"""An empty pane's text: what is the case, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from specui.tui.bindings import bindings
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar

_WIDEST = 84


class Notice(Bar, can_focus=True):
    """A heading, paragraphs, and a block of text as in a file; cut where the pane ends. It has the keys of a section."""

    BINDINGS = bindings("section")

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id, classes=classes)
        self._heading = ""
        self._sentences: tuple[str, ...] = ()
        self._block = ""

    def show(self, title: str, sentences: Sequence[str] = (), block: str = "") -> None:
        """Show these texts; markup in them stays text."""
        new = (safe(title), tuple(map(safe, sentences)), safe(block.strip("\r\n"), keep_newlines=True))
        if new != (self._heading, self._sentences, self._block):
            self._heading, self._sentences, self._block = new
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        room = max(8, min(columns - 4, _WIDEST))
        found: list[list[Cell]] = []
        if self._heading:
            found += [[Cell(f"  {self._heading}", "text bold")], []]
        for sentence in self._sentences:
            found += [[Cell(f"  {line}")] for line in wrap_words(sentence, room)]
            found.append([])
        for row in self._block.split("\n") if self._block else ():
            found += [[Cell(f"  {line}", "faint")] for line in wrap_words(row, room)]
        return found
