"""Sections still hold the template's text.

## What is wrong
One or more sections are as the template has them, word by word. There is one finding
for all of them, and for the fields that still hold the template's value. Until such a
section is filled in, other rules report nothing in it, and nothing in it counts as a
criterion, gap or question.

## Why it matters
A copy of the template looks complete, but says nothing. A draft shows how many of its
sections are filled in, such as `to fill in 2/9`.

## Example
`## 1. Feature Overview`, and below it only the template's guidance.

## How to fix it
Write what the template asks for, section by section. In the workbench, `]` goes to the
next blank. A section that does not apply takes one sentence: `None`, and why.

## When to allow it
When another program fills in the section. End its heading with
`<!-- specui: allow unfilled-section: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import heading_range
from specui.rules.rule import Rule, Subject
from specui.specs.blanks import blank_fields
from specui.specs.phrases import format_count

RULE = Rule("SP112", Severity.WARNING)


def check(subject: Subject) -> Iterator[Finding]:
    blanks = subject.contents.blanks
    if not blanks.sections:
        return
    said = f"{len(blanks.sections)} of {format_count(blanks.fillable, 'section')}"
    fields = [field.name for field in blank_fields(subject.spec)]
    if fields:
        said += f" and {format_count(len(fields), 'field')} ({', '.join(fields)})"
    one = len(blanks.sections) + len(fields) == 1
    yield Finding(
        *heading_range(blanks.sections[0]), f"{said} {'is' if one else 'are'} still to fill in", key="blank"
    )
