"""A date that is none, or is not written as YYYY-MM-DD.

## What it does
Reads the date fields of the head. Words behind the date are allowed.

## Why is this bad
`03/04/2026` is a day in March or in April, by where the reader grew up, and sorts nowhere.

## Example
`**Last updated:** 2026/2/9`

## How to fix
Write the date as `2026-02-09`. Where there is only one way to read it the fix does, and is safe.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.fields._dates import read_date
from specui.rules.phrases import quote
from specui.rules.places import is_literal, value_place
from specui.rules.rule import Rule, Subject
from specui.specs.spec import FieldValue

RULE = Rule(
    code="SP202",
    name="invalid-date",
    severity=Severity.WARNING,
    about="fields",
    summary="A date is not a date, or not written as YYYY-MM-DD.",
    fixable=True,
)


def check(subject: Subject) -> Iterator[Finding]:
    for field in subject.spec.fields:
        if field.schema is not None and field.schema.kind == "date" and field.value is None:
            yield _finding(field, literal=is_literal(subject, field))


def _finding(field: FieldValue, *, literal: bool) -> Finding:
    start, end = value_place(field)
    if not field.raw:
        return Finding(start, end, f"{quote(field.name)} has no date", key=field.name)
    if field.schema is not None and field.raw.strip("`") == field.schema.placeholder.strip("`"):
        message = f"{quote(field.name)} still holds the template's {field.raw}; write the date"
        return Finding(start, end, message)
    bare = field.raw.strip("`*_ ")
    found = read_date(bare) if literal else None
    if found is None:
        message = f"{quote(field.name)} is {quote(field.raw)}, which is no date of the form YYYY-MM-DD"
        return Finding(start, end, message)
    day, length = found
    at = start + field.raw.index(bare)
    fix = Fix(f"Write {day.isoformat()}", (TextEdit(at, at + length, day.isoformat()),))
    message = f"{quote(field.name)} is {quote(bare[:length])}; write {day.isoformat()}"
    return Finding(at, at + length, message, fix)
