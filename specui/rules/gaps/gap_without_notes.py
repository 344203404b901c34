"""A gap has no notes.

## What is wrong
A row of the gaps table has an empty notes cell. If no gap of a table has notes, specui
reports the table once.

## Why it matters
Whoever decides about the gap in three months has nothing to start from.

## Example
`| Certificates are typed by hand | 🟡 High | |`

## How to fix it
Add who is affected, how often, or what you tried.

## When to allow it
When the gap explains itself. Put `<!-- specui: allow gap-without-notes: REASON -->` in
the first cell of the row, or on a line of its own above the table for all rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import states_no_gap
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote
from specui.specs.rows import Record

RULE = Rule("SP322", Severity.INFO, needs_template=False)
_COLUMNS = ("note", "comment")


def check(subject: Subject) -> Iterator[Finding]:
    columns = subject.contents.gap_columns
    if all("" not in columns.get(name, ()) for name in _COLUMNS):
        return
    gaps = subject.contents.gaps
    rows = [(gap, gap.record) for gap in gaps if gap.record is not None]
    bare = [
        (gap, record)
        for gap, record in rows
        if not gap.notes and gap.gap and not gap.closed and not states_no_gap(gap)
    ]
    if not bare:
        return
    bare = [(gap, record) for gap, record in bare if any(name in record.cells for name in _COLUMNS)]
    silent = {id(record.table) for _, record in rows} - {
        id(record.table) for gap, record in rows if gap.notes
    }
    reported: set[int] = set()
    for gap, record in bare:
        table = record.table
        if id(table) in silent and len(table.rows) > 2:
            if id(table) not in reported:
                reported.add(id(table))
                message = f"None of the {len(table.rows)} gaps has notes; say what each gap means"
                yield Finding(table.header.start, table.header.end, message)
            continue
        yield Finding(*_place(record), f"Gap {quote(gap.gap)} has no notes; say what it means")


def _place(record: Record) -> tuple[int, int]:
    cells = [cell for cell in record.row.cells if cell.end > cell.start]
    return (cells[0].start, cells[0].end) if cells else (record.row.start, record.row.end)
