"""specui cannot read some lines as items.

## What is wrong
A line under acceptance criteria, gaps, missing tests, questions or a table of tests or
dependencies is neither an item nor a note: a row outside a table, a symbol such as `•` in
place of a list marker, or an item in a code block or in HTML. One finding covers all
such lines of a block.

## Why it matters
No list and no count includes these lines, so the spec looks closer to done than it is.

## Example
`• Refunds are made by hand`, which Markdown reads as plain text.

## How to fix it
Write it as Markdown: `- Refunds are made by hand`, `- [ ] …`, or a table with a
delimiter row.

## When to allow it
When the lines are an example, not items. Put
`<!-- specui: allow unread-content: REASON -->` on a line of its own above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.structure import malformed_checkbox, malformed_table
from specui.rules.unread import malformed_heading, parted_table_row
from specui.specs.items.unread import Reason, Unread
from specui.specs.phrases import format_count, quote

RULE = Rule("SP331", Severity.WARNING, needs_template=False)
_WHY: dict[Reason, str] = {
    "row": "is outside a table",
    "box": "is not a checkbox in Markdown",
    "marker": "has no Markdown list marker",
    "code": "is in a code block",
    "html": "is in HTML",
}
_OTHERS = (parted_table_row, malformed_table, malformed_checkbox, malformed_heading)


def check(subject: Subject) -> Iterator[Finding]:
    lines = [line for line in subject.contents.unread if line.reason in _WHY]
    if not lines:
        return
    reported = _reported_elsewhere(subject)
    for _, block in groupby(lines, key=lambda line: (line.block, line.reason)):
        left = [line for line in block if line.line not in reported]
        if left and not (left[0].reason == "row" and left[0].block in reported):
            yield _finding(left)


def _finding(lines: list[Unread]) -> Finding:
    first = lines[0]
    start, end = first.start, first.end
    why = _WHY[first.reason]
    if len(lines) == 1:
        message = f"{quote(first.text)} {why}, so specui does not count it; write it as an item or a row"
    else:
        message = (
            f"specui does not count {format_count(len(lines), 'line')} under {first.section.name} from "
            f"{quote(first.text, 40)} on: the first {why}; write them as items or rows"
        )
    return Finding(start, end, message)


def _reported_elsewhere(subject: Subject) -> set[int]:
    """Return the lines that another rule reports with its own remedy."""
    line_at = subject.document.lines.line_at
    reported = {line_at(finding.start) for rule in _OTHERS for finding in rule.check(subject)}
    return reported | {row.line for run in subject.contents.parted_rows for row in run.rows}
