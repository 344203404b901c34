"""The blocks of a document, as the scanner returns them, with exact ranges.

Blocks are named tuples, not frozen dataclasses: a spec of 10 KB has about 200, and Python creates a tuple three
times as fast (0.20 µs, not 0.63 µs).  They are in file order, parents before children.  Offsets count characters of
the decoded text.  Ranges are half-open and exclude the last newline.  Lines count from 1, and ``end_line`` is the
last line of the block, inclusive.

``parent`` is the index in ``Document.blocks`` of the list item that contains the block, or -1.  A quote is one block
and keeps its content to itself (``Quote.inside``), so that a heading in a quote does not start a section.  A fence,
an HTML block or a comment contains no headings, items, tasks or rows.
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
    """An ATX or setext heading; ``text_start:text_end`` is its text without the marks."""

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
    """A line ``**Key:** value`` of a paragraph, or a bold label without a value.

    ``key_start:key_end`` is the key without marks and colon; ``value_start:value_end`` is the trimmed value.
    ``start:end`` is the line without indentation, trailing blanks and the backslash of a hard break.
    """

    start: int
    end: int
    line: int
    key_start: int
    key_end: int
    value_start: int
    value_end: int


class Paragraph(NamedTuple):
    """A paragraph; ``fields`` are its lines of the form ``**Key:** value``."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    fields: tuple[FieldLine, ...]

    @property
    def lone_label(self) -> FieldLine | None:
        """The bold label, if the paragraph consists of nothing else."""
        if len(self.fields) != 1 or self.line != self.end_line:
            return None
        line = self.fields[0]
        return line if line.value_start == line.value_end else None


class ListItem(NamedTuple):
    """A list item with everything in it.

    ``start`` is the offset of the marker.  ``marker`` is the marker itself (``-``, ``*``, ``+``, ``1.``, ``2)``),
    ``number`` its number or -1.  ``indent`` is the column (from 0) where the item's content begins, which nested
    blocks must reach.  ``depth`` counts the enclosing items.  ``list_id`` is the same for all items of a list.
    ``check`` is the offset of the character between ``[`` and ``]`` of a checkbox, or -1.

    ``text_start:text_end`` is the item's first paragraph, trimmed, without marker and checkbox.  It can span several
    lines, and is empty if the item does not begin with a paragraph.  That first paragraph belongs to the item and is
    not a ``Paragraph`` block; later ones are, with the item as their parent.
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
        """Whether the item has a checkbox."""
        return self.check >= 0


class TableRow(NamedTuple):
    """A table row; ``written`` is its text without blanks at both ends."""

    start: int
    end: int
    line: int
    written: str

    @property
    def cells(self) -> tuple[TextRange, ...]:
        """The trimmed ranges of all cells in the row.

        A short row has fewer cells than the header, a long row more.  A blank cell is an empty range after its
        blanks.  This property computes the cells on each access: nobody looks into most rows, and their cells took a
        third of the scanning time.
        """
        return row_cells(self.written, self.start)

    @property
    def texts(self) -> list[str]:
        """The texts of the cells, with ``\\|`` unescaped to ``|``."""
        return cell_texts(self.written)

    @property
    def width(self) -> int:
        """The number of cells."""
        row = self.written
        if "\\" in row:
            return len(row_cells(row, 0))
        return row.count("|") + (row[-1:] != "|") - (row[:1] == "|")


def table_row(text: str, pos: int, end: int, line: int) -> TableRow:
    """Return the row in ``text[pos:end]``; the character at ``pos`` is not a blank."""
    while text[end - 1] in " \t":
        end -= 1
    return _new(TableRow, (pos, end, line, text[pos:end]))


class Table(NamedTuple):
    """A GFM table; ``alignments`` holds ``""``, ``"left"``, ``"center"`` or ``"right"`` for each column."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    header: TableRow
    alignments: tuple[str, ...]
    rows: tuple[TableRow, ...]


class Fence(NamedTuple):
    """A fenced code block; ``info`` is the trimmed text after the opening fence."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    info: str
    closed: bool


class HtmlBlock(NamedTuple):
    """An HTML block; ``comment`` is true if it begins with ``<!--``."""

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
    """A block quote; ``inside`` are its blocks in file order, whose ``parent`` is an index into ``inside``.

    A range of several lines in a quote includes the ``>`` of each further line; ``Document.flat`` removes it.
    """

    start: int
    end: int
    line: int
    end_line: int
    parent: int
    inside: tuple[Block, ...] = ()


class Conflict(NamedTuple):
    """A merge conflict from ``<<<<<<<`` to ``>>>>>>>``.

    The scanner reads neither side.  ``base_line`` is the line of ``|||||||`` above the common base, or 0;
    ``middle_line`` is the line of ``=======``.  A conflict between two rows of a table comes after the table in the
    list of blocks, and the table's range includes it.
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
        """The number of lines on our side and on theirs."""
        ours = (self.base_line or self.middle_line) - self.line - 1
        return ours, self.end_line - self.middle_line - 1


class ThematicBreak(NamedTuple):
    """A thematic break: ``---``, ``***``, ``___``."""

    start: int
    end: int
    line: int
    end_line: int
    parent: int


class FrontMatter(NamedTuple):
    """YAML between two ``---`` lines at the start of the file."""

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
    """Return a block of a quote with ``parent`` and ``depth`` relative to the quote.

    ``first`` is the index of the quote's first block, ``depth`` the depth of its outermost items.
    """
    parent = max(block.parent - first, -1)
    if type(block) is ListItem:
        return block._replace(parent=parent, depth=block.depth - depth)
    return block._replace(parent=parent)


_USUAL = bytes([9, 10, 13, *range(32, 127)])
# The lookbehind makes the search linear: it tries a run of blanks only at its first one.
_JOIN = re.compile(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\r|\n)[ \t]*")
_JOIN_QUOTED = re.compile(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\r|\n)[> \t]*")


@dataclass(frozen=True, eq=False)  # without slots, since lazy stores values in the instance
class Document:
    """A text and its blocks, as :func:`specui.markdown.scanner.scan` returns them."""

    text: str
    blocks: tuple[Block, ...]
    lines: LineIndex = field(repr=False)

    @lazy
    def headings(self) -> tuple[Heading, ...]:
        """The headings outside lists and quotes, in file order: those that start sections."""
        return tuple([b for b in self.blocks if type(b) is Heading and b.parent < 0])

    @lazy
    def items(self) -> tuple[ListItem, ...]:
        """All list items at any depth, in file order."""
        return tuple([b for b in self.blocks if type(b) is ListItem])

    def items_within(self, start: int, end: int) -> tuple[ListItem, ...]:
        """Return the list items that begin after ``start`` and before ``end``, in file order."""
        items = self.items
        first = bisect_right(items, start, key=lambda item: item.start)
        last = bisect_left(items, end, lo=first, key=lambda item: item.start)
        return items[first:last]

    def paragraphs_within(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs that begin after ``start`` and before ``end``, in file order."""
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
        """All paragraphs except the first one of a list item, in file order."""
        return tuple([b for b in self.blocks if type(b) is Paragraph])

    @lazy
    def quotes(self) -> tuple[Quote, ...]:
        """All outermost quotes, in file order."""
        return tuple([b for b in self.blocks if type(b) is Quote])

    @lazy
    def conflicts(self) -> tuple[Conflict, ...]:
        """All merge conflicts, in file order."""
        return tuple([b for b in self.blocks if type(b) is Conflict])

    def conflicts_within(self, start: int, end: int) -> tuple[Conflict, ...]:
        """Return the conflicts that begin at or after ``start`` and before ``end``, in file order."""
        found = self.conflicts
        first = bisect_left(found, start, key=lambda block: block.start)
        return found[first : bisect_left(found, end, lo=first, key=lambda block: block.start)]

    @lazy
    def only_boxes(self) -> bool:
        """Whether every ``[`` of the text belongs to a checkbox, so that it has no placeholder and no link."""
        return self.text.count("[") == len([b for b in self.blocks if type(b) is ListItem and b.check >= 0])

    @lazy
    def unusual(self) -> str:
        """All characters except printable ASCII, tabs and newlines, in file order."""
        rest = self.text.encode("utf-8", "replace").translate(None, _USUAL)
        return rest.decode("utf-8", "replace")

    def slice(self, start: int, end: int) -> str:
        """Return the source text of a range."""
        return self.text[start:end]

    def flat(self, start: int, end: int, *, quoted: bool = False) -> str:
        """Return the text of a range with its lines joined by single blanks; ``quoted`` removes the ``>`` of each line."""
        text = self.text[start:end]
        if "\n" not in text and "\r" not in text:
            return text
        return (_JOIN_QUOTED if quoted else _JOIN).sub(" ", text).strip()

    def cell(self, cell: TextRange) -> str:
        """Return a table cell's text, with ``\\|`` unescaped to ``|``."""
        text = self.text[cell.start : cell.end]
        return text.replace("\\|", "|") if "\\|" in text else text
