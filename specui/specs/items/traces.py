"""What a task says that it is for: ``_Requirements: 1.1, 1.2_`` below it, ``[US1]``, ``FR-001`` or ``(AC: 1, 2)`` in its text.

Forms of Kiro and cc-sdd 3.0.2, spec-kit 1.2.3 and BMAD 6.12.0. Ids are as the other file has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.markdown.blocks import Document, ListItem
from specui.markdown.lazy import lazy_pattern

_BELOW = lazy_pattern(r"_Requirements?:\s*(?P<ids>[^_]+?)_(?:\s|\Z)")
_STORY = lazy_pattern(r"\[(?P<id>US\d{1,3})\]")
_NAMED = lazy_pattern(r"\b(?:FR|NFR|SC|REQ)-\d{1,4}\b")
_CRITERIA = lazy_pattern(r"\(AC:?\s*(?P<ids>[^()]*)\)")
_ID = lazy_pattern(r"(?:[A-Z]{1,8}-?)?\d+(?:\.\d+)*")
_RANGE = lazy_pattern(
    r"(?P<head>(?:\d+\.)+)(?P<first>\d{1,3})\s*[-–—]\s*(?:(?P=head))?(?P<last>\d{1,3})(?![\d.])"
)


def traces_of(document: Document, item: ListItem) -> tuple[str, ...]:
    """Return the ids that a task names, in its text and in the lines below it, each once.

    A line below a task within another one is that task's.
    """
    text = document.flat(item.text_start, item.text_end)
    found = [match["id"] for match in _STORY.finditer(text)]
    found += _NAMED.findall(text)
    for match in _CRITERIA.finditer(text):
        found += (f"AC{one}" if one.isdecimal() else one for one in _ids(match["ids"]))
    for line in _own_lines(document, item):
        below = _BELOW.match(line)
        if below is not None:
            found += _ids(below["ids"])
    return tuple(dict.fromkeys(found))


def _ids(text: str) -> list[str]:
    """Return the ids of a list, with those between the ends of a range: ``3.1-3.4``."""
    return _ID.findall(_RANGE.sub(_range, text))


def _range(match: re.Match[str]) -> str:
    first, last = int(match["first"]), int(match["last"])
    if last < first:
        return match[0]
    return ", ".join(f"{match['head']}{number}" for number in range(first, last + 1))


def _own_lines(document: Document, item: ListItem) -> Iterator[str]:
    """Yield the texts of the items directly below a task."""
    for inner in document.items_within(item.start, item.end):
        if inner.depth == item.depth + 1 and inner.check < 0:
            yield document.flat(inner.text_start, inner.text_end)
