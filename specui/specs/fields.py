"""The ``**Key:** value`` lines below the title: which of the template's fields they are, and what they say.

Names drift more than values do: ``Owner agents``, ``Status`` for ``Spec status``, two fields on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import Document, FieldLine, Paragraph
from specui.specs import names
from specui.specs.dates import date_in
from specui.specs.template import Choice, FieldSchema, Template

_NEXT = r"\*\*(?P<key>[^*:\n]{1,60})(?::\*\*|\*\*:)[ \t]*"
_BETWEEN = " \t|·•,;/\u2013\u2014\u00a0"


class FieldValue(NamedTuple):
    """A ``**Key:** value`` line of the spec's head.

    ``name`` is the template's name for it, ``value`` what the template allows of
    the raw text: one of its choices' words, a date as written, a list of names, or
    None.
    """

    name: str
    raw: str
    value: str | tuple[str, ...] | None
    line: FieldLine
    schema: FieldSchema | None


def read_fields(
    document: Document, template: Template | None, start: int, end: int
) -> tuple[FieldValue, ...]:
    """Return the fields that stand between two offsets, in file order; a name that comes twice is given twice.

    A name that the template lacks means the one field that holds all its words, if that is not there
    by its own name.
    """
    lines = list(_lines(document, template, start, end))
    if template is None:
        return tuple([_field(document, line, None) for line in lines])
    text, known = document.text, template.fields_by_key
    found = [known.get(names.field_key(text[line.key_start : line.key_end])) for line in lines]
    if None in found:
        for index, line in enumerate(lines):
            if found[index] is None:
                meant = field_meant(text[line.key_start : line.key_end], template)
                found[index] = None if meant in found else meant
    return tuple([_field(document, line, schema) for line, schema in zip(lines, found, strict=True)])


def field_meant(name: str, template: Template) -> FieldSchema | None:
    """Return the one field whose name holds all words of ``name``: ``Status`` is ``Spec status``."""
    words = _words(name)
    holding = [schema for schema in template.fields if words <= _words(schema.name)] if words else []
    return holding[0] if len(holding) == 1 else None


@lru_cache(maxsize=4096)
def match_choice(raw: str, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the choice that a raw value begins with; what stands behind it is its tail."""
    word = names.strip_signs(raw).casefold()
    found = None
    for choice in choices:
        wanted = choice.word.casefold()
        if word.startswith(wanted) and not word[len(wanted) : len(wanted) + 1].isalnum():
            found = choice if found is None or len(choice.word) > len(found.word) else found
    return found


@lru_cache(maxsize=4096)
def split_names(raw: str) -> tuple[str, ...]:
    """Split ``Name (role), Name (role, remark)`` at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(raw):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in ",;" and depth == 0:
            parts.append(raw[start:index])
            start = index + 1
    parts.append(raw[start:])
    return tuple(part.strip() for part in parts if part.strip())


def _lines(document: Document, template: Template | None, start: int, end: int) -> Iterator[FieldLine]:
    text = document.text
    for block in document.blocks:
        if block.start >= end:
            return
        if type(block) is Paragraph and block.start >= start and block.parent < 0:
            for line in block.fields:
                if template is not None and text.find("**", line.value_start, line.value_end) >= 0:
                    yield from _parted(text, line, template)
                else:
                    yield line


def _parted(text: str, line: FieldLine, template: Template) -> Iterator[FieldLine]:
    """Yield the fields of one line: ``**Status:** Draft | **Tier:** 2``; others' bold words stay in the value."""
    for match in re.compile(_NEXT).finditer(text, line.value_start, line.value_end):
        name = match["key"].strip()
        if names.field_key(name) not in template.fields_by_key and field_meant(name, template) is None:
            continue
        stop = line.value_start + len(text[line.value_start : match.start()].rstrip(_BETWEEN))
        yield line._replace(end=max(stop, line.key_end), value_end=stop)
        start, end = match.span("key")
        line = line._replace(start=start - 2, key_start=start, key_end=end, value_start=match.end())
    yield line


def _field(document: Document, line: FieldLine, schema: FieldSchema | None) -> FieldValue:
    raw = document.text[line.value_start : line.value_end]
    if schema is None:
        return FieldValue(document.text[line.key_start : line.key_end].strip(), raw, raw, line, None)
    return FieldValue(schema.name, raw, _value(raw, schema), line, schema)


def _value(raw: str, schema: FieldSchema) -> str | tuple[str, ...] | None:
    if schema.kind == "choice":
        choice = match_choice(raw, schema.choices)
        if choice is None and (again := schema.own_name.match(raw)):
            choice = match_choice(raw[again.end() :], schema.choices)
        return choice.word if choice else None
    if schema.kind == "date":
        return date_in(raw)
    if not raw.strip() or raw.strip() == schema.placeholder:
        return None
    return split_names(raw) if schema.kind == "list" else raw.strip()


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") or word for word in names.field_key(name).split())
