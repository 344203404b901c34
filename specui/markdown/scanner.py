"""One pass over the text: lines to blocks.  Never fails, linear in the text.

The method is that of the CommonMark specification (appendix, "A parsing
strategy"): a stack of open containers and at most one open leaf; each line first
walks through the containers that it continues, then may begin new blocks, and
what is left of it goes to the leaf.  Blocks come out as exact ranges, nothing is
rendered.  ``run`` answers the lines that specs are full of (bullets, rows, blank
lines) at once and leaves all others to ``line``, which knows every rule.

What is within a quote is scanned too, since only its structure says where the
quote ends, and dropped when the outermost quote closes.
"""

from __future__ import annotations

from specui.markdown import lines as recognise
from specui.markdown.blocks import (
    Block,
    Document,
    Fence,
    FieldLine,
    FrontMatter,
    Heading,
    HtmlBlock,
    IndentedCode,
    Paragraph,
    Quote,
    Table,
    TableRow,
    ThematicBreak,
)
from specui.markdown.containers import Container
from specui.markdown.frontmatter import front_matter_end
from specui.markdown.lines import BLANKS, skip_blanks
from specui.markdown.tables import delimiter_row, table_row
from specui.markdown.text import LineIndex

MAX_DEPTH = 100
"""Containers nested deeper than this are read as text."""

_NONE, _PARAGRAPH, _TABLE, _FENCE, _HTML, _CODE = range(6)
_BEGINS_BLOCK = frozenset("#>`~<-+*_=0123456789|: \t")


def scan(text: str) -> Document:
    """Return the blocks of ``text``.  Takes any string, in time linear in its length."""
    lines = LineIndex(text)
    return Document(text, tuple(_Scanner(text, lines).run()), lines)


class _Scanner:
    def __init__(self, text: str, lines: LineIndex) -> None:
        self.text = text
        self.starts = lines.starts
        self.ends = lines.ends
        self.lines = lines
        self.blocks: list[Block] = []
        self.stack = [Container(-1, 0, 0)]
        self.quotes: list[int] = []  # where in the stack the quotes are
        self.last = 0  # the last line that was not blank
        self.list_count = 0
        # The open leaf.
        self.leaf = _NONE
        self.leaf_start = 0
        self.leaf_line = 0
        self.owner: Container | None = None  # the item whose first paragraph is open
        self.fields: list[FieldLine] = []
        self.line_start = 0  # where the paragraph's last line begins; that may turn out a table's header
        self.table_header: TableRow | None = None
        self.alignments: tuple[str, ...] = ()
        self.rows: list[TableRow] = []
        self.fence_mark = ""
        self.fence_length = 0
        self.html_kind = 0

    def run(self) -> list[Block]:
        """Scan all lines and return the blocks."""
        first = 0
        closing = front_matter_end(self.text, self.lines)
        if closing >= 0:
            self.blocks.append(FrontMatter(0, self.ends[closing], 1, closing + 1, -1))
            first = closing + 1
        for index in range(first, len(self.starts)):
            self.line(index, self.starts[index], self.ends[index])
        self.close_to(1)
        return self.blocks

    def line(self, index: int, pos: int, end: int) -> None:
        """Take one line: containers first, then what begins on it, then its text."""
        text, stack = self.text, self.stack
        pos, column = skip_blanks(text, pos, end, 0)
        if pos == end:
            self.blank(0)
            return
        base, matched, depth, quotes = 0, 1, len(stack), 0
        while matched < depth:
            width = stack[matched].width
            if width:
                if column - base < width:
                    break
                base += width
            else:
                if column - base > 3 or text[pos] != ">":
                    break
                quotes += 1
                base = column + 1
                if pos + 1 < end and text[pos + 1] in BLANKS:
                    base += 1
                pos, column = skip_blanks(text, pos + 1, end, column + 1)
                if pos == end:
                    self.blank(quotes)
                    self.last = index
                    return
            matched += 1
        if matched == depth:
            if self.leaf >= _FENCE and self.verbatim(index, pos, end, column - base):
                self.last = index
                return
        elif self.leaf != _PARAGRAPH:
            self.close_to(matched)
        self.begin(index, pos, end, column, base, matched)
        self.last = index

    def blank(self, quotes: int) -> None:
        """Take a blank line that stands within the first ``quotes`` open quotes."""
        leaf = self.leaf
        if leaf in (_PARAGRAPH, _TABLE) or (leaf == _HTML and self.html_kind > 5):
            self.close_leaf()
        if quotes < len(self.quotes):
            self.close_to(self.quotes[quotes])
        elif self.stack[-1].empty:
            # An item may begin with one blank line, not with two.
            self.close_to(len(self.stack) - 1)

    def verbatim(self, index: int, pos: int, end: int, indent: int) -> bool:
        """Offer a line to the open fence, HTML block or code; False where it is not part of it."""
        if self.leaf == _FENCE:
            if indent < 4 and recognise.closes_fence(self.text, pos, end, self.fence_mark, self.fence_length):
                self.last = index
                self.close_leaf(closed=True)
            return True
        if self.leaf == _HTML:
            if recognise.ends_html(self.text, pos, end, self.html_kind):
                self.last = index
                self.close_leaf()
            return True
        if indent >= 4:
            return True
        self.close_leaf()
        return False

    def begin(self, index: int, pos: int, end: int, column: int, base: int, matched: int) -> None:
        """Open what begins at ``pos``: containers one after the other, then one leaf or text."""
        text, stack = self.text, self.stack
        while True:
            in_paragraph = self.leaf == _PARAGRAPH
            inside = in_paragraph and matched == len(stack)
            if column - base >= 4:
                if in_paragraph:
                    self.continue_paragraph(index, pos, end)
                else:
                    self.open_leaf(_CODE, index, pos, matched)
                return
            char = text[pos]
            if char not in _BEGINS_BLOCK:
                break
            if char == ">":
                if len(stack) > MAX_DEPTH:
                    break
                self.open_quote(index, pos, matched)
                base = column + 1
                if pos + 1 < end and text[pos + 1] in BLANKS:
                    base += 1
                pos, column = skip_blanks(text, pos + 1, end, column + 1)
                matched = len(stack)
                if pos == end:
                    return
                continue
            if char in "-+*0123456789":
                stop = self.begin_marked(index, pos, end, inside, matched)
                if stop == 0:
                    return
                if stop < 0:
                    break
                # A list item: where does its content begin?
                after = column + stop - pos
                content, content_column = skip_blanks(text, stop, end, after)
                padding = content_column - after
                is_blank = content == end
                if is_blank or padding > 4:
                    padding = 1
                width = after + padding - base
                self.open_item(index, pos, stop, width, after + padding, matched)
                if is_blank:
                    return
                base += width
                pos, column, matched = content, content_column, len(stack)
                continue
            if self.begin_leaf(index, pos, end, inside, matched):
                return
            break
        self.take_text(index, pos, end, matched)

    def take_text(self, index: int, pos: int, end: int, matched: int) -> None:
        """Take a line that begins nothing: it goes on with a paragraph or table, or opens a paragraph."""
        if self.leaf == _PARAGRAPH:
            self.continue_paragraph(index, pos, end)
        elif self.leaf == _TABLE:
            self.rows.append(table_row(self.text, pos, end, index + 1))
        else:
            self.open_paragraph(index, pos, end, matched)

    def begin_marked(self, index: int, pos: int, end: int, inside: bool, matched: int) -> int:
        """Decide what a line is that begins with ``-``, ``+``, ``*`` or a digit.

        Returns the offset behind a list marker, 0 where the line is done with,
        -1 where it is text.
        """
        text, char = self.text, self.text[pos]
        if (
            char == "-"
            and inside
            and recognise.is_setext_underline(text, pos, end)
            and self.underline(index, end, 2)
        ):
            return 0
        if char in "-*" and recognise.is_thematic_break(text, pos, end):
            self.close_for_leaf(matched)
            parent = self.stack[-1].index
            self.blocks.append(ThematicBreak(pos, end, index + 1, index + 1, parent))
            return 0
        stop = recognise.marker_end(text, pos, end)
        if stop < 0 or len(self.stack) > MAX_DEPTH:
            if char == "-" and inside and self.begin_table(pos, end):
                return 0
            return -1
        if inside and self.leaf == _PARAGRAPH:
            # An empty item, or a list that does not begin with 1, interrupts no paragraph.
            if char not in "-+*" and int(text[pos : stop - 1]) != 1:
                return -1
            if not text[stop:end].strip(BLANKS):
                return -1
        return stop

    def begin_leaf(self, index: int, pos: int, end: int, inside: bool, matched: int) -> bool:
        """Open the leaf that begins with one of ``# ` ~ < _ = | :``; False where the line is text."""
        text, char = self.text, self.text[pos]
        if char == "#":
            heading = recognise.atx_heading(text, pos, end)
            if heading is None:
                return False
            self.close_for_leaf(matched)
            level, start, stop = heading
            parent = self.stack[-1].index
            self.blocks.append(Heading(pos, end, index + 1, index + 1, parent, level, start, stop, False))
            return True
        if char in "|:":
            return inside and self.begin_table(pos, end)
        if char in "`~":
            length = recognise.fence_length(text, pos, end)
            if not length:
                return False
            self.open_leaf(_FENCE, index, pos, matched)
            self.fence_mark, self.fence_length = char, length
            return True
        if char == "<":
            kind = recognise.html_kind(text, pos, end, interrupts=self.leaf in (_PARAGRAPH, _TABLE))
            if not kind:
                return False
            self.open_leaf(_HTML, index, pos, matched)
            self.html_kind = kind
            if recognise.ends_html(text, pos, end, kind):
                self.last = index
                self.close_leaf()
            return True
        if char == "=":
            return inside and recognise.is_setext_underline(text, pos, end) and self.underline(index, end, 1)
        if char == "_" and recognise.is_thematic_break(text, pos, end):
            self.close_for_leaf(matched)
            self.blocks.append(ThematicBreak(pos, end, index + 1, index + 1, self.stack[-1].index))
            return True
        return False

    # Leaves

    def open_leaf(self, leaf: int, index: int, pos: int, matched: int) -> None:
        self.close_for_leaf(matched)
        self.leaf, self.leaf_start, self.leaf_line = leaf, pos, index

    def close_for_leaf(self, matched: int) -> None:
        """Close what a new leaf within the first ``matched`` containers ends."""
        self.close_to(matched)
        container = self.stack[-1]
        container.empty = False
        container.child_mark = ""

    def open_paragraph(self, index: int, pos: int, end: int, matched: int) -> None:
        self.close_to(matched)
        container = self.stack[-1]
        first = container.empty
        self.open_leaf(_PARAGRAPH, index, pos, matched)
        self.fields = []
        self.owner = None
        if first:
            self.owner = container
            box = recognise.checkbox(self.text, pos, end)
            container.check = box
            container.text_start = container.text_end = pos if box < 0 else min(box + 2, end)
        self.continue_paragraph(index, pos, end)

    def continue_paragraph(self, index: int, pos: int, end: int) -> None:
        self.line_start = pos
        if self.owner is None and self.text[pos] == "*":
            field = recognise.field_line(self.text, pos, end, index + 1)
            if field is not None:
                self.fields.append(field)

    def begin_table(self, pos: int, end: int) -> bool:
        """Make a table of the paragraph's last line, if this is the row of dashes below it."""
        text, start, stop = self.text, self.line_start, self.ends[self.last]
        if text.find("|", start, stop) < 0:
            return False
        alignments = delimiter_row(text, pos, end)
        if not alignments:
            return False
        header = table_row(text, start, stop, self.last + 1)
        if len(header.cells) != len(alignments):
            return False
        container, owner, line = self.stack[-1], self.owner, self.last
        if line > self.leaf_line:
            if self.fields and self.fields[-1].line == line + 1:
                self.fields.pop()
            self.last = line - 1
            self.close_leaf()
        elif owner is not None:
            owner.check = -1
            owner.text_start = owner.text_end = start
        container.child_mark = ""
        self.leaf, self.leaf_start, self.leaf_line = _TABLE, start, line
        self.table_header, self.alignments, self.rows = header, alignments, []
        return True

    def underline(self, index: int, end: int, level: int) -> bool:
        """Make a heading of the open paragraph; False where it holds only link definitions."""
        start, stop, line = self.leaf_start, self.ends[self.last], self.leaf_line
        if self.text[start] == "[" and self.only_definitions():
            self.close_leaf()
            return False
        stop = recognise.trim_end(self.text, start, stop)
        if self.owner is not None:
            self.owner.check = -1
            self.owner.text_start = self.owner.text_end = start
        parent = self.stack[-1].index
        self.blocks.append(Heading(start, end, line + 1, index + 1, parent, level, start, stop, True))
        self.leaf = _NONE
        return True

    def only_definitions(self) -> bool:
        text = self.text
        for index in range(self.leaf_line, self.last + 1):
            start = max(self.starts[index], self.leaf_start)
            start, _ = skip_blanks(text, start, self.ends[index], 0)
            if not recognise.is_definition(text, start, self.ends[index]):
                return False
        return True

    def close_leaf(self, closed: bool = False) -> None:
        """Close the open leaf, whose last line is the last one that was not blank."""
        leaf, self.leaf = self.leaf, _NONE
        if leaf == _NONE:
            return
        last = self.last
        start, end, line, end_line = self.leaf_start, self.ends[last], self.leaf_line + 1, last + 1
        parent = self.stack[-1].index
        if leaf == _PARAGRAPH:
            if self.owner is not None:
                self.owner.text_start, self.owner.text_end = self.trimmed(self.owner.text_start, end)
            else:
                self.blocks.append(Paragraph(start, end, line, end_line, parent, tuple(self.fields)))
        elif leaf == _TABLE and self.table_header is not None:
            header, rows = self.table_header, tuple(self.rows)
            self.blocks.append(Table(start, end, line, end_line, parent, header, self.alignments, rows))
        elif leaf == _FENCE:
            info_start = start + self.fence_length
            info = self.text[info_start : self.ends[self.leaf_line]].strip(BLANKS)
            self.blocks.append(Fence(start, end, line, end_line, parent, info, closed))
        elif leaf == _HTML:
            comment = self.text.startswith("<!--", start)
            self.blocks.append(HtmlBlock(start, end, line, end_line, parent, comment))
        else:
            self.blocks.append(IndentedCode(start, end, line, end_line, parent))

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start < end and text[start] in " \t\r\n":
            start += 1
        return start, recognise.trim_end(text, start, end)

    # Containers

    def open_quote(self, index: int, pos: int, matched: int) -> None:
        self.close_for_leaf(matched)
        self.quotes.append(len(self.stack))
        self.stack.append(Container(len(self.blocks), pos, index))
        self.blocks.append(Quote(pos, pos, index + 1, index + 1, self.stack[-2].index))

    def open_item(self, index: int, pos: int, stop: int, width: int, column: int, matched: int) -> None:
        self.close_to(matched)
        text, holder = self.text, self.stack[-1]
        mark = text[stop - 1]
        if holder.child_mark != mark:
            self.list_count += 1
            holder.child_mark, holder.child_list = mark, self.list_count
        holder.empty = False
        item = Container(len(self.blocks), pos, index)
        item.width, item.column, item.list_id = width, column, holder.child_list
        item.marker = text[pos:stop]
        item.number = int(text[pos : stop - 1]) if stop - pos > 1 else -1
        item.check = -1
        item.text_start = item.text_end = stop
        item.empty = True
        self.stack.append(item)
        self.blocks.append(ThematicBreak(pos, pos, index + 1, index + 1, -1))  # the place; see close_to

    def close_to(self, depth: int) -> None:
        """Close the open leaf, and containers until ``depth`` of them are open."""
        self.close_leaf()
        stack, last = self.stack, self.last
        while len(stack) > depth:
            container = stack.pop()
            place, parent = container.index, stack[-1].index
            start, end, line = container.start, self.ends[last], container.line + 1
            if container.width:
                self.blocks[place] = container.as_item(self.text, end, last + 1, parent, len(stack) - 1)
            else:
                self.quotes.pop()
                del self.blocks[place + 1 :]
                self.blocks[place] = Quote(start, end, line, last + 1, parent)
