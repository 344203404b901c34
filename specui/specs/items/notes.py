"""The prose of a part: what stands in its section and is no item, kept so that nothing there is silent."""

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
    both sorted.  A sentence of the template's, a comment and a rule say nothing.
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
    if type(block) is ListItem and _holds(items, block) and not _is_one(items, block.text_start):
        text = document.flat(block.text_start, block.text_end)
        if has_words(text):
            yield text  # the name of the items nested in it
        return
    if kind in {Heading, Conflict} or _holds(items, block) or _holds(unread, block):
        return
    if type(block) is Paragraph:
        if block.lone_label is None and not is_guidance(document, block, spec.template):
            yield document.flat(block.start, block.end)
    elif type(block) is ListItem:
        text = document.slice(block.text_start, block.end)
        if part not in _LISTED and has_words(text):
            yield text if block.end > block.text_end else document.flat(block.text_start, block.text_end)
    elif kind is Table:
        if part not in _TABLES and part != "gaps":
            yield document.slice(block.start, block.end)
    elif kind in {Fence, IndentedCode, Quote} or (type(block) is HtmlBlock and _says(document, block)):
        yield document.slice(block.start, block.end)


def _says(document: Document, block: HtmlBlock) -> bool:
    return not block.comment and has_words(document.slice(block.start, block.end))


def _is_one(offsets: Sequence[int], offset: int) -> bool:
    index = bisect_left(offsets, offset)
    return index < len(offsets) and offsets[index] == offset


def _holds(offsets: Sequence[int], block: Block) -> bool:
    """Whether one of the offsets lies in a block."""
    index = bisect_left(offsets, block.start)
    return index < len(offsets) and offsets[index] < block.end
