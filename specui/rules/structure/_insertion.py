"""What a fix inserts for a section or subsection that is missing: the template's own text, fitted to the file."""

from __future__ import annotations

import re

from specui.markdown.blocks import ThematicBreak
from specui.markdown.edits import TextEdit
from specui.rules.places import newlines
from specui.rules.rule import Subject
from specui.specs.spec import Section
from specui.specs.template import GroupSchema, SectionSchema, Template

_HEADING = re.compile(r"^(#{1,6})(?=[ \t])", re.MULTILINE)
_NUMBER = re.compile(r"^(#{1,6}[ \t]+)\d{1,3}[.)][ \t]*")


def section_index(template: Template, schema: SectionSchema) -> int:
    """Return a section's place in the template, by identity."""
    return template.places[id(schema)]


def insert_sections(subject: Subject, missing: list[SectionSchema]) -> tuple[TextEdit, ...]:
    """Return the edits that put sections where the template has them, headings at the file's own level."""
    template = subject.template
    if template is None:
        return ()
    at: dict[int, list[SectionSchema]] = {}
    for schema in missing:
        at.setdefault(_place(subject, template, schema), []).append(schema)
    return tuple(
        TextEdit(place, place, newlines(subject, _framed(subject, place, schemas)))
        for place, schemas in at.items()
    )


def insert_group(subject: Subject, section: Section, schema: GroupSchema) -> TextEdit:
    """Return the edit that puts a subsection where the template has it."""
    after = section.schema.groups if section.schema else ()
    behind = {group.key for group in after[_index(after, schema) + 1 :]}
    following = next((g for g in section.groups if g.schema and g.schema.key in behind), None)
    source = shifted(schema.source, section.heading.level - (section.schema.level if section.schema else 2))
    if following is not None:
        return TextEdit(following.start, following.start, newlines(subject, f"{source}\n\n"))
    end = section.end
    for block in section.blocks:
        if type(block) is ThematicBreak:
            end = subject.document.lines.starts[block.line - 1]
    text = subject.text
    return TextEdit(end, end, newlines(subject, _behind(text, end, f"{source}\n\n", end == len(text))))


def shifted(source: str, levels: int) -> str:
    """Return Markdown with its headings so many levels deeper."""
    if levels == 0:
        return source
    return _HEADING.sub(lambda m: "#" * min(6, max(1, len(m[1]) + levels)), source)


def _place(subject: Subject, template: Template, schema: SectionSchema) -> int:
    index = section_index(template, schema)
    for section in subject.spec.sections:
        if section.schema is not None and section_index(template, section.schema) > index:
            return section.start
    return len(subject.text)


def _framed(subject: Subject, place: int, schemas: list[SectionSchema]) -> str:
    spec, text = subject.spec, subject.text
    numbered = not spec.sections or any(section.number is not None for section in spec.sections)
    sources = []
    for schema in schemas:
        level = spec.outline.level if spec.sections else schema.level
        source = shifted(schema.source, level - schema.level)
        sources.append(source if numbered else _NUMBER.sub(r"\1", source))
    ruled = any(type(block) is ThematicBreak for block in subject.document.blocks)
    between = "\n\n---\n\n" if ruled else "\n\n"
    inserted = between.join(sources)
    if place < len(text):
        return inserted + between
    return _behind(text, place, between.lstrip("\n") + inserted if ruled else inserted, last=True)


def _behind(text: str, place: int, inserted: str, last: bool) -> str:
    """Return what is inserted, parted from the text before it by one blank line."""
    before = text[:place].replace("\r\n", "\n").replace("\r", "\n")
    gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    return f"{gap}{inserted.rstrip(chr(10))}\n" if last else f"{gap}{inserted}"


def _index(groups: tuple[GroupSchema, ...], schema: GroupSchema) -> int:
    return next(index for index, group in enumerate(groups) if group is schema)
