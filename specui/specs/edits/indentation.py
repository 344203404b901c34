"""Verbs that change the nesting of an item: indent, outdent."""

from __future__ import annotations

from specui.markdown.blocks import Document, ListItem
from specui.markdown.edits import Transaction
from specui.specs.edits import items as reading
from specui.specs.edits.guard import deeper, guarded, shapes
from specui.specs.edits.items import Style
from specui.specs.edits.lists import MERGED, new_style, removal
from specui.specs.edits.places import EditRefused, after_line, indent


def indent_item(document: Document, item: ListItem, *, name: str = "item") -> Transaction:
    """Make an item the last child of the sibling before it, with all that is nested in it.

    It gets the marker of the other children, else keeps its own; the first one in a numbered list
    begins at 1.  Raises EditRefused for the first item of a list.
    """
    reading.on_own_lines(document, item)
    index = reading.index_of(document, item)
    among = reading.siblings(document, item)
    place = among.index(item)
    if place == 0:
        raise EditRefused("No item above to nest it under.")
    holder = among[place - 1]
    style = _child_style(document, holder, item)
    lines = reading.begun(document, item, style.lead, style.marker, style.padding)
    edits = reading.rewritten(document, item, lines)
    edits += reading.pushed(document, among, place + 1, -1)
    expected = shapes(document)
    last = reading.family(document, index)
    expected[index:last] = deeper(expected[index:last], 1)
    expected[index] = expected[index]._replace(mark=style.marker[-1])
    return guarded(document, edits, f"indent {name}", expected, MERGED)


def outdent_item(document: Document, item: ListItem, *, name: str = "item") -> Transaction:
    """Make an item the next sibling of the item that holds it, with all that is nested in it.

    Items that followed it under the same item stay there, so that no other item changes its place.
    Raises EditRefused for an item that is nested in none.
    """
    reading.on_own_lines(document, item)
    index = reading.index_of(document, item)
    holder = reading.parent_of(document, item)
    if holder is None:
        raise EditRefused("This item is not nested.")
    among = reading.siblings(document, holder)
    place = among.index(holder)
    style = next_style(document, holder)
    lines = reading.begun(document, item, style.lead, style.marker, style.padding)
    if item.end == holder.end:
        edits = reading.rewritten(document, item, lines)
    else:
        edits = [*removal(document, item), after_line(document, holder.end_line, lines)]
    edits += reading.pushed(document, among, place + 1, 1)
    found = shapes(document)
    last, behind = (
        reading.family(document, index),
        reading.family(document, reading.index_of(document, holder)),
    )
    moved = deeper(found[index:last], -1)
    moved[0] = moved[0]._replace(mark=style.marker[-1])
    expected = [*found[:index], *found[last:behind], *moved, *found[behind:]]
    return guarded(document, edits, f"outdent {name}", expected, MERGED)


def next_style(document: Document, item: ListItem) -> Style:
    """Return the marker of the sibling after an item: the same, or the next number."""
    if item.number < 0:
        return reading.style_of(document, item)
    among = reading.siblings(document, item)
    number = item.number + 1 if reading.counts_up(among) else item.number
    return new_style(document, item, reading.marker_for(item, number))


def _child_style(document: Document, holder: ListItem, item: ListItem) -> Style:
    there = reading.children(document, holder)
    if there:
        return next_style(document, there[-1])
    lead = indent(holder.indent, reading.style_of(document, holder).lead)
    if item.number < 0:
        return reading.style_of(document, item)._replace(lead=lead)
    return new_style(document, item, reading.marker_for(item, 1))._replace(lead=lead)
