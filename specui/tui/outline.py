"""A spec's sections as they are offered for choosing: in the template's order, the missing ones among them.

Pure. An entry's number is the key that goes there; 0 is the head with the fields.
"""

from __future__ import annotations

from typing import NamedTuple

from specui.specs.contents import Contents
from specui.specs.parts import Part
from specui.specs.spec import Section
from specui.specs.template import SectionSchema

HEAD = 0

_SHORT: dict[Part, str] = {
    "overview": "Overview",
    "state": "State",
    "criteria": "Criteria",
    "gaps": "Gaps",
    "existing_tests": "Tests",
    "missing_tests": "Tests",
    "golden_sets": "Golden sets",
    "internal_dependencies": "Dependencies",
    "external_services": "Services",
    "degraded_modes": "Degraded",
    "questions": "Questions",
    "revisions": "History",
}


ABBREVIATED = {"Dependencies": "Deps", "Golden sets": "Golden"}
"""Shorter still, where the row of sections is narrow."""


class Entry(NamedTuple):
    """One section to go to; `section` is None where the file lacks it, `schema` where the template does."""

    number: int
    name: str
    label: str
    tally: str
    section: Section | None
    schema: SectionSchema | None

    @property
    def missing(self) -> bool:
        return self.section is None and self.number != HEAD

    @property
    def is_signed(self) -> bool:
        """Whether signing off writes here: into the fields, or what tells who changed what."""
        return self.number == HEAD or (self.section is not None and self.section.part == "revisions")


def outline(contents: Contents) -> tuple[Entry, ...]:
    """Return the head and all sections; a missing one stands behind the one that the template has before it."""
    spec = contents.spec
    entries: list[tuple[Section | None, SectionSchema | None]] = [(s, s.schema) for s in spec.sections]
    if spec.template is not None:
        known = {id(s.schema) for s in spec.sections if s.schema is not None}
        before: SectionSchema | None = None
        for schema in spec.template.sections:
            if id(schema) not in known:
                entries.insert(_place(entries, before), (None, schema))
            before = schema
    labels = _labels(entries)
    found = [Entry(HEAD, "Fields", "Fields", "", None, None)]
    for number, ((section, known_as), label) in enumerate(zip(entries, labels, strict=True), 1):
        name = section.name if section is not None else known_as.name if known_as is not None else ""
        count = _count(contents, section) if section is not None else "missing"
        found.append(Entry(number, name, label, count, section, known_as))
    return tuple(found)


def entry_at(entries: tuple[Entry, ...], offset: int) -> Entry:
    """Return the entry that holds an offset of the text; the head before the first section."""
    held = [e for e in entries if e.section is not None and e.section.start <= offset]
    return max(held, key=lambda e: e.section.start if e.section else 0, default=entries[HEAD])


def entry_named(entries: tuple[Entry, ...], name: str, fallback: int = HEAD) -> Entry:
    """Return the entry of a name, or the one at the number it had."""
    found = next((e for e in entries if e.name == name), None)
    return found or entries[max(0, min(fallback, len(entries) - 1))]


def _labels(entries: list[tuple[Section | None, SectionSchema | None]]) -> list[str]:
    """Return short names by part; a part that several sections hold says nothing of each."""
    from specui.specs.parts import part_of_section

    parts = [
        section.part if section is not None else part_of_section(schema.title if schema else "")
        for section, schema in entries
    ]
    labels = []
    for (section, schema), part in zip(entries, parts, strict=True):
        own = section.name if section is not None else schema.name if schema is not None else ""
        labels.append(_SHORT[part] if part is not None and parts.count(part) == 1 else own)
    return labels


def _place(entries: list[tuple[Section | None, SectionSchema | None]], before: SectionSchema | None) -> int:
    return next((i + 1 for i in reversed(range(len(entries))) if entries[i][1] is before), 0) if before else 0


def _count(contents: Contents, section: Section) -> str:
    if section.part == "state":
        return "·".join(str(len(items)) for items in contents.state.values())
    if section.part == "gaps":
        return str(sum(gap.is_open for gap in contents.gaps))
    if section.part == "questions":
        return str(sum(question.is_open for question in contents.questions))
    if section.part == "internal_dependencies":
        return str(len(contents.internal_dependencies) + len(contents.external_services))
    if section.part == "degraded_modes":
        return str(len(contents.degraded_modes))
    if section.part == "revisions":
        return str(len(contents.revisions))
    tasks = [t for t in contents.tasks if section.start <= t.start < section.end]
    return f"{sum(t.checked for t in tasks)}/{len(tasks)}" if tasks else ""
