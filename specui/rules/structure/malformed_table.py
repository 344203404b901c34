"""A table is malformed.

## What is wrong
A row has more or fewer cells than the header; rows of pipes lack the delimiter row
(`|---|---|`) below the header; or a note directly below a table becomes its last row.
Within a cell, write a pipe as `\\|`, even in a code span.

## Why it matters
Markdown drops cells beyond the header: the text is in the file, but no reader sees it.
Without the delimiter row there is no table at all, and no list shows its gaps.

## Example
`| Export | 🟡 High | Written as crew|vessel|hours |` in a table of three columns.

## How to fix it
Add the missing cells, or escape the pipes. These fixes are safe: padding a short row,
escaping pipes within code, correcting the delimiter row, adding it below a known
header, and separating a note that starts with a word.

## When to allow it
When another tool reads the table and needs it like this. Put
`<!-- specui: allow malformed-table: REASON -->` in the last cell of the row, or on a
line of its own above the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.markdown.blocks import Paragraph, Table, TableRow, table_row
from specui.markdown.edits import TextEdit
from specui.markdown.tables import delimiter_row
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import use_file_newlines
from specui.rules.rule import Rule, Subject
from specui.specs import names, parts
from specui.specs.phrases import format_count, quote

RULE = Rule("SP110", Severity.WARNING, fixable=True)
_DASHES = r"[\s|:-]*-[\s|:-]*"


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    for table in subject.document.tables:
        columns = table.header.width
        wrong = [row for row in table.rows if row.width != columns]
        if wrong:
            yield from _check_rows(subject, table, wrong)
    parted = {row.line for run in subject.contents.parted_rows for row in run.rows}
    for block in subject.document.paragraphs:
        if block.line in parted:
            continue
        if block.end_line > block.line and text[block.start] == "|":
            yield from _check_delimiter_row(subject, block)


def _check_rows(subject: Subject, table: Table, wrong: list[TableRow]) -> Iterator[Finding]:
    text, columns = subject.text, table.header.width
    counts = {row.width for row in table.rows}
    if len(counts) == 1 and len(table.rows) > 2 and "|" in text[wrong[0].start : wrong[0].end]:
        rows = len(table.rows)
        message = f"The header has {format_count(columns, 'cell')}, but all {rows} rows have {counts.pop()}; make them equal"
        yield Finding(table.header.start, table.header.end, message)
        return
    for row in wrong:
        found = _check_row(subject, row, columns)
        if found is not None:
            yield found


def _check_row(subject: Subject, row: TableRow, columns: int) -> Finding | None:
    text, cells = subject.text, row.width
    line = text[row.start : row.end]
    if "|" not in line:
        return _note_finding(subject, row)
    if cells < columns:
        fix = _pad_fix(text, row, columns)
        message = f"The row has {format_count(cells, 'cell')}, but the table has {format_count(columns, 'column')}; fill up the row"
        return Finding(row.start, row.end, message, fix)
    beyond = row.cells[columns:]
    if all(cell.end == cell.start for cell in beyond):
        return None
    hidden = quote(text[beyond[0].start : row.cells[-1].end])
    message = (
        f"The row has {cells} cells, but the table has {format_count(columns, 'column')}: Markdown hides {hidden}; "
        "write a pipe within a cell as \\|"
    )
    return Finding(beyond[0].start, row.cells[-1].end, message, _escape_fix(text, row, columns), line)


def _note_finding(subject: Subject, row: TableRow) -> Finding:
    text, lines = subject.text, subject.document.lines
    start = lines.starts[row.line - 1]
    prose = text[row.start].isalpha() and text[row.start + 1 : row.start + 2] not in {")", "."}
    edit = TextEdit(start, start, use_file_newlines(subject, "\n"))
    fix = Fix("Insert a blank line before it", (edit,), safe=prose or text[row.start] == "_")
    message = f"{quote(text[row.start : row.end])} directly follows a table, so Markdown reads it as a row; insert a blank line"
    return Finding(row.start, row.end, message, fix)


def _pad_fix(text: str, row: TableRow, columns: int) -> Fix:
    line = text[row.start : row.end]
    missing = columns - row.width
    closed = line.endswith("|") and not line.endswith("\\|")
    piped = closed or line.startswith("|")
    added = " |" * missing if closed else " |" * (missing + 1) if piped else " | " * missing
    return Fix("Fill up the row with empty cells", (TextEdit(row.end, row.end, added),))


def _escape_fix(text: str, row: TableRow, columns: int) -> Fix | None:
    """Return the fix that escapes pipes, or None if the row would still have another number of cells."""
    from specui.specs.edits.cells import text_pipes  # only a malformed row needs it

    found = text_pipes(text, row.start, row.end, columns)
    if found is None:
        return None
    pipes, sure = found
    return Fix("Escape the pipes within the cell", tuple(TextEdit(pipe, pipe, "\\") for pipe in pipes), sure)


def _is_header(subject: Subject, row: TableRow) -> bool:
    """Return whether a row holds the column names of its part, or of its group in the template."""
    section = subject.spec.section_at(row.start)
    if section is None:
        return False
    places = zip(section.groups, subject.spec.parts_of(section), strict=True)
    group, part = [(group, part) for group, part in places if group.start <= row.start][-1]
    if part is not None and parts.part_of_columns(row.texts) == part:
        return True
    columns = {names.field_key(column.name) for column in group.schema.columns} if group.schema else set()
    return len(columns) > 1 and columns <= {names.field_key(text) for text in row.texts}


def _check_delimiter_row(subject: Subject, block: Paragraph) -> Iterator[Finding]:
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
            f"has {format_count(stated, 'column')}, but the header has {columns}"
            if stated
            else "is malformed"
        )
        corrected = Fix(
            f"Correct the delimiter row: Markdown reads {format_count(len(rows) - 2, 'more row')}",
            (TextEdit(second.start, second.end, rule),),
        )
        message = f"The delimiter row {said}, so Markdown reads no table; write {rule}"
        yield Finding(second.start, second.end, message, corrected)
        return
    fix: Fix | None = None
    if all(row.width == columns for row in rows):
        edit = TextEdit(
            lines.ends[header.line - 1], lines.ends[header.line - 1], use_file_newlines(subject, f"\n{rule}")
        )
        # A row must not become a header: the fix is safe only for a header that the template or a part knows.
        fix = Fix(
            f"Add the delimiter row: Markdown reads {format_count(len(rows) - 1, 'more row')}",
            (edit,),
            _is_header(subject, header),
        )
    message = f"The table has no delimiter row, so Markdown reads text; add {rule} below the header"
    yield Finding(header.start, header.end, message, fix)
