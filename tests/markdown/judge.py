"""Converts the blocks of markdown-it-py (the judge) and those of the scanner to one shape, to compare them.

A shape maps a kind of block to a list of plain tuples in file order: lines from 1, ``end_line`` inclusive and without
trailing blank lines, texts with squeezed white space.  A shape omits the content of quotes.

The judge differs from the ``gfm-like`` preset in two ways, as the GFM specification demands: it tries tables after
lists, headings and similar blocks, not before, and a row of dashes without pipe or colon is not a delimiter row.  Link
definitions stay paragraphs, and the comparison omits front matter.  ``known_differences`` finds the other differences;
test_differences.py has a test for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.token import Token

from specui.markdown.blocks import (
    Document,
    Fence,
    FrontMatter,
    Heading,
    HtmlBlock,
    IndentedCode,
    ListItem,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from specui.markdown.builder import PARAGRAPH
from specui.markdown.line_rules import marker_end
from specui.markdown.scanner import _Scanner
from specui.markdown.text import LineIndex

Shape = dict[str, list[tuple[Any, ...]]]

# Where the judge differs from CommonMark; cmark agrees with the scanner on each.
DEEP_LAZY_LINE = "deep lazy line"
DEEP_QUOTE_MARK = "deep quote mark"
ODD_TABLE_HEADER = "odd table header"
EMPTY_ITEM_TWO_BLANKS = "empty item, two blank lines"
ODD_BLANK_IN_TAG = "white space of another kind in a line with a tag"

KINDS = ("heading", "item", "table", "fence", "html", "code", "quote", "hr", "paragraph", "front")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_EMPTY_ITEM = re.compile(r"(?m)^.*(?:[-+*]|[0-9][.)])[ \t]*\n(?:[> \t]*\n){2}")
_ODD_BLANK = re.compile(r"<[^\n]*[^\S \t\n]")
_TASK = re.compile(r"\[([ xX])\](?=[ \t\n]|\Z)")


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 1 < end:
        following = start + 1
        row = state.src[state.bMarks[following] + state.tShift[following] : state.eMarks[following]]
        if not row.strip(" \t-"):
            return False
    return table(state, start, end, silent)


def make_judge() -> MarkdownIt:
    """Return the parser, limited to blocks."""
    judge = MarkdownIt("gfm-like", {"maxNesting": 100_000})
    judge.core.ruler.enableOnly(["normalize", "block"])
    judge.block.ruler.disable(["table", "reference"])
    judge.block.ruler.before("lheading", "late_table", _table, {"alt": ["paragraph", "reference"]})
    return judge


_JUDGE = make_judge()


def judged(text: str, judge: MarkdownIt = _JUDGE) -> Shape:
    """Return the judge's shape of ``text``."""
    return _Judged(text, judge).shape


def without_front_matter(document: Document) -> str:
    """Return the text with empty lines in place of its front matter."""
    first = document.blocks[0] if document.blocks else None
    if not isinstance(first, FrontMatter):
        return document.text
    return "\n" * (first.end_line - 1) + document.text[first.end :]


class _Judged:
    def __init__(self, text: str, judge: MarkdownIt) -> None:
        self.lines = [line.strip(" \t") for line in _NEWLINE.split(text)]
        self.shape: Shape = {kind: [] for kind in KINDS}
        self.lists = 0
        self.walk(iter(judge.parse(text)))

    def span(self, token: Token) -> tuple[int, int]:
        assert token.map is not None
        first, end = token.map
        while end > first + 1 and not self.lines[end - 1]:
            end -= 1
        return first + 1, end

    def walk(self, tokens: Iterator[Token]) -> None:
        items: list[list[Any]] = []  # open items, in their final shape
        lists: list[int] = []
        quotes = 0
        item_begins = False
        for token in tokens:
            kind = token.type
            if kind == "blockquote_open":
                if not quotes:
                    self.shape["quote"].append((*self.span(token), len(items)))
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif quotes:
                continue
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self.lists += 1
                lists.append(self.lists)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif kind == "list_item_open":
                number = int(token.info) if token.info else -1
                items.append(
                    [*self.span(token), len(items), lists[-1], token.info + token.markup, number, None, ""]
                )
                self.shape["item"].append(items[-1])  # type: ignore[arg-type]
                item_begins = True
                continue
            elif kind == "list_item_close":
                items.pop()
            elif kind == "heading_open":
                content = next(tokens).content
                self.shape["heading"].append(
                    (*self.span(token), len(items), int(token.tag[1]), squeeze(content))
                )
            elif kind == "paragraph_open":
                content = next(tokens).content
                if item_begins:
                    box = _TASK.match(content)
                    items[-1][-2:] = [box and box[1] != " ", squeeze(content[3:] if box else content)]
                else:
                    self.shape["paragraph"].append((*self.span(token), len(items)))
            elif kind == "table_open":
                self.shape["table"].append((*self.span(token), len(items), *_table_cells(tokens)))
            elif kind == "fence":
                self.shape["fence"].append((*self.span(token), len(items), squeeze(token.info)))
            elif kind == "html_block":
                comment = token.content.lstrip(" \t").startswith("<!--")
                self.shape["html"].append((*self.span(token), len(items), comment))
            elif kind == "code_block":
                self.shape["code"].append((*self.span(token), len(items)))
            elif kind == "hr":
                self.shape["hr"].append((*self.span(token), len(items)))
            item_begins = False
        self.shape["item"] = [tuple(item) for item in self.shape["item"]]


def _table_cells(tokens: Iterator[Token]) -> tuple[Any, ...]:
    alignments: list[str] = []
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            if token.type == "th_open":
                alignments.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            rows[-1].append(squeeze(next(tokens).content))
    return tuple(alignments), *map(tuple, rows)


def scanned(document: Document) -> Shape:
    """Return the scanner's shape of a document."""
    shape: Shape = {kind: [] for kind in KINDS}
    lists: dict[int, int] = {}
    depths = {-1: 0}
    for index, block in enumerate(document.blocks):
        depth = depths[block.parent]
        span = (block.line, block.end_line, depth)
        text: Callable[[int, int], str] = lambda a, b: squeeze(document.text[a:b])  # noqa: E731
        match block:
            case Heading():
                shape["heading"].append((*span, block.level, text(block.text_start, block.text_end)))
            case ListItem():
                depths[index] = depth + 1
                assert block.depth == depth
                number = lists.setdefault(block.list_id, len(lists) + 1)
                checked = block.checked if block.is_task else None
                content = text(block.text_start, block.text_end)
                shape["item"].append((*span, number, block.marker, block.number, checked, content))
            case Table():
                width = len(block.header.cells)
                rows = [
                    tuple(
                        [squeeze(document.cell(cell)) for cell in row.cells[:width]]
                        + [""] * (width - len(row.cells))
                    )
                    for row in (block.header, *block.rows)
                ]
                shape["table"].append((*span, block.alignments, *rows))
            case Fence():
                shape["fence"].append((*span, squeeze(block.info)))
            case HtmlBlock():
                shape["html"].append((*span, block.comment))
            case IndentedCode():
                shape["code"].append(span)
            case Quote():
                shape["quote"].append(span)
            case ThematicBreak():
                shape["hr"].append(span)
            case Paragraph():
                shape["paragraph"].append(span)
            case FrontMatter():
                shape["front"].append(span)
    return shape


def squeeze(text: str) -> str:
    """Return ``text`` as the judge reads it: no NUL, runs of white space as one blank, trimmed."""
    return " ".join(text.replace("\0", "\ufffd").split())


def known_differences(text: str) -> set[str]:
    """Return the names of the known differences that occur in ``text``."""
    text = _NEWLINE.sub("\n", text)
    watch = _Watch(text, LineIndex(text))
    watch.run()
    if _EMPTY_ITEM.search(text):
        watch.found.add(EMPTY_ITEM_TWO_BLANKS)
    if _ODD_BLANK.search(text):
        watch.found.add(ODD_BLANK_IN_TAG)
    return watch.found


class _Watch(_Scanner):
    """A scanner that records where it differs from the judge in a known way."""

    def __init__(self, text: str, lines: LineIndex) -> None:
        super().__init__(text, lines)
        self.found: set[str] = set()
        self.had_quotes = False
        self.odd: bool | None = None  # whether the line is lazy, deep, or looks like a list item
        self.odd_line = -1  # the start of the last such line of a paragraph

    def take_line(self, index: int, pos: int, end: int) -> None:
        self.had_quotes = bool(self.quotes)
        super().take_line(index, pos, end)

    def begin(self, index: int, pos: int, end: int, column: int, base: int, matched: int) -> None:
        unmatched = matched < len(self.stack)
        deep = column - base >= 4
        if deep and unmatched and self.leaf == PARAGRAPH:
            self.found.add(DEEP_LAZY_LINE)
        if deep and self.had_quotes and self.text[pos] == ">":
            self.found.add(DEEP_QUOTE_MARK)
        self.odd = deep or unmatched or marker_end(self.text, pos, end) >= 0
        super().begin(index, pos, end, column, base, matched)
        self.odd = None

    def continue_paragraph(self, index: int, pos: int, end: int) -> None:
        # A line that does not pass through `begin` is at column 0: lazy, if a container is open.
        if self.odd if self.odd is not None else len(self.stack) > 1:
            self.odd_line = pos
        super().continue_paragraph(index, pos, end)

    def begin_table(self, pos: int, end: int) -> bool:
        odd = self.line_start == self.odd_line
        begun = super().begin_table(pos, end)
        if begun and odd:
            self.found.add(ODD_TABLE_HEADER)
        return begun
