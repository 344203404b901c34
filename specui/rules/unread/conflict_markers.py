"""A merge left conflict markers in the file.

## What is wrong
Lines start with `<<<<<<<`, `=======` and `>>>>>>>`, or one of these markers appears
without the others.

## Why it matters
The file says two things at once. specui counts neither side, since nobody knows which
one is right.

## Example
`<<<<<<< HEAD` above one list of criteria and `>>>>>>> feature` below another.

## How to fix it
Keep one side, or both, and remove the markers. The workbench shows both sides and keeps
the one you choose.

## When to allow it
Never. If the spec shows conflict markers as an example, put them in a code block.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.blocks import Fence
from specui.markdown.conflicts import stray_markers
from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject

RULE = Rule("SP335", Severity.ERROR, needs_template=False)


def check(subject: Subject) -> Iterator[Finding]:
    document = subject.document
    if "<<<<<<<" not in subject.text and ">>>>>>>" not in subject.text:
        return
    lines = document.lines
    for conflict in document.conflicts:
        start, end = lines.line_range(conflict.line)
        ours, theirs = conflict.sizes
        message = (
            f"Merge conflict down to line {conflict.end_line}: {ours} of your lines against {theirs} of theirs; "
            "specui counts neither side, so keep one or both"
        )
        yield Finding(start, end, message, key=document.slice(conflict.start, conflict.end))
    fences = [block for block in document.blocks if type(block) is Fence]
    for index in stray_markers(subject.text, lines):
        start, end = lines.line_range(index + 1)
        if any(fence.start <= start < fence.end for fence in fences):
            continue
        yield Finding(start, end, "This conflict marker has no counterpart; remove it")
