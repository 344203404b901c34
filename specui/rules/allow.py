"""Findings that the file itself accepts: ``<!-- specui: allow RULE: reason -->``.

A comment at the end of an item's line, of a paragraph or of a heading, or in the last
cell of a row, speaks for what carries it; one that stands alone speaks for the block
below it, and above a heading for the whole section.  Without a reason it says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown.blocks import (
    Block,
    Document,
    Fence,
    FrontMatter,
    Heading,
    HtmlBlock,
    IndentedCode,
    ListItem,
    Paragraph,
    Table,
)
from specui.markdown.text import TextRange

_COMMENT = re.compile(
    r"<!--\s*specui:\s*allow\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)\s*:\s*(?P<reason>\S.*?)\s*-->", re.DOTALL
)


class Allow(NamedTuple):
    """One comment: where it stands, what it accepts, why, and the range it speaks for."""

    start: int
    end: int
    rules: frozenset[str]
    reason: str
    scope: TextRange

    def covers(self, name: str, code: str, start: int) -> bool:
        """Whether it accepts a finding of this rule at this place."""
        named = name in self.rules or code.casefold() in self.rules
        return named and self.scope.start <= start <= self.scope.end


def allows(document: Document) -> tuple[Allow, ...]:
    """Return the file's comments that accept a finding, in file order."""
    if "specui:" not in document.text:
        return ()
    return tuple(_allows(document))


def _allows(document: Document) -> Iterator[Allow]:
    text = document.text
    for match in _COMMENT.finditer(text):
        index = _block_at(document, match.start())
        if index < 0 or text[match.start() - 1 : match.start()] == "`":
            continue
        rules = frozenset(name.strip().casefold() for name in match["rules"].split(","))
        scope = _scope(document, index, match.start())
        if scope is not None:
            yield Allow(match.start(), match.end(), rules, " ".join(match["reason"].split()), scope)


def _block_at(document: Document, offset: int) -> int:
    """Return the index of the innermost block that holds an offset, or -1."""
    blocks = document.blocks
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    while index >= 0 and blocks[index].end <= offset:
        # Only a list item encloses other blocks.
        index = blocks[index].parent
    return index


def _scope(document: Document, index: int, offset: int) -> TextRange | None:
    block = document.blocks[index]
    if type(block) is Heading:
        return _section(document, block)
    if type(block) is HtmlBlock:
        return _below(document, index)
    if isinstance(block, Fence | IndentedCode | FrontMatter):
        return None
    if type(block) is Table:
        row = next((r for r in (block.header, *block.rows) if r.start <= offset < r.end), None)
        return TextRange(row.start, row.end) if row else TextRange(block.start, block.end)
    if type(block) is Paragraph and block.fields:
        # The head's fields are one paragraph: each line speaks for itself.
        return document.lines.line_range(document.lines.line_at(offset))
    return TextRange(block.start, block.end)


def _below(document: Document, index: int) -> TextRange | None:
    """Return what a comment that stands alone speaks for: the block below, a list or a section as a whole."""
    blocks = document.blocks
    parent = blocks[index].parent
    if parent >= 0:
        return TextRange(blocks[parent].start, blocks[parent].end)
    below: Block | None = next((b for b in blocks[index + 1 :] if type(b) is not HtmlBlock), None)
    if below is None:
        return None
    if type(below) is Heading:
        return _section(document, below)
    if type(below) is ListItem:
        items = [b for b in blocks[index + 1 :] if type(b) is ListItem and b.list_id == below.list_id]
        return TextRange(below.start, items[-1].end)
    return TextRange(below.start, below.end)


def _section(document: Document, heading: Heading) -> TextRange:
    following = (h.start for h in document.headings if h.start > heading.start and h.level <= heading.level)
    # The offset behind the last character counts as inside; the next heading's first one does not.
    return TextRange(heading.start, next(following, len(document.text) + 1) - 1)
