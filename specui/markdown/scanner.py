"""Scans a text line by line into blocks, in one pass.  Never raises; takes linear time.

The method is that of the CommonMark specification (appendix, "A parsing strategy"): a stack of open containers and
at most one open leaf.  Each line first continues containers, then may begin new blocks; the rest of it goes to the
leaf.  The result is blocks with exact ranges; nothing is rendered.  ``take_lines`` passes frequent kinds of lines to
fast_path.py and all others to ``take_line``, which knows every rule.

The scanner also scans the content of quotes, since only their structure shows where a quote ends.  A quote that
closes moves its blocks to ``Quote.inside``.
"""

from __future__ import annotations

from collections.abc import Mapping

from specui.markdown import line_rules
from specui.markdown.blocks import (
    Block,
    Conflict,
    Document,
    FrontMatter,
    Heading,
    ThematicBreak,
    table_row,
)
from specui.markdown.builder import CODE, FENCE, HTML, PARAGRAPH, TABLE
from specui.markdown.conflicts import ConflictLines, find_conflicts
from specui.markdown.fast_path import BLOCK_STARTS, FastPath
from specui.markdown.frontmatter import front_matter_end
from specui.markdown.line_rules import BLANKS, skip_blanks
from specui.markdown.text import LineIndex

MAX_DEPTH = 100
"""The maximum depth of containers; deeper ones become text."""


def scan(text: str) -> Document:
    """Return the document for ``text``.  Accepts any string; takes time linear in its length."""
    lines = LineIndex(text)
    return Document(text, tuple(_Scanner(text, lines).run()), lines)


class _Scanner(FastPath):
    """Decides what each line opens, continues and closes."""

    def run(self) -> list[Block]:
        """Scan all lines and return the blocks."""
        first = 0
        conflicts = find_conflicts(self.text, self.lines)
        closing = front_matter_end(self.text, self.lines, conflicts)
        if closing >= 0:
            self.blocks.append(FrontMatter(0, self.ends[closing], 1, closing + 1, -1))
            self.blocks += [
                self.conflict_block(region) for region in conflicts.values() if region.last < closing
            ]
            first = closing + 1
        self.take_lines(first, conflicts)
        self.close_to(1)
        return self.blocks

    def take_lines(self, first: int, conflicts: Mapping[int, ConflictLines]) -> None:
        """Take all lines from ``first`` on: frequent kinds by the fast path, the others by ``take_line``."""
        text, starts, ends, stack = self.text, self.starts, self.ends, self.stack
        index, count = first, len(starts)
        while index < count:
            pos, end = starts[index], ends[index]
            # A fence continues over the markers; one in an item ends at them, as they are not indented.
            if conflicts and index in conflicts and not (self.leaf == FENCE and len(stack) == 1):
                index = self.take_conflict(conflicts[index])
                continue
            if pos == end:
                if self.leaf or len(stack) > 1:
                    self.take_blank(0)
                index += 1
                continue
            # A line at column 0 continues no item, and without > no quote.
            char, leaf, after = text[pos], self.leaf, index
            if char in " \t>" or leaf > PARAGRAPH:
                self.take_line(index, pos, end)
                index += 1
                continue
            if char in "-*+123456789" and not text.startswith("--", pos):
                after = self.take_items(index)
            elif char == "|" and not leaf:
                after = self.take_table(index)
            if after > index:
                index = after
                continue
            if self.take_leaf_line(index, pos, end, char):
                self.last = index
            else:
                self.take_line(index, pos, end)
            index += 1

    def take_conflict(self, region: ConflictLines) -> int:
        """Take the lines of a conflict as one block; return the line after it.

        A table or comment that surrounds the conflict stays one block.
        """
        block = self.conflict_block(region)
        if len(self.stack) == 1 and (
            self.leaf == TABLE or (self.leaf == HTML and self.html_continues(region))
        ):
            self.embedded_conflicts.append(block)
        else:
            self.close_for_leaf(1)
            self.blocks.append(block)
        return region.last + 1

    def conflict_block(self, region: ConflictLines) -> Conflict:
        """Return the block for a conflict."""
        first, base, middle, last = region
        return Conflict(self.starts[first], self.ends[last], first + 1, last + 1, -1, base + 1, middle + 1)

    def html_continues(self, region: ConflictLines) -> bool:
        """Return whether the open HTML block continues over a conflict; blank lines end kinds 6 and 7."""
        lines = range(region.first, region.last + 1)
        return self.html_kind < 6 and not any(
            line_rules.ends_html(self.text, self.starts[i], self.ends[i], self.html_kind) for i in lines
        )

    def take_line(self, index: int, pos: int, end: int) -> None:
        """Take one line: first its containers, then the blocks that begin on it, then its text."""
        text, stack = self.text, self.stack
        pos, column = skip_blanks(text, pos, end, 0)
        if pos == end:
            self.take_blank(0)
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
                    self.take_blank(quotes)
                    self.last = index
                    return
            matched += 1
        if matched == depth:
            if self.leaf >= FENCE and self.take_verbatim(index, pos, end, column - base):
                self.last = index
                return
        elif self.leaf != PARAGRAPH:
            self.close_to(matched)
        self.begin(index, pos, end, column, base, matched)
        self.last = index

    def take_blank(self, quotes: int) -> None:
        """Take a blank line within the first ``quotes`` open quotes."""
        leaf = self.leaf
        if leaf in (PARAGRAPH, TABLE) or (leaf == HTML and self.html_kind > 5):
            self.close_leaf()
        if quotes < len(self.quotes):
            self.close_to(self.quotes[quotes])
        elif self.stack[-1].empty:
            # An item may begin with one blank line, but not with two.
            self.close_to(len(self.stack) - 1)

    def take_verbatim(self, index: int, pos: int, end: int, indent: int) -> bool:
        """Add a line to the open fence, HTML block or code; return False if it is not part of it."""
        if self.leaf == FENCE:
            if indent < 4 and line_rules.closes_fence(
                self.text, pos, end, self.fence_mark, self.fence_length
            ):
                self.last = index
                self.close_leaf(closed=True)
            return True
        if self.leaf == HTML:
            if line_rules.ends_html(self.text, pos, end, self.html_kind):
                self.last = index
                self.close_leaf()
            return True
        if indent >= 4:
            return True
        self.close_leaf()
        return False

    def begin(self, index: int, pos: int, end: int, column: int, base: int, matched: int) -> None:
        """Open the blocks that begin at ``pos``: containers one after the other, then a leaf or text."""
        text, stack = self.text, self.stack
        while True:
            in_paragraph = self.leaf == PARAGRAPH
            inside = in_paragraph and matched == len(stack)
            if column - base >= 4:
                if in_paragraph:
                    self.continue_paragraph(index, pos, end)
                else:
                    self.open_leaf(CODE, index, pos, matched)
                return
            char = text[pos]
            if char not in BLOCK_STARTS:
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
                # A list item: find where its content begins.
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
        """Take a line that begins no block: it continues a paragraph or table, or opens a paragraph."""
        if self.leaf == PARAGRAPH:
            self.continue_paragraph(index, pos, end)
        elif self.leaf == TABLE:
            self.rows.append(table_row(self.text, pos, end, index + 1))
        else:
            self.open_paragraph(index, pos, end, matched)

    def begin_marked(self, index: int, pos: int, end: int, inside: bool, matched: int) -> int:
        """Decide what a line that begins with ``-``, ``+``, ``*`` or a digit is.

        Returns the offset after a list marker, 0 if this took the line, or -1 if it is text.
        """
        text, char = self.text, self.text[pos]
        if (
            char == "-"
            and inside
            and line_rules.is_setext_underline(text, pos, end)
            and self.underline(index, end, 2)
        ):
            return 0
        if char in "-*" and line_rules.is_thematic_break(text, pos, end):
            self.close_for_leaf(matched)
            parent = self.stack[-1].index
            self.blocks.append(ThematicBreak(pos, end, index + 1, index + 1, parent))
            return 0
        stop = line_rules.marker_end(text, pos, end)
        if stop < 0 or len(self.stack) > MAX_DEPTH:
            if char == "-" and inside and self.begin_table(pos, end):
                return 0
            return -1
        if inside and self.leaf == PARAGRAPH:
            # An empty item, or a list that does not begin with 1, cannot interrupt a paragraph.
            if char not in "-+*" and int(text[pos : stop - 1]) != 1:
                return -1
            if not text[stop:end].strip(BLANKS):
                return -1
        return stop

    def begin_leaf(self, index: int, pos: int, end: int, inside: bool, matched: int) -> bool:
        """Open the leaf that begins with one of ``# ` ~ < _ = | :``; return False if the line is text."""
        text, char = self.text, self.text[pos]
        if char == "#":
            heading = line_rules.read_atx_heading(text, pos, end)
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
            length = line_rules.fence_length(text, pos, end)
            if not length:
                return False
            self.open_leaf(FENCE, index, pos, matched)
            self.fence_mark, self.fence_length = char, length
            return True
        if char == "<":
            kind = line_rules.html_kind(text, pos, end, interrupts=self.leaf in (PARAGRAPH, TABLE))
            if not kind:
                return False
            self.open_leaf(HTML, index, pos, matched)
            self.html_kind = kind
            if line_rules.ends_html(text, pos, end, kind):
                self.last = index
                self.close_leaf()
            return True
        if char == "=":
            return inside and line_rules.is_setext_underline(text, pos, end) and self.underline(index, end, 1)
        if char == "_" and line_rules.is_thematic_break(text, pos, end):
            self.close_for_leaf(matched)
            self.blocks.append(ThematicBreak(pos, end, index + 1, index + 1, self.stack[-1].index))
            return True
        return False
