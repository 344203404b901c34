"""A field of the template is missing or has no value.

## What is wrong
The template has a field that appears neither between the title and the first section
nor in front matter, or that has no value there. A field can be a line such as
`**Key:** value` or `Key: value`, one of several on a line, a list item, a line of a
quote or a row of a table. Other rules report an owner, a date or a choice that has no
value.

## Why it matters
Lists, filters and counts use these fields. A spec without a tier appears in no tier.

## Example
A head with `**Last updated:**` and `**Tier:**`, but without `**Owner agent(s):**`.

## How to fix it
Add the field. The fix inserts the template's line where it belongs, for you to fill in.

## When to allow it
When the field does not apply to this spec. Put
`<!-- specui: allow missing-field: REASON -->` on a line of its own above the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import title_range, use_file_newlines, value_range
from specui.rules.rule import Rule, Subject
from specui.specs import names
from specui.specs.phrases import join_words, quote
from specui.specs.schema import FieldSchema, says_optional
from specui.specs.unread_fields import Unread, field_in_conflict, standing_unread

RULE = Rule("SP201", Severity.WARNING, reviewable=True)


def check(subject: Subject) -> Iterator[Finding]:
    template = subject.template
    if template is None:
        return
    present = {id(field.schema) for field in subject.spec.fields}
    missing = [f for f in template.fields if id(f) not in present and not says_optional(f.name)]
    if missing and subject.document.conflicts:  # conflict-markers reports a field that one side has
        head = subject.spec.head_end
        missing = [f for f in missing if not field_in_conflict(subject.document, f.name, head)]
    if missing:
        yield from _missing(subject, missing, len(template.fields))
    for field in subject.spec.fields:
        if not field.raw and field.schema is not None and _is_text(field.schema):
            yield Finding(
                *value_range(field), f"{quote(field.name)} has no value; add one", key=field.schema.key
            )


def _missing(subject: Subject, missing: list[FieldSchema], all_fields: int) -> Iterator[Finding]:
    unread = {id(f): place for f in missing if (place := standing_unread(subject.spec, f.name)) is not None}
    written = [place for place in unread.values() if place.kind != "heading"]
    absent = [f for f in missing if id(f) not in unread or unread[id(f)].kind == "heading"]
    if len(absent) > 1 and len(absent) == all_fields:
        said = join_words([quote(f.name) for f in absent])
        fix = _insert_fix(subject, [f for f in absent if id(f) not in unread])
        yield Finding(
            *title_range(subject), f"Fields {said} are missing below the title; add them", fix, "fields"
        )
    else:
        for schema in absent:
            message = f"Field {quote(schema.name)} is missing below the title; add it"
            fix = _insert_fix(subject, [schema]) if id(schema) not in unread else None
            yield Finding(*title_range(subject), message, fix, schema.key)
    if written:
        yield _not_read(subject, written)


def _not_read(subject: Subject, written: list[Unread]) -> Finding:
    """Return one finding for all fields in a form that specui does not read."""
    first = min(written, key=lambda found: found.place.start)
    if len(written) == 1:
        message = f"specui does not read {quote(first.name)} here; write the line as **{first.name}:** value"
        if first.kind == "front matter":
            message = (
                f"specui does not read {quote(first.name)} here; write a word, date or list on the same line"
            )
        key = names.field_key(first.name)
    else:
        said = join_words([quote(found.name) for found in written])
        value = first.value or "value"
        message = f"specui does not read {said} here; write each on a line of its own, such as **{first.name}:** {value}"
        key = "not read"
    return Finding(first.place.start, first.place.end, message, _rewritten(subject, written), key)


def _rewritten(subject: Subject, written: list[Unread]) -> Fix | None:
    """Return the fix that rewrites whole lines of text as fields; None if any of them is something else."""
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
    return Fix("Rewrite as **Key:** value", edits, safe=False)


def _is_text(schema: FieldSchema) -> bool:
    return schema.kind == "text" and "owner" not in schema.key


def _insert_fix(subject: Subject, schemas: list[FieldSchema]) -> Fix | None:
    """Return the fix that adds the template's lines, in the style of the fields that the head has."""
    from specui.specs.edits.fields import addition
    from specui.specs.edits.places import EditRefused

    if not schemas:
        return None
    title = "Add the field from the template" if len(schemas) == 1 else "Add the fields from the template"
    spec = subject.spec
    if not spec.fields or len(schemas) > 1:
        place = spec.head_end
        new = "\n".join(f"**{schema.name}:** {schema.placeholder}".rstrip() for schema in schemas)
        if spec.outline.title is not None:
            place = subject.document.lines.ends[spec.outline.title.end_line - 1]
            new = f"\n\n{new}"
        else:
            new = f"{new}\n\n"
        return Fix(title, (TextEdit(place, place, use_file_newlines(subject, new)),), safe=False)
    try:
        _, edits = addition(spec, schemas[0].name, schemas[0], schemas[0].placeholder)
    except EditRefused:
        return None
    return Fix(title, tuple(edits), safe=False)
