"""The context of the cursor, which decides what commands are available and how the footer names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Item(NamedTuple):
    """What the keys do to the item under the cursor; "" or empty if they do nothing.

    - `enter`: what enter and e do (`edit Severity`); `space`: what space does (`tick`); `adds`: what `a` adds (`gap`)
    - `later`, `earlier`: what + and - do; `verbs`: the other edits that are possible
    - `regroups`: there is another group to move the item to; `decisions`: what can be decided about the question or gap
    - of the field that is open: `multiline`; `steps`: what + and - change; `more`: more fields follow; `listed`: it is
      a list to choose from
    """

    enter: str = ""
    space: str = ""
    adds: str = ""
    later: str = ""
    earlier: str = ""
    verbs: frozenset[str] = frozenset()
    regroups: bool = False
    decisions: frozenset[str] = frozenset()
    multiline: bool = False
    steps: str = ""
    more: bool = False
    listed: bool = False


NO_ITEM = Item()


class Case(NamedTuple):
    """The item in triage: its kind, the decisions that are possible (`ways`), and the number of its answers.

    `shown` and `chosen` are the numbers of items in the queue and in the selection. `decided`: the queue includes
    decided items. `turns`: the screen shows either the queue or the item, and `queue` says that it shows the queue.
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
    """What is under the cursor and on the screen.

    Files: `row` is the kind of the tree's row, or ""; `names`: the tree has files; `lone`: one file is open, without a
    tree; `filtered`: a filter narrows the tree; `past`: git knows the history of the specs.

    Section: `writable`: you can edit it; `sections` is their number; `searched`: a search is active; `signs`: it is the
    revision history or the fields; `hides` is what you can do to completed items, `hide` or `show`, or "".

    Item: `item` is what its keys do; `links`: it cites files or other
    specs; `cells`: the cursor is in a table cell; `items`: there are items to select; `marking`: a range is active;
    `sides` are the names of both sides of the merge conflict under the cursor, or ().

    Problems: `problems`: there are any; `explained`: one is current; `fixable`: it has a fix.

    Other: `undoable`, `redoable`: there is a change to undo or redo; `roomy`: several panes fit; `case` is the item in
    triage.
    """

    writable: bool = False
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
    sides: tuple[str, str] | tuple[()] = ()
    case: Case = NO_CASE


NOTHING = Here()
