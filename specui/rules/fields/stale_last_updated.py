"""Nobody has updated the spec for a long time.

## What is wrong
The `Last updated` or `Last reviewed` date is more than `stale_days` days ago. The rule
reports nothing until you set `stale_days` in `specui.toml`.

## Why it matters
If your team reviews specs every quarter, this finds those that it missed.

## Example
`**Last updated:** 2025-06-30`, with `stale_days = 180`, in February 2026.

## How to fix it
Read the spec, correct what has changed, and update the date.

## When to allow it
When the spec is final, such as that of a retired feature. End the line with
`<!-- specui: allow stale-last-updated: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import value_range
from specui.rules.rule import Rule, Subject
from specui.specs.dates import parse
from specui.specs.phrases import quote

RULE = Rule("SP206", Severity.WARNING)


def check(subject: Subject) -> Iterator[Finding]:
    limit = subject.facts.settings.stale_days
    if limit is None:
        return
    for field in subject.spec.fields:
        schema = field.schema
        if schema is None or schema.kind != "date" or not {"updated", "reviewed"} & set(schema.key.split()):
            continue
        day = parse(field.value) if isinstance(field.value, str) else None
        if day is None:
            continue
        age = (subject.facts.today - day).days
        if age > limit:
            message = (
                f"{quote(field.name)} is {age} days ago (limit: {limit}); review the spec and update the date"
            )
            yield Finding(*value_range(field), message)
