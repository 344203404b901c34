"""A field that the template has is not in the head, or has no value.

## What it does
Looks between the title and the first section for each `**Key:** value` line of the template. An
owner, a date or a choice without a value is another rule's finding.

## Why is this bad
Lists, filters and the index are made from these lines; a spec without a tier is in no tier.

## Example
A head with `**Last updated:**` and `**Tier:**`, and no `**Owner agent(s):**`.

## How to fix
Add the line. The fix puts the template's own line where it belongs, to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.places import newlines, title_place, value_place
from specui.rules.rule import Rule, Subject
from specui.rules.schema import is_optional
from specui.rules.wording import listing, quote
from specui.specs import names
from specui.specs.conflicted import field_in_conflict
from specui.specs.template import FieldSchema

RULE = Rule(
    code="SP201",
    name="missing-field",
    severity=Severity.WARNING,
    about="fields",
    summary="A field of the template is missing.",
    fixable=True,
)


def check(subject: Subject) -> Iterator[Finding]:
    template = subject.template
    if template is None:
        return
    present = {id(field.schema) for field in subject.spec.fields}
    missing = [f for f in template.fields if id(f) not in present and not is_optional(f.name)]
    if missing and subject.document.conflicts:  # one that a side of a conflict has is told there
        head = subject.spec.head_end
        missing = [f for f in missing if not field_in_conflict(subject.document, f.name, head)]
    if missing:
        yield from _missing(subject, missing, len(template.fields))
    for field in subject.spec.fields:
        if not field.raw and field.schema is not None and _is_text(field.schema):
            start, end = value_place(field)
            yield Finding(start, end, f"{quote(field.name)} has no value", key=field.schema.key)


def _missing(subject: Subject, missing: list[FieldSchema], all_fields: int) -> Iterator[Finding]:
    written = [place for schema in missing if (place := _written_otherwise(subject, schema)) is not None]
    absent = [f for f in missing if all(f is not place.schema for place in written)]
    start, end = title_place(subject)
    if len(absent) > 1 and len(absent) == all_fields:
        said = listing([quote(f.name) for f in absent])
        yield Finding(
            start, end, f"The fields {said} are missing below the title", _insert(subject, absent), "fields"
        )
    else:
        for schema in absent:
            message = f"Field {quote(schema.name)} is missing below the title"
            yield Finding(start, end, message, _insert(subject, [schema]), schema.key)
    if written:
        yield _not_read(written)


def _not_read(written: list[_Place]) -> Finding:
    """Return the one finding on all fields that are written in another way."""
    first = min(written, key=lambda place: place.start)
    if len(written) == 1:
        message = (
            f"{quote(first.schema.name)} is not read here; write the line as **{first.schema.name}:** value"
        )
        key = first.schema.key
    else:
        said = listing([quote(place.schema.name) for place in written])
        message = f"{said} are not read here; write each as a line of its own, such as **{first.schema.name}:** {first.value}"
        key = "not read"
    edits = tuple(
        TextEdit(place.start, place.end, f"**{place.schema.name}:** {place.value}")
        for place in sorted(written, key=lambda place: place.start)
    )
    fix: Fix | None = Fix("Write **Key:** value", edits, safe=all(place.lead == "" for place in written))
    if any(place.lead == "|" for place in written):
        fix = None
    return Finding(first.start, first.end, message, fix, key)


def _is_text(schema: FieldSchema) -> bool:
    return schema.kind == "text" and "owner" not in schema.key


class _Place(NamedTuple):
    """Where a field is written in another way, and what stands before its name: a list marker, a pipe, nothing."""

    schema: FieldSchema
    start: int
    end: int
    lead: str
    value: str


def _written_otherwise(subject: Subject, schema: FieldSchema) -> _Place | None:
    """Find a line of the head that says it in another form: ``Tier: 2``, ``- **Tier:** 2``, ``| Tier | 2 |``."""
    spec, text = subject.spec, subject.text
    start = spec.outline.title.end if spec.outline.title else 0
    words = names.field_key(schema.name).split()
    name = r"[ \t]+".join(re.escape(word) for word in words)
    pattern = (
        rf"^[ \t]*(?P<field>(?:(?P<lead>[-*+>|])[ \t]+)?[*_`]{{0,2}}{name}s?(?:\(s\))?[*_`]{{0,2}}[ \t]*"
        rf"(?:(?(lead)[:|]|:))[*_`]{{0,2}}[ \t]*(?P<value>\S[^\r\n|]*))"
    )
    match = re.compile(pattern, re.IGNORECASE | re.MULTILINE).search(text, start, spec.head_end)
    if match is None:
        return None
    end = match.start("field") + len(match["field"].rstrip())
    return _Place(schema, match.start("field"), end, match["lead"] or "", match["value"].strip())


def _insert(subject: Subject, schemas: list[FieldSchema]) -> Fix | None:
    template, spec, lines = subject.template, subject.spec, subject.document.lines
    if template is None:
        return None
    order = {id(schema): index for index, schema in enumerate(template.fields)}
    first = order[id(schemas[0])]
    new = "\n".join(f"**{schema.name}:** {schema.placeholder}".rstrip() for schema in schemas)
    known = [(order[id(f.schema)], f.line) for f in spec.fields if f.schema is not None]
    before = [line for index, line in known if index < first]
    after = [line for index, line in known if index > first]
    if before:
        place = lines.ends[before[-1].line - 1]
        new = f"\n{new}"
    elif after:
        place = lines.starts[after[0].line - 1]
        new = f"{new}\n"
    elif spec.outline.title is not None:
        place = lines.ends[spec.outline.title.end_line - 1]
        new = f"\n\n{new}"
    else:
        place = spec.head_end
        new = f"{new}\n\n"
    edit = TextEdit(place, place, newlines(subject, new))
    title = "Add the template's line" if len(schemas) == 1 else "Add the template's lines"
    return Fix(title, (edit,), safe=False)
