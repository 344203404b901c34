"""A row that a blank line separates from its table.

## What it does
Finds rows of pipes that stand behind a table with nothing but blank lines between, and tables with a blank line
after every row. Markdown ends a table at a blank line; what follows is text.

## Why is this bad
The row is in no list and in no count: a critical gap in it blocks nothing.

## Example
A row `| Tides are read wrongly | Critical | twice |` with a blank line above it.

## How to fix
Remove the blank lines. Where the rows have as many cells as the table, the fix does, and is safe: no row becomes a
header.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import count, quote
from specui.rules.rule import Rule, Subject
from specui.specs.items.parted import Parted

RULE = Rule(
    code="SP333",
    name="parted-table-row",
    severity=Severity.WARNING,
    about="unread",
    summary="A blank line separates a row from its table.",
    needs_template=False,
    fixable=True,
)


def check(subject: Subject) -> Iterator[Finding]:
    for parted in subject.contents.parted_rows:
        first = parted.rows[0]
        fix = None
        if parted.edits:
            lines = "the blank line" if len(parted.edits) == 1 else "the blank lines"
            fix = Fix(f"Remove {lines}: reads {count(parted.read, 'more row')}", parted.edits)
        yield Finding(first.start, first.end, _message(parted), fix, first.written)


def _message(parted: Parted) -> str:
    number = len(parted.rows)
    if parted.table is None:
        return "Blank lines separate the rows of this table, so Markdown reads them as text"
    subject = quote(parted.rows[0].written, 40) if number == 1 else f"{number} rows"
    verb = "is" if number == 1 else "are"
    return f"A blank line separates {subject} from the table above, so {'it' if number == 1 else 'they'} {verb} not read"
