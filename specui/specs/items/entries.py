"""Decisions written as list items under a question or a gap: ``- **Answered 2026-11-22 (Ada):** soft block``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from specui.markdown.blocks import Document, ListItem
from specui.markdown.lazy import lazy_pattern
from specui.specs.items.found import Found

_ENTRY = lazy_pattern(
    r"\*\*(?P<verb>Answered|Deferred\s+to|Deferred|Assigned|Reopened|Not needed)\s*+"
    r"(?P<date>\d{4}-\d{2}-\d{2})?\s*+(?:\((?P<by>(?:[^()]|\([^()]*\))*)\))?\s*+:?\*\*:?\s*+(?P<text>.*)",
    re.DOTALL,
)


class Entry(NamedTuple):
    """One decision under an item. ``date`` and ``by`` are "" where it gives none."""

    verb: str
    date: str
    by: str
    text: str
    line: int


def entry_of(document: Document, item: ListItem) -> tuple[Entry, int] | None:
    """Return the decision that a list item records and the offset of its words; None if it records none."""
    match = _ENTRY.match(document.text, item.text_start, item.text_end)
    if not match:
        return None
    words = document.flat(match.start("text"), item.text_end).strip()
    verb, by = " ".join(match["verb"].split()), " ".join((match["by"] or "").split())
    return Entry(verb, match["date"] or "", by, words, item.line), match.start("text")


def entries_in(document: Document, items: Iterable[ListItem]) -> tuple[Entry, ...]:
    """Return the decisions among list items, in their order."""
    return tuple([found[0] for item in items if (found := entry_of(document, item)) is not None])


def nested_in(document: Document, found: Found) -> Sequence[ListItem]:
    """Return the list items that belong to an item of a part, at any depth."""
    if found.item is not None and not found.quoted:
        return document.items_within(found.item.start, found.item.end)
    return [block for block in found.below if type(block) is ListItem]
