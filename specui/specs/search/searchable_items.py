"""What can be found in one spec: the spec itself, its headings and its items, each with its offset."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

from specui.markdown.blocks import ListItem
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.items import kinds
from specui.specs.search.fuzzy_match import bare, fold
from specui.specs.spec import Section

Kind: TypeAlias = kinds.Kind | Literal["spec", "heading", "dependency", "state", "degraded", "item"]
KINDS: tuple[Kind, ...] = ("spec", "heading", *kinds.KINDS, "dependency", "state", "degraded", "item")
"""What can be found, in the order in which equally good matches are shown."""


class Item(NamedTuple):
    """A place to go to.

    `start` is where it begins in the text, `section` the name of its section ("" in the head), `place` the
    text beside it: the spec and the section. `key` and `words` are `text` folded for search, `beside` is `place`.
    """

    kind: Kind
    file: str
    spec: str
    section: str
    start: int
    text: str
    key: str
    words: str
    beside: str

    @property
    def place(self) -> str:
        """Return the names of the spec and the section; for a spec itself its file."""
        if self.kind == "spec":
            return self.file
        return f"{self.spec} › {self.section}" if self.section else self.spec


def items_of(file: str, label: str, contents: Contents) -> tuple[Item, ...]:
    """Return what can be found in a file, in file order; `label` is its name if it has no title."""
    spec = contents.spec
    name = names.strip_marks(spec.title) or label
    found = [_item("spec", file, name, "", 0, name)]
    sections = spec.sections
    places = sorted(_places(contents), key=lambda place: place[1])
    at = -1
    for kind, start, text in places:
        while at + 1 < len(sections) and sections[at + 1].start <= start:
            at += 1
        said = " ".join(names.strip_marks(text).split())
        if said:
            found.append(_item(kind, file, name, sections[at].name if at >= 0 else "", start, said))
    return tuple(found)


def _item(kind: Kind, file: str, spec: str, section: str, start: int, text: str) -> Item:
    key = fold(text)
    beside = bare(fold(f"{spec} {section} {file}"))
    return Item(kind, file, spec, section, start, text, key, bare(key), beside)


def _places(contents: Contents) -> Iterator[tuple[Kind, int, str]]:
    """Yield every line once; list items without a kind of their own are plain items."""
    document = contents.spec.document
    line_at = document.lines.line_at
    taken = {entry.line for question in contents.questions for entry in question.entries}  # found with it
    for kind, start, text in chain(_headings(contents.spec.sections), _typed(contents)):
        line = line_at(start)
        if line not in taken:
            taken.add(line)
            yield kind, start, text
    for block in document.blocks:
        if type(block) is ListItem and block.line not in taken:
            yield "item", block.start, document.flat(block.text_start, block.text_end)


def _headings(sections: tuple[Section, ...]) -> Iterator[tuple[Kind, int, str]]:
    for section in sections:
        yield "heading", section.start, section.name
        for group in section.groups:
            if group.heading is not None and group.start != section.start and group.name:
                yield "heading", group.start, group.name


def _typed(contents: Contents) -> Iterator[tuple[Kind, int, str]]:
    lines = contents.spec.document.lines
    for kind in kinds.KINDS.values():
        for item in contents.items(kind):
            if not item.none:
                yield kind.id, _start(item), item.searched
    for task in contents.tasks:  # boxes in other sections; the criteria among them have been found above
        yield "criterion", _start(task), task.text
    for test in contents.existing_tests:
        if not test.none:
            yield "test", test.record.row.start, f"{test.test} · {test.location}"
    for golden in contents.golden_sets:
        if not golden.none:
            yield "test", golden.record.row.start, f"{golden.golden_set} · {golden.location}"
    for system in contents.internal_dependencies:
        if not system.none:
            yield "dependency", system.record.row.start, f"{system.system} · {system.why_needed}"
    for service in contents.external_services:
        if not service.none:
            yield "dependency", service.record.row.start, f"{service.service} · {service.purpose}"
    for bullets in contents.state.values():
        for bullet in bullets:
            yield "state", bullet.item.start, bullet.text
    for mode in contents.degraded_modes:
        yield "degraded", lines.offset(mode.line), f"{mode.condition}: {mode.behavior}".removeprefix(": ")
    risk = contents.data_loss_risk
    if risk is not None:
        yield "degraded", lines.offset(risk.line), f"Data loss risk: {risk.text}"


def _start(item: kinds.Item) -> int:
    """Return where an item begins: at its marker if it is a list item."""
    held: ListItem | None = getattr(item, "item", None)
    return held.start if held is not None else item.start
