"""The source of table rows: pipes, the text between them, and column widths.

A table is compact (``| a | bc |``) or padded into columns; each column is judged by its own rows.  Widths are counted as a terminal shows them where the rows agree on that,
else in characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from specui.markdown.blocks import Document, Paragraph, Table, TableRow
from specui.markdown.codespans import code_spans
from specui.markdown.scanner import scan
from specui.markdown.text import TextRange
from specui.specs.edits.places import indent, one_line, width_of

Measure = Callable[[str], int]

_TIGHT = r"(?<=[^\s|\\])\|(?=[^\s|])"


class RowStyle(NamedTuple):
    """How a row is written: its indentation, whether pipes open and close it, and the blanks at the pipes."""

    lead: str
    opened: bool
    closed: bool
    blank: str


class Width(NamedTuple):
    """How wide the cells of a padded column are, blanks and all, and how that is counted."""

    columns: int
    measure: Measure


def raw_cells(text: str, row: TableRow) -> list[TextRange]:
    """Return the ranges between the pipes of a row, blanks included: one for each of ``row.cells``."""
    return parted(text[row.start : row.end], row.start)


def parted(row: str, offset: int = 0) -> list[TextRange]:
    """Return the ranges between the pipes of a row that begins at ``offset``; an escaped pipe is text."""
    found, end = [], len(row)
    left = 1 if row[:1] == "|" else 0
    while left < end:
        pipe = row.find("|", left)
        while pipe > 0 and row[pipe - 1] == "\\":
            pipe = row.find("|", pipe + 1)
        right = end if pipe < 0 else pipe
        found.append(TextRange(offset + left, offset + right))
        left = right + 1
    return found


def escaped(text: str) -> str:
    """Return text as the source of a cell: on one line, with escaped pipes."""
    return one_line(text).replace("|", "\\|")


def text_pipes(text: str, start: int, end: int, columns: int) -> tuple[list[int], bool] | None:
    """Return the offsets of pipes in ``text[start:end]``, a row with too many cells, that are text and part no cells.

    Those within code first, then those between letters too; the second value says whether the first
    were enough.  None where the row would not have this many columns without either.
    """
    in_code = [
        pipe
        for span in code_spans(text, start, end)
        for pipe in range(span.start, span.end)
        if text[pipe] == "|" and text[pipe - 1] != "\\"
    ]
    tight = [match.start() for match in re.compile(_TIGHT).finditer(text, start, end)]
    for pipes, sure in ((in_code, True), (sorted({*in_code, *tight}), False)):
        if pipes and len(parted(escaped_at(text[start:end], [pipe - start for pipe in pipes]))) == columns:
            return pipes, sure
    return None


def escaped_at(row: str, pipes: Sequence[int]) -> str:
    """Return a row with a backslash before these characters."""
    for pipe in reversed(pipes):
        row = f"{row[:pipe]}\\{row[pipe:]}"
    return row


def row_style(document: Document, table: Table, row: TableRow) -> RowStyle:
    """Return how a row of a table is written."""
    text = document.text
    start = document.lines.starts[row.line - 1]
    lead = text[start : row.start]
    if lead.strip(" \t"):
        lead = indent(width_of(lead))
    return RowStyle(lead, text[row.start] == "|", is_closed(text, row), _blank(text, table))


def is_closed(text: str, row: TableRow) -> bool:
    """Whether a pipe is at a row's end."""
    line = text[row.start : row.end]
    return len(line) > 1 and line.endswith("|") and not line.endswith("\\|")


def is_note(text: str, row: TableRow) -> bool:
    """Whether a row is a line of text right under a table, which Markdown reads as its last row."""
    return "|" not in text[row.start : row.end]


def column_width(document: Document, table: Table, column: int) -> Width | None:
    """Return the width of a column whose cells are padded to one width, or None.

    Most of the rows must have it, though what they say is not equally long.  A header alone counts
    as padded where blanks are left over after its name.
    """
    text = document.text
    found: list[tuple[str, str]] = []
    for row in (table.header, *table.rows):
        cells = raw_cells(text, row)
        last_open = column == len(cells) - 1 and not is_closed(text, row)
        if column < len(cells) and not is_note(text, row) and not last_open:
            found.append((cells[column].of(text), row.cells[column].of(text)))
    for measure in (display_width, len):
        widths = Counter(measure(raw) for raw, _ in found)
        if not widths:
            return None
        width, count = widths.most_common(1)[0]
        said = {measure(cell) for raw, cell in found if measure(raw) == width}
        if count > 1 and count * 2 > len(found) and len(said) > 1:
            return Width(width, measure)
    raw, cell = found[0]
    if len(found) == 1 and len(raw) - len(cell) > 3:
        return Width(display_width(raw), display_width)
    return None


def raw_cell(words: str, blank: str, width: Width | None, alignment: str) -> str:
    """Return escaped words as they are between two pipes, filled up to the column's width where they fit."""
    pad = blank or " " * words.endswith("\\")
    bare = f"{blank}{words}{pad}" if words else blank or " "
    spare = width.columns - width.measure(bare) if width else 0
    if spare <= 0:
        return bare
    if alignment == "right":
        return " " * spare + bare
    left = spare // 2 if alignment == "center" else 0
    return " " * left + bare + " " * (spare - left)


def joined(style: RowStyle, raw: Sequence[str]) -> str:
    """Return a row of these cells.

    Pipes open and close it where they did before, where an empty cell needs one, and before words that
    would begin something other than text (``- x``).
    """
    row = "|".join(raw)
    closed = style.closed or not raw[-1].strip(" \t")
    row = row + "|" if closed else row.rstrip(" \t")
    bare = row.lstrip(" \t")
    opened = style.opened or not raw[0].strip(" \t") or bare.startswith("|")
    if opened or type(scan(bare).blocks[0]) is not Paragraph:
        return f"|{'' if style.opened or row[:1] in ' |' else style.blank}{row}"
    return bare


def display_width(text: str) -> int:
    """Return how many cells of a terminal a text takes, as most programs that pad tables count it."""
    if text.isascii():
        return len(text)
    width = 0
    for char in text:
        if char == "\ufe0f":  # the sign before it is drawn as a picture
            width += 1
        elif not unicodedata.combining(char) and char != "\u200d":
            width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return width


def _blank(text: str, table: Table) -> str:
    """Return the blank between words and pipes, or "" in a table whose cells have none."""
    for row in (table.header, *table.rows):
        for raw, cell in zip(raw_cells(text, row), row.cells, strict=True):
            if cell.end > cell.start and raw.start < cell.start and text[raw.start - 1] == "|":
                return " "
            if cell.end > cell.start and raw.end > cell.end and text[raw.end : raw.end + 1] == "|":
                return " "
    return ""
