"""A criterion contains a vague phrase.

## What is wrong
An acceptance criterion uses a phrase such as "works well", "fast enough",
"user-friendly" or "as appropriate" in place of a measure. A finding of
unmeasurable-performance is not repeated here, and a phrase in quotes or code does not
count.

## Why it matters
Two people can agree on the sentence and still disagree on whether it is true.

## Example
`- [ ] The standby call works well on busy days`

## How to fix it
Say what someone can observe when it is true:
`the standby list is called within 15 minutes, on busy days too`.

## When to allow it
When the phrase is a quotation or a term that your spec defines. End the line with
`<!-- specui: allow vague-wording: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.criteria._vague import find_unmeasured, find_vague_phrase, may_be_vague
from specui.rules.criteria.unmeasurable_performance import is_performance
from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote

RULE = Rule("SP303", Severity.INFO, needs_template=False)


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
            found = find_vague_phrase(text, item.text_start, item.text_end)
            if found is None:
                continue
            if is_performance(group.name) and find_unmeasured(text, item.text_start, item.text_end):
                continue
            message = (
                f"{quote(found.of(text))} is vague; say what someone can observe when the criterion is met"
            )
            yield Finding(found.start, found.end, message, key=text[item.text_start : item.text_end])
