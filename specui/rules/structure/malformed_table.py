"""A table that Markdown reads in another way than it was meant.

## What it does
Finds rows with more or fewer cells than the header, rows of pipes without the line of dashes
below the header, and a note that stands right under a table and so becomes its last row.
A pipe within a cell has to be written `\\|`, in a code span too.

## Why is this bad
Cells beyond the header are dropped: the text is in the file and on no screen. Without the line
of dashes there is no table at all, and its gaps are in no list.

## Example
`| Export | 🟡 High | Written as crew|vessel|hours |` in a table of three columns.

## How to fix
Fill up or escape. Padding a short row, escaping within code, adding the line of dashes and
parting a note from the table are safe fixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.markdown.blocks import Paragraph, Table, TableRow, table_row
from specui.markdown.edits import TextEdit
from specui.markdown.tables import delimiter_row
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import count, quote
from specui.rules.places import newlines
from specui.rules.rule import Rule, Subject
from specui.specs import names, parts

RULE = Rule(
    code="SP110",
    name="malformed-table",
    severity=Severity.WARNING,
    about="structure",
    summary="A table is read in another way than it was meant.",
    fixable=True,
)
_DASHES = r"[\s|:-]*-[\s|:-]*"


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    for table in subject.document.tables:
        columns = table.header.width
        wrong = [row for row in table.rows if row.width != columns]
        if wrong:
            yield from _rows(subject, table, wrong)
    parted = {row.line for run in subject.contents.parted_rows for row in run.rows}
    for block in subject.document.paragraphs:
        if block.line in parted:
            continue
        if block.end_line > block.line and text[block.start] == "|":
            yield from _no_dashes(subject, block)


def _rows(subject: Subject, table: Table, wrong: list[TableRow]) -> Iterator[Finding]:
    text, columns = subject.text, table.header.width
    counts = {row.width for row in table.rows}
    if len(counts) == 1 and len(table.rows) > 2 and "|" in text[wrong[0].start : wrong[0].end]:
        rows = len(table.rows)
        message = f"The header has {count(columns, 'cell')}, all {rows} rows have {counts.pop()}"
        yield Finding(table.header.start, table.header.end, message)
        return
    for row in wrong:
        found = _row(subject, row, columns)
        if found is not None:
            yield found


def _row(subject: Subject, row: TableRow, columns: int) -> Finding | None:
    text, cells = subject.text, row.width
    line = text[row.start : row.end]
    if "|" not in line:
        return _note(subject, row)
    if cells < columns:
        fix = _pad(text, row, columns)
        message = f"The row has {count(cells, 'cell')}, the table has {columns}"
        return Finding(row.start, row.end, message, fix)
    beyond = row.cells[columns:]
    if all(cell.end == cell.start for cell in beyond):
        return None
    message = f"The row has {cells} cells, the table has {columns}: {quote(text[beyond[0].start : row.cells[-1].end])} is not shown"
    return Finding(beyond[0].start, row.cells[-1].end, message, _escape(text, row, columns), line)


def _note(subject: Subject, row: TableRow) -> Finding:
    text, lines = subject.text, subject.document.lines
    start = lines.starts[row.line - 1]
    prose = text[row.start].isalpha() and text[row.start + 1 : row.start + 2] not in {")", "."}
    edit = TextEdit(start, start, newlines(subject, "\n"))
    fix = Fix("Put a blank line before it", (edit,), safe=prose or text[row.start] == "_")
    message = f"{quote(text[row.start : row.end])} stands right under a table and is read as its last row"
    return Finding(row.start, row.end, message, fix)


def _pad(text: str, row: TableRow, columns: int) -> Fix:
    line = text[row.start : row.end]
    missing = columns - row.width
    closed = line.endswith("|") and not line.endswith("\\|")
    piped = closed or line.startswith("|")
    added = " |" * missing if closed else " |" * (missing + 1) if piped else " | " * missing
    return Fix("Fill the row up with empty cells", (TextEdit(row.end, row.end, added),))


def _escape(text: str, row: TableRow, columns: int) -> Fix | None:
    """Return the fix that escapes pipes, where the row then has the right number of cells."""
    from specui.specs.edits.cells import text_pipes  # only a malformed row needs it

    found = text_pipes(text, row.start, row.end, columns)
    if found is None:
        return None
    pipes, sure = found
    return Fix("Escape the pipes within the cell", tuple(TextEdit(pipe, pipe, "\\") for pipe in pipes), sure)


def _is_header(subject: Subject, row: TableRow) -> bool:
    """Whether a row holds the names of the columns that its part, or its group in the template, has."""
    section = subject.spec.section_at(row.start)
    if section is None:
        return False
    places = zip(section.groups, subject.spec.parts_of(section), strict=True)
    group, part = [(group, part) for group, part in places if group.start <= row.start][-1]
    if part is not None and parts.part_of_columns(row.texts) == part:
        return True
    columns = {names.field_key(column.name) for column in group.schema.columns} if group.schema else set()
    return len(columns) > 1 and columns <= {names.field_key(text) for text in row.texts}


def _no_dashes(subject: Subject, block: Paragraph) -> Iterator[Finding]:
    text, lines = subject.text, subject.document.lines
    rows = []
    for line in range(block.line, block.end_line + 1):
        start, end = lines.line_range(line)
        start += len(text[start:end]) - len(text[start:end].lstrip(" \t"))
        if not text.startswith("|", start) or start == end:
            return
        rows.append(table_row(text, start, end, line))
    columns = rows[0].width
    if columns < 2 or rows[1].width < 2:
        return
    header, second = rows[0], rows[1]
    rule = f"|{'---|' * columns}"
    if re.compile(_DASHES).fullmatch(text, second.start, second.end):
        stated = len(delimiter_row(text, second.start, second.end))
        said = (
            f"for {count(stated, 'column')}, the header has {columns}"
            if stated
            else "not what Markdown wants"
        )
        corrected = Fix(
            f"Correct the line of dashes: reads {count(len(rows) - 2, 'more row')}",
            (TextEdit(second.start, second.end, rule),),
        )
        message = f"The line of dashes is {said}, so this is no table"
        yield Finding(second.start, second.end, message, corrected)
        return
    fix: Fix | None = None
    if all(row.width == columns for row in rows):
        edit = TextEdit(
            lines.ends[header.line - 1], lines.ends[header.line - 1], newlines(subject, f"\n{rule}")
        )
        # Only a header that the template or a part knows is surely one: a row must not become a header.
        fix = Fix(
            f"Add the line of dashes: reads {count(len(rows) - 1, 'more row')}",
            (edit,),
            _is_header(subject, header),
        )
    message = "These rows are no table: the line of dashes below the first one is missing"
    yield Finding(header.start, header.end, message, fix)
