"""List items as lines: place among siblings, number, marker, and moving.

Shared by the verbs on lists.  A marker may grow (``9.`` to ``10.``); then the nested lines move with the text.  Lines of a paragraph that hang back further than the text are left where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specui.markdown.blocks import Document, ListItem
from specui.markdown.edits import TextEdit
from specui.specs.edits.places import (
    EditRefused,
    block_index,
    indent,
    indent_of,
    line_text,
    shifted,
    smallest,
    text_lines,
    width_of,
)


class Style(NamedTuple):
    """The start of an item: what precedes its marker, the marker, and the blanks after it."""

    lead: str
    marker: str
    padding: str

    @property
    def text(self) -> str:
        """All of it, as it is written."""
        return self.lead + self.marker + self.padding


def index_of(document: Document, item: ListItem) -> int:
    """Return the item's index in the document's blocks.  Raises EditRefused where it is of another text."""
    if item not in document.blocks and any(q.start <= item.start < q.end for q in document.quotes):
        raise EditRefused("This item is in a quote; change it in your own editor.")
    return block_index(document, item, "item")


def family(document: Document, index: int) -> int:
    """Return the index after the last block that is nested in the item at ``index``."""
    blocks, item = document.blocks, document.blocks[index]
    last = index + 1
    while last < len(blocks) and blocks[last].start < item.end:
        last += 1
    return last


def siblings(document: Document, item: ListItem) -> list[ListItem]:
    """Return the items of the item's list, itself among them, in file order."""
    return [other for other in document.items if other.list_id == item.list_id]


def children(document: Document, item: ListItem) -> list[ListItem]:
    """Return the items nested right under an item."""
    index = index_of(document, item)
    return [other for other in document.items if other.parent == index]


def parent_of(document: Document, item: ListItem) -> ListItem | None:
    """Return the item that holds an item."""
    parent = document.blocks[item.parent] if item.parent >= 0 else None
    return parent if type(parent) is ListItem else None


def on_own_lines(document: Document, item: ListItem) -> None:
    """Raise EditRefused for an item that begins on the line of its parent (``- - text``)."""
    parent = parent_of(document, item)
    if parent is not None and parent.line == item.line:
        raise EditRefused(
            f"The item on line {item.line} begins on the line of its parent item; "
            "move it to its own line first."
        )


def style_of(document: Document, item: ListItem) -> Style:
    """Return the start of an item; a nested item gets blanks for what precedes it."""
    line = line_text(document, item.line)
    at = item.start - document.lines.starts[item.line - 1]
    lead = line[:at]
    if lead.strip(" \t"):
        lead = indent(width_of(lead))
    behind = line[at + len(item.marker) :]
    padding = indent_of(behind)
    column = width_of(lead) + len(item.marker)
    if len(padding) == len(behind) or width_of(padding, column) - column > TOO_WIDE:
        padding = " "
    return Style(lead, item.marker, padding)


TOO_WIDE = 4
"""Behind more blanks than these an item's text is code."""


def lines_of(document: Document, item: ListItem) -> list[str]:
    """Return an item's lines, the first from its marker on."""
    first, *others = [line_text(document, number) for number in range(item.line, item.end_line + 1)]
    return [first[item.start - document.lines.starts[item.line - 1] :], *others]


def begun(
    document: Document,
    item: ListItem,
    lead: str,
    marker: str,
    padding: str | None = None,
    *,
    box: bool = False,
) -> list[str]:
    """Return an item's lines with another lead and marker, all that is nested moved with its text.

    Without ``padding`` the blanks after the marker are its own, so that texts in one column stay
    there; ``box`` gives the item an empty checkbox.
    """
    first, *others = lines_of(document, item)
    behind = first[len(item.marker) :]
    words = behind.lstrip(" \t")
    start = width_of(lead) + len(marker)
    column = item.start - document.lines.starts[item.line - 1] + len(item.marker)
    own = width_of(line_text(document, item.line)[:column])
    padded = width_of(behind[: len(behind) - len(words)], own) - own
    if not words:
        step = 1
    elif padded > TOO_WIDE:
        step, behind = 1, " " * padded + words
    else:
        blanks = fitted(document, item, marker) if padding is None else padding
        step, behind = width_of(blanks, start) - start, blanks + words
    if box:
        behind = f" [ ] {words}" if not words else f"{behind[: -len(words)]}[ ] {words}"
    delta = start + step - item.indent
    moved = [shifted(line, delta) if width_of(indent_of(line)) >= item.indent else line for line in others]
    return [lead + marker + behind, *moved]


def written(style: Style, text: str, *, checked: bool | None = None) -> list[str]:
    """Return the lines of a new item; lines of ``text`` after the first are indented to the item's text."""
    words = text_lines(text)
    if not words:
        raise EditRefused("An item needs a text; write one, or cancel.")
    box = "" if checked is None else "[x] " if checked else "[ ] "
    first = style.text + box + words[0]
    blanks = indent(width_of(style.text), style.lead + style.padding)
    return [first, *[blanks + line for line in words[1:]]]


def rewritten(document: Document, item: ListItem, lines: Sequence[str]) -> list[TextEdit]:
    """Return the edits that replace the lines of an item by as many others, one for each line that differs."""
    edits = []
    for number, new in enumerate(lines, item.line):
        old = line_text(document, number)
        edits += smallest(document.lines.starts[number - 1], old, new)
    return edits


def marker_for(item: ListItem, number: int) -> str:
    """Return an ordered item's marker with another number, with as many leading zeros."""
    digits = item.marker[:-1]
    width = len(digits) if digits.startswith("0") and len(digits) > 1 else 1
    return f"{number:0{width}d}{item.marker[-1]}"


def renumbered(document: Document, item: ListItem, number: int) -> list[TextEdit]:
    """Return the edits that give an item another number, and its nested lines the indentation of its text."""
    marker = marker_for(item, number)
    if marker == item.marker:
        return []
    start = document.lines.starts[item.line - 1]
    lead = style_of(document, item).lead
    first, *others = begun(document, item, lead, marker)
    return rewritten(document, item, [document.text[start : item.start] + first[len(lead) :], *others])


def aligned(document: Document, item: ListItem) -> bool:
    """Whether a list aligns its texts regardless of the width of the number (``9.  `` and ``10. ``)."""
    among = siblings(document, item)
    return any(len(o.marker) != len(item.marker) and o.indent == item.indent for o in among)


def fitted(document: Document, item: ListItem, marker: str) -> str:
    """Return the blanks after a new marker next to ``item``: the same number, or as many as keep the texts aligned."""
    padding = style_of(document, item).padding
    grown = len(marker) - len(item.marker)
    if grown and "\t" not in padding and aligned(document, item):
        return " " * max(1, len(padding) - grown)
    return padding


def counts_up(among: Sequence[ListItem]) -> bool:
    """Whether a list is numbered ``1. 2. 3.`` and not ``1. 1. 1.``; false for bullets."""
    return among[0].number >= 0 and (len(among) < 2 or len({item.number for item in among}) > 1)


def pushed(document: Document, among: Sequence[ListItem], first: int, by: int) -> list[TextEdit]:
    """Return the edits that count the run of numbers from ``among[first]`` on up or down by one.

    A number that does not go on from the one before ends the run; it and the rest stay.
    """
    edits: list[TextEdit] = []
    if first >= len(among) or not counts_up(among):
        return edits
    expected = among[first].number
    if first > 0 and expected != among[first - 1].number + 1:
        return edits
    for item in among[first:]:
        if item.number != expected:
            break
        edits += renumbered(document, item, max(0, item.number + by))
        expected += 1
    return edits
