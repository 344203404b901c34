"""Text for dialogs: paragraphs with something before them, wrapped with their own indent, drawn line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.geometry import Size

from specui.tui.rendering.paint import Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import width
from specui.tui.widgets.drawn import Drawn


class Para(NamedTuple):
    """One paragraph, safe to draw. `lead` stands before its first line only; `base` is the look of whole lines."""

    text: str = ""
    look: str = ""
    lead: tuple[Cell, ...] = ()
    base: str = "text on panel"


CROWDED = 3
"""What stands before a text has one in so many of the columns at most."""


class Paragraphs(Drawn):
    """As high as its paragraphs are at its width."""

    def __init__(self, paragraphs: Sequence[Para]) -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._wrapped: tuple[int, list[tuple[list[Cell], str]]] = (0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return len(self._lines(width))

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        lines = self._lines(self.size.width)
        return lines[y] if y < len(lines) else ([], "text on panel")

    def _lines(self, columns: int) -> list[tuple[list[Cell], str]]:
        if self._wrapped[0] != columns:
            lines: list[tuple[list[Cell], str]] = []
            for para in self._paragraphs:
                if _is_crowded(para, columns):
                    para, alone = _beside(para, columns // CROWDED)
                    lines += [(list(lead), para.base) for lead in alone]
                indent = cells_width(para.lead)
                first, *others = wrap_words(para.text, max(8, columns - indent))
                lines.append(([*para.lead, Cell(first, para.look)], para.base))
                lines += [([Cell(" " * indent), Cell(text, para.look)], para.base) for text in others]
            self._wrapped = (columns, lines)
        return self._wrapped[1]


def _is_crowded(para: Para, columns: int) -> bool:
    return bool(para.text) and len(para.lead) == 1 and cells_width(para.lead) > columns // CROWDED


def _beside(para: Para, room: int) -> tuple[Para, list[tuple[Cell, ...]]]:
    """Return a paragraph with the text further left, and its lead as a line of its own where it is longer than that."""
    (lead,) = para.lead
    words = lead.text.rstrip()
    if width(words) + 1 <= room:
        return para._replace(lead=(Cell(words + " " * (room - width(words)), lead.look),)), []
    return para._replace(lead=(Cell(" " * room),)), [(Cell(words, lead.look),)]


def plain(text: str, look: str = "") -> list[Para]:
    """Return safe text as paragraphs, one a line."""
    from specui.tui.rendering.safe_text import safe

    return [Para(line, look) for line in safe(text, keep_newlines=True).split("\n")]
