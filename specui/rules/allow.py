"""Comments in a file that allow findings: ``<!-- specui: allow RULE: reason -->``.

A comment at the end of an item, a paragraph or a heading, or in a cell of a row, applies to the block that contains
it. A comment on a line of its own applies to the block below; above a heading, it applies to the whole section. A
comment without a reason has no effect.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from specui.markdown.blocks import (
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
from specui.markdown.lazy import lazy, lazy_pattern
from specui.markdown.text import TextRange

_COMMENT = lazy_pattern(r"<!--\s*+specui:\s*+allow\s++(?P<rules>[\w-]++(?:\s*+,\s*+[\w-]++)*+)\s*+:")


class Allow(NamedTuple):
    """One comment: the rules that it allows, as lower-case names or codes, and the range that it applies to."""

    rules: frozenset[str]
    scope: TextRange


class AllowedRanges:
    """The ranges of a file in which its comments allow each rule."""

    def __init__(self, allows: Iterable[Allow]) -> None:
        by_rule: dict[str, list[TextRange]] = {}
        for allow in allows:
            for rule in allow.rules:
                by_rule.setdefault(rule, []).append(allow.scope)
        self._by_rule = {rule: _merge_scopes(scopes) for rule, scopes in by_rule.items()}

    def covers(self, name: str, code: str, start: int) -> bool:
        """Return whether a comment allows a finding of this rule that begins at ``start``."""
        return bool(self._by_rule) and (self._includes(name, start) or self._includes(code.casefold(), start))

    def _includes(self, rule: str, offset: int) -> bool:
        starts, ends = self._by_rule.get(rule, ((), ()))
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset <= ends[index]


def _merge_scopes(scopes: Iterable[TextRange]) -> tuple[list[int], list[int]]:
    """Return the sorted starts of the scopes and, for each, the furthest end of it and all before it."""
    ordered = sorted(scopes)
    return [scope.start for scope in ordered], list(accumulate((scope.end for scope in ordered), max))


def find_allows(document: Document) -> Iterator[Allow]:
    """Yield the file's comments that allow findings, in file order."""
    if "specui:" not in document.text:
        return
    text, scopes, position = document.text, _Scopes(document), 0
    while match := _COMMENT.search(text, position):
        end = text.find("-->", match.end())
        if end < 0:
            return
        position = end + 3
        reason = text[match.end() : end].strip()
        index = _block_at(document, match.start())
        if not reason or index < 0 or text[match.start() - 1 : match.start()] == "`":
            continue
        rules = frozenset(name.strip().casefold() for name in match["rules"].split(","))
        scope = scopes.of(index, match.start())
        if scope is not None:
            yield Allow(rules, scope)


def _block_at(document: Document, offset: int) -> int:
    """Return the index of the innermost block that contains an offset, or -1."""
    blocks = document.blocks
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    while index >= 0 and blocks[index].end <= offset:
        # Only list items contain other blocks.
        index = blocks[index].parent
    return index


class _Scopes:
    """Finds the range that a comment applies to; computes what all comments need only once."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def of(self, index: int, offset: int) -> TextRange | None:
        """Return the range for a comment at this offset in the block of that index; None if it applies to nothing."""
        document = self.document
        block = document.blocks[index]
        if type(block) is Heading:
            return self._section(block)
        if type(block) is HtmlBlock:
            return self._below(index)
        if isinstance(block, Fence | IndentedCode | FrontMatter):
            return None
        if type(block) is Table:
            at = bisect_right(block.rows, offset, key=_start) - 1
            row = block.rows[at] if at >= 0 else block.header
            held = row.start <= offset < row.end
            return TextRange(row.start, row.end) if held else TextRange(block.start, block.end)
        if type(block) is Paragraph and block.fields:
            # The fields of the head are one paragraph, but a comment applies to its own line.
            return document.lines.line_range(document.lines.line_at(offset))
        return TextRange(block.start, block.end)

    def _below(self, index: int) -> TextRange | None:
        """Return the range for a comment on its own line: the block below, or that whole list or section."""
        blocks = self.document.blocks
        parent = blocks[index].parent
        if parent >= 0:
            return TextRange(blocks[parent].start, blocks[parent].end)
        at = bisect_right(self._visible_blocks, index)
        if at == len(self._visible_blocks):
            return None
        below = blocks[self._visible_blocks[at]]
        if type(below) is Heading:
            return self._section(below)
        if type(below) is ListItem:
            return TextRange(below.start, self._list_ends[below.list_id])
        return TextRange(below.start, below.end)

    def _section(self, heading: Heading) -> TextRange:
        return TextRange(heading.start, self._section_ends.get(heading.start, len(self.document.text)))

    @lazy
    def _visible_blocks(self) -> list[int]:
        """The indices of all blocks except HTML."""
        return [index for index, block in enumerate(self.document.blocks) if type(block) is not HtmlBlock]

    @lazy
    def _list_ends(self) -> dict[int, int]:
        """The end of each list's last item, by list."""
        return {item.list_id: item.end for item in self.document.items}

    @lazy
    def _section_ends(self) -> dict[int, int]:
        """The last offset of each section, by the start of its heading; the sections at the end of the file are absent."""
        found: dict[int, int] = {}
        within: list[Heading] = []
        for heading in self.document.headings:
            while within and within[-1].level >= heading.level:
                found[within.pop().start] = heading.start - 1
            within.append(heading)
        return found


_start = itemgetter(0)
