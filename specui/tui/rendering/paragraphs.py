"""Text for dialogs: paragraphs, each with its own lead and indent, wrapped to a width. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from specui.markdown.codespans import code_spans
from specui.tui.rendering.paint import Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import safe, width


class Para(NamedTuple):
    """A paragraph, safe to draw. `lead` stands before its first line only; `base` is the look of whole lines.

    `spans` are ranges of the text with a look of their own.
    """

    text: str = ""
    look: str = ""
    lead: tuple[Cell, ...] = ()
    base: str = "text on panel"
    spans: tuple[tuple[int, int, str], ...] = ()


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
        lead = para.lead
        at = 0
        for text in wrap_words(para.text, max(8, columns - indent)):
            at = para.text.index(text, at)
            lines.append(([*lead, *_spanned(para, at, at + len(text))], para.base))
            lead = (Cell(" " * indent),)
    return lines


def _spanned(para: Para, start: int, end: int) -> Iterator[Cell]:
    """Yield a part of a paragraph's text, each span in its own look."""
    at = start
    for first, last, look in para.spans:
        if last <= start or first >= end:
            continue
        if first > at:
            yield Cell(para.text[at:first], para.look)
        at = min(last, end)
        yield Cell(para.text[max(first, start) : at], look)
    if at < end or at == start:
        yield Cell(para.text[at:end], para.look)


def _is_crowded(para: Para, columns: int) -> bool:
    return bool(para.text) and len(para.lead) == 1 and cells_width(para.lead) > columns // CROWDED


def _beside(para: Para, room: int) -> tuple[Para, list[tuple[Cell, ...]]]:
    """Return the paragraph with its text at `room`, and the lead as a line of its own if it is longer than that."""
    (lead,) = para.lead
    words = lead.text.rstrip()
    if width(words) + 1 <= room:
        return para._replace(lead=(Cell(words + " " * (room - width(words)), lead.look),)), []
    return para._replace(lead=(Cell(" " * room),)), [(Cell(words, lead.look),)]


def with_code(text: str, look: str) -> Para:
    """Return one line of Markdown as a paragraph, made safe to draw: its code spans have this look and no backticks."""
    line = safe(text)
    bare, spans, at = "", [], 0
    for start, end in code_spans(line, 0, len(line)):
        ticks = start - len(line[:start].rstrip("`"))
        bare += line[at : start - ticks]
        code = line[start:end]
        if (
            code[:1] == code[-1:] == " " and "`" in code
        ):  # the blanks that part its backticks from those around it
            code = code[1:-1]
        spans.append((len(bare), len(bare) + len(code), look))
        bare += code
        at = end + ticks
    return Para(bare + line[at:], spans=tuple(spans))


def plain(text: str) -> list[Para]:
    """Return a text, made safe to draw, as a paragraph for each line."""
    return [Para(line) for line in safe(text, keep_newlines=True).split("\n")]
