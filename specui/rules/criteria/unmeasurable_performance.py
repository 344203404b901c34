"""A performance criterion has no measure.

## What is wrong
A criterion in a group about performance relies on a word such as "instantly", "fast" or
"acceptable", and gives no number, comparison or condition. Criteria that you can answer
with yes or no are fine: `the query uses an index`, `does not block the dashboard`.

## Why it matters
One person ticks it, the next one opens it again, and both are right.

## Example
`- [ ] Cohort heatmap renders instantly`

## How to fix it
Say how much: `renders in less than 200 ms for 24 months`.

## When to allow it
When another document holds the number. Name that document: end the line with
`<!-- specui: allow unmeasurable-performance: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from specui.rules.criteria._vague import find_unmeasured
from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote

RULE = Rule("SP302", Severity.WARNING, needs_template=False)


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    for group in subject.spec.groups("criteria"):
        if not is_performance(group.name):
            continue
        for item in group.items:
            if item.depth > 0 or item.check < 0:
                continue
            vague = find_unmeasured(text, item.text_start, item.text_end)
            if vague is None:
                continue
            said = quote(text[item.text_start : item.text_end])
            message = f"Criterion {said} has no measure; say how much {quote(vague.of(text))} is"
            yield Finding(item.text_start, item.text_end, message)


@lru_cache(maxsize=1024)
def is_performance(name: str) -> bool:
    """Return whether a group of criteria is about speed and load."""
    bare = name.casefold()
    return "performance" in bare or "latency" in bare or bare in {"speed", "scalability", "efficiency"}
