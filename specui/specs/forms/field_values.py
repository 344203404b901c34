"""The fields of a spec's head, those that it lacks, and labelled lines elsewhere, as values to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from specui.markdown.blocks import FieldLine
from specui.markdown.edits import Transaction
from specui.specs import names
from specui.specs.choices import listed
from specui.specs.contents import Contents
from specui.specs.dates import date_in
from specui.specs.edits.choices import chosen
from specui.specs.edits.fields import add_field, change_field, set_line
from specui.specs.edits.guard import transact
from specui.specs.forms import value_checks as checks
from specui.specs.forms.model import Editable, Form, Kind
from specui.specs.forms.target_places import schema_at
from specui.specs.forms.value_checks import Check
from specui.specs.schema import Choice, FieldSchema, LabelSchema
from specui.specs.spec import FieldValue, Spec, match_choice
from specui.specs.unread_fields import field_in_conflict

_PEOPLE = frozenset({"owner", "author", "reviewer", "agent"})


def field_editable(contents: Contents, found: FieldValue, today: str) -> Editable:
    """Return a field of the head as it is typed; a date without what is around it."""
    spec, schema = contents.spec, found.schema
    kind, choices = _kind(schema, found.name, found.raw), schema.choices if schema else ()
    placeholder = found.raw.strip() if schema and _is_placeholder(schema, found.raw) else ""
    value = "" if placeholder else found.raw.strip()
    if kind == "date":
        value = date_in(value) or value
    check = _check(kind, found.name, choices, today)

    def commit(text: str) -> Transaction:
        if text.strip() == value and value:
            return Transaction((), len(spec.document.text), f"set {found.name}")
        return change_field(spec, found, text, typed=True)

    checked = checks.unless_same(value, check) if value else check
    return Editable(kind, found.name, value, False, choices, checked, commit, placeholder)


def missing_field(contents: Contents, schema: FieldSchema, today: str) -> Editable:
    """Return a field that the template has and the spec lacks; it is made where the template has it."""
    kind = _kind(schema, schema.name, "")
    check = _check(kind, schema.name, schema.choices, today)

    def commit(text: str) -> Transaction:
        return add_field(contents.spec, schema.name, text)

    value = today if kind == "date" and "updated" in schema.words else ""
    return Editable(kind, schema.name, value, False, schema.choices, check, commit, schema.placeholder)


def missing_fields(contents: Contents, today: str) -> Form | None:
    """Return a form of all fields that the template has and the spec lacks; those left empty stay away."""
    spec = contents.spec
    absent = absent_fields(spec)
    if not absent:
        return None
    needed = [missing_field(contents, schema, today) for schema in absent]
    fields = tuple(replace(field, check=checks.unless_same("", field.check)) for field in needed)

    def commit(texts: Sequence[str]) -> Transaction:
        pairs = zip(absent, texts, strict=True)
        edits = [
            edit
            for schema, text in pairs
            if text.strip()
            for edit in add_field(spec, schema.name, text).edits
        ]
        title = f"add {absent[0].name}" if len(absent) == 1 else "add fields"
        return transact(spec.document.text, edits, title)

    return Form("Missing fields" if len(absent) > 1 else "Missing field", fields, commit)


def absent_fields(spec: Spec) -> list[FieldSchema]:
    """Return the template's fields that the spec has under no name, nor in a merge conflict."""
    present = {id(found.schema) for found in spec.fields}
    known = spec.template.fields if spec.template else ()
    return [
        schema
        for schema in known
        if id(schema) not in present and not field_in_conflict(spec.document, schema.name, spec.head_end)
    ]


def line_editable(contents: Contents, line: FieldLine) -> Editable | None:
    """Return what follows a bold label within a section; None for a label alone, which opens a group."""
    spec = contents.spec
    document = spec.document
    raw = document.text[line.value_start : line.value_end]
    name = document.text[line.key_start : line.key_end].strip()
    schema = _label(spec, line, name)
    if not raw and schema is None:
        return None
    choices = schema.choices if schema else ()
    placeholder = raw.strip() if schema and schema.placeholder == raw.strip() else ""
    value = "" if placeholder else raw.strip()

    def commit(text: str) -> Transaction:
        new = text
        if choices and match_choice(text, choices):
            new = chosen(text, raw, choices, name=f"“{name}”", typed=True)
        return set_line(document, line, new, name=name)

    check = checks.unless_same(value, checks.needed(name))
    kind: Kind = "choice" if choices else "text"
    return Editable(kind, name, value, False, choices, check, commit, placeholder)


def _kind(schema: FieldSchema | None, name: str, raw: str) -> Kind:
    if schema is not None:
        kinds: dict[str, Kind] = {"choice": "choice", "date": "date", "list": "owners"}
        kind = kinds.get(schema.kind, "text")
    else:
        kind = "date" if date_in(raw) == raw.strip() and raw.strip() else "text"
    words = names.field_key(name).split()
    return "owners" if kind == "text" and not _PEOPLE.isdisjoint(words) else kind


def _check(kind: Kind, name: str, choices: Sequence[Choice], today: str) -> Check:
    if kind == "choice":
        return checks.one_of(name, choices)
    if kind == "date":
        return checks.a_date(name, today)
    return checks.people(name) if kind == "owners" else checks.needed(name)


def _is_placeholder(schema: FieldSchema, raw: str) -> bool:
    return (schema.is_asking and raw.strip() == schema.placeholder) or (
        schema.kind == "choice" and listed(raw, schema.choices)
    )


def _label(spec: Spec, line: FieldLine, name: str) -> LabelSchema | None:
    """Return what the template says of a label: in the group that it is in, else anywhere in its section."""
    section, own = spec.section_at(line.start), schema_at(spec, line.start)
    groups = section.schema.groups if section is not None and section.schema is not None else ()
    wanted = names.field_key(name)
    known = [label for group in ([own] if own else []) + list(groups) for label in group.labels]
    return next((label for label in known if names.field_key(label.label) == wanted), None)
