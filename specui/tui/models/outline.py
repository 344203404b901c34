"""The sections of a spec to go to: in the template's order, with those that are missing.

Pure. An entry's number is the key that goes there; 0 is the head with the fields.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple
from weakref import WeakKeyDictionary

from specui.markdown.lazy import lazy
from specui.specs.contents import Contents
from specui.specs.items.kinds import BY_PART, plural_of
from specui.specs.parts import Part
from specui.specs.spec import Section
from specui.specs.template import SectionSchema

HEAD = 0

_SHORT: dict[Part, str] = {
    "overview": "Overview",
    "state": "State",
    "degraded_modes": "Degraded",
    "revisions": "History",
}
"""The labels of parts that the plural of their items does not name best."""


ABBREVIATED = {"Dependencies": "Deps", "Golden sets": "Golden"}
"""Shorter still, where the row of sections is narrow."""


class Entry(NamedTuple):
    """A section to go to; `section` is None if the file lacks it, `schema` if the template does."""

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
        """Whether a sign-off writes here: into the fields, or the revision history."""
        return self.number == HEAD or (self.section is not None and self.section.part == "revisions")


def outline(contents: Contents) -> tuple[Entry, ...]:
    """Return the head and all sections; a missing section follows the one before it in the template."""
    found = _known.get(contents)
    if found is None:
        found = _known[contents] = _outline(contents)
    return found


_known: WeakKeyDictionary[Contents, tuple[Entry, ...]] = WeakKeyDictionary()


def _outline(contents: Contents) -> tuple[Entry, ...]:
    spec = contents.spec
    entries: list[tuple[Section | None, SectionSchema | None]] = [(s, s.schema) for s in spec.sections]
    if spec.template is not None:
        known = {id(s.schema) for s in spec.sections if s.schema is not None}
        before: SectionSchema | None = None
        for index, schema in enumerate(spec.template.sections):
            wanted = (
                spec.template.is_strict and not schema.is_optional and index not in spec.template.repeated
            )
            if wanted and id(schema) not in known:
                entries.insert(_place(entries, before), (None, schema))
            before = schema
    counts = _Counts(contents)
    labels = _labels(entries)
    found = [Entry(HEAD, "Fields", "Fields", "", None, None)]
    for number, ((section, known_as), label) in enumerate(zip(entries, labels, strict=True), 1):
        name = section.name if section is not None else known_as.name if known_as is not None else ""
        count = counts.of(section) if section is not None else "missing"
        found.append(Entry(number, name, label, count, section, known_as))
    return tuple(found)


def entry_at(entries: tuple[Entry, ...], offset: int) -> Entry:
    """Return the entry at an offset of the text; the head before the first section."""
    return Places(entries).at(offset)


class Places:
    """Where the entries begin in the file, to look up many offsets."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._head = entries[HEAD]
        self._held = sorted(
            ((e.section.start, e) for e in entries if e.section is not None), key=lambda held: held[0]
        )
        self._starts = [start for start, _ in self._held]

    def at(self, offset: int) -> Entry:
        """Return the entry at an offset of the text; the head before the first section."""
        index = bisect_right(self._starts, offset) - 1
        return self._held[index][1] if index >= 0 else self._head


def entry_named(entries: tuple[Entry, ...], name: str, fallback: int = HEAD) -> Entry:
    """Return the entry with a name, else the one with its former number."""
    found = next((e for e in entries if e.name == name), None)
    return found or entries[max(0, min(fallback, len(entries) - 1))]


def _labels(entries: list[tuple[Section | None, SectionSchema | None]]) -> list[str]:
    """Return short names by part; without the parts that several sections hold."""
    from specui.specs.parts import part_of_section

    parts = [
        section.part if section is not None else part_of_section(schema.title if schema else "")
        for section, schema in entries
    ]
    labels = []
    times = Counter(parts)
    for (section, schema), part in zip(entries, parts, strict=True):
        own = section.name if section is not None else schema.name if schema is not None else ""
        labels.append(_label(part) if part is not None and times[part] == 1 else own)
    return labels


def _label(part: Part) -> str:
    kind = BY_PART.get(part)
    return _SHORT.get(part) or (kind.listing if kind is not None else plural_of(part)).capitalize()


def _place(entries: list[tuple[Section | None, SectionSchema | None]], before: SectionSchema | None) -> int:
    return next((i + 1 for i in reversed(range(len(entries))) if entries[i][1] is before), 0) if before else 0


class _Counts:
    """The counts of each section of a spec; the items are read once for all sections."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self._by_part: dict[Part | None, str] = {}

    def of(self, section: Section) -> str:
        """Return the count in a section's tab, or ""."""
        part = section.part
        if part in _WHOLE:
            if part not in self._by_part:
                self._by_part[part] = _WHOLE[part](self.contents)
            return self._by_part[part]
        starts, ticked = self._boxes
        first, last = bisect_left(starts, section.start), bisect_left(starts, section.end)
        return f"{ticked[last] - ticked[first]}/{last - first}" if last > first else ""

    @lazy
    def _boxes(self) -> tuple[list[int], list[int]]:
        """The offsets of the file's boxes, and how many before each are ticked."""
        tasks = [
            task for task in self.contents.all_tasks if task.has_state and (task.box or task.part is not None)
        ]
        return [t.start for t in tasks], list(accumulate((t.checked for t in tasks), initial=0))


_WHOLE: dict[Part | None, Callable[[Contents], str]] = {
    "state": lambda contents: "·".join(str(len(items)) for items in contents.state.values()),
    "gaps": lambda contents: str(sum(gap.is_open for gap in contents.gaps)),
    "questions": lambda contents: str(sum(question.is_open for question in contents.questions)),
    "internal_dependencies": lambda contents: str(
        len(contents.internal_dependencies) + len(contents.external_services)
    ),
    "degraded_modes": lambda contents: str(len(contents.degraded_modes)),
    "revisions": lambda contents: str(len(contents.revisions)),
}
