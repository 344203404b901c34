"""A date is in the future.

## What is wrong
A date field of the head is later than tomorrow. Tomorrow is fine: the author may live
in an earlier time zone.

## Why it matters
The spec looks fresh until that day, however old it is. Usually the year is wrong.

## Example
`**Last updated:** 2062-02-19`

## How to fix it
Correct the date.

## When to allow it
When the field holds a planned date. End the line with
`<!-- specui: allow future-date: REASON -->`, or set the rule to `off` in `specui.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import value_range
from specui.rules.rule import Rule, Subject
from specui.specs.dates import parse
from specui.specs.phrases import quote

RULE = Rule("SP203", Severity.WARNING)


def check(subject: Subject) -> Iterator[Finding]:
    today = subject.facts.today
    for field in subject.spec.fields:
        if field.schema is None or field.schema.kind != "date" or not isinstance(field.value, str):
            continue
        day = parse(field.value)
        if day is None or (day - today) <= timedelta(days=1):
            continue
        start, end = value_range(field)
        at = start + max(0, field.raw.find(field.value))
        message = f"{quote(field.name)} is {field.value}, in the future (today is {today.isoformat()}); correct the date"
        yield Finding(at, min(end, at + len(field.value)), message)
