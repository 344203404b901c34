"""The file is not UTF-8.

## What it does
Tells where the bytes of the file stop being UTF-8. The file is then read only, and no other
rule looks at it.

## Why is this bad
Every tool guesses, each in its own way, and the first one that saves the file damages it.

## Example
A spec saved as Windows-1252 or UTF-16.

## How to fix
Save it as UTF-8 in the editor that wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject

RULE = Rule(
    code="SP602",
    name="not-utf-8",
    severity=Severity.ERROR,
    about="text",
    summary="The file is not UTF-8.",
    needs_template=False,
)


def check(subject: Subject) -> Iterator[Finding]:
    fault = subject.source.error
    if fault is None:
        return
    text, lines = subject.text, subject.document.lines
    start, end = lines.line_range(min(fault.line, len(lines)))
    broken = text.find("\ufffd", start)
    if not fault.encoding and broken >= 0:
        start, end = broken, broken + 1
    elif start == end:
        end = min(len(text), start + 1)
    yield Finding(start, end, f"The file {fault.message}", key="not-utf-8")
