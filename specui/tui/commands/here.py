"""What there is to do something with at the moment: what commands ask before they are offered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Here:
    """What is under the cursor, and around it.

    `writable`: the open section may be written in; `ticks`: the cursor stands on a box; `row` is the kind of the
    tree's row, "" without one; `names`: there are files; `lone`: one file is open, without a tree; `fixable` and
    `explained`: the problem that is meant has a fix, is there at all; `roomy`: there is room for several panes.
    """

    writable: bool = False
    ticks: bool = False
    row: str = ""
    names: bool = False
    lone: bool = False
    filtered: bool = False
    undoable: bool = False
    explained: bool = False
    fixable: bool = False
    problems: bool = False
    sections: int = 0
    roomy: bool = True
