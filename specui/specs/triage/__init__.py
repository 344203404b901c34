"""Triage: what waits for a decision in all specs, which of it is looked at, in which order, and how far one is.

Pure, no files, no screen.

- Nothing that a user types raises: a filter that cannot be read is a `FilterFault` with one sentence.
- A queue that is reported of changed specs keeps its place, or takes what comes next.
- Progress is true: what is decided and what is to go make all that has been waiting since the queue was opened.

`model` reads the entries of one spec, `filters` is the one grammar for the screen, for `[views]` and for the command
line, `order` sorts and groups, `queue` is what one is in, `ways` what can be done with an entry.
"""

from specui.specs.triage.filters import Filter, FilterFault
from specui.specs.triage.model import KINDS, STATES, Entry, Key, Kind, State, entries
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
]
