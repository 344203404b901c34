"""A field has a value that the template does not allow.

## What is wrong
A field that takes one of several values holds another one, none, or still all of them.
Text may follow a known value (`3 — Supporting Systems`, `🟢 Approved (audit)`), and the
symbol may be missing. The symbol of another value is a finding too.

## Why it matters
Filters, counts and the rules about the status know only the template's values. A spec
that is `🟡 Partial` is neither a draft nor approved, so no list shows it.

## Example
`**Spec status:** 🟡 Partial - Gaps Identified`

## How to fix it
Use the nearest allowed value and put your own words after it in brackets, or add your
value to the template. The fix is safe where only marks or hyphens differ.

## When to allow it
When another tool dictates the value. End the line with
`<!-- specui: allow unknown-value: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import is_literal, value_range
from specui.rules.rule import Rule, Subject
from specui.specs import names
from specui.specs.choices import choice_words, explain_unknown, foreign_sign, listed, plain
from specui.specs.phrases import join_words, quote
from specui.specs.spec import FieldValue
from specui.specs.template import Choice

RULE = Rule("SP204", Severity.WARNING, fixable=True)


def check(subject: Subject) -> Iterator[Finding]:
    for field in subject.spec.fields:
        schema = field.schema
        if schema is None or schema.kind != "choice":
            continue
        if listed(field.raw, schema.choices):
            message = f"{quote(field.name)} still lists all values of the template; keep one"
            yield Finding(*value_range(field), message)
        elif field.value is None:
            yield _unknown_value(subject, field, schema.choices)
        else:
            yield from _check_sign(subject, field, schema.choices)


def _unknown_value(subject: Subject, field: FieldValue, choices: tuple[Choice, ...]) -> Finding:
    place = value_range(field)
    if not field.raw:
        allowed = join_words(choice_words(choices), "or")
        return Finding(*place, f"{quote(field.name)} is empty; choose {allowed}", key=field.name)
    choice, advice = explain_unknown(field.raw, choices)
    message = f"{quote(field.name)} has the unknown value {quote(field.raw)}{advice}"
    return Finding(*place, message, _value_fix(subject, field, choice) if choice is not None else None)


def _value_fix(subject: Subject, field: FieldValue, choice: Choice) -> Fix:
    if plain(field.raw) == plain(choice.word):
        return Fix(f"Write {quote(choice.text)}", _written(subject, field, choice.text))
    words = names.strip_signs(field.raw).strip("*_` ")
    text = f"{choice.text} ({words})" if "(" not in words else f"{choice.text} — {words}"
    return Fix(f"Write {quote(text)}", _written(subject, field, text), safe=False)


def _written(subject: Subject, field: FieldValue, text: str) -> tuple[TextEdit, ...]:
    """Return the edits that set a field to a text, escaped as the form of the field needs it."""
    if field.form == "text":
        return (TextEdit(*value_range(field), text),)
    from specui.specs.edits.fields import value_edits

    return tuple(value_edits(subject.document, field, text))


def _check_sign(subject: Subject, field: FieldValue, choices: tuple[Choice, ...]) -> Iterator[Finding]:
    chosen = next((c for c in choices if c.word == field.value), None)
    other = foreign_sign(field.raw, chosen, choices) if chosen else None
    if chosen is None or other is None or not is_literal(subject, field):
        return
    start, _ = value_range(field)
    sign = names.leading_sign(field.raw)
    at = start + field.raw.index(sign)
    fix = Fix(f"Write {chosen.sign}", (TextEdit(at, at + len(sign), chosen.sign),), safe=False)
    message = f"{quote(field.name)} is {chosen.word} but has the symbol of {other.word}; use {chosen.sign}"
    yield Finding(start, start + len(field.raw), message, fix)
