"""Two sections have the same title.

## What is wrong
Two section titles are equal apart from numbers, symbols and remarks in brackets. The
halves of a compound title, such as `Known Gaps` and `Tech Debt`, are not equal. In
a family that comes with specui, titles with different remarks or levels are not equal
either: `Constitution Check` and `Constitution Check (after the design)`.

## Why it matters
Readers stop at the first one. Usually a merge left the second, and one of them is out
of date.

## Example
`## 8. Open Questions` twice in one file.

## How to fix it
Merge the two, or rename one.

## When to allow it
When the titles repeat on purpose, such as one `Setup` for each platform. End the second
heading with `<!-- specui: allow duplicate-section: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import heading_range
from specui.rules.rule import Rule, Subject
from specui.specs import names
from specui.specs.phrases import quote
from specui.specs.spec import Section

RULE = Rule("SP104", Severity.WARNING)


def check(subject: Subject) -> Iterator[Finding]:
    first: dict[str, Section] = {}
    template = subject.template
    for section in subject.spec.sections:
        key = names.key(section.title)
        if not key:
            continue
        if template is not None and template.allows_more:  # there a remark or a level makes another section
            key = f"{section.heading.level} {names.heading_text(section.title).casefold()}"
        earlier = first.setdefault(key, section)
        if earlier is section:
            continue
        message = f"Section {quote(section.name)} repeats line {earlier.line}; merge the two or rename one"
        yield Finding(*heading_range(section), message)
