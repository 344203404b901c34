"""Verbs on the items of a list: add, delete, move among siblings."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown.blocks import Document, ListItem
from specui.markdown.edits import TextEdit, Transaction
from specui.specs.edits import items as reading
from specui.specs.edits.guard import guarded, item_shape, shapes
from specui.specs.edits.items import Style
from specui.specs.edits.places import (
    EditRefused,
    after_line,
    before_line,
    blank_after,
    filled_before,
    one_line,
    smallest,
    text_lines,
    without_lines,
)


def add_after(
    document: Document, item: ListItem, text: str, *, checked: bool | None = None, name: str = "item"
) -> Transaction:
    """Add a sibling after an item and all that is nested in it, begun as the item is.

    Lines of ``text`` after the first go on with it; blank lines are left out.  ``checked`` is for
    tasks; by default the new one is an open task where ``item`` is one.
    """
    index = reading.index_of(document, item)
    among = reading.siblings(document, item)
    place = among.index(item)
    number = item.number + 1 if reading.counts_up(among) else item.number
    marker = reading.marker_for(item, number) if item.number >= 0 else item.marker
    checked = False if checked is None and item.is_task else checked
    lines = reading.written(new_style(document, item, marker), text, checked=checked)
    following = among[place + 1] if place + 1 < len(among) else None
    gap = [""] if _is_loose(among, place, following) else []
    edits = [after_line(document, item.end_line, [*gap, *lines])]
    edits += reading.pushed(document, among, place + 1, 1)
    expected = shapes(document)
    at = reading.family(document, index)
    expected.insert(at, item_shape(marker, item.depth, " ".join(text_lines(text)), checked=checked))
    return guarded(document, edits, f"add {name}", expected, other_text(text))


def add_before(document: Document, item: ListItem, text: str, *, name: str = "item") -> Transaction:
    """Add a sibling right before an item; as the first of a list where the item is the first."""
    reading.on_own_lines(document, item)
    index = reading.index_of(document, item)
    among = reading.siblings(document, item)
    place = among.index(item)
    checked = False if item.is_task else None
    lines = reading.written(new_style(document, item, item.marker), text, checked=checked)
    before = among[place - 1] if place > 0 else None
    following = among[place + 1] if place + 1 < len(among) else None
    loose = _gap(before, item) if before else following is not None and _gap(item, following)
    edits = [before_line(document, item.line, [*lines, ""] if loose else lines)]
    edits += reading.pushed(document, among, place, 1)
    expected = shapes(document)
    shape = item_shape(item.marker, item.depth, " ".join(text_lines(text)), checked=checked)
    expected.insert(index, shape)
    return guarded(document, edits, f"add {name}", expected, other_text(text))


def delete(document: Document, item: ListItem, *, name: str = "item") -> Transaction:
    """Delete an item with all that is nested in it, and the blank lines that separated it from its list."""
    index = reading.index_of(document, item)
    expected = shapes(document)
    del expected[index : reading.family(document, index)]
    return guarded(document, removal(document, item), f"delete {name}", expected, MERGED)


def move_up(document: Document, item: ListItem, *, name: str = "item") -> Transaction:
    """Exchange an item with the sibling before it; numbers stay where they are."""
    return _swap(document, item, -1, f"move {name} up", "first")


def move_down(document: Document, item: ListItem, *, name: str = "item") -> Transaction:
    """Exchange an item with the sibling after it; numbers stay where they are."""
    return _swap(document, item, 1, f"move {name} down", "last")


MERGED = "Markdown would then read the lines around this item differently; edit the section as Markdown."


def other_text(text: str) -> str:
    """Return the refusal for a text that would not stay the text of one item."""
    flat = one_line(text)
    shown = flat if len(flat) <= 40 else f"{flat[:40].rstrip()}…"
    return f"“{shown}” would not be read as the text of one item here; start no line with a Markdown mark."


def new_style(document: Document, item: ListItem, marker: str) -> Style:
    """Return the start of a new sibling of an item."""
    style = reading.style_of(document, item)
    return Style(style.lead, marker, reading.fitted(document, item, marker))


def removal(document: Document, item: ListItem) -> list[TextEdit]:
    """Return the edits that take an item out of its list, the numbers after it counted down."""
    reading.on_own_lines(document, item)
    among = reading.siblings(document, item)
    place = among.index(item)
    first, last = item.line, item.end_line
    if place + 1 < len(among):
        last = among[place + 1].line - 1
    elif place > 0 or blank_after(document, last):
        first = filled_before(document, first) + 1
    return [without_lines(document, first, last), *reading.pushed(document, among, place + 1, -1)]


def block_text(document: Document, item: ListItem, lines: Sequence[str]) -> str:
    """Return an item's lines as one text, with the newlines that are between them now."""
    starts, ends, text = document.lines.starts, document.lines.ends, document.text
    parts = []
    for number, line in enumerate(lines, item.line):
        newline = text[ends[number - 1] : starts[number]] if number < item.end_line else ""
        parts.append(line + newline)
    return "".join(parts)


def _swap(document: Document, item: ListItem, step: int, title: str, end: str) -> Transaction:
    index = reading.index_of(document, item)
    among = reading.siblings(document, item)
    place = among.index(item)
    if not 0 <= place + step < len(among):
        raise EditRefused(f"This item is the {end} of its list; move it to another group instead.")
    upper, lower = (item, among[place + step]) if step > 0 else (among[place + step], item)
    reading.on_own_lines(document, upper)
    edits = []
    for there, moved in ((upper, lower), (lower, upper)):
        marker = reading.marker_for(moved, there.number) if there.number >= 0 else moved.marker
        lines = reading.begun(document, moved, reading.style_of(document, there).lead, marker)
        start = document.lines.starts[there.line - 1]
        new = block_text(document, moved, lines)
        edits += smallest(start, document.text[start : there.end], new)
    first = reading.index_of(document, upper)
    middle = reading.family(document, first)
    second = index if step < 0 else reading.index_of(document, lower)
    last = reading.family(document, second)
    found = shapes(document)
    expected = [*found[:first], *found[second:last], *found[first:middle], *found[last:]]
    return guarded(document, edits, title, expected, MERGED)


def _is_loose(among: Sequence[ListItem], place: int, following: ListItem | None) -> bool:
    if following is not None:
        return _gap(among[place], following)
    return place > 0 and _gap(among[place - 1], among[place])


def _gap(upper: ListItem, lower: ListItem) -> bool:
    return lower.line - upper.end_line > 1
