"""What a template asks of a spec: fields, sections, groups, columns and the values that they take.

Schemas have no slots: each is made once and asked ten thousand times, so that it
keeps what it works out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from specui.markdown.lazy import lazy, lazy_pattern
from specui.specs import names

FieldKind = Literal["choice", "date", "list", "text"]
GroupKind = Literal["prose", "bullets", "numbered", "checklist", "labels", "table"]

TaskState = Literal["todo", "doing", "done", "optional", "dropped", "unknown"]
"""What a box says of its task."""

SLOT = lazy_pattern(r"\[[^\[\]\n]+\](?![(\[:])")
"""A slot that a template leaves to fill in: ``[Feature Name]``."""


_INSTRUCTION = lazy_pattern(r"(?P<mark>_|\*|`?<|`?\{)(?![\s_*]).*\S(?:(?P=mark)|>`?|\}`?)")


def is_asking(value: str) -> bool:
    """Whether a value that is in a template asks for one: by a slot, or as a sentence in italics."""
    return SLOT.search(value) is not None or is_instruction(value)


def is_instruction(value: str) -> bool:
    """Whether a value is one sentence in italics or in brackets, which says what to write."""
    value = value.strip()
    if value[:1] == "(" and value[-1:] == ")":
        return len(value.split()) > 1
    return _INSTRUCTION.fullmatch(value) is not None


_OPTIONAL = lazy_pattern(
    r"\((?:if\b|optional\b|where applicable|include (?:if|when|only)|required (?:if|when)|only (?:if|when))",
    re.IGNORECASE,
)


def says_optional(title: str) -> bool:
    """Whether a title of a template says that the section or field is optional: ``(if applicable)``."""
    return "(" in title and _OPTIONAL.search(title) is not None


class Choice(NamedTuple):
    """One allowed value: its sign (may be empty) and its word."""

    sign: str
    word: str

    @property
    def text(self) -> str:
        """The value as it is written: sign, blank, word."""
        return f"{self.sign} {self.word}" if self.sign else self.word


@dataclass(frozen=True)
class FieldSchema:
    """A ``**Key:** value`` line that each spec has, or a key of its front matter.

    ``is_slot`` is True where the value asks for one in a form that the placeholder does not show: ``team: [team]``
    in front matter is a list for YAML, whose only item is ``team``.  ``matter_key`` is the key of a name in front
    matter, where ``last_updated`` is ``last updated``.
    """

    name: str
    kind: FieldKind
    choices: tuple[Choice, ...] = ()
    placeholder: str = ""
    is_slot: bool = False
    matter_key: str = ""

    @lazy
    def key(self) -> str:
        """The name as it is compared."""
        return self.matter_key or names.field_key(self.name)

    @lazy
    def is_asking(self) -> bool:
        """Whether the template's value asks for one: it holds a slot, or is an instruction.  Else it is a default."""
        return self.is_slot or self.kind in {"choice", "date"} or is_asking(self.placeholder)

    @lazy
    def words(self) -> frozenset[str]:
        """The words of the key."""
        return frozenset(self.key.split())

    @lazy
    def own_name(self) -> re.Pattern[str]:
        """The name in front of a value, said once more: ``Tier 1`` in the field Tier."""
        whole = self.name.replace("(s)", "").strip()
        last = whole.rpartition(" ")[2]
        return re.compile(rf"(?:{re.escape(whole)}|{re.escape(last)})(?:[ \t]+|:[ \t]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """A table column; ``choices`` where its cells take one of several values."""

    name: str
    kind: FieldKind = "text"
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelSchema:
    """A labelled bullet or line; a slot in its label makes it an example, not a requirement."""

    label: str
    placeholder: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Titled:
    """What has a title."""

    title: str

    @lazy
    def name(self) -> str:
        """The title without number, signs and remarks."""
        return names.display(self.title)

    @lazy
    def key(self) -> str:
        """The name as it is compared."""
        return names.key(self.title)

    @lazy
    def pattern(self) -> re.Pattern[str] | None:
        """What the keys of the titles look like that a title with a slot stands for: any number of them."""
        return names.pattern_of(self.title)


@dataclass(frozen=True)
class GroupSchema(Titled):
    """A part of a section: under a heading, under a bold label, or the section's own start.

    ``title`` is empty for what is right under the section's heading.
    """

    heading: bool
    kind: GroupKind
    guidance: tuple[str, ...] = ()
    columns: tuple[ColumnSchema, ...] = ()
    rows: tuple[str, ...] = ()
    labels: tuple[LabelSchema, ...] = ()
    source: str = ""
    marked_optional: bool = False

    @lazy
    def is_optional(self) -> bool:
        """Whether the title, or a comment beside it, says that the group may be missing or empty."""
        return self.marked_optional or says_optional(self.title)


@dataclass(frozen=True)
class SectionSchema(Titled):
    """A required section, in the template's order."""

    number: int | None
    level: int
    groups: tuple[GroupSchema, ...]
    source: str = ""
    marked_optional: bool = False

    @lazy
    def is_optional(self) -> bool:
        """Whether the title, or a comment beside it, says that the section may be missing or empty."""
        return self.marked_optional or says_optional(self.title)

    @lazy
    def guidance(self) -> tuple[str, ...]:
        """What the template tells the author of this section."""
        return tuple(text for group in self.groups for text in group.guidance)

    @lazy
    def subsections(self) -> tuple[GroupSchema, ...]:
        """The groups that are under a heading of their own."""
        return tuple(group for group in self.groups if group.heading)

    @lazy
    def groups_by_key(self) -> dict[str, GroupSchema]:
        """The groups by their keys; the first of a name counts."""
        return {group.key: group for group in reversed(self.groups)}

    @lazy
    def group_patterns(self) -> tuple[tuple[re.Pattern[str], GroupSchema], ...]:
        """The groups whose title is a pattern."""
        return tuple((group.pattern, group) for group in self.groups if group.pattern is not None)

    def group(self, title: str) -> GroupSchema | None:
        """Return the group of that name, or the one whose pattern it matches."""
        key = names.key(title)
        found = self.groups_by_key.get(key)
        if found is None and key:
            found = next((group for pattern, group in self.group_patterns if pattern.fullmatch(key)), None)
        return found


@dataclass(frozen=True, eq=False)
class Template:
    """What one template file asks of a spec.

    ``prefix`` is the fixed text of the title before its slot (``Production
    Spec:``); ``matter`` are the fields of its front matter, which no spec must have: they are
    for other programs; ``placeholders`` are the slots and ``guidance`` the sentences that
    must not be left in a spec; ``signs`` all signs the template uses; ``parts``
    what a configuration says of where parts are (``"Section"`` or ``"Section > Group"``).
    ``is_strict`` is False where nobody asks that a file has the template's sections and fields, ``info`` are the rules
    whose findings are only worth a look, ``allows_more`` is True where a file may have other sections too, in any order.
    ``is_drafted`` is False where a program, and no person, fills in a copy of it.  ``marks`` are the states of marks of
    boxes that differ from the usual ones.  ``ids`` is ``heading.item`` where the number of the heading and that of the
    list item are an item's id.  ``log`` is the section that logs answers to questions within the text.
    """

    name: str
    prefix: str
    level: int
    fields: tuple[FieldSchema, ...]
    sections: tuple[SectionSchema, ...]
    placeholders: frozenset[str]
    guidance: frozenset[str]
    signs: tuple[str, ...]
    text: str = field(repr=False)
    origin: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_strict: bool = True
    info: tuple[str, ...] = ()
    allows_more: bool = False
    is_drafted: bool = True
    marks: Mapping[str, TaskState] = field(default_factory=dict)
    ids: str = ""
    log: str = ""
    matter: tuple[FieldSchema, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """What two readings of one template share."""
        return (
            self.name,
            self.origin,
            self.text,
            sorted(self.parts.items()),
            self.is_strict,
            self.info,
            self.allows_more,
            self.is_drafted,
            sorted(self.marks.items()),
            self.ids,
            self.log,
        )

    @lazy
    def known_names(self) -> dict[str, int]:
        """Every name that a section answers to, and the section's index."""
        table: dict[str, int] = {}
        for index, section in enumerate(self.sections):
            table.setdefault(section.key, index)
        for index, section in enumerate(self.sections):
            for alternative in names.alternatives(section.title):
                table.setdefault(alternative, index)
        return table

    @lazy
    def held_names(self) -> frozenset[str]:
        """The keys of the sections that the configuration of parts names."""
        places = [place.partition(">")[0] for places in self.parts.values() for place in places]
        return frozenset(key for place in places if (key := names.key(place)) and place.strip() != "*")

    @lazy
    def patterns(self) -> tuple[tuple[re.Pattern[str], int], ...]:
        """The sections whose title is a pattern, and those that repeat but for their numbers."""
        counted = Counter(names.counted_key(section.title) for section in self.sections)
        found = []
        for index, section in enumerate(self.sections):
            pattern = section.pattern
            if pattern is None and counted[names.counted_key(section.title)] > 1:
                pattern = re.compile(re.sub(r"\d+", r"\\S+", re.escape(section.key)))
            if pattern is not None:
                found.append((pattern, index))
        return tuple(found)

    @lazy
    def repeated(self) -> frozenset[int]:
        """The indices of the sections that a file may have any number of, in any order."""
        return frozenset(index for _, index in self.patterns)

    @lazy
    def places(self) -> dict[int, int]:
        """The index of each section, by its identity."""
        return {id(section): index for index, section in enumerate(self.sections)}

    @lazy
    def all_fields(self) -> tuple[FieldSchema, ...]:
        """The fields of the front matter and those below the title."""
        return (*self.matter, *self.fields)

    @lazy
    def fields_by_key(self) -> dict[str, FieldSchema]:
        """The fields by their keys."""
        return {schema.key: schema for schema in self.all_fields}

    def section(self, title: str) -> SectionSchema | None:
        """Return the section of that name."""
        wanted = names.key(title)
        return next((section for section in self.sections if section.key == wanted), None)

    def field(self, name: str) -> FieldSchema | None:
        """Return the field of that name, in any of its spellings."""
        wanted = names.field_key(name)
        fields = self.all_fields
        return next((s for s in fields if wanted in {s.key, names.field_key(s.name)}), None)
