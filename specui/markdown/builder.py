"""The open blocks during a scan, and the finished blocks that result when they close.

The stack holds the open containers, with the document at the bottom.  At most one leaf is open, in the innermost
container.  An open container reserves its place in the list of blocks, so that parents come before their children;
closing it creates its block.  scanner.py decides what each line opens, continues and closes.
"""

from __future__ import annotations

from specui.markdown import line_rules
from specui.markdown.blocks import (
    Block,
    Fence,
    FieldLine,
    Heading,
    HtmlBlock,
    IndentedCode,
    Paragraph,
    Quote,
    Table,
    TableRow,
    ThematicBreak,
    rebase_block,
    table_row,
)
from specui.markdown.containers import Container
from specui.markdown.line_rules import BLANKS, skip_blanks, trimmed
from specui.markdown.tables import delimiter_row
from specui.markdown.text import LineIndex

NONE, PARAGRAPH, TABLE, FENCE, HTML, CODE = range(6)
"""The kinds of open leaf; FENCE and those after it take lines verbatim."""

_PLACEHOLDER = ThematicBreak(0, 0, 0, 0, -1)  # reserves the place of an open container; see close_to
_new = tuple.__new__


class Builder:
    """The state of a scan: the open containers, the open leaf, and the finished blocks."""

    def __init__(self, text: str, lines: LineIndex) -> None:
        self.text = text
        self.starts = lines.starts
        self.ends = lines.ends
        self.lines = lines
        self.blocks: list[Block] = []
        self.stack = [Container(-1, 0, 0)]
        self.quotes: list[int] = []  # the stack indices of the quotes
        self.last = 0  # the index of the last line that was not blank
        self.list_count = 0
        # The open leaf.
        self.leaf = NONE
        self.leaf_start = 0
        self.leaf_line = 0
        self.owner: Container | None = None  # the item that owns the open paragraph as its first
        self.fields: list[FieldLine] = []
        self.line_start = 0  # the start of the paragraph's last line, which may become a table header
        self.table_header: TableRow | None = None
        self.alignments: tuple[str, ...] = ()
        self.rows: list[TableRow] = []
        self.fence_mark = ""
        self.fence_length = 0
        self.html_kind = 0
        self.embedded_conflicts: list[
            Block
        ] = []  # conflicts within the open table or comment, which follow it in the list

    # Leaves

    def open_leaf(self, leaf: int, index: int, pos: int, matched: int) -> None:
        """Open a leaf at ``pos`` on line ``index``, within the first ``matched`` containers."""
        self.close_for_leaf(matched)
        self.leaf, self.leaf_start, self.leaf_line = leaf, pos, index

    def close_for_leaf(self, matched: int) -> None:
        """Close everything that a new leaf within the first ``matched`` containers ends."""
        self.close_to(matched)
        container = self.stack[-1]
        container.empty = False
        container.child_mark = ""

    def open_paragraph(self, index: int, pos: int, end: int, matched: int) -> None:
        """Open a paragraph; the first one of an item becomes its text, and may begin with a checkbox."""
        self.close_to(matched)
        container = self.stack[-1]
        first = container.empty
        container.empty = False
        container.child_mark = ""
        self.leaf, self.leaf_start, self.leaf_line = PARAGRAPH, pos, index
        self.fields = []
        self.owner = None
        if first:
            self.owner = container
            box = line_rules.find_checkbox(self.text, pos, end)
            container.check = box
            after_box = pos if box < 0 else line_rules.checkbox_end(self.text, box, end)
            container.text_start = container.text_end = after_box
        self.continue_paragraph(index, pos, end)

    def continue_paragraph(self, index: int, pos: int, end: int) -> None:
        """Add a line to the open paragraph, and its field, if it is one."""
        self.line_start = pos
        if self.owner is None and self.text[pos] in "*_":
            field = line_rules.read_field_line(self.text, pos, end, index + 1)
            if field is not None:
                self.fields.append(field)

    def begin_table(self, pos: int, end: int) -> bool:
        """Turn the paragraph's last line into a table header if this line is its delimiter row."""
        text, start, stop = self.text, self.line_start, self.ends[self.last]
        if text.find("|", start, stop) < 0:
            return False
        alignments = delimiter_row(text, pos, end)
        if not alignments:
            return False
        header = table_row(text, start, stop, self.last + 1)
        if header.width != len(alignments):
            return False
        container, owner, line = self.stack[-1], self.owner, self.last
        if line > self.leaf_line:
            if owner is None and self.fields and self.fields[-1].line == line + 1:
                self.fields.pop()
            self.last = line - 1
            self.close_leaf()
        elif owner is not None:
            owner.check = -1
            owner.text_start = owner.text_end = start
        container.child_mark = ""
        self.leaf, self.leaf_start, self.leaf_line = TABLE, start, line
        self.table_header, self.alignments, self.rows = header, alignments, []
        return True

    def underline(self, index: int, end: int, level: int) -> bool:
        """Turn the open paragraph into a heading; return False if it contains only link definitions."""
        start, stop, line = self.leaf_start, self.ends[self.last], self.leaf_line
        if self.text[start] == "[" and self.only_definitions():
            self.close_leaf()
            return False
        stop = line_rules.trim_end(self.text, start, stop)
        if self.owner is not None:
            self.owner.check = -1
            self.owner.text_start = self.owner.text_end = start
        parent = self.stack[-1].index
        self.blocks.append(Heading(start, end, line + 1, index + 1, parent, level, start, stop, True))
        self.leaf = NONE
        return True

    def only_definitions(self) -> bool:
        """Return whether the open paragraph contains only link definitions."""
        text = self.text
        for index in range(self.leaf_line, self.last + 1):
            start = max(self.starts[index], self.leaf_start)
            start, _ = skip_blanks(text, start, self.ends[index], 0)
            if not line_rules.is_definition(text, start, self.ends[index]):
                return False
        return True

    def close_leaf(self, closed: bool = False) -> None:
        """Close the open leaf at the last line that was not blank; ``closed`` means a fence with a closing line."""
        leaf, self.leaf = self.leaf, NONE
        if leaf == NONE:
            return
        last = self.last
        start, end, line, end_line = self.leaf_start, self.ends[last], self.leaf_line + 1, last + 1
        if leaf == PARAGRAPH and self.owner is not None:
            self.owner.text_start, self.owner.text_end = trimmed(self.text, self.owner.text_start, end)
            return
        parent = self.stack[-1].index
        if leaf == PARAGRAPH:
            self.blocks.append(_new(Paragraph, (start, end, line, end_line, parent, tuple(self.fields))))
        elif leaf == TABLE and self.table_header is not None:
            header, rows = self.table_header, tuple(self.rows)
            self.blocks.append(Table(start, end, line, end_line, parent, header, self.alignments, rows))
        elif leaf == FENCE:
            info_start = start + self.fence_length
            info = self.text[info_start : self.ends[self.leaf_line]].strip(BLANKS)
            self.blocks.append(Fence(start, end, line, end_line, parent, info, closed))
        elif leaf == HTML:
            comment = self.text.startswith("<!--", start)
            self.blocks.append(HtmlBlock(start, end, line, end_line, parent, comment))
        else:
            self.blocks.append(IndentedCode(start, end, line, end_line, parent))
        if self.embedded_conflicts:
            self.blocks += self.embedded_conflicts
            self.embedded_conflicts = []

    # Containers

    def open_quote(self, index: int, pos: int, matched: int) -> None:
        """Open a quote within the first ``matched`` containers."""
        self.close_for_leaf(matched)
        self.quotes.append(len(self.stack))
        self.stack.append(Container(len(self.blocks), pos, index))
        self.blocks.append(_PLACEHOLDER)

    def open_item(self, index: int, pos: int, stop: int, width: int, column: int, matched: int) -> None:
        """Open a list item with the marker ``text[pos:stop]`` within the first ``matched`` containers.

        ``width`` is the indentation of its content, ``column`` the column where the content begins.
        """
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
        self.blocks.append(_PLACEHOLDER)

    def close_to(self, depth: int) -> None:
        """Close the open leaf and all containers except the first ``depth``."""
        if self.leaf:
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
                outer = len(stack)
                inside = tuple([rebase_block(block, place + 1, outer) for block in self.blocks[place + 1 :]])
                del self.blocks[place + 1 :]
                self.blocks[place] = Quote(start, end, line, last + 1, parent, inside)
