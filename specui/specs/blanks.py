"""Blank sections: those that still hold the template's text, word by word, or nothing where the template has nothing.

What stands in a blank section is the template's: its criteria, gaps and questions are no items of the spec.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import Paragraph, ThematicBreak
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import TextRange
from specui.specs.schema import SectionSchema
from specui.specs.spec import FieldValue, Section, Spec
from specui.specs.template import SLOT, Template

_FIRST = lazy_pattern(r"\S[^\n]*")


class Blanks(NamedTuple):
    """The blank sections of a spec, and how many sections of its template are there to be filled in."""

    sections: tuple[Section, ...] = ()
    fillable: int = 0

    @property
    def filled(self) -> int:
        """How many are filled in."""
        return self.fillable - len(self.sections)

    def __str__(self) -> str:
        return f"{self.filled}/{self.fillable}"


def blanks_of(spec: Spec) -> Blanks:
    """Return the blank sections of a spec; none where no person fills in its template.

    Beside a blank section, an empty one is blank, too.
    """
    template = spec.template
    if template is None or not template.is_drafted:
        return Blanks()
    text = spec.document.text
    found = [section for section in spec.sections if _is_blank(section, template, text)]
    if not found:
        return Blanks()
    found = [one for one in spec.sections if one in found or _is_empty(one, template, text)]
    there = {section.schema.key for section in spec.sections if section.schema is not None}
    asked = [one for one in template.sections if not one.is_optional or one.key in there]
    fillable = sum(_blank_of(one, template) is not None for one in asked)
    return Blanks(tuple(found), max(fillable, len(found)))


def _is_blank(section: Section, template: Template, text: str) -> bool:
    schema = section.schema
    if schema is None:
        return False
    wanted = _blank_of(schema, template)
    if not wanted:
        return False
    first = _FIRST.search(text, section.body_start, section.end)  # decides for most sections
    if first is None or " ".join(first[0].split()) != wanted[0]:
        return False
    return wanted == _lines(text[section.body_start : section.end])


def _is_empty(section: Section, template: Template, text: str) -> bool:
    schema = section.schema
    asks = schema is not None and _blank_of(schema, template) is not None
    return asks and not _lines(text[section.body_start : section.end])


def _blank_of(schema: SectionSchema, template: Template) -> tuple[str, ...] | None:
    return _template_lines(schema.source, template.placeholders, guides=bool(schema.guidance))


@lru_cache(maxsize=512)
def _template_lines(source: str, placeholders: frozenset[str], *, guides: bool) -> tuple[str, ...] | None:
    """Return the lines of a section of the template; None for one that asks for nothing: no slot and no guidance.

    A section with fixed text, such as a checklist that every spec has, is not blank when it is like the template.
    """
    body = source.partition("\n")[2]
    return _lines(body) if guides or not placeholders.isdisjoint(SLOT.findall(body)) else None


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines with something on them, without a rule that separates sections."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line and set(line) not in ({"-"}, {"*"}, {"_"}))


def blank_fields(spec: Spec) -> tuple[FieldValue, ...]:
    """Return the fields whose value is still the template's, where that is no value: a slot, or all values at once."""
    found = []
    for field in spec.fields:
        schema = field.schema
        if schema is None or not schema.placeholder or field.raw.strip() != schema.placeholder:
            continue
        no_date = schema.kind == "date" and field.value is None
        if SLOT.search(schema.placeholder) or len(schema.choices) > 1 or no_date:
            found.append(field)
    return tuple(found)


def blank_places(spec: Spec, blanks: Blanks) -> tuple[TextRange, ...]:
    """Return what is to be filled in, in order: the slots of the blank sections; of one without slots, its first line."""
    text, found = spec.document.text, []
    for section in blanks.sections:
        slots = _slots(section, spec.template)
        if not slots and (first := _FIRST.search(text, section.body_start, section.end)):
            slots = [TextRange(*first.span())]
        found += slots or [TextRange(section.start, section.body_start)]
    return tuple(found)


def is_blank_text(section: Section, blanks: Blanks) -> bool:
    """Return whether a section is blank, and running text: what is typed replaces all of it."""
    blocks = section.document.blocks[section.first : section.last]
    return section in blanks.sections and all(type(block) in {Paragraph, ThematicBreak} for block in blocks)


def _slots(section: Section, template: Template | None) -> list[TextRange]:
    slots = SLOT.finditer(section.document.text, section.body_start, section.end)
    known = template.placeholders if template is not None else frozenset()
    return [TextRange(*slot.span()) for slot in slots if slot[0] in known]


def is_within(sections: Sequence[Section], line: int) -> bool:
    """Return whether a line, counted from 1, lies in one of these sections."""
    return any(section.line <= line <= section.end_line for section in sections)
