"""How the screen is shared out among the panes: pure numbers, from its size and from what the panes need."""

from __future__ import annotations

from typing import NamedTuple

WIDE, NARROW = 180, 100
"""Columns: from WIDE on three panes side by side, under NARROW one pane at a time."""
LOW, SHORT = 30, 14
"""Rows: under LOW the air between the parts goes, under SHORT the problems have no room below the section."""
LEAST = (40, 10)
"""Columns and rows of the smallest screen that shows anything."""

SECTION = 76
"""Cells that the section is to have where that is possible."""
TREE = (36, 40, 60)
"""Cells of the tree: at least, granted at the section's cost, at most."""
BESIDE = 54
"""Cells of the problems beside the section."""
BELOW = (3, 7, 10)
"""Lines of the problems below the section, with their title: at least, at most where rows are few, at most."""

SMALLEST_TREE, SMALLEST_BESIDE, SMALLEST_SECTION = 20, 28, (40, 9)
"""What each pane keeps when a person shares out the room: cells, of the section cells and lines."""
AROUND = 2
"""Lines under the panes: what happened, and the keys."""
STEP = 4
"""Cells that one key press moves an upright border; one that lies moves by a line."""


def too_small(columns: int, rows: int) -> bool:
    """Say whether a screen of so many cells has no room for anything."""
    return columns < LEAST[0] or rows < LEAST[1]


def one_pane(columns: int, rows: int) -> bool:
    """Say whether a screen of so many cells has room for one pane only."""
    return columns < NARROW or (rows < SHORT and columns < WIDE)


class Grid(NamedTuple):
    """The panes' grid as Textual's styles have it."""

    size: tuple[int, int]
    columns: str
    rows: str


class Sizes(NamedTuple):
    """What a person has given the panes: cells of the tree, lines of the problems below the section, cells of those
    beside it. None: what is needed, as far as there is room."""

    tree: int | None = None
    below: int | None = None
    beside: int | None = None


AUTOMATIC = Sizes()


def grid(
    columns: int,
    rows: int,
    *,
    tree: int,
    problems: int,
    one: bool = False,
    lone: bool = False,
    sizes: Sizes = AUTOMATIC,
) -> Grid:
    """Share out a screen of so many cells.

    `tree` is how many cells its names need, `problems` how many lines with their title; `one` shows one pane only,
    `lone` has no tree. `sizes` win over what is needed, and are kept within what leaves every pane in reach.
    """
    if one:
        return Grid((1, 1), "1fr", "1fr")
    found = shared(columns, rows, tree=tree, problems=problems, lone=lone, sizes=sizes)
    if lone and columns >= WIDE:
        return Grid((2, 1), f"1fr {found.beside}", "1fr")
    if lone:
        return Grid((1, 2), "1fr", f"1fr {found.below}")
    if columns >= WIDE:
        return Grid((3, 1), f"{found.tree} 1fr {found.beside}", "1fr")
    return Grid((2, 2), f"{found.tree} 1fr", f"1fr {found.below}")


class Shared(NamedTuple):
    """What the panes have: as `Sizes`, 0 for what is not there."""

    tree: int
    below: int
    beside: int


def shared(
    columns: int, rows: int, *, tree: int, problems: int, lone: bool = False, sizes: Sizes = AUTOMATIC
) -> Shared:
    """Return what tree and problems have of a screen of so many cells, the section what is left."""
    beside = below = 0
    if columns >= WIDE:
        most = columns - SMALLEST_SECTION[0] - (0 if lone else SMALLEST_TREE)
        beside = BESIDE if sizes.beside is None else _within(SMALLEST_BESIDE, sizes.beside, most)
    else:
        wanted = min(problems, BELOW[2] if rows >= LOW else BELOW[1]) if sizes.below is None else sizes.below
        below = _within(BELOW[0], wanted, rows - AROUND - SMALLEST_SECTION[1])
    if lone:
        return Shared(0, below, beside)
    left = columns - beside
    wide = _tree(left, tree)
    if sizes.tree is not None or sizes.beside is not None:
        wide = _within(SMALLEST_TREE, wide if sizes.tree is None else sizes.tree, left - SMALLEST_SECTION[0])
    return Shared(wide, below, beside)


def resized(sizes: Sizes, now: Shared, pane: str, by: int) -> Sizes:
    """Return `sizes` with more room for `pane`, or less: `by` is 1 or -1 for a step, more for several.

    The section takes from the tree and gives to it; without a tree from the problems.
    """
    if pane == "section":
        return resized(sizes, now, "tree" if now.tree else "problems", -by)
    if pane == "tree":
        return sizes._replace(tree=now.tree + by * STEP)
    if now.beside:
        return sizes._replace(beside=now.beside + by * STEP)
    return sizes._replace(below=now.below + by)


def _within(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))


def _tree(columns: int, wanted: int) -> int:
    least, granted, most = TREE
    return max(least, min(wanted, most, max(granted, columns - SECTION)))
