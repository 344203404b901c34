"""A blank line separates a row from its table.

## What is wrong
Rows of pipes follow a table after a blank line, or a table has a blank line after every
row. Markdown ends a table at a blank line and reads what follows as text.

## Why it matters
No list and no count includes the row: a critical gap in it does not block approval.

## Example
A row `| Tides are read wrongly | Critical | twice |` with a blank line above it.

## How to fix it
Remove the blank lines. The fix does so where the rows have as many cells as the table.
It is safe, because no row becomes a header.

## When to allow it
When the rows are not part of the table. Put
`<!-- specui: allow parted-table-row: REASON -->` in the last cell of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.specs.items.parted import Parted
from specui.specs.phrases import format_count, quote

RULE = Rule("SP333", Severity.WARNING, needs_template=False, fixable=True)


def check(subject: Subject) -> Iterator[Finding]:
    for parted in subject.contents.parted_rows:
        first = parted.rows[0]
        fix = None
        if parted.edits:
            lines = "the blank line" if len(parted.edits) == 1 else "the blank lines"
            fix = Fix(f"Remove {lines}: Markdown reads {format_count(parted.read, 'more row')}", parted.edits)
        yield Finding(first.start, first.end, _message(parted), fix, first.written)


def _message(parted: Parted) -> str:
    number = len(parted.rows)
    if parted.table is None:
        return "Blank lines separate the rows of this table, so Markdown reads text; remove the blank lines"
    subject = quote(parted.rows[0].written, 40) if number == 1 else f"{number} rows"
    them = "it" if number == 1 else "them"
    return f"A blank line separates {subject} from the table above, so specui does not read {them}; remove the blank line"
