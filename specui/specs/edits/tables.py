"""Verbs on tables: set a cell, add, delete, move and repair rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from specui.markdown.blocks import Document, Table, TableRow
from specui.markdown.edits import TextEdit, Transaction
from specui.specs.edits.cells import (
    RowStyle,
    Width,
    column_width,
    display_width,
    escaped,
    escaped_at,
    is_note,
    joined,
    parted,
    raw_cell,
    raw_cells,
    row_style,
    text_pipes,
)
from specui.specs.edits.guard import RowShape, guarded, row_shape, row_shapes, shapes
from specui.specs.edits.places import (
    EditRefused,
    after_line,
    before_line,
    block_index,
    one_line,
    smallest,
    without_lines,
)

MISREAD = "Markdown would not read that as a row of this table; rephrase the cell."


def set_cell(
    document: Document, table: Table, row: TableRow, column: int, text: str, *, name: str = "cell"
) -> Transaction:
    """Set the text of a cell; columns count from 0.

    Pipes in ``text`` are escaped, newlines become blanks.  The row keeps its width where the cell is
    padded and the text fits; a row that is too short is filled up to the cell.
    """
    rows = rows_of(document, table)
    number = _number(table, row)
    columns = len(table.header.cells)
    if not 0 <= column < max(columns, len(row.cells)):
        raise EditRefused(f"The table has {columns} columns, and none with the number {column + 1}.")
    source, words = document.text, escaped(text)
    style = row_style(document, table, row)
    raw = [cell.of(source) for cell in raw_cells(source, row)]
    old = row.cells[column].of(source) if column < len(row.cells) else ""
    if column < len(raw) and words == old:
        return Transaction((), len(source), f"set {name}")
    if column < len(raw):
        raw[column] = _instead(document, table, style, raw[column], old, words, column)
    else:
        raw = _filled_up(document, table, style, raw, column)
        raw.append(_new_cell(document, table, style, words, column))
    new = joined(style, raw)
    cells = [document.cell(cell) for cell in row.cells]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = one_line(text)
    rows[number + 1] = row_shape(cells)
    edits = smallest(row.start, source[row.start : row.end], new)
    return with_rows(document, table, edits, f"set {name}", rows)


def add_row(
    document: Document, table: Table, cells: Sequence[str], at: int | None = None, *, name: str = "row"
) -> Transaction:
    """Add a row, written as its neighbours are, so that it becomes row ``at`` (from 0; the last by default).

    Cells that are not given stay empty.  A note right under the table stays below.
    """
    rows = rows_of(document, table)
    source, columns = document.text, len(table.header.cells)
    if len(cells) > columns:
        raise EditRefused(f"The table has {columns} columns, not {len(cells)}.")
    notes = [number for number, row in enumerate(table.rows) if is_note(source, row) and columns > 1]
    last = notes[0] if notes else len(table.rows)
    place = last if at is None else min(max(at, 0), last)
    near = table.rows[place - 1] if place else table.rows[0] if last else table.header
    words = [*cells, *[""] * (columns - len(cells))]
    line = new_row(document, table, near, words)
    above = table.rows[place - 1].line if place else table.header.line + 1
    rows.insert(place + 1, row_shape([one_line(text) for text in words]))
    return with_rows(document, table, [after_line(document, above, [line])], f"add {name}", rows)


def delete_row(document: Document, table: Table, row: TableRow, *, name: str = "row") -> Transaction:
    """Delete a row; the header stays, even without rows."""
    rows = rows_of(document, table)
    number = _number(table, row)
    del rows[number + 1]
    edits = [without_lines(document, row.line, row.line)]
    return with_rows(document, table, edits, f"delete {name}", rows)


def move_row_up(document: Document, table: Table, row: TableRow, *, name: str = "row") -> Transaction:
    """Exchange a row with the one before it."""
    return _swap(document, table, _number(table, row) - 1, f"move {name} up")


def move_row_down(document: Document, table: Table, row: TableRow, *, name: str = "row") -> Transaction:
    """Exchange a row with the one after it."""
    return _swap(document, table, _number(table, row), f"move {name} down")


def mend_row(document: Document, table: Table, row: TableRow) -> Transaction:
    """Give a row as many cells as the header: fill up a short one, escape pipes in a long one.

    Pipes within code and between letters are taken for text first; if that is not enough, everything beyond
    the last column becomes part of it.  A note under the table is separated from it.
    """
    rows = rows_of(document, table)
    number = _number(table, row)
    source, columns = document.text, len(table.header.cells)
    cells = len(row.cells)
    if cells == columns:
        return Transaction((), len(source), "fix row")
    if is_note(source, row):
        edits = [before_line(document, row.line, [""])]
        made = Transaction.of(source, edits, "separate the note from the table")
        if number + 1 < len(table.rows):
            raise EditRefused("Rows follow this line; move it below the table, or write it as a row.")
        return made
    style = row_style(document, table, row)
    if cells < columns:
        raw = [cell.of(source) for cell in raw_cells(source, row)]
        new = joined(style, _filled_up(document, table, style, raw, columns))
        wanted = [document.cell(cell) for cell in row.cells]
    else:
        new = _escaped_row(source[row.start : row.end], columns)
        wanted = [cell.of(new).strip(" \t").replace("\\|", "|") for cell in parted(new)]
    rows[number + 1] = row_shape(wanted)
    edits = _insertions(row.start, source[row.start : row.end], new)
    return with_rows(document, table, edits, "fix row", rows)


def new_row(document: Document, table: Table, near: TableRow, words: Sequence[str]) -> str:
    """Return the line of a new row, written as the row ``near`` is."""
    style = row_style(document, table, near)
    raw = [_new_cell(document, table, style, escaped(text), column) for column, text in enumerate(words)]
    return style.lead + joined(style, raw)


def rows_of(document: Document, table: Table) -> list[RowShape]:
    """Return the shapes of a table's rows, its header first.  Raises EditRefused where it is of another text."""
    block_index(document, table, "table")
    return row_shapes(document, table)


def with_rows(
    document: Document, table: Table, edits: Iterable[TextEdit], title: str, rows: Sequence[RowShape]
) -> Transaction:
    """Return the transaction, if it only changes the table to these rows, its header first.  Raises EditRefused."""
    index, expected = block_index(document, table, "table"), shapes(document)
    expected[index] = expected[index]._replace(rows=tuple(rows))
    return guarded(document, edits, title, expected, MISREAD)


def _number(table: Table, row: TableRow) -> int:
    if row not in table.rows:
        raise EditRefused("This row is no longer in the table. Reload and retry.")
    return table.rows.index(row)


def _swap(document: Document, table: Table, upper: int, title: str) -> Transaction:
    rows = rows_of(document, table)
    if upper < 0:
        raise EditRefused("This row is the first of its table.")
    if upper + 1 >= len(table.rows):
        raise EditRefused("This row is the last of its table.")
    edits = list[TextEdit]()
    first, second = table.rows[upper], table.rows[upper + 1]
    source = document.text
    if is_note(source, second) and len(table.header.cells) > 1:
        raise EditRefused("This row is the last of its table; the line below it is a note.")
    for there, moved in ((first, second), (second, first)):
        new = source[moved.start : moved.end]
        edits += smallest(there.start, source[there.start : there.end], new)
    rows[upper + 1], rows[upper + 2] = rows[upper + 2], rows[upper + 1]
    return with_rows(document, table, edits, title, rows)


def _new_cell(document: Document, table: Table, style: RowStyle, words: str, column: int) -> str:
    alignment = table.alignments[column] if column < len(table.alignments) else ""
    return raw_cell(words, style.blank, column_width(document, table, column), alignment)


def _filled_up(
    document: Document, table: Table, style: RowStyle, raw: Sequence[str], columns: int
) -> list[str]:
    """Return a row's cells, and empty ones after them until there are this many."""
    found = list(raw)
    if found and not found[-1].endswith((" ", "\t")):
        found[-1] += style.blank
    return found + [_new_cell(document, table, style, "", column) for column in range(len(found), columns)]


def _instead(
    document: Document, table: Table, style: RowStyle, raw: str, old: str, words: str, column: int
) -> str:
    """Return a cell with other words in it: its blanks stay as they are, or fill it up to the old width."""
    width = column_width(document, table, column)
    at = raw.find(old) if old else 0
    before, behind = (raw[:at], raw[at + len(old) :]) if old else ("", raw)
    if width is None and max(len(before), len(behind)) > 1 + (not old):
        width = Width(display_width(raw), display_width)
    if width is None and old and words:
        return before + words + (behind or " " * words.endswith("\\"))
    alignment = table.alignments[column] if column < len(table.alignments) else ""
    return raw_cell(words, style.blank, width, alignment)


def _escaped_row(row: str, columns: int) -> str:
    """Return a row with too many cells, with enough pipes escaped that it has ``columns`` cells."""
    found = text_pipes(row, 0, len(row), columns)
    if found is not None:
        return escaped_at(row, found[0])
    parting = [i for i, char in enumerate(row) if char == "|" and (i == 0 or row[i - 1] != "\\")]
    inner = [pipe for pipe in parting if pipe > 0 and row[pipe + 1 :].strip(" \t")]
    return escaped_at(row, inner[columns - 1 :])


def _insertions(start: int, old: str, new: str) -> list[TextEdit]:
    """Return the edits from a row to one that has all its characters and more."""
    edits, position = list[TextEdit](), 0
    for offset, char in enumerate(old):
        at = new.find(char, position)
        if at < 0:
            return smallest(start, old, new)
        if at > position:
            edits.append(TextEdit(start + offset, start + offset, new[position:at]))
        position = at + 1
    if position < len(new):
        edits.append(TextEdit(start + len(old), start + len(old), new[position:]))
    return edits
