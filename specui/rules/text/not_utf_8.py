"""The file is not UTF-8.

## What is wrong
The bytes of the file are not valid UTF-8, from the place of the finding on. specui
opens the file read-only, and no other rule checks it.

## Why it matters
Every tool guesses the encoding, each in its own way. The first one that saves the file
damages it.

## Example
A spec saved as Windows-1252 or UTF-16.

## How to fix it
Save it as UTF-8 in the editor that wrote it, or run `specui repair FILE`.

## When to allow it
Never for a spec: specui cannot edit the file. Exclude a file that is not a spec in
`specui.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject

RULE = Rule("SP602", Severity.ERROR, needs_template=False)


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
    remedy = "" if fault.encoding else "; save it as UTF-8"
    yield Finding(start, end, f"The file {fault.message}{remedy}", key="not-utf-8")
