"""The fields of a spec's head: which of the template's they are, and what they say.

Names drift more than values do: ``Owner agents``, ``Status`` for ``Spec status``, ``last_updated`` in front
matter.  Where they are, and in which shape, is head.py's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import Document, FieldLine
from specui.specs import names
from specui.specs.choices import listed
from specui.specs.dates import date_in
from specui.specs.head import MATTER_FORMS, Form, HeadLine, Knows, head_lines, key_of
from specui.specs.schema import Choice, FieldSchema, Template

_STATUS = names.field_key("status")


class FieldValue(NamedTuple):
    """A field of the spec's head.

    ``name`` is the template's name for it, ``raw`` its value as it reads (without the quotes of front
    matter), ``value`` what the template allows of that: one of its choices' words, a date as written, a
    list of names, or None.  ``form`` says how the value is written.
    """

    name: str
    raw: str
    value: str | tuple[str, ...] | None
    line: FieldLine
    schema: FieldSchema | None
    form: Form = "text"


def read_fields(
    document: Document, template: Template | None, start: int, end: int
) -> tuple[FieldValue, ...]:
    """Return the fields between two offsets, in file order; repeated names are repeated.

    A name that the template lacks means the one field that holds all its words, if that is not there
    by its own name.
    """
    lines = head_lines(document, start, end, knows(template))
    body = [line for line in lines if line.form not in MATTER_FORMS]
    keys = [_key(document.text, line) for line in body]
    found = _schemas(keys, template)
    shown = [_field(document, line, schema) for line, schema in zip(body, found, strict=True)]
    if len(body) == len(lines):
        return tuple(shown)
    # What the body says is what people read; front matter that says it again is left alone.
    matter = [line for line in lines if line.form in MATTER_FORMS]
    own = [_key(document.text, line) for line in matter]
    above = [
        _field(document, line, schema)
        for line, key, schema in zip(matter, own, _schemas(own, template), strict=True)
        if key not in keys and (schema is None or schema not in found)
    ]
    return (*above, *shown)


def _schemas(keys: Sequence[str], template: Template | None) -> list[FieldSchema | None]:
    """Return the template's field for each key: by itself, else by its words where no other key is that."""
    if template is None:
        return [None] * len(keys)
    found = [template.fields_by_key.get(key) for key in keys]
    if None in found:
        for index, key in enumerate(keys):
            if found[index] is None:
                meant = match_field(key, template)
                found[index] = None if meant in found else meant
    return found


def field_keys(document: Document, template: Template, start: int, end: int) -> set[str]:
    """Return the keys of the fields between two offsets, as written."""
    lines = head_lines(document, start, end, knows(template))
    return {_key(document.text, line) for line in lines}


def knows(template: Template | None) -> Knows:
    """Return a function that ranks how well a template knows a name."""
    if template is None:
        return _knows_status
    known = template.fields_by_key

    def rank_name(name: str) -> int:
        if names.field_key(name) in known:
            return 2
        return 1 if match_field(name, template) is not None else 0

    return rank_name


def _knows_status(name: str) -> int:
    """Rank a name where no template says which fields there are: ``Status: review`` is one in any file."""
    return int(names.field_key(name) == _STATUS)


def match_field(name: str, template: Template) -> FieldSchema | None:
    """Return the one field whose name holds all words of ``name``: ``Status`` is ``Spec status``."""
    words = _words(name)
    holding = (
        [schema for schema in template.all_fields if words <= _words(schema.matter_key or schema.name)]
        if words
        else []
    )
    return holding[0] if len(holding) == 1 else None


@lru_cache(maxsize=4096)
def match_choice(raw: str, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the choice that a raw value begins with; what follows it is its tail.

    A value that still lists several choices, as the template does, is none of them.
    """
    if listed(raw, choices):
        return None
    word = names.strip_signs(raw).casefold()
    found = None
    for choice in choices:
        wanted = choice.word.casefold()
        if word.startswith(wanted) and not word[len(wanted) : len(wanted) + 1].isalnum():
            found = choice if found is None or len(choice.word) > len(found.word) else found
    return found


def _key(text: str, line: HeadLine) -> str:
    name = text[line.line.key_start : line.line.key_end]
    return key_of(name) if line.form in MATTER_FORMS else names.field_key(name)


def _field(document: Document, head: HeadLine, schema: FieldSchema | None) -> FieldValue:
    line, form = head.line, head.form
    raw = document.text[line.value_start : line.value_end]
    if form == "row":
        raw = raw.replace("\\|", "|")
    elif form != "text":
        from specui.specs.matter import value_of

        raw = value_of(document.text, line, form)
    if schema is None:
        return FieldValue(document.text[line.key_start : line.key_end].strip(), raw, raw, line, None, form)
    return FieldValue(schema.name, raw, _value(raw, schema), line, schema, form)


def _value(raw: str, schema: FieldSchema) -> str | tuple[str, ...] | None:
    if schema.kind == "choice":
        choice = match_choice(raw, schema.choices)
        if choice is None and (again := schema.own_name.match(raw)):
            choice = match_choice(raw[again.end() :], schema.choices)
        return choice.word if choice else None
    if schema.kind == "date":
        return date_in(raw)
    if not raw.strip() or (schema.is_asking and raw.strip() == schema.placeholder):
        return None
    return names.split_names(raw) if schema.kind == "list" else raw.strip()


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") or word for word in names.field_key(name).split())
