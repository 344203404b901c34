"""A section is not where the template has it.

## What is wrong
The sections that the template knows are in another order. The rule names as few
sections as possible: those that you would have to move.

## Why it matters
People who read many specs look for a section where the template has it.

## Example
`## 8. Open Questions` before `## 7. Degraded Mode`.

## How to fix it
Move the section. There is no automatic fix, since a section may refer to what comes
before it.

## When to allow it
When this spec reads better in its own order. End the heading with
`<!-- specui: allow section-out-of-order: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import heading_range
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote
from specui.specs.spec import Section

RULE = Rule("SP103", Severity.WARNING)


def check(subject: Subject) -> Iterator[Finding]:
    template = subject.template
    if template is None:
        return
    known: list[tuple[int, Section]] = []
    seen: set[int] = set()
    for section in subject.spec.sections:
        if section.schema is None or id(section.schema) in seen:
            continue
        seen.add(id(section.schema))
        index = template.places[id(section.schema)]
        if index not in template.repeated:
            known.append((index, section))
    places = [index for index, _ in known]
    if places == sorted(places):
        return
    staying = _longest_increase(places)
    for position, (index, section) in enumerate(known):
        if position in staying:
            continue
        start, end = heading_range(section)
        before = [other for other, _ in known if other < index]
        after = [other for other, _ in known if other > index]
        neighbour = max(before) if before else min(after)
        side = "after" if before else "before"
        message = (
            f"Section {quote(section.name)} is out of order; move it {side} "
            f"{quote(template.sections[neighbour].name)}"
        )
        yield Finding(start, end, message)


def _longest_increase(places: list[int]) -> set[int]:
    """Return the positions of a longest increasing subsequence; of several, the one that ends first."""
    length, previous = [1] * len(places), [-1] * len(places)
    for i, place in enumerate(places):
        for j in range(i):
            if places[j] < place and length[j] + 1 > length[i]:
                length[i], previous[i] = length[j] + 1, j
    at = max(range(len(places)), key=lambda i: length[i])
    found: set[int] = set()
    while at >= 0:
        found.add(at)
        at = previous[at]
    return found
