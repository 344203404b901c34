"""What there is to do something with at the moment: what commands ask before they are offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Item(NamedTuple):
    """What keys do to the item under the cursor, in its own words; "" and none where they do nothing.

    `enter` is what enter and e do (`edit Severity`), `space` what space does (`tick`), `adds` what `a` adds (`gap`),
    `later` and `earlier` are + and -, `verbs` the others that are possible here, `regroups` says whether there is
    another group to move to. `multiline`, `steps`, `more` (there are fields behind it) and `listed` (it is a list, and
    nothing else) are of what is being edited in place.
    """

    enter: str = ""
    space: str = ""
    adds: str = ""
    later: str = ""
    earlier: str = ""
    verbs: frozenset[str] = frozenset()
    regroups: bool = False
    multiline: bool = False
    steps: str = ""
    more: bool = False
    listed: bool = False


NO_ITEM = Item()


class Case(NamedTuple):
    """What is decided about in triage: its kind, what can be done with it, and how many answers it offers.

    `shown` are those in the queue, `chosen` those that are selected; `decided`: what is decided already is shown too;
    `turns`: queue and item take turns, and `queue` is the one that shows.
    """

    kind: str = ""
    ways: frozenset[str] = frozenset()
    alternatives: int = 0
    shown: int = 0
    chosen: int = 0
    decided: bool = False
    turns: bool = False
    queue: bool = False


NO_CASE = Case()


@dataclass(frozen=True, slots=True)
class Here:
    """What is under the cursor, and around it.

    `writable`: the open section may be written in; `ticks`: the cursor stands on a box; `row` is the kind of the
    tree's row, "" without one; `names`: there are files; `lone`: one file is open, without a tree; `fixable` and
    `explained`: the problem that is meant has a fix, is there at all; `roomy`: there is room for several panes;
    `searched`: words are searched for in the spec; `item` is what can be done to the item under the cursor,
    `links`: it cites files, or leads to others;
    `items`: there is something to mark; `cells`: the cursor stands among the cells of a table; `hides` is
    what can be done to what is done: `hide` or `show`; `marking`: a range is being marked; `past`: git tells how the specs came to where they are; `signs`: the section that
    is open is of the spec's revisions, or its fields; `gap`: the cursor stands on a gap; `redoable`: something that was
    taken back can be made again; `sides` are the names of both sides of the merge conflict under the cursor; `case` is what triage is about.
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
    searched: bool = False
    item: Item = NO_ITEM
    links: bool = False
    items: bool = False
    cells: bool = False
    hides: str = ""
    marking: bool = False
    past: bool = False
    signs: bool = False
    redoable: bool = False
    gap: bool = False
    sides: tuple[str, str] | tuple[()] = ()
    case: Case = NO_CASE


NOTHING = Here()
