"""What a spec is made of: the blocks that the scanner gives, with exact ranges.

Blocks are named tuples, not frozen dataclasses: a spec of 10 KB has some two
hundred, and a tuple is made three times as fast (0.20 us for 0.63 us).  They
stand in file order, parents before children.  All offsets are characters of the
decoded text, all ranges half-open and without the last newline; lines count from
1 and ``end_line`` is the last line of the block, inclusive.

``parent`` is the index in ``Document.blocks`` of the list item that holds the
block, or -1.  A quote is one block, and what is in it stands in the quote alone
(``Quote.inside``): nothing there parts the file.  Nothing within a fence, an HTML
block or a comment is a heading, an item, a task or a row.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from specui.markdown.lazy import lazy
from specui.markdown.tables import cell_texts, row_cells
from specui.markdown.text import LineIndex, TextRange

_new = tuple.__new__


class Heading(NamedTuple):
    """An ATX or setext heading; ``text_start:text_end`` is its content without marks."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    level: int
    text_start: int
    text_end: int
    setext: bool


class FieldLine(NamedTuple):
    """A line ``**Key:** value`` of a paragraph, or a bold label alone (empty value).

    ``key_start:key_end`` is the key without marks and colon; the value is trimmed.
    ``start:end`` is the line without its indentation, trailing blanks and the backslash of a hard break.
    """

    start: int
    end: int
    line: int
    key_start: int
    key_end: int
    value_start: int
    value_end: int


class Paragraph(NamedTuple):
    """Running text; ``fields`` are those of its lines that read ``**Key:** value``."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    fields: tuple[FieldLine, ...]

    @property
    def lone_label(self) -> FieldLine | None:
        """The bold label that the paragraph consists of, where it is nothing else."""
        if len(self.fields) != 1 or self.line != self.end_line:
            return None
        line = self.fields[0]
        return line if line.value_start == line.value_end else None


class ListItem(NamedTuple):
    """A list item, with all that it holds.

    ``start`` is the first character of the marker; ``marker`` the marker itself
    (``-``, ``*``, ``+``, ``1.``, ``2)``); ``number`` its number or -1;
    ``indent`` the column (from 0) where the item's content begins, to which
    what is nested in it must be indented.  ``depth`` counts enclosing items.
    ``list_id`` is the same for the items of one list.  ``check`` is the offset of
    the character between ``[`` and ``]`` of a task, or -1.  The text is the
    item's first paragraph, without marker and checkbox, trimmed; it may run over
    several lines, and is empty where the item does not begin with a paragraph.
    That first paragraph is part of the item and no ``Paragraph`` of its own; later
    ones are, with the item as their parent.
    """

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    depth: int
    list_id: int
    marker: str
    number: int
    indent: int
    check: int
    checked: bool
    text_start: int
    text_end: int

    @property
    def is_task(self) -> bool:
        """Whether the item carries a checkbox."""
        return self.check >= 0


class TableRow(NamedTuple):
    """One row; ``written`` is its text without the blanks at both ends."""

    start: int
    end: int
    line: int
    written: str

    @property
    def cells(self) -> tuple[TextRange, ...]:
        """The trimmed ranges of all cells that are written.

        A short row has fewer cells than the header, a long one more.  A cell of nothing
        but blanks is an empty range behind them.  Worked out each time: most rows are
        never looked into, and their cells were a third of what scanning took.
        """
        return row_cells(self.written, self.start)

    @property
    def texts(self) -> list[str]:
        """What stands in the cells, with ``\\|`` read as ``|``."""
        return cell_texts(self.written)

    @property
    def width(self) -> int:
        """The number of cells."""
        row = self.written
        if "\\" in row:
            return len(row_cells(row, 0))
        return row.count("|") + (row[-1:] != "|") - (row[:1] == "|")


def table_row(text: str, pos: int, end: int, line: int) -> TableRow:
    """Return the row in ``text[pos:end]``; ``pos`` is no blank."""
    while text[end - 1] in " \t":
        end -= 1
    return _new(TableRow, (pos, end, line, text[pos:end]))


class Table(NamedTuple):
    """A GFM table; ``alignments`` holds ``""``, ``"left"``, ``"center"`` or ``"right"`` a column."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    header: TableRow
    alignments: tuple[str, ...]
    rows: tuple[TableRow, ...]


class Fence(NamedTuple):
    """A fenced code block; ``info`` is what stands behind the opening fence, trimmed."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    info: str
    closed: bool


class HtmlBlock(NamedTuple):
    """An HTML block; ``comment`` where it is one that begins with ``<!--``."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    comment: bool


class IndentedCode(NamedTuple):
    """Code indented by four columns or more."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int


class Quote(NamedTuple):
    """A block quote; ``inside`` are the blocks in it, in file order, with parents among themselves.

    A range in it that runs over several lines holds the ``>`` of each further line; see ``Document.flat``.
    """

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    inside: tuple[Block, ...] = ()


class Conflict(NamedTuple):
    """What git leaves where two branches changed the same lines, from ``<<<<<<<`` to ``>>>>>>>``.

    Both sides are in it and neither is read.  ``base_line`` is the line of ``|||||||``, above what stood there
    before, or 0; ``middle_line`` the line of ``=======``.  One between two rows of a table stands behind the table,
    whose range then goes beyond it.
    """

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    base_line: int
    middle_line: int

    @property
    def sizes(self) -> tuple[int, int]:
        """How many lines each side has."""
        ours = (self.base_line or self.middle_line) - self.line - 1
        return ours, self.end_line - self.middle_line - 1


class ThematicBreak(NamedTuple):
    """A rule: ``---``, ``***``, ``___``."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int


class FrontMatter(NamedTuple):
    """YAML between two ``---`` at the very top."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListItem
    | Table
    | Fence
    | HtmlBlock
    | IndentedCode
    | Quote
    | Conflict
    | ThematicBreak
    | FrontMatter
)


def rebase_block(block: Block, first: int, depth: int) -> Block:
    """Return a block of a quote as it stands among the quote's own blocks.

    Those begin at ``first``; ``depth`` is what an item in the quote has that no other item holds.
    """
    parent = max(block.parent - first, -1)
    if type(block) is ListItem:
        return block._replace(parent=parent, depth=block.depth - depth)
    return block._replace(parent=parent)


_USUAL = bytes([9, 10, 13, *range(32, 127)])
# Blanks that end no line are looked at once, from their first one on.
_JOIN = re.compile(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\r|\n)[ \t]*")
_JOIN_QUOTED = re.compile(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\r|\n)[> \t]*")


@dataclass(frozen=True, eq=False)
class Document:
    """One text and its blocks; made by :func:`specui.markdown.scanner.scan`."""

    text: str
    blocks: tuple[Block, ...]
    lines: LineIndex = field(repr=False)

    @lazy
    def headings(self) -> tuple[Heading, ...]:
        """Headings outside lists and quotes, in file order: those that part the file."""
        return tuple([b for b in self.blocks if type(b) is Heading and b.parent < 0])

    @lazy
    def items(self) -> tuple[ListItem, ...]:
        """All list items at any depth, in file order."""
        return tuple([b for b in self.blocks if type(b) is ListItem])

    def items_within(self, start: int, end: int) -> tuple[ListItem, ...]:
        """Return the list items that begin behind ``start`` and before ``end``, in file order."""
        items = self.items
        first = bisect_right(items, start, key=lambda item: item.start)
        last = bisect_left(items, end, lo=first, key=lambda item: item.start)
        return items[first:last]

    def paragraphs_within(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs that begin behind ``start`` and before ``end``, in file order."""
        found = self.paragraphs
        first = bisect_right(found, start, key=lambda block: block.start)
        last = bisect_left(found, end, lo=first, key=lambda block: block.start)
        return found[first:last]

    @lazy
    def tables(self) -> tuple[Table, ...]:
        """All tables, in file order."""
        return tuple([b for b in self.blocks if type(b) is Table])

    @lazy
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs but those that list items begin with, in file order."""
        return tuple([b for b in self.blocks if type(b) is Paragraph])

    @lazy
    def quotes(self) -> tuple[Quote, ...]:
        """All quotes that no other quote holds, in file order."""
        return tuple([b for b in self.blocks if type(b) is Quote])

    @lazy
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that a merge left in the file."""
        return tuple([b for b in self.blocks if type(b) is Conflict])

    def conflicts_within(self, start: int, end: int) -> tuple[Conflict, ...]:
        """Return the conflicts that begin from ``start`` on and before ``end``, in file order."""
        found = self.conflicts
        first = bisect_left(found, start, key=lambda block: block.start)
        return found[first : bisect_left(found, end, lo=first, key=lambda block: block.start)]

    @lazy
    def only_boxes(self) -> bool:
        """Whether every ``[`` of the text is that of a checkbox: there is no slot, no link, no attempt at a box."""
        return self.text.count("[") == len([b for b in self.blocks if type(b) is ListItem and b.check >= 0])

    @lazy
    def unusual(self) -> str:
        """The characters that are neither printable ASCII nor a tab or newline, in file order."""
        rest = self.text.encode("utf-8", "replace").translate(None, _USUAL)
        return rest.decode("utf-8", "replace")

    def slice(self, start: int, end: int) -> str:
        """Return the source text of a range."""
        return self.text[start:end]

    def flat(self, start: int, end: int, *, quoted: bool = False) -> str:
        """Return a range with its lines joined by single blanks; ``quoted`` takes the ``>`` of each line away."""
        text = self.text[start:end]
        if "\n" not in text and "\r" not in text:
            return text
        return (_JOIN_QUOTED if quoted else _JOIN).sub(" ", text).strip()

    def cell(self, cell: TextRange) -> str:
        """Return a table cell's text, with ``\\|`` read as ``|``."""
        text = self.text[cell.start : cell.end]
        return text.replace("\\|", "|") if "\\|" in text else text
