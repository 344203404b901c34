"""Triage: the open items of all specs, filtered, in order, with the progress of working through them.

Pure, no files, no screen.

- Nothing that a user types raises: an invalid filter is a `FilterFault` with one sentence.
- A queue that is given changed specs keeps its place, or goes to the next item.
- Progress is true: decided and remaining items make all that have been open since the queue was opened.

`model` reads the entries of one spec, `filters` is the one grammar for the screen, for `[views]` and for the command
line, `order` sorts and groups, `queue` holds the place and the selection.
"""

from specui.specs.triage.filters import Filter, FilterFault
from specui.specs.triage.model import KINDS, STATES, Entry, Key, Kind, State, entries, to_decide
from specui.specs.triage.order import GROUPINGS, SORTS, EntryGroup, Grouping, Sort, arranged, ordered
from specui.specs.triage.queue import Progress, Queue

__all__ = [
    "GROUPINGS",
    "KINDS",
    "SORTS",
    "STATES",
    "Entry",
    "EntryGroup",
    "Filter",
    "FilterFault",
    "Grouping",
    "Key",
    "Kind",
    "Progress",
    "Queue",
    "Sort",
    "State",
    "arranged",
    "entries",
    "ordered",
    "to_decide",
]
