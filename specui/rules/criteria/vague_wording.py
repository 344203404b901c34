"""A criterion rests on a phrase that everybody reads in another way.

## What it does
Looks in acceptance criteria for a few phrases that stand where a measure should: "works well",
"fast enough", "user-friendly", "as appropriate" and their kin. What unmeasurable-performance
tells already is not told again.

## Why is this bad
Two people who agree on the sentence may disagree on whether it is true.

## Example
`- [ ] The standby call works well on busy days`

## How to fix
Say what is seen when it is true: `the standby list is called within 15 minutes, on busy days too`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.criteria._vague import may_be_vague, unmeasured, vague_phrase
from specui.rules.criteria.unmeasurable_performance import is_performance
from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import quote
from specui.rules.rule import Rule, Subject

RULE = Rule(
    code="SP303",
    name="vague-wording",
    severity=Severity.INFO,
    about="criteria",
    summary="A criterion rests on a vague phrase.",
)


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    groups = subject.spec.groups("criteria")
    if not groups or not may_be_vague(text[groups[0].start : groups[-1].end]):
        return
    for group in groups:
        for item in group.items:
            if item.check < 0 or item.depth > 0:
                continue
            if not may_be_vague(text[item.text_start : item.text_end]):
                continue
            found = vague_phrase(text, item.text_start, item.text_end)
            if found is None:
                continue
            if is_performance(group.name) and unmeasured(text, item.text_start, item.text_end):
                continue
            message = (
                f"{quote(found.of(text))} can be read in more than one way; say what is seen when it is true"
            )
            yield Finding(found.start, found.end, message, key=text[item.text_start : item.text_end])
