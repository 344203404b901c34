"""A performance criterion that nobody can measure.

## What it does
Reads the criteria of groups on performance. It speaks where a criterion rests on a word such as
"instantly", "fast" or "acceptable" and has no figure, no comparison and no condition: what can be
answered with yes or no (`the query uses an index`, `does not block the dashboard`) is left alone.

## Why is this bad
It will be ticked by the one who is content, and opened again by the one who is not.

## Example
`- [ ] Cohort heatmap renders instantly`

## How to fix
Say how much: `renders in less than 200 ms for 24 months`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from specui.rules.criteria._vague import unmeasured
from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import quote
from specui.rules.rule import Rule, Subject

RULE = Rule(
    code="SP302",
    name="unmeasurable-performance",
    severity=Severity.WARNING,
    about="criteria",
    summary="A performance criterion names no measure.",
)


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    for group in subject.spec.groups("criteria"):
        if not is_performance(group.name):
            continue
        for item in group.items:
            if item.depth > 0 or item.check < 0:
                continue
            vague = unmeasured(text, item.text_start, item.text_end)
            if vague is None:
                continue
            said = quote(text[item.text_start : item.text_end])
            message = f"{said} cannot be measured: say how much {quote(vague.of(text))} is"
            yield Finding(item.text_start, item.text_end, message)


@lru_cache(maxsize=1024)
def is_performance(name: str) -> bool:
    """Whether a group of criteria is about speed and load."""
    bare = name.casefold()
    return "performance" in bare or "latency" in bare or bare in {"speed", "scalability", "efficiency"}
