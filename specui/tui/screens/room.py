"""How the screen is shared out among the panes: pure numbers, from its size and from what the panes need."""

from __future__ import annotations

from typing import NamedTuple

WIDE, NARROW = 180, 100
"""Columns: from WIDE on three panes side by side, under NARROW one pane at a time."""
LOW = 30
"""Under so many rows the air between the parts goes."""
LEAST = (40, 10)
"""Columns and rows under which nothing is shown."""

SECTION = 76
"""Cells that the section is to have where that is possible."""
TREE = (36, 40, 60)
"""Cells of the tree: at least, granted at the section's cost, at most."""
BESIDE = 54
"""Cells of the problems beside the section."""
BELOW = (3, 7, 10)
"""Lines of the problems below the section, with their title: at least, at most where rows are few, at most."""


class Grid(NamedTuple):
    """The panes' grid as Textual's styles have it."""

    size: tuple[int, int]
    columns: str
    rows: str


def grid(columns: int, rows: int, *, tree: int, problems: int, one: bool = False, lone: bool = False) -> Grid:
    """Share out a screen of so many cells.

    `tree` is how many cells its names need, `problems` how many lines with their title; `one` shows one pane only,
    `lone` has no tree.
    """
    if one:
        return Grid((1, 1), "1fr", "1fr")
    below = max(BELOW[0], min(problems, BELOW[2] if rows >= LOW else BELOW[1]))
    if lone and columns >= WIDE:
        return Grid((2, 1), f"1fr {BESIDE}", "1fr")
    if lone:
        return Grid((1, 2), "1fr", f"1fr {below}")
    if columns >= WIDE:
        return Grid((3, 1), f"{_tree(columns - BESIDE, tree)} 1fr {BESIDE}", "1fr")
    return Grid((2, 2), f"{_tree(columns, tree)} 1fr", f"1fr {below}")


def _tree(columns: int, wanted: int) -> int:
    least, granted, most = TREE
    return max(least, min(wanted, most, max(granted, columns - SECTION)))
