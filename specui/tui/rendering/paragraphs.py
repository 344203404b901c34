"""Text for dialogs: paragraphs, each with its own lead and indent, wrapped to a width. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specui.tui.rendering.paint import Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import safe, width


class Para(NamedTuple):
    """A paragraph, safe to draw. `lead` stands before its first line only; `base` is the look of whole lines."""

    text: str = ""
    look: str = ""
    lead: tuple[Cell, ...] = ()
    base: str = "text on panel"


CROWDED = 3
"""A lead takes at most this fraction of the columns: a third."""


def wrap(paragraphs: Sequence[Para], columns: int) -> list[tuple[list[Cell], str]]:
    """Return the lines of paragraphs at a width: each line's cells, and the look that it stands on."""
    lines: list[tuple[list[Cell], str]] = []
    for para in paragraphs:
        if _is_crowded(para, columns):
            para, alone = _beside(para, columns // CROWDED)
            lines += [(list(lead), para.base) for lead in alone]
        indent = cells_width(para.lead)
        first, *others = wrap_words(para.text, max(8, columns - indent))
        lines.append(([*para.lead, Cell(first, para.look)], para.base))
        lines += [([Cell(" " * indent), Cell(text, para.look)], para.base) for text in others]
    return lines


def _is_crowded(para: Para, columns: int) -> bool:
    return bool(para.text) and len(para.lead) == 1 and cells_width(para.lead) > columns // CROWDED


def _beside(para: Para, room: int) -> tuple[Para, list[tuple[Cell, ...]]]:
    """Return the paragraph with its text at `room`, and the lead as a line of its own if it is longer than that."""
    (lead,) = para.lead
    words = lead.text.rstrip()
    if width(words) + 1 <= room:
        return para._replace(lead=(Cell(words + " " * (room - width(words)), lead.look),)), []
    return para._replace(lead=(Cell(" " * room),)), [(Cell(words, lead.look),)]


def plain(text: str) -> list[Para]:
    """Return a text, made safe to draw, as a paragraph for each line."""
    return [Para(line) for line in safe(text, keep_newlines=True).split("\n")]
