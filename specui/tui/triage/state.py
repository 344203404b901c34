"""The state of triage: the queue with its filter and selection. The workbench keeps it while triage is closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from specui.specs.triage import Filter, FilterFault, Key, Queue, Sort
from specui.specs.triage.filters import Term

if TYPE_CHECKING:
    from specui.workspace.git.blame import LineOrigin

_ANY_STATE = Filter((Term("state", ("open", "answered", "deferred", "assigned", "dropped", "done")),))


class Destination(NamedTuple):
    """Where the user goes when they leave triage; ``name`` and ``offset`` are the item's file and its place in it."""

    to: Literal["back", "item", "overview"]
    name: str = ""
    offset: int = 0


class SelectedRange(NamedTuple):
    """A range that grows with the cursor: where it starts, and what was selected before it."""

    start: Key
    before: frozenset[Key]


class FilterEdit(NamedTuple):
    """The filter is being typed: its text and the queue as they were when the user began."""

    text: str
    queue: Queue


@dataclass(slots=True)
class TriageState:
    """What triage shows.

    `within` are files and folders by name, () for all. `start` is the file whose first item becomes the current one
    as soon as it is read. `opened_with` is the filter that triage was opened with: esc returns to it. `ages` are from
    git. A state that is not `resumable` ends with its screen.
    """

    queue: Queue = field(default_factory=lambda: Queue(by="spec"))
    filter_text: str = ""
    opened_with: str = ""
    decided_too: bool = False
    within: tuple[str, ...] = ()
    start: str = ""
    resumable: bool = True
    ages: dict[Key, LineOrigin] = field(default_factory=dict)
    range: SelectedRange | None = None
    editing: FilterEdit | None = None

    def resume(self, start: str) -> None:
        """Prepare for another screen: the filter, the order and the place stay."""
        self.start = start
        self.range = self.editing = None

    def show_filter(self, text: str) -> str:
        """Show what a filter says; return what is wrong with it, and change nothing, if it cannot be read."""
        found = Filter.parse(text)
        if isinstance(found, FilterFault):
            return str(found)
        self.filter_text = text.strip()
        if self.decided_too and not found.names_state:
            found = found & _ANY_STATE
        self.queue = self._base.with_filter(found)
        return ""

    @property
    def _base(self) -> Queue:
        """The queue to filter: while the user types, the one before, so that half a word does not move the cursor."""
        editing, queue = self.editing, self.queue
        if editing is None or editing.queue.entries is not queue.entries:
            return queue
        if editing.queue.since is not queue.since:  # git answered meanwhile
            return editing.queue.with_ages(queue.since)
        return editing.queue

    def move(self, queue: Queue) -> None:
        """Take the queue with the cursor elsewhere; a range grows or shrinks with it."""
        self.queue = queue
        range_ = self.range
        if range_ is None:
            return
        if range_.start not in queue.places:
            self.range = None
            return
        self.queue = queue.with_none_selected().toggled(*self._in_range(range_), *range_.before)

    def toggle_range(self) -> None:
        """Select all items of the range, or deselect them if all were selected before it; end the range."""
        range_, self.range = self.range, None
        if range_ is not None and range_.start in self.queue.places:
            before = self.queue.with_none_selected().toggled(*range_.before)
            self.queue = before.toggled(*self._in_range(range_))

    def _in_range(self, range_: SelectedRange) -> list[Key]:
        first, last = sorted((self.queue.places[range_.start], self.queue.place))
        return [entry.key for entry in self.queue.shown[first : last + 1]]

    def deselect(self) -> None:
        """Select nothing, and end a range."""
        self.range = None
        self.queue = self.queue.with_none_selected()


def opened(
    within: tuple[str, ...] = (), *, filter_text: str = "", start: str = "", sort: Sort = "tier"
) -> TriageState:
    """Return the state to open triage with; a filter that cannot be read is left out."""
    state = TriageState(queue=Queue(sort=sort, by="spec"), within=within, start=start)
    state.resumable = not within and not filter_text
    if filter_text and not state.show_filter(filter_text):
        state.opened_with = state.filter_text
    return state
