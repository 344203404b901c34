"""A date is not valid, or not written as YYYY-MM-DD.

## What is wrong
A date field of the head holds something other than a date of the form YYYY-MM-DD.
Text after the date is fine.

## Why it matters
`03/04/2026` is a day in March or in April, depending on the reader. It cannot be sorted
either.

## Example
`**Last updated:** 2026/2/9`

## How to fix it
Write the date as `2026-02-09`. The fix does so where the date has only one reading, and
is safe.

## When to allow it
When your team writes dates in another form on purpose. End the line with
`<!-- specui: allow invalid-date: REASON -->`, or set the rule to `off` in
`specui.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.fields._dates import read_date
from specui.rules.ranges import is_literal, value_range
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote
from specui.specs.spec import FieldValue

RULE = Rule("SP202", Severity.WARNING, fixable=True)


def check(subject: Subject) -> Iterator[Finding]:
    for field in subject.spec.fields:
        if field.schema is not None and field.schema.kind == "date" and field.value is None:
            yield _finding(field, literal=is_literal(subject, field))


def _finding(field: FieldValue, *, literal: bool) -> Finding:
    if not field.raw:
        return Finding(
            *value_range(field), f"{quote(field.name)} has no date; write one as YYYY-MM-DD", key=field.name
        )
    if field.schema is not None and field.raw.strip("`") == field.schema.placeholder.strip("`"):
        message = f"{quote(field.name)} still holds the template's {field.raw}; write the date"
        return Finding(*value_range(field), message)
    bare = field.raw.strip("`*_ ")
    found = read_date(bare) if literal else None
    if found is None:
        message = f"{quote(field.name)} is {quote(field.raw)}, not a valid date; write it as YYYY-MM-DD"
        return Finding(*value_range(field), message)
    day, length = found
    at = value_range(field).start + field.raw.index(bare)
    fix = Fix(f"Write {day.isoformat()}", (TextEdit(at, at + length, day.isoformat()),))
    message = f"{quote(field.name)} is {quote(bare[:length])}; write {day.isoformat()}"
    return Finding(at, at + length, message, fix)
