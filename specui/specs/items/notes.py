"""The prose of a part: what is in its section and is no item, kept so that nothing is ignored."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from specui.markdown.blocks import (
    Block,
    Conflict,
    Document,
    Fence,
    Heading,
    HtmlBlock,
    IndentedCode,
    ListItem,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from specui.specs.items.found import has_words
from specui.specs.parts import Part
from specui.specs.spec import Spec, is_guidance

_LISTED: frozenset[Part] = frozenset({"degraded_modes", "state"})
"""The parts whose items are all list items of their groups."""
_TABLES: frozenset[Part] = frozenset(
    {"existing_tests", "golden_sets", "internal_dependencies", "external_services", "revisions"}
)
"""The parts whose items are all rows of tables."""


def notes_of(spec: Spec, part: Part, items: Sequence[int], unread: Sequence[int]) -> list[str]:
    """Return the texts of a part that are no items, in file order.

    ``items`` are the offsets at which the part's items begin and ``unread`` those of its lines that were not read,
    both sorted.  Sentences of the template, comments and rules are left out.
    """
    found: list[str] = []
    for group in spec.groups(part):
        for block in group.blocks:
            if type(block) is ThematicBreak:
                break
            if block.parent < 0:
                found += _texts(spec, block, part, items, unread)
    return found


def _texts(
    spec: Spec, block: Block, part: Part, items: Sequence[int], unread: Sequence[int]
) -> Iterator[str]:
    document, kind = spec.document, type(block)
    if type(block) is Quote:
        for inner in block.inside:
            if inner.parent < 0:
                yield from _texts(spec, inner, part, items, unread)
    elif type(block) is Paragraph:
        if block.lone_label is None and not is_guidance(document, block, spec.template):
            yield from _prose(document, block, items, unread)
    elif type(block) is ListItem:
        yield from _item(document, block, items, unread, listed=part in _LISTED)
    elif type(block) is Table:
        yield from _table(document, block, part, items, unread)
    elif kind in {Heading, Conflict} or _holds(items, block) or _holds(unread, block):
        return
    elif kind in {Fence, IndentedCode} or (
        type(block) is HtmlBlock and not block.comment and has_words(document.slice(block.start, block.end))
    ):
        yield document.slice(block.start, block.end)


def _item(
    document: Document, item: ListItem, items: Sequence[int], unread: Sequence[int], *, listed: bool
) -> Iterator[str]:
    """Yield a list item that is no item of the part: only its own text if items are nested in it."""
    if _is_one(items, item.text_start) or listed:
        return
    text = document.flat(item.text_start, item.text_end)
    if not _holds(items, item) and not _holds(unread, item) and item.end > item.text_end:
        text = document.slice(item.text_start, item.end)
    if has_words(text):
        yield text


def _table(
    document: Document, table: Table, part: Part, items: Sequence[int], unread: Sequence[int]
) -> Iterator[str]:
    """Yield a table that holds no items of the part, or the lines right under it that Markdown takes for rows."""
    below = [row for row in table.rows if table.header.width > 1 and "|" not in row.written]
    if part in _TABLES or part == "gaps" or _holds(items, table) or _holds(unread, table):
        yield from (row.written for row in below if not _is_one(unread, row.start))
    else:
        yield document.slice(table.start, table.end)


def _prose(
    document: Document, block: Paragraph, items: Sequence[int], unread: Sequence[int]
) -> Iterator[str]:
    """Yield the lines of a paragraph that are neither unread nor of an item, as one text."""
    first = bisect_left(items, block.start)
    end = items[first] if first < len(items) and items[first] < block.end else block.end
    if not _holds(unread, block):
        if end > block.start and has_words(document.slice(block.start, end)):
            yield document.flat(block.start, end).rstrip()
        return
    lines = []
    for line in range(block.line, block.end_line + 1):
        start, stop = document.lines.line_range(line)
        place = bisect_left(unread, start)
        if start < end and not (place < len(unread) and unread[place] < stop):
            lines.append(document.slice(max(start, block.start), stop).strip("> \t"))
    text = " ".join(lines)
    if has_words(text):
        yield text


def _is_one(offsets: Sequence[int], offset: int) -> bool:
    index = bisect_left(offsets, offset)
    return index < len(offsets) and offsets[index] == offset


def _holds(offsets: Sequence[int], block: Block) -> bool:
    """Whether one of the offsets lies in a block."""
    index = bisect_left(offsets, block.start)
    return index < len(offsets) and offsets[index] < block.end
