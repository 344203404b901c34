"""A date that has not come yet.

## What it does
Compares the date fields of the head with today. Tomorrow is allowed: it may be tomorrow
already where the author sits.

## Why is this bad
The spec looks fresh until that day, however old it is. Most often the year is wrong.

## Example
`**Last updated:** 2062-02-19`

## How to fix
Correct the date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import quote
from specui.rules.places import value_place
from specui.rules.rule import Rule, Subject
from specui.specs.dates import parse

RULE = Rule(
    code="SP203",
    name="future-date",
    severity=Severity.WARNING,
    about="fields",
    summary="A date has not come yet.",
)


def check(subject: Subject) -> Iterator[Finding]:
    today = subject.facts.today
    for field in subject.spec.fields:
        if field.schema is None or field.schema.kind != "date" or not isinstance(field.value, str):
            continue
        day = parse(field.value)
        if day is None or (day - today) <= timedelta(days=1):
            continue
        start, end = value_place(field)
        at = start + max(0, field.raw.find(field.value))
        message = (
            f"{quote(field.name)} is {field.value}, which is still to come (today is {today.isoformat()})"
        )
        yield Finding(at, min(end, at + len(field.value)), message)
