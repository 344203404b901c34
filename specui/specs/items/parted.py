"""Table rows that blank lines separate from their table, or from each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown.blocks import Document, Paragraph, Table, TableRow, table_row
from specui.markdown.edits import TextEdit
from specui.markdown.tables import delimiter_row


class Parted(NamedTuple):
    """Rows that Markdown reads as text because blank lines precede them; ``edits`` remove those where that makes one table.

    ``table`` is the table that they belong to, or None where the header itself is separated from its row of dashes.
    ``read`` is how many rows the edits make readable.
    """

    rows: tuple[TableRow, ...]
    table: Table | None
    edits: tuple[TextEdit, ...]
    read: int


def parted_rows(document: Document) -> tuple[Parted, ...]:
    """Return each run of separated rows in file order; a single paragraph of rows without a table is none."""
    text = document.text
    if not any(text[block.start] == "|" for block in document.paragraphs):
        return ()
    return tuple(_runs(document))


def _runs(document: Document) -> Iterator[Parted]:
    run: list[tuple[Paragraph, tuple[TableRow, ...]]] = []
    table: Table | None = None
    last_line = 0
    previous: Table | None = None
    for block in document.blocks:
        rows = _rows(document, block) if type(block) is Paragraph else ()
        if rows and type(block) is Paragraph:
            follows = run[-1][0] if run else previous
            if follows is None or not _are_apart(document, last_line, block.line, follows.parent, block):
                yield from _run(document, run, table)
                run, table = [], None
            if not run:
                goes_on = previous is not None and last_line == previous.end_line
                table = previous if goes_on and _blank(document, last_line, block.line) else None
            run.append((block, rows))
        else:
            yield from _run(document, run, table)
            run, table = [], None
            previous = block if type(block) is Table else None
        last_line = block.end_line
    yield from _run(document, run, table)


def _are_apart(document: Document, last: int, line: int, parent: int, block: Paragraph) -> bool:
    """Whether nothing but blank lines is between two blocks of one container."""
    return block.parent == parent and _blank(document, last, line)


def _blank(document: Document, last: int, line: int) -> bool:
    lines, text = document.lines, document.text
    return line > last + 1 and all(
        not text[slice(*lines.line_range(number))].strip() for number in range(last + 1, line)
    )


def _rows(document: Document, block: Paragraph) -> tuple[TableRow, ...]:
    """Return the lines of a paragraph as rows; none where one of them is no row."""
    text, lines = document.text, document.lines
    if text[block.start] != "|":
        return ()
    rows = []
    for line in range(block.line, block.end_line + 1):
        start, end = lines.line_range(line)
        while start < end and text[start] in " \t":
            start += 1
        if not text.startswith("|", start):
            return ()
        rows.append(table_row(text, start, end, line))
    return tuple(rows)


def _run(
    document: Document, run: list[tuple[Paragraph, tuple[TableRow, ...]]], table: Table | None
) -> Iterator[Parted]:
    if not run or (table is None and len(run) < 2):
        return
    rows = tuple(row for _, some in run for row in some)
    if table is not None:
        fits = all(row.width == table.header.width for row in rows)
        joined = [table.end_line, *(block.end_line for block, _ in run[:-1])]
        read = len(rows)
    else:
        dashes = delimiter_row(document.text, rows[1].start, rows[1].end) if len(rows) > 1 else ()
        width = rows[0].width
        fits = len(dashes) == width and all(row.width == width for row in rows[2:])
        joined = [block.end_line for block, _ in run[:-1]]
        read = len(rows) - 2
    edits: tuple[TextEdit, ...] = ()
    if fits and read > 0:
        starts = document.lines.starts
        firsts = [block.line for block, _ in (run if table is not None else run[1:])]
        edits = tuple(
            TextEdit(starts[last], starts[first - 1], "")
            for last, first in zip(joined, firsts, strict=True)
            if first > last + 1
        )
    yield Parted(rows, table, edits, read)
