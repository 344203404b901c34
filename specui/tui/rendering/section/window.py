"""Which part of a section is drawn: all of it, or a window around one offset of a very large section.

A section of a hundred thousand lines would take seconds to draw, for a screen that shows fifty. The window depends on
the offset, not on the window before, so that an offset always looks the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from specui.markdown.blocks import Document, FieldLine, ListItem, Paragraph, Table, TableRow

BLOCKS, LINES, CHARACTERS = 1_000, 2_000, 50_000
"""A section of no more than so many of each is drawn whole."""
ROOM = 300
"""So much is drawn before a place and behind it: a block, a row and a field count 1, and 1 more for each hundred characters or four cells."""
CELLS = 200
"""So many cells of a row are drawn at most."""

Place: TypeAlias = tuple[int, int]
"""The index of a block, and of the row or the field in it; 0 where it has neither."""
_start = itemgetter(0)


class Window(NamedTuple):
    """The part of a section that is drawn: from one place up to another, exclusive.

    ``start:end`` is its range in the text; ``above`` and ``below`` are the lines that are not drawn.
    """

    first: Place
    last: Place
    start: int
    end: int
    above: int
    below: int

    @property
    def blocks(self) -> range:
        """The indices of the blocks that are drawn, partly or whole."""
        return range(self.first[0], self.last[0] + (self.last[1] > 0))

    def parts(self, index: int, count: int) -> range:
        """Return which rows or fields of a block are drawn, of so many."""
        first = self.first[1] if index == self.first[0] else 0
        return range(first, self.last[1] if index == self.last[0] else count)


def is_large(document: Document, first: int, last: int, start: int, end: int) -> bool:
    """Say whether the blocks ``first:last``, with the text ``start:end``, are too many to draw."""
    if last - first > BLOCKS or end - start > CHARACTERS:
        return True
    line_at = document.lines.line_at
    return line_at(end) - line_at(start) > LINES


def window(document: Document, first: int, last: int, start: int, end: int, around: int) -> Window | None:
    """Return the window around an offset of a section with these blocks and this text; None to draw all."""
    if last <= first or not is_large(document, first, last, start, end):
        return None
    walk = _Walk(document, first, last)
    here = walk.at(around)
    top, bottom = walk.up(here), walk.down(here)
    line_at = document.lines.line_at
    begins = start if top == (first, 0) else walk.start(top)
    ends = end if bottom[0] >= last else walk.start(bottom)
    return Window(
        top,
        bottom,
        begins,
        ends,
        max(0, line_at(begins) - line_at(start)),
        max(0, line_at(end) - line_at(ends)),
    )


def parts_of(block: object) -> Sequence[TableRow] | Sequence[FieldLine]:
    """Return the rows of a table, or the fields of a paragraph."""
    if isinstance(block, Table):
        return block.rows
    return block.fields if isinstance(block, Paragraph) else ()


class _Walk:
    """Steps from place to place within some blocks."""

    def __init__(self, document: Document, first: int, last: int) -> None:
        self.blocks = document.blocks
        self.first, self.last = first, last

    def at(self, offset: int) -> Place:
        """Return the place at an offset, or the nearest one."""
        index = bisect_right(self.blocks, offset, self.first, self.last, key=_start) - 1
        index = max(self.first, index)
        part = bisect_right(parts_of(self.blocks[index]), offset, key=_start) - 1
        return index, max(0, part)

    def start(self, place: Place) -> int:
        """Return the offset of a place in the text."""
        block = self.blocks[place[0]]
        return parts_of(block)[place[1]].start if place[1] else block.start

    def up(self, place: Place) -> Place:
        """Return the start of the window above a place, at the start of an item if one is near."""
        room = ROOM
        while room > 0 and place > (self.first, 0):
            index, part = place
            place = (index, part - 1) if part else (index - 1, self._count(index - 1) - 1)
            room -= self._cost(place)
        room = ROOM
        while room > 0 and place[0] > self.first and self.blocks[place[0]].parent >= 0:
            place = (place[0] - 1, 0)
            room -= 1
        return place

    def down(self, place: Place) -> Place:
        """Return the end of the window below a place; the place itself is drawn."""
        room = ROOM
        while room > 0 and place[0] < self.last:
            room -= self._cost(place)
            index, part = place
            place = (index, part + 1) if part + 1 < self._count(index) else (index + 1, 0)
        return place

    def _count(self, index: int) -> int:
        return len(parts_of(self.blocks[index])) or 1

    def _cost(self, place: Place) -> int:
        block = self.blocks[place[0]]
        if isinstance(block, ListItem):
            return 1 + (block.text_end - block.text_start) // 100
        parts = parts_of(block)
        found = parts[place[1]] if parts else block
        cells = found.written.count("|") // 4 if isinstance(found, TableRow) else 0
        return 1 + (found.end - found.start) // 100 + cells
