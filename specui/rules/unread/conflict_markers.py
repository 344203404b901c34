"""A merge left its conflict markers in the file.

## What it does
Finds `<<<<<<<`, `=======` and `>>>>>>>` at the start of lines, and a marker that stands alone.

## Why is this bad
The file says two things at once. Neither side is counted, since nobody knows which one holds.

## Example
`<<<<<<< HEAD` above one list of criteria and `>>>>>>> feature` below another.

## How to fix
Keep one side, or both, and remove the markers. The workbench shows both sides and keeps the one you choose.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.blocks import Fence
from specui.markdown.conflicts import stray_markers
from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject

RULE = Rule(
    code="SP335",
    name="conflict-markers",
    severity=Severity.ERROR,
    about="unread",
    summary="Conflict markers of a merge are left in the file.",
    needs_template=False,
)


def check(subject: Subject) -> Iterator[Finding]:
    document = subject.document
    if "<<<<<<<" not in subject.text and ">>>>>>>" not in subject.text:
        return
    lines = document.lines
    for conflict in document.conflicts:
        start, end = lines.line_range(conflict.line)
        ours, theirs = conflict.sizes
        message = (
            f"Merge conflict: {ours} of your lines against {theirs} of theirs, down to line {conflict.end_line}; "
            "neither side is counted"
        )
        yield Finding(start, end, message, key=document.slice(conflict.start, conflict.end))
    fences = [block for block in document.blocks if type(block) is Fence]
    for index in stray_markers(subject.text, lines):
        start, end = lines.line_range(index + 1)
        if any(fence.start <= start < fence.end for fence in fences):
            continue
        yield Finding(start, end, "A conflict marker without its counterparts is left in the file; remove it")
