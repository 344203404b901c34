"""Two sections have the same title.

## What it does
Compares the titles of all sections without numbers, signs and remarks. Two halves of a compound
title, such as `Known Gaps` and `Tech Debt`, are not the same.

## Why is this bad
Readers stop at the first one. Most often it is the trace of a merge, with one half out of date.

## Example
`## 8. Open Questions` twice in one file.

## How to fix
Put the two together, or give the second one a title of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import quote
from specui.rules.places import heading_place
from specui.rules.rule import Rule, Subject
from specui.specs import names
from specui.specs.spec import Section

RULE = Rule(
    code="SP104",
    name="duplicate-section",
    severity=Severity.WARNING,
    about="structure",
    summary="Two sections have the same title.",
)


def check(subject: Subject) -> Iterator[Finding]:
    first: dict[str, Section] = {}
    for section in subject.spec.sections:
        key = names.key(section.title)
        if not key:
            continue
        earlier = first.setdefault(key, section)
        if earlier is section:
            continue
        start, end = heading_place(section)
        yield Finding(start, end, f"Section {quote(section.name)} stands twice, first in line {earlier.line}")
