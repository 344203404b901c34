"""How a section is looked at: what is hidden, how its tables are sorted, and the keys that its sentences name.

A view only: nothing of it is in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class SortOrder(NamedTuple):
    """By which column of a table its rows are sorted, counted from 0."""

    column: int
    descending: bool = False


class KeyHints(NamedTuple):
    """The keys that do what the drawing speaks of; "" where there is none."""

    add: str = "a"
    edit: str = "enter"
    hide: str = "H"
    ours: str = "("
    theirs: str = ")"
    both: str = "&"


class ViewOptions(NamedTuple):
    """How a section is looked at; ``orders`` are those of its tables, counted from 0.

    ``beside`` draws both sides of a conflict beside each other, where the section has room for that.
    """

    hide_done: bool = False
    orders: Mapping[int, SortOrder] = {}
    keys: KeyHints = KeyHints()
    beside: bool = True


DEFAULT = ViewOptions()


def next_order(order: SortOrder | None, column: int) -> SortOrder | None:
    """Return what comes after an order at a column: ascending, descending, as in the file (None)."""
    if order is None or order.column != column:
        return SortOrder(column)
    return None if order.descending else SortOrder(column, descending=True)
