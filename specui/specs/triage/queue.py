"""The queue of triage: the entries shown, the current one, the selection, and the progress.

A queue is a value: every change makes a new one. It is given all entries of all specs, decided ones too, whenever a
spec has changed, through specui or on disk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from specui.markdown.lazy import lazy
from specui.specs.triage.filters import Filter
from specui.specs.triage.model import Entry, Key
from specui.specs.triage.order import Ages, EntryGroup, Grouping, Sort, arranged

_EVERYTHING = Filter()
_OF_WHAT_IS_SHOWN = frozenset({"shown", "places", "waiting", "decided", "progress", "_counted"})
_NO_AGES: Ages = {}
_NO_HEIRS: Mapping[Key, Key] = {}


class Progress(NamedTuple):
    """The progress: of all entries that are shown, or have been open since the queue was opened and match the filter."""

    decided: int
    to_go: int

    @property
    def total(self) -> int:
        """Decided and to go."""
        return self.decided + self.to_go

    def __str__(self) -> str:
        return f"{self.decided} of {self.total} decided, {self.to_go} to go"


@dataclass(frozen=True, eq=False)
class Queue:
    """Entries in the order in which to work through them; made by `opened`.

    `groups` are the entries shown, in order, under their headings; `at` is the current entry, None in an empty queue;
    `selected` are the selected entries. `met` is every entry that has been open since the queue was opened, as it was
    when it was last open.
    """

    entries: tuple[Entry, ...] = ()
    filter: Filter = field(default_factory=Filter)
    sort: Sort = "tier"
    by: Grouping = "none"
    since: Ages = field(default_factory=dict)
    groups: tuple[EntryGroup, ...] = ()
    at: Key | None = None
    selected: frozenset[Key] = frozenset()
    met: Mapping[Key, Entry] = field(default_factory=dict)

    @classmethod
    def opened(
        cls,
        entries: Iterable[Entry],
        filter: Filter = _EVERYTHING,  # noqa: A002 - the word for it
        sort: Sort = "tier",
        by: Grouping = "none",
        since: Ages = _NO_AGES,
    ) -> Queue:
        """Return a queue of entries, given in the order of their specs; the first is the current one."""
        found = tuple(entries)
        queue = cls(found, filter, sort, by, since, met={e.key: e for e in found if e.waiting})
        return _settled(queue, None)

    def with_entries(self, new: Iterable[Entry], files: Collection[str] | None = None) -> Queue:
        """Return the queue with the specs as they are now; it keeps its place, or goes to the next entry.

        A reworded item is still the same one. `files` are the names of all existing specs: entries of other files were
        removed with them, and not decided.
        """
        found = tuple(new)
        now = {entry.key: entry for entry in found}
        successors = _successors(self.entries, now)
        met = {key: entry for key, entry in self.met.items() if key not in successors}
        if files is not None:
            met = {key: entry for key, entry in met.items() if key.name in files}
        for key, successor in successors.items():
            if key in self.met:
                met[successor] = now[successor]
        met.update({key: entry for key, entry in now.items() if entry.waiting})
        changed = replace(
            self,
            entries=found,
            met=met,
            selected=frozenset(successors.get(key, key) for key in self.selected),
        )
        return _settled(changed, self, successors)

    def without(self, keys: Collection[Key]) -> Queue:
        """Return the queue as if these entries had never been open: an item that an undo removes was not decided."""
        met = {key: entry for key, entry in self.met.items() if key not in keys}
        return _settled(replace(self, met=met), self)

    def with_filter(self, filter: Filter) -> Queue:  # noqa: A002 - the word for it
        """Return the queue with another filter; it keeps its place, or goes to the next entry."""
        return _settled(replace(self, filter=filter), self)

    def with_order(self, sort: Sort, by: Grouping = "none") -> Queue:
        """Return the queue in another order, at the same place."""
        return _settled(replace(self, sort=sort, by=by), self)

    def with_ages(self, since: Ages) -> Queue:
        """Return the queue with the ages that are known by now."""
        return _settled(replace(self, since=since), self)

    def step(self, count: int) -> Queue:
        """Return the queue `count` entries further (back if negative), at most at its ends."""
        if not self.shown:
            return self
        place = min(max(self.place + count, 0), len(self.shown) - 1)
        return _same(self, at=self.shown[place].key)

    def go(self, key: Key) -> Queue:
        """Return the queue at an entry, where it is shown."""
        return _same(self, at=key) if key in self.places else self

    def toggled(self, *keys: Key) -> Queue:
        """Return the queue with entries selected, or deselected if all of them are selected."""
        wanted = frozenset(keys) & self.places.keys()
        if wanted <= self.selected:
            return _same(self, selected=self.selected - wanted)
        return _same(self, selected=self.selected | wanted)

    def with_none_selected(self) -> Queue:
        """Return the queue without a selection."""
        return _same(self, selected=frozenset())

    @lazy
    def shown(self) -> tuple[Entry, ...]:
        """The entries shown, in order."""
        return tuple([entry for group in self.groups for entry in group.entries])

    @property
    def place(self) -> int:
        """The index of the current entry in `shown`; 0 if it is empty."""
        return self.places.get(self.at, 0) if self.at is not None else 0

    @property
    def current(self) -> Entry | None:
        """The current entry."""
        return self.shown[self.place] if self.shown else None

    @property
    def chosen(self) -> tuple[Entry, ...]:
        """The entries that an action is about: the selected ones shown, in order; else the current one."""
        marked = tuple(entry for entry in self.shown if entry.key in self.selected)
        return marked or tuple(filter(None, (self.current,)))

    @lazy
    def decided(self) -> tuple[Entry, ...]:
        """The entries that have been open since the queue was opened and are no longer: as they are now, or last were."""
        now = {entry.key: entry for entry in self.entries}
        return tuple([now.get(e.key, e) for e in self._counted if e.key not in self.waiting])

    @lazy
    def progress(self) -> Progress:
        """The progress; where the filter names a state, decided entries that are shown count as decided too."""
        if not self.filter.names_state:
            return Progress(len(self.decided), len(self._counted) - len(self.decided))
        done = {entry.key for entry in (*self.decided, *self.shown) if entry.key not in self.waiting}
        return Progress(len(done), sum(entry.key in self.waiting for entry in self.shown))

    @lazy
    def places(self) -> dict[Key, int]:
        """Where in `shown` each entry is."""
        return {entry.key: place for place, entry in enumerate(self.shown)}

    @lazy
    def waiting(self) -> frozenset[Key]:
        """The open entries, shown or not."""
        return frozenset([entry.key for entry in self.entries if entry.waiting])

    @lazy
    def _counted(self) -> tuple[Entry, ...]:
        """The entries met that the filter shows, or showed while they were open."""
        terms = tuple(term for term in self.filter.terms if term.key != "state")
        wanted, since = Filter(terms), self.since
        return tuple([e for key, e in self.met.items() if wanted.matches(e, since.get(key))])


def _same(queue: Queue, **changes: Any) -> Queue:
    """Return a queue that shows the same; cached values about that are kept."""
    found = replace(queue, **changes)
    found.__dict__.update({k: v for k, v in queue.__dict__.items() if k in _OF_WHAT_IS_SHOWN})
    return found


def _settled(queue: Queue, before: Queue | None, successors: Mapping[Key, Key] = _NO_HEIRS) -> Queue:
    """Return a queue with its groups computed, and the place and the selection within them."""
    shows, since = queue.filter.matches, queue.since
    everything = queue.filter.names_state
    wanted = [e for e in queue.entries if (everything or e.waiting) and shows(e, since.get(e.key))]
    found = replace(queue, groups=arranged(wanted, queue.sort, queue.by, since))
    at = next(iter(found.places), None) if before is None else _next(before, found, successors)
    known = found.places.keys() if everything else found.waiting
    return replace(found, at=at, selected=queue.selected & known)


def _next(before: Queue, now: Queue, successors: Mapping[Key, Key]) -> Key | None:
    """Return the new current entry: the same one, else the next one left, else the one before."""
    keys = [entry.key for entry in before.shown]
    places = now.places
    for key in (*keys[before.place :], *reversed(keys[: before.place])):
        successor = successors.get(key, key)
        if successor in places:
            return successor
    return next(iter(places), None)


def _successors(old: Sequence[Entry], now: Mapping[Key, Entry]) -> dict[Key, Key]:
    """Return the new key of each reworded entry: it has the same address and another text."""
    before = {entry.key for entry in old}
    fresh = {(e.name, e.kind, e.id): key for key, e in now.items() if key not in before}
    if not fresh:
        return {}
    gone = [entry for entry in old if entry.key not in now]
    return {e.key: key for e in gone if (key := fresh.get((e.name, e.kind, e.id))) is not None}
