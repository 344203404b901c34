"""Rows of a table sorted by a column: choices in the template's order, dates by day, numbers by size."""

from __future__ import annotations

import re
from collections.abc import Sequence

from specui.markdown.blocks import Document, Table
from specui.markdown.lazy import lazy_pattern
from specui.specs.dates import date_in
from specui.specs.spec import match_choice
from specui.specs.template import Choice
from specui.tui.rendering.section.text_flow import one_line
from specui.tui.rendering.section.view_options import SortOrder

ARROWS = {False: "↑", True: "↓"}
"""Behind the name of the column that rows are sorted by; True: descending."""

_NUMBER = lazy_pattern(r"\d+(?:[.,]\d+)*")

Key = tuple[tuple[int, float, str], ...]


def sorted_rows(
    document: Document, table: Table, order: SortOrder | None, choices: Sequence[Choice]
) -> list[int]:
    """Return the indices of a table's rows in sorted order; rows of one value stay in file order.

    ``choices`` are those of the column. Rows without a value there, and text right below the table, come last.
    """
    indices = list(range(len(table.rows)))
    if order is None:
        return indices
    keys: dict[int, Key] = {}
    for index in indices:
        row = table.rows[index]
        cells = row.cells
        if "|" in row.written and order.column < len(cells):
            text = one_line(document.cell(cells[order.column])).strip()
            if text and text not in {"–", "—", "-"}:
                keys[index] = _key(text, choices)
    ordered = sorted(keys, key=keys.__getitem__, reverse=order.descending)
    return ordered + [index for index in indices if index not in keys]


def _key(text: str, choices: Sequence[Choice]) -> Key:
    if choices:
        found = match_choice(text, tuple(choices))
        if found is not None:
            return ((0, choices.index(found), ""),)
        return ((1, 0, text.casefold()),)
    day = date_in(text)
    return ((0, 0, day), *_natural(text[len(day) :])) if day else _natural(text)


def _natural(text: str) -> Key:
    """Split a text into words and numbers: ``9 cases`` comes before ``10 cases``."""
    parts: list[tuple[int, float, str]] = []
    at = 0
    for match in _NUMBER.finditer(text):
        if match.start() > at:
            parts.append((2, 0, text[at : match.start()].casefold()))
        parts.append((1, _size(match[0]), ""))
        at = match.end()
    if at < len(text):
        parts.append((2, 0, text[at:].casefold()))
    return tuple(parts)


def _size(digits: str) -> float:
    """Return the size of a number; a comma groups thousands (``1,204``), a single point is a decimal's."""
    plain = digits.replace(",", "")
    try:
        return float(plain)
    except ValueError:  # a version or an address: by its first number
        return float(re.match(r"\d+", plain)[0])  # type: ignore[index]
