"""The spec has not been updated for a long time.

## What it does
Compares the `Last updated` field with today. The rule is silent until `stale_days` is set.

## Why is this bad
Where specs are meant to be looked at every quarter, this finds those that were not.

## Example
`**Last updated:** 2025-06-30`, with `stale_days = 180`, in February 2026.

## How to fix
Read the spec, correct what has changed, and set the date.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import quote
from specui.rules.places import value_place
from specui.rules.rule import Rule, Subject
from specui.specs.dates import parse

RULE = Rule(
    code="SP206",
    name="stale-last-updated",
    severity=Severity.WARNING,
    about="fields",
    summary="The spec has not been updated for a long time.",
)


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
            start, end = value_place(field)
            message = f"{quote(field.name)} is {age} days ago; the limit is {limit}"
            yield Finding(start, end, message)
