"""View options of a section: what is hidden, how tables are sorted, and the keys that texts name. Not saved in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class SortOrder(NamedTuple):
    """The column by which a table is sorted, counted from 0."""

    column: int
    descending: bool = False


class KeyHints(NamedTuple):
    """The keys that texts in the drawing name; "" for a command without a key."""

    add: str = "a"
    edit: str = "enter"
    hide: str = "H"
    ours: str = "("
    theirs: str = ")"
    both: str = "&"


class ViewOptions(NamedTuple):
    """How a section is shown; ``orders`` are those of its tables, counted from 0.

    ``beside`` draws the sides of a conflict side by side, if the section is wide enough. ``today`` is an ISO day, or "".
    """

    hide_done: bool = False
    orders: Mapping[int, SortOrder] = {}
    keys: KeyHints = KeyHints()
    beside: bool = True
    today: str = ""


DEFAULT = ViewOptions()


def next_order(order: SortOrder | None, column: int) -> SortOrder | None:
    """Return the next order of a column: ascending, descending, as in the file (None)."""
    if order is None or order.column != column:
        return SortOrder(column)
    return None if order.descending else SortOrder(column, descending=True)
