"""The fields that a template asks for: those of its head, and those of its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set as AbstractSet

from specui.markdown.blocks import Document, FieldLine, FrontMatter
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.head import MATTER_FORMS, head_lines, key_of
from specui.specs.schema import SLOT, Choice, FieldKind, FieldSchema

_CHOICE_REST = lazy_pattern(r"(?<!\s)\s*+(?:\u2014|\u2013|-)?\s*$")
DATE = lazy_pattern(r"^`?YYYY-MM-DD`?$")
_MORE = frozenset({"\u2026", "...", "etc", "etc."})
"""What ends a list of values that has others too."""


def read_choices(text: str, separators: str = "/") -> tuple[Choice, ...]:
    """Read ``🔴 Critical / 🟡 High`` or ``1 | 2 | 3``; empty where the text is no choice."""
    bare = SLOT.sub("", text).strip()
    bare = _CHOICE_REST.sub("", bare)
    parts = [part.strip() for part in re.split(rf"\s+[{re.escape(separators)}]\s+", bare)]
    if len(parts) < 2 or any("`" in part or len(part.split()) > 4 for part in parts):
        return ()
    choices = tuple(Choice(names.leading_sign(part), names.strip_signs(part)) for part in parts)
    if not all(choice.word for choice in choices):
        return ()
    return choices


def body_fields(document: Document, start: int, end: int) -> Iterator[FieldSchema]:
    """Yield the fields of a template's head, in each shape that a spec's may have; the first of a name counts."""
    seen = set[str]()
    for found in head_lines(document, start, end, lambda _name: 0, asking=True):
        if found.form not in MATTER_FORMS:
            schema = _field(document, found.line)
            if schema.key not in seen:
                seen.add(schema.key)
                yield schema


def _field(document: Document, line: FieldLine) -> FieldSchema:
    name = document.slice(line.key_start, line.key_end).strip()
    value = document.slice(line.value_start, line.value_end).strip()
    if DATE.match(value):
        return FieldSchema(name, "date", (), value)
    choices = read_choices(value, "|") or read_choices(value)
    if choices and not value.startswith("["):
        return FieldSchema(name, "choice", choices, value)
    return FieldSchema(name, "list" if "(s)" in name or "(s)" in value else "text", (), value)


def matter_fields(document: Document, taken: AbstractSet[str]) -> Iterator[FieldSchema]:
    """Yield the fields of a template's front matter, without those whose keys are ``taken`` by the head.

    Nested keys and texts of several lines are no fields.
    """
    from specui.specs.matter import keys_of, matter_lines, value_of

    block = document.blocks[0] if document.blocks else None
    if type(block) is not FrontMatter:
        return
    read = {head.line.line: head for head in matter_lines(document, block)}
    seen = set(taken)
    for name, number in keys_of(document):
        key = key_of(name)
        if key in seen:
            continue
        head = read.get(number)
        if head is not None:
            value = value_of(document.text, head.line, head.form)
            several = head.form == "block" or (head.form == "flow" and "," in value)
            is_slot = value[:1] in {"{", "<"} or SLOT.fullmatch(value.strip()) is not None
            is_slot = is_slot or (head.form == "flow" and bool(value) and not several)
        else:
            _, _, value = document.text[slice(*document.lines.line_range(number))].partition(":")
            value, several, is_slot = value.strip(), False, True
            if value[:1] not in {"[", "{"}:
                continue
        seen.add(key)
        kind, choices = _matter_kind(name, value, several=several)
        yield FieldSchema(name, kind, choices, value, is_slot=is_slot, matter_key=key)


def offered_values(placeholder: str) -> tuple[Choice, ...]:
    """Return the values that front matter offers, in brackets or not; also those of a list that has others too."""
    bare = placeholder.strip("\"'[]{}<> ")
    parts = [part.strip() for part in bare.split("|")]
    return read_choices(" | ".join(part for part in parts if part not in _MORE), "|")


def _matter_kind(name: str, value: str, *, several: bool) -> tuple[FieldKind, tuple[Choice, ...]]:
    bare = value.strip("\"'[]{}<>` ")
    if bare.startswith("YYYY-MM-DD"):
        return "date", ()
    if _MORE.isdisjoint(part.strip() for part in bare.split("|")):
        choices = offered_values(value)
        if choices:
            return "choice", choices
    return "list" if several or "(s)" in name else "text", ()
