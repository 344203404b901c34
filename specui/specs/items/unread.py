"""Lines in the section of a part that look like items and that Markdown reads as something else.

They are in no list and no count, so a count has to mention them.  Each line is returned once, with the reason;
the rules in ``rules/unread/`` turn the reasons into findings, and ``show`` lists the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from specui.markdown.blocks import (
    Block,
    Conflict,
    Document,
    Heading,
    HtmlBlock,
    IndentedCode,
    ListItem,
    Paragraph,
    Quote,
    Table,
)
from specui.markdown.lazy import lazy_pattern
from specui.markdown.line_rules import marker_end
from specui.specs.items.found import has_words
from specui.specs.items.kinds import BY_PART
from specui.specs.parts import Part
from specui.specs.sections import Section
from specui.specs.spec import Spec

Reason = Literal["row", "box", "marker", "code", "html", "no words", "conflict"]

_ROW = lazy_pattern(r"\|.*\|[ \t]*$|\|(?:[^|]+\|)+")
_DASHES = lazy_pattern(r"[|\s:-]+$")
_BOX = lazy_pattern(
    r"(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)?(?:\\?\[[ \t\u00a0]?[ xX✓✔☑√~/-]?[ \t\u00a0]?\\?\](?![(\[:])(?=\s|\w|$)|[☐☑☒⬜🔲◻▢🗹])"
)
_MARKER = lazy_pattern(
    r"(?:[•‣◦▪●∙⁃][ \t]*|\*(?=[A-Za-z][^*\n]*$)|[-*+]\u00a0|\d{1,3}[.)](?=[A-Za-z\u00a0]))(?=\S)"
)
# What a sentence may go on with on its next line, too: a marker where it begins its paragraph, or all lines do.
_WEAK_MARKER = lazy_pattern(
    r"(?:[\u2013\u2014][ \t]+|[-+](?=[A-Za-z*\[`])|\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})\)[ \t]+|[a-h]\.[ \t]+)(?=\S)"
)
_ASKED = lazy_pattern(
    r"(?:[*_]{0,2}(?:O?Q-?\d{1,3}|\d{1,2}\.)[:.)]?\S?.*|\[NEEDS CLARIFICATION\b.*|[A-Z*_].*\?[*_]*[ \t]*)$"
)
_LATER_NUMBER = lazy_pattern(r"\d{1,2}[.)][ \t]+\S")
_IN_CODE = lazy_pattern(
    r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+\S|\|.*\|[ \t]*$|#{1,6}[ \t]+\S)", re.MULTILINE
)
_IN_HTML = lazy_pattern(r"<(?:li|td|tr|input)\b|^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S|^[ \t]*\|.*\|", re.IGNORECASE | re.MULTILINE)  # fmt: skip
_OF_TASKS: frozenset[Reason] = frozenset({"box", "no words", "conflict"})
_COMMENT = lazy_pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class Unread(NamedTuple):
    """One line that is neither an item nor a note.

    ``start:end`` is the line without blanks at both ends, ``block`` the first line of the block that it belongs to:
    lines of one block are one finding.
    """

    reason: Reason
    section: Section
    part: Part
    start: int
    end: int
    line: int
    block: int
    text: str


def unread_lines(spec: Spec) -> tuple[Unread, ...]:
    """Return, in file order, each line in the section of a part that could not be read."""
    found: list[Unread] = []
    for section in spec.sections:
        own = spec.parts_of(section)
        for group, part in zip(section.groups, own, strict=True):
            if part is not None:
                for start, end, line, block, reason in _lines(spec.document, group.blocks, part):
                    text = spec.document.text[start:end]
                    if part == "tasks" and reason not in _OF_TASKS and not _BOX.match(text):
                        continue  # only boxes are tasks
                    found.append(Unread(reason, section, part, start, end, line, block, text))
    return tuple(found)


_Place = tuple[int, int, int, int, Reason]


def _lines(document: Document, blocks: Sequence[Block], part: Part) -> Iterator[_Place]:
    """Yield start, end and line of each line that is not read, the line of its block, and the reason."""
    counted = part in BY_PART  # a line that is not read there makes a count too low
    text = document.text
    for block in blocks:
        kind = type(block)
        if type(block) is ListItem:
            if block.line == block.end_line and text[block.text_start : block.text_end][:1].isalnum():
                continue
            yield from _item(document, block, counted=counted, asks=part == "questions")
        elif kind is Paragraph:
            assert isinstance(block, Paragraph)
            if block.line != block.end_line or not _is_prose(text, block.start):
                yield from _paragraph(document, block, part)
        elif kind is Table:
            assert isinstance(block, Table)
            if counted and block.header.width > 1:
                yield from _below_table(text, block)
        elif kind is Heading or not counted:
            if kind is Conflict:
                yield from _all(document, block, "conflict")
        elif kind is HtmlBlock:
            assert isinstance(block, HtmlBlock)
            source = _COMMENT.sub("", text[block.start : block.end])
            if _IN_HTML.search(source):
                yield from _all(document, block, "html")
        elif kind is IndentedCode:
            if _IN_CODE.match(text, block.start):
                yield from _all(document, block, "code")
        elif kind is Conflict:
            yield from _all(document, block, "conflict")
        elif kind is Quote:
            assert isinstance(block, Quote)
            yield from _lines(document, block.inside, part)


def _below_table(text: str, table: Table) -> Iterator[_Place]:
    """Yield lines right under a table that look like items of a list: for Markdown they are its last rows."""
    for row in table.rows:
        if "|" not in row.written and (
            marker_end(text, row.start, row.end) >= 0 or row.written.endswith("?")
        ):
            yield row.start, row.end, row.line, row.line, "marker"


def _is_prose(text: str, start: int) -> bool:
    """Whether a line surely is no item: it begins with a letter that is no letter of a list."""
    first = text[start]
    return first in "_`" or (first.isalpha() and text[start + 1 : start + 2] not in {")", "."})


def _item(document: Document, item: ListItem, *, counted: bool, asks: bool) -> Iterator[_Place]:
    """Yield an item without words, and lines that its text swallows although they look like items."""
    text = document.text
    if item.text_end <= item.text_start or not has_words(text[item.text_start : item.text_end]):
        empty = not text[item.start + len(item.marker) : item.end].strip()
        if item.check >= 0 or (counted and empty):
            start, end = _trimmed(document, item.line)
            yield max(start, item.start), end, item.line, item.line, "no words"
        return
    start, end = item.text_start, item.text_end
    if text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0:
        return
    last = document.lines.line_at(item.text_end - 1)
    for line in range(document.lines.line_at(item.text_start) + 1, last + 1):
        start, end = _trimmed(document, line)
        reason = _reason(text, start, end, counted=counted)
        if (
            reason is None
            and asks
            and start == document.lines.starts[line - 1]
            and _ASKED.match(text, start, end)
        ):
            reason = "marker"  # a question of its own, which the item above swallows
        if reason is not None:
            yield start, end, line, item.line, reason


def _paragraph(document: Document, block: Paragraph, part: Part) -> Iterator[_Place]:
    text, counted = document.text, part in BY_PART
    listed = _WEAK_MARKER.match(text, block.start) is not None
    stressed = text[block.start] == "*" and text[block.end - 1] == "*"  # over several lines
    for line in range(block.line, block.end_line + 1):
        start, end = _trimmed(document, line)
        start = max(start, block.start)
        reason = _reason(text, start, end, counted=counted, listed=listed)
        if reason is None and line > block.line and counted and _LATER_NUMBER.match(text, start, end):
            reason = "marker"
        if reason == "marker" and (part == "questions" or (stressed and line == block.line)):
            continue  # a question is read from a paragraph too
        if reason is not None:
            yield start, end, line, block.line, reason


def _reason(text: str, start: int, end: int, *, counted: bool, listed: bool = False) -> Reason | None:
    """Return as what a line of running text looks, if it looks like an item; ``listed`` as its paragraph's first does."""
    first = text[start : start + 1]
    if first == "|":
        return "row" if _ROW.match(text, start, end) and not _DASHES.match(text, start, end) else None
    if not counted or not first or _is_prose(text, start):
        return None
    if _BOX.match(text, start, end):
        return "box"
    if _MARKER.match(text, start, end) or (listed and _WEAK_MARKER.match(text, start, end)):
        return "marker"
    return None


def _all(document: Document, block: Block, reason: Reason) -> Iterator[_Place]:
    inside = document.conflicts_within(block.start + 1, block.end)  # returned as what they are
    held = {line for conflict in inside for line in range(conflict.line, conflict.end_line + 1)}
    for line in range(block.line, block.end_line + 1):
        if line in held:
            continue
        start, end = _trimmed(document, line)
        if start < end:
            yield start, end, line, block.line, reason


def _trimmed(document: Document, line: int) -> tuple[int, int]:
    """Return the range of a line without blanks and quote marks in front and blanks after."""
    start, end = document.lines.line_range(line)
    text = document.text
    while start < end and text[start] in "> \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end
