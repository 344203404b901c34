"""Text in the section of a part that looks like items and could not be read.

## What it does
Looks at each line under acceptance criteria, gaps, missing tests, questions and the tables of tests and dependencies.
What is neither an item nor a note is reported here: rows outside a table, signs such as `•` in place of a list
marker, items in a code block or in HTML. One finding stands for all lines of a block.

## Why is this bad
The lines are neither listed nor counted, so the spec looks nearer to done than it is.

## Example
`• Refunds are made by hand`, which Markdown reads as running text.

## How to fix
Write it as Markdown: `- Refunds are made by hand`, a table with its row of dashes, `- [ ] …`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import count, quote
from specui.rules.rule import Rule, Subject
from specui.rules.structure import malformed_checkbox, malformed_table
from specui.rules.unread import malformed_heading, parted_table_row
from specui.specs.items.unread import Reason, Unread

RULE = Rule(
    code="SP331",
    name="unread-content",
    severity=Severity.WARNING,
    about="unread",
    summary="Text in the section of a part could not be read.",
    needs_template=False,
)
_WHY: dict[Reason, str] = {
    "row": "belongs to no table",
    "box": "is no checkbox for Markdown",
    "marker": "has no list marker that Markdown knows",
    "code": "stands in a code block",
    "html": "stands in HTML",
}
_OTHERS = (parted_table_row, malformed_table, malformed_checkbox, malformed_heading)


def check(subject: Subject) -> Iterator[Finding]:
    lines = [line for line in subject.contents.unread if line.reason in _WHY]
    if not lines:
        return
    told = _told(subject)
    for _, block in groupby(lines, key=lambda line: (line.block, line.reason)):
        left = [line for line in block if line.line not in told]
        if left and not (left[0].reason == "row" and left[0].block in told):
            yield _finding(left)


def _finding(lines: list[Unread]) -> Finding:
    first = lines[0]
    start, end = first.start, first.end
    why = _WHY[first.reason]
    if len(lines) == 1:
        message = f"{quote(first.text)} {why}, so it is not read or counted"
    else:
        message = (
            f"{count(len(lines), 'line')} under {first.section.name}, from {quote(first.text, 40)} on, could not be "
            f"read or counted; the first {why}"
        )
    return Finding(start, end, message)


def _told(subject: Subject) -> set[int]:
    """Return the lines that another rule reports, with what to do."""
    line_at = subject.document.lines.line_at
    told = {line_at(finding.start) for rule in _OTHERS for finding in rule.check(subject)}
    return told | {row.line for run in subject.contents.parted_rows for row in run.rows}
