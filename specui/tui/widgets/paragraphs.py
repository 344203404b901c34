"""Draws the paragraphs of a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size

from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para, wrap
from specui.tui.widgets.drawn import Drawn


class Paragraphs(Drawn):
    """As high as its paragraphs are at its width."""

    def __init__(self, paragraphs: Sequence[Para]) -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._wrapped: tuple[int, list[tuple[list[Cell], str]]] = (0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self._lines(width))

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        lines = self._lines(self.size.width)
        return lines[y] if y < len(lines) else ([], "text on panel")

    def _lines(self, columns: int) -> list[tuple[list[Cell], str]]:
        if self._wrapped[0] != columns:
            self._wrapped = (columns, wrap(self._paragraphs, columns))
        return self._wrapped[1]
