"""Scans the most frequent lines without trying every rule: top-level lists, tables, headings and paragraphs.

Each method creates the same blocks as ``_Scanner.take_line`` in a third of the time, or reports that the line is not
one of its kind.
"""

from __future__ import annotations

from specui.markdown import line_rules
from specui.markdown.blocks import Block, Heading, ListItem, TableRow, ThematicBreak, table_row
from specui.markdown.builder import PARAGRAPH, TABLE, Builder
from specui.markdown.line_rules import BLANKS
from specui.markdown.tables import delimiter_row

BLOCK_STARTS = frozenset("#>`~<-+*_=0123456789|: \t")
"""The characters that may begin a block other than a paragraph."""

_new = tuple.__new__


class FastPath(Builder):
    """A builder that takes the most frequent kinds of lines at once."""

    def take_items(self, index: int) -> int:
        """Take consecutive top-level items whose text begins one blank after the marker.

        Stops at an item that continues beyond its line.  Returns the index of the line after those taken, which is
        ``index`` if the first line is not such an item.
        """
        text, starts, ends, root = self.text, self.starts, self.ends, self.stack[0]
        count, is_open = len(starts), self.leaf or len(self.stack) > 1
        while index < count:
            pos, end = starts[index], ends[index]
            mark = marker = text[pos]
            stop, number = pos + 1, -1
            if mark in "123456789":
                stop = line_rules.marker_end(text, pos, end)
                if stop < 0:
                    break
                mark, marker, number = text[stop - 1], text[pos:stop], int(text[pos : stop - 1])
            elif mark not in "-*+":
                break
            content = text_start = stop + 1
            if stop == end or (content == end and text[stop] == " "):
                if not self.take_empty_item(index, stop, mark, marker, number):
                    break
                is_open, index = False, self.line_after_item(index)
                continue
            if content >= end or text[stop] != " ":
                break
            char = text[content]
            if char in BLOCK_STARTS and not _is_inline(text, content, end, char):
                break
            if is_open:
                if number > 1 and len(self.stack) == 1:
                    break  # it cannot interrupt a paragraph
                self.close_to(1)
                is_open = False
            box = -1
            if char == "[":
                box = line_rules.find_checkbox(text, content, end)
                if box >= 0:
                    text_start = line_rules.checkbox_end(text, box, end)
                    while text_start < end and text[text_start] in BLANKS:
                        text_start += 1
            text_end = end
            while text_end > text_start and text[text_end - 1] in BLANKS:
                text_end -= 1
            self.last = index
            after = index + 1
            if after == count or not text.startswith("- ", starts[after]):
                after = self.line_after_item(index)
            if after < 0:
                self.open_item(index, pos, stop, content - pos, content - pos, 1)
                item = self.stack[1]
                item.empty, item.check, item.text_start, item.text_end = False, box, text_start, text_start
                self.leaf, self.leaf_start, self.leaf_line = PARAGRAPH, content, index
                self.line_start, self.owner = content, item
                return index + 1
            if root.child_mark != mark:
                self.list_count += 1
                root.child_mark, root.child_list = mark, self.list_count
            line, checked = index + 1, box >= 0 and text[box] in line_rules.TICKED
            fields = (
                pos, end, line, line, -1, 0, root.child_list, marker, number, content - pos,
                box, checked, text_start, text_end,
            )  # fmt: skip
            self.blocks.append(_new(ListItem, fields))
            index = after
        return index

    def take_empty_item(self, index: int, stop: int, mark: str, marker: str, number: int) -> bool:
        """Take a top-level item that is only a marker; return False if the line may be something else."""
        after = -1 if self.leaf else self.line_after_item(index)
        if after < 0:
            return False
        pos, end, root, line = self.starts[index], self.ends[index], self.stack[0], index + 1
        self.close_to(1)
        self.last = index
        if root.child_mark != mark:
            self.list_count += 1
            root.child_mark, root.child_list = mark, self.list_count
        fields = (
            pos, end, line, line, -1, 0, root.child_list, marker, number, stop - pos + 1,
            -1, False, stop, stop,
        )  # fmt: skip
        self.blocks.append(_new(ListItem, fields))
        return True

    def line_after_item(self, index: int) -> int:
        """Return the next line that is not blank if a top-level item ends with line ``index``, else -1."""
        text, starts, ends = self.text, self.starts, self.ends
        after, count = index + 1, len(starts)
        while after < count and starts[after] == ends[after]:
            after += 1
        if after == count:
            return after
        pos = starts[after]
        char = text[pos]
        # An indented line belongs to the item. A line directly after it continues it, unless it is an item.
        if char in BLANKS or (
            after == index + 1
            and (char not in "-*+123456789" or line_rules.marker_end(text, pos, ends[after]) < 0)
        ):
            return -1
        return after

    def take_table(self, index: int) -> int:
        """Take a top-level table whose lines begin with pipes; return the line after it, or ``index`` if there is none."""
        text, starts, ends = self.text, self.starts, self.ends
        count, after = len(starts), index + 1
        if after == count or not text.startswith("|", starts[after]):
            return index
        alignments = delimiter_row(text, starts[after], ends[after])
        header = table_row(text, starts[index], ends[index], index + 1)
        if not alignments or header.width != len(alignments):
            return index
        self.close_to(1)
        self.stack[0].child_mark = ""
        rows: list[TableRow] = []
        after += 1
        while after < count and text.startswith("|", starts[after]):
            rows.append(table_row(text, starts[after], ends[after], after + 1))
            after += 1
        self.leaf, self.leaf_start, self.leaf_line = TABLE, starts[index], index
        self.table_header, self.alignments, self.rows = header, alignments, rows
        self.last = after - 1
        return after

    def take_leaf_line(self, index: int, pos: int, end: int, char: str) -> bool:
        """Take a line of a paragraph, the start of a table, a heading or a thematic break; return False for others."""
        text, stack = self.text, self.stack
        if char not in BLOCK_STARTS or _is_inline(text, pos, end, char):
            if self.leaf:
                self.continue_paragraph(index, pos, end)
            else:
                self.open_paragraph(index, pos, end, 1)
            return True
        if self.leaf:
            return char == "|" and len(stack) == 1 and self.begin_table(pos, end)
        if char == "|":
            self.open_paragraph(index, pos, end, 1)
            return True
        block: Block
        if char == "#":
            heading = line_rules.read_atx_heading(text, pos, end)
            if heading is None:
                return False
            level, start, stop = heading
            block = _new(Heading, (pos, end, index + 1, index + 1, -1, level, start, stop, False))
        elif text.startswith("---", pos) and (end == pos + 3 or line_rules.is_thematic_break(text, pos, end)):
            block = _new(ThematicBreak, (pos, end, index + 1, index + 1, -1))
        else:
            return False
        if len(stack) > 1:
            self.close_to(1)
        stack[0].child_mark = ""
        self.blocks.append(block)
        return True


def _is_inline(text: str, pos: int, end: int, char: str) -> bool:
    """Return whether ``char`` surely begins inline text, not a block: ``**bold``, or a single backtick."""
    if char == "*":
        return text.startswith("**", pos) and pos + 2 < end and text[pos + 2] not in "* \t"
    return char == "`" and not text.startswith("``", pos)
