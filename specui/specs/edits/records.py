"""Verbs on the table of a part, by column name: add a row, set a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from specui.markdown.blocks import Document, Table, TableRow
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs import names
from specui.specs.edits.cells import RowStyle, escaped, is_note, joined, raw_cell
from specui.specs.edits.choices import chosen
from specui.specs.edits.columns import columns
from specui.specs.edits.group_moves import filled, filling, slot_in
from specui.specs.edits.guard import Shape, guarded, row_shape, shapes
from specui.specs.edits.places import EditRefused, one_line, smallest
from specui.specs.edits.tables import MISREAD, add_row, delete_row, new_row, rows_of, set_cell, with_rows
from specui.specs.items.gaps import severities
from specui.specs.items.kinds import noun_of
from specui.specs.parts import Part, part_of_section, part_of_title
from specui.specs.rows import Record
from specui.specs.spec import Group, Spec
from specui.specs.tasks import group_of
from specui.specs.template import Choice, GroupSchema

_ALSO: Mapping[str, tuple[str, ...]] = {
    "note": ("comment",),
    "author": ("by",),
    "change": ("description",),
    "test": ("test name",),
    "location": ("file",),
    "system": ("dependency", "name"),
    "why needed": ("purpose",),
    "service": ("name",),
}


class NewTable(NamedTuple):
    """A table as the template has it, without rows, and with its first row."""

    lines: tuple[str, str, str]
    alignments: tuple[str, ...]
    header: tuple[str, ...]
    row: tuple[str, ...]


def add_record(spec: Spec, part: Part, values: Mapping[str, str], *, first: bool = False) -> Transaction:
    """Add a row to a part's table: ``values`` by the columns' names; others stay empty.

    A choice is written as the table's other rows write it.  A row that only says ``None`` makes
    room.  Where the part has no table yet, it gets the template's; a list in its place is left
    alone and refused, as is a part whose section is missing.
    """
    name = noun_of(part, "row")
    document, table = spec.document, table_of(spec, part)
    if table is None:
        return _first_record(spec, part, values, name)
    header = columns(document, table).names
    cells = laid_out(spec, table, header, values)
    return _added(document, table, cells, 0 if first else None, name)


def add_cells(
    spec: Spec, table: Table, values: Mapping[int, str], at: int | None = None, *, name: str = "row"
) -> Transaction:
    """Add a row to any table, ``values`` by the columns' places, so that it becomes row ``at`` (the last by default).

    Choices and a row that only says ``None`` are treated as :func:`add_record` does.
    """
    document = spec.document
    cells = [""] * len(columns(document, table).names)
    for index, value in values.items():
        title = columns(document, table).names[index]
        choices = column_choices(spec, table, title)
        if choices and value.strip():
            value = chosen(value, "", choices, column_values(document, table, index), name=f"“{title}”")
        cells[index] = value
    if not any(cell.strip() for cell in cells):
        raise EditRefused("A row needs at least one cell with text.")
    return _added(document, table, cells, at, name)


def _added(document: Document, table: Table, cells: Sequence[str], at: int | None, name: str) -> Transaction:
    if len(table.rows) == 1 and _says_none(document, table):
        return _instead(document, table, table.rows[0], cells, f"add {name}")
    return add_row(document, table, cells, at, name=name)


def delete_record(spec: Spec, record: Record, *, name: str = "row") -> Transaction:
    """Delete a row; the last one is replaced by a row that says "None", so that the table is not mistaken for unread."""
    document, table = spec.document, record.table
    text = document.text
    others = [row for row in table.rows if row != record.row and any(row.texts) and not is_note(text, row)]
    if others:
        return delete_row(document, table, record.row, name=name)
    cells = ["None", *["\u2014"] * (len(table.header.cells) - 1)]
    return _instead(document, table, record.row, cells, f"delete {name}")


def _instead(
    document: Document, table: Table, row: TableRow, cells: Sequence[str], title: str
) -> Transaction:
    """Write other cells in the line of a row, as it is written."""
    rows = rows_of(document, table)
    start = document.lines.starts[row.line - 1]
    edits = smallest(start, document.text[start : row.end], new_row(document, table, row, cells))
    rows[table.rows.index(row) + 1] = row_shape([one_line(cell) for cell in cells])
    return with_rows(document, table, edits, title, rows)


def add_gap(spec: Spec, gap: str, severity: str = "", notes: str = "") -> Transaction:
    """Add a known gap."""
    return add_record(spec, "gaps", {"Gap": gap, "Severity": severity, "Notes": notes})


def set_value(spec: Spec, record: Record, column: str, text: str, *, name: str = "") -> Transaction:
    """Set one cell of a row, by the name of its column; a choice keeps the tail after the old one."""
    document, table = spec.document, record.table
    header = columns(document, table).names
    index = _column(header, column)
    if index < 0:
        raise EditRefused(f"The table has no column “{column}”; its columns are {', '.join(header)}.")
    return set_in_row(spec, table, record.row, index, text, name=name)


def set_in_row(
    spec: Spec, table: Table, row: TableRow, column: int, text: str, *, name: str = "", typed: bool = False
) -> Transaction:
    """Set a cell, a choice as the other rows write it; ``typed`` as for :func:`~specui.specs.edits.choices.chosen`."""
    document = spec.document
    title = columns(document, table).name(column)
    old = document.cell(row.cells[column]) if column < len(row.cells) else ""
    choices = column_choices(spec, table, title)
    if choices and text.strip():
        others = column_values(document, table, column)
        text = chosen(text, old, choices, others, name=f"“{title}”", typed=typed)
    return set_cell(document, table, row, column, text, name=name or title.lower() or "cell")


def table_of(spec: Spec, part: Part) -> Table | None:
    """Return the first table of a part."""
    return next((table for group in spec.groups(part) for table in group.tables), None)


def laid_out(spec: Spec, table: Table | None, header: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """Return values in the order of a table's columns, choices as they are written there."""
    document, cells = spec.document, [""] * len(header)
    for name, value in values.items():
        index = _column(header, name)
        if index < 0 and value.strip():
            raise EditRefused(f"The table has no column “{name}”; its columns are {', '.join(header)}.")
        if index < 0:
            continue
        choices = column_choices(spec, table, header[index])
        if choices and value.strip():
            others = column_values(document, table, index) if table else []
            value = chosen(value, "", choices, others, name=f"“{header[index]}”")
        cells[index] = value
    if not any(cell.strip() for cell in cells):
        raise EditRefused("A row needs at least one cell with text.")
    return cells


def column_values(document: Document, table: Table, column: int) -> list[str]:
    """Return what is in a column's cells."""
    return columns(document, table).values(column)


def column_choices(spec: Spec, table: Table | None, column: str) -> tuple[Choice, ...]:
    """Return what a column's cells are chosen from: the template's, in the group of that table."""
    wanted = names.field_key(column)
    if table is not None:
        group = group_of(spec, table.start) if table.parent < 0 else None
        if group is not None and group.schema is not None:
            return next((c.choices for c in group.schema.columns if names.field_key(c.name) == wanted), ())
    return severities(spec.template) if wanted == "severity" else ()


def new_table(spec: Spec, schema: GroupSchema, values: Mapping[str, str]) -> NewTable:
    """Return a template's table with one row of these values, as lines."""
    document = scan(schema.source)
    table = document.tables[0]
    header = [document.cell(cell) for cell in table.header.cells]
    cells = laid_out(spec, None, header, values)
    lines = schema.source[table.start : table.end].split("\n")
    raw = [raw_cell(escaped(cell), " ", None, "") for cell in cells]
    row = joined(RowStyle("", opened=True, closed=True, blank=" "), raw)
    shown = row_shape([one_line(cell) for cell in cells])
    return NewTable((lines[0], lines[1], row), table.alignments, row_shape(header), shown)


def table_schema(spec: Spec, part: Part) -> GroupSchema | None:
    """Return the template's group that has a table for a part."""
    for section in spec.template.sections if spec.template else ():
        whole = part_of_section(section.title)
        for group in section.groups:
            if group.kind == "table" and (part_of_title(group.title, whole) or whole) == part:
                return group
    return None


def _first_record(spec: Spec, part: Part, values: Mapping[str, str], name: str) -> Transaction:
    document, schema = spec.document, table_schema(spec, part)
    group = _table_group(spec, part, schema)
    if schema is None or group is None:
        raise EditRefused(f"No table for a {name} here; add its section first.")
    if group.items:
        raise EditRefused(
            f"“{group.name}” holds a list where a table should be; write the {name} there by hand."
        )
    made = new_table(spec, schema, values)
    slot = slot_in(group)
    expected = shapes(document)
    shape = Shape("Table", 0, ",".join(made.alignments), rows=(made.header, made.row))
    edits = filling(document, slot, list(made.lines))
    return guarded(document, edits, f"add {name}", filled(expected, slot, [shape]), MISREAD)


def _table_group(spec: Spec, part: Part, schema: GroupSchema | None) -> Group | None:
    groups = spec.groups(part)
    return next((g for g in groups if g.schema is schema), groups[0] if groups else None)


def _says_none(document: Document, table: Table) -> bool:
    cells = table.rows[0].cells
    return bool(cells) and names.says_none(document.cell(cells[0]))


def _column(header: Sequence[str], name: str) -> int:
    keys = [names.field_key(title) for title in header]
    wanted = names.field_key(name)
    for key in (wanted, *_ALSO.get(wanted, ())):
        if key in keys:
            return keys.index(key)
    return -1
