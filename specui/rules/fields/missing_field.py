"""A field that the template has is not in the head, or has no value.

## What it does
Looks between the title and the first section, and in front matter, for each field of the template. A
field may be a line such as `**Key:** value` or `Key: value`, one of several on a line, an item, a line of a
quote or a row of a table. An owner, a date or a choice without a value is another rule's finding.

## Why is this bad
Lists, filters and the index are made from these lines; a spec without a tier is in no tier.

## Example
A head with `**Last updated:**` and `**Tier:**`, and no `**Owner agent(s):**`.

## How to fix
Add the line. The fix puts the template's own line where it belongs, to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import listing, quote
from specui.rules.places import newlines, title_place, value_place
from specui.rules.rule import Rule, Subject
from specui.rules.schema import is_optional
from specui.specs import names
from specui.specs.conflicted import field_in_conflict
from specui.specs.schema import FieldSchema
from specui.specs.unread_fields import Unread, standing_unread

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
    unread = {id(f): place for f in missing if (place := standing_unread(subject.spec, f.name)) is not None}
    written = [place for place in unread.values() if place.kind != "heading"]
    absent = [f for f in missing if id(f) not in unread or unread[id(f)].kind == "heading"]
    start, end = title_place(subject)
    if len(absent) > 1 and len(absent) == all_fields:
        said = listing([quote(f.name) for f in absent])
        fix = _insert(subject, [f for f in absent if id(f) not in unread])
        yield Finding(start, end, f"The fields {said} are missing below the title", fix, "fields")
    else:
        for schema in absent:
            message = f"Field {quote(schema.name)} is missing below the title"
            fix = _insert(subject, [schema]) if id(schema) not in unread else None
            yield Finding(start, end, message, fix, schema.key)
    if written:
        yield _not_read(subject, written)


def _not_read(subject: Subject, written: list[Unread]) -> Finding:
    """Return the one finding on all fields that stand in a form which is not read."""
    first = min(written, key=lambda found: found.place.start)
    if len(written) == 1:
        message = f"{quote(first.name)} is not read here; write the line as **{first.name}:** value"
        if first.kind == "front matter":
            message = f"{quote(first.name)} is not read here; write its value on the line, as one word, date or list"
        key = names.field_key(first.name)
    else:
        said = listing([quote(found.name) for found in written])
        value = first.value or "value"
        message = (
            f"{said} are not read here; write each as a line of its own, such as **{first.name}:** {value}"
        )
        key = "not read"
    return Finding(first.place.start, first.place.end, message, _rewritten(subject, written), key)


def _rewritten(subject: Subject, written: list[Unread]) -> Fix | None:
    """Return the fix that makes fields of whole lines of text; None where one of them is anything else."""
    lines = subject.document.lines
    for found in written:
        line = lines.line_range(found.line)
        whole = subject.text[line.start : line.end].strip() == subject.text[slice(*found.place)]
        if found.kind != "text" or not found.value or not whole or subject.text[found.place.start] in "-+|#>":
            return None
    edits = tuple(
        TextEdit(found.place.start, found.place.end, f"**{found.name}:** {found.value}")
        for found in sorted(written, key=lambda found: found.place.start)
    )
    return Fix("Write **Key:** value", edits, safe=False)


def _is_text(schema: FieldSchema) -> bool:
    return schema.kind == "text" and "owner" not in schema.key


def _insert(subject: Subject, schemas: list[FieldSchema]) -> Fix | None:
    """Return the fix that adds the template's lines beside the fields that are there, as these are written."""
    from specui.specs.edits.fields import addition
    from specui.specs.edits.places import EditRefused

    if not schemas:
        return None
    title = "Add the template's line" if len(schemas) == 1 else "Add the template's lines"
    spec = subject.spec
    if not spec.fields or len(schemas) > 1:
        place = spec.head_end
        new = "\n".join(f"**{schema.name}:** {schema.placeholder}".rstrip() for schema in schemas)
        if spec.outline.title is not None:
            place = subject.document.lines.ends[spec.outline.title.end_line - 1]
            new = f"\n\n{new}"
        else:
            new = f"{new}\n\n"
        return Fix(title, (TextEdit(place, place, newlines(subject, new)),), safe=False)
    try:
        _, edits = addition(spec, schemas[0].name, schemas[0], schemas[0].placeholder)
    except EditRefused:
        return None
    return Fix(title, tuple(edits), safe=False)
