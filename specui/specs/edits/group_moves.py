"""Verbs on the lists of groups: add an item to a group, and move one to another group."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from specui.markdown.blocks import Block, Document, Heading, ListItem, Paragraph
from specui.markdown.edits import TextEdit, Transaction
from specui.specs import names
from specui.specs.edits import items as reading
from specui.specs.edits.guard import Shape, deeper, guarded, item_shape, shapes
from specui.specs.edits.indentation import next_style
from specui.specs.edits.items import Style
from specui.specs.edits.lists import MERGED, other_text, removal
from specui.specs.edits.places import (
    EditRefused,
    after_line,
    before_line,
    belongs_behind,
    is_blank,
    newline_at,
    smallest,
    text_lines,
)
from specui.specs.edits.sections import insert_group, opener_of
from specui.specs.edits.turns import in_turn
from specui.specs.schema import GroupSchema
from specui.specs.spec import Group, Section, Spec


class Slot(NamedTuple):
    """Where an item goes in a group.

    ``anchor`` is the item that it is before, after or instead of; None where it begins a list
    after ``line``.  ``at`` is the index of its block, ``gaps`` the blank lines before and after it,
    ``box`` says that items there are tasks.
    """

    where: Literal["before", "after", "instead"]
    anchor: ListItem | None
    line: int
    at: int
    style: Style
    gaps: tuple[int, int]
    box: bool


def top_items(group: Group) -> list[ListItem]:
    """Return the items of a group that are nested in no other."""
    return [item for item in group.items if item.depth == 0]


def add_to_group(group: Group, text: str, *, first: bool = False, name: str = "item") -> Transaction:
    """Add an item at the end of a group's list, or as its ``first``.

    Where the group has no list, one begins after what is there, in the style of the file's other
    lists and of the template's kind (bullets, checklist, numbered).  A list that only says ``None``
    says the new text instead.  It is an open task where its neighbours are tasks.
    """
    document, slot = group.document, slot_in(group, first=first)
    checked = False if slot.box else None
    lines = reading.written(slot.style, text, checked=checked)
    shape = item_shape(slot.style.marker, 0, " ".join(text_lines(text)), checked=checked)
    expected = filled(shapes(document), slot, [shape])
    return guarded(document, filling(document, slot, lines), f"add {name}", expected, other_text(text))


def move_to_group(
    document: Document, item: ListItem, group: Group, *, first: bool = False, name: str = "item"
) -> Transaction:
    """Move an item, with all that is nested in it, to the end of another group's list, or as its ``first``.

    It takes the marker and indentation of its new list, and an open checkbox where the
    items there have one; a checkbox of its own it keeps.  An empty group gets its list; one that
    only says ``None`` loses that.
    """
    said = f"“{group.name or 'this section'}”"
    if item in group.items:
        raise EditRefused(f"The item is already in {said}.")
    index = reading.index_of(document, item)
    last = reading.family(document, index)
    slot = slot_in(group, first=first)
    box = slot.box and not item.is_task
    style = slot.style
    lines = reading.begun(document, item, style.lead, style.marker, style.padding, box=box)
    found = shapes(document)
    moved = deeper(found[index:last], -item.depth)
    checked = False if box else moved[0].checked
    moved[0] = moved[0]._replace(mark=style.marker[-1], checked=checked)
    expected = filled(found, slot, moved)
    if slot.at <= index:
        grown = len(expected) - len(found)
        index, last = index + grown, last + grown
    del expected[index:last]
    edits = [*filling(document, slot, lines), *removal(document, item)]
    return guarded(document, edits, f"move {name} to {said}", expected, MERGED)


def move_to_missing(
    spec: Spec, item: ListItem, section: Section, schema: GroupSchema, *, name: str = "item"
) -> Transaction:
    """Make a subsection that a section lacks, without the template's examples, and move an item into it."""

    def move(now: Spec, done: Transaction) -> Transaction:
        start = done.map(item.start)
        moved = next(one for one in now.document.items if one.start == start)
        group = next(one for one in now.sections[section.index].groups if one.schema is schema)
        return move_to_group(now.document, moved, group, name=name)

    made = insert_group(spec, section, schema, opener_of(schema))
    return in_turn(spec, (lambda _now, _done: made, move), f"move {name} to “{schema.name}”")


def slot_in(group: Group, *, first: bool = False) -> Slot:
    """Return where a new item of a group is: the end of its list, or its beginning."""
    document, there = group.document, top_items(group)
    if not there:
        return empty_slot(group)
    anchor = there[0] if first else there[-1]
    index = reading.index_of(document, anchor)
    box = anchor.is_task
    if len(there) == 1 and anchor.end_line == anchor.line and says_none(document, anchor):
        return Slot("instead", anchor, anchor.line, index, reading.style_of(document, anchor), (0, 0), box)
    among = reading.siblings(document, anchor)
    gap = 0
    if len(among) > 1:
        upper, lower = among[:2] if first else among[-2:]
        gap = min(1, lower.line - upper.end_line - 1)
    if first:
        return Slot("before", anchor, anchor.line, index, reading.style_of(document, anchor), (0, gap), box)
    at = reading.family(document, index)
    return Slot("after", anchor, anchor.end_line, at, next_style(document, anchor), (gap, 0), box)


def says_none(document: Document, item: ListItem) -> bool:
    """Whether an item says explicitly that there is none."""
    return names.says_none(document.flat(item.text_start, item.text_end))


def filling(document: Document, slot: Slot, lines: Sequence[str]) -> list[TextEdit]:
    """Return the edits that put an item's lines into a slot, the numbers after it counted up."""
    before, after = slot.gaps
    content = [*[""] * before, *lines, *[""] * after]
    if slot.where == "instead" and slot.anchor is not None:
        start = document.lines.starts[slot.line - 1]
        return smallest(
            start, document.text[start : slot.anchor.end], newline_at(document, slot.line).join(lines)
        )
    if slot.where == "before" and slot.anchor is not None:
        among = reading.siblings(document, slot.anchor)
        return [before_line(document, slot.line, content), *reading.pushed(document, among, 0, 1)]
    return [after_line(document, slot.line, content)]


def filled(found: Sequence[Shape], slot: Slot, new: Sequence[Shape]) -> list[Shape]:
    """Return the shapes of a document with those of an item in a slot."""
    return [*found[: slot.at], *new, *found[slot.at + (slot.where == "instead") :]]


def empty_slot(group: Group) -> Slot:
    """Return where something goes in a group that has no list: after what is there."""
    document = group.document
    last = group.last - 1
    while last >= group.first and belongs_behind(document.blocks[last]):
        last -= 1
    # In an empty group this is the heading or label that opens it.
    last = max(last, group.first - 1)
    block = document.blocks[last]
    line = block.end_line
    before = _opener_gap(group, block) if last < group.first else 1
    after = 0
    if line < len(document.lines) and not is_blank(document, line + 1):
        after = 0 if _headings_are_close(document) else 1
    kind = group.schema.kind if group.schema else "bullets"
    return Slot(
        "after", None, line, last + 1, _new_style(document, line, kind), (before, after), kind == "checklist"
    )


def _opener_gap(group: Group, opener: Block) -> int:
    """Return how many blank lines separate a heading or label from its list: as elsewhere in the file, else none."""
    blocks = group.document.blocks
    for before, item in pairwise(blocks):
        if type(item) is ListItem and type(before) is type(opener) and _level(before) == _level(opener):
            return min(1, item.line - before.end_line - 1)
    return 0 if group.title else 1


def _level(block: Block) -> int:
    if type(block) is Heading:
        return block.level
    return -1 if type(block) is Paragraph and block.lone_label else 0


def _headings_are_close(document: Document) -> bool:
    """Whether the file's headings follow the text before them without a blank line."""
    return all(h.line == 1 or not is_blank(document, h.line - 1) for h in document.headings)


def _new_style(document: Document, line: int, kind: str) -> Style:
    """Return how the items of a new list are begun: as those of the nearest list of that kind."""
    numbered = kind == "numbered"
    alike = [i for i in document.items if i.depth == 0 and (i.number >= 0) == numbered]
    if not alike:
        return Style("", "1." if numbered else "-", " ")
    nearest = min(alike, key=lambda item: abs(item.line - line))
    marker = reading.marker_for(nearest, 1) if numbered else nearest.marker
    return Style("", marker, reading.style_of(document, nearest).padding)
