"""All items of all files, held up to date file by file, and the best of them for a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from specui.specs.search.fuzzy_match import Query, fold, in_text
from specui.specs.search.searchable_items import KINDS, Item, Kind

MOST = 200
"""So many results are listed."""
PIECE = 4_000
"""Items looked at in one go."""

_RANK = {kind: number for number, kind in enumerate(KINDS)}


class Hit(NamedTuple):
    """An item found, with which of the letters of its text, and which of its `place`."""

    item: Item
    letters: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()


class Found(NamedTuple):
    """What a query finds: the best, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


class Index:
    """Items by file. `token` is whatever stands for a version of a file: the same one, nothing to do."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[object, tuple[Item, ...]]] = {}
        self._names: tuple[str, ...] = ()
        self._all: list[Item] | None = None
        self._last: tuple[Kind | None, Query, list[Item]] | None = None

    def __len__(self) -> int:
        return len(self.items)

    @property
    def items(self) -> Sequence[Item]:
        """All items, file by file in their order."""
        if self._all is None:
            files = (self._files[name][1] for name in self._names if name in self._files)
            self._all = [item for items in files for item in items]
        return self._all

    def stale(self, files: Iterable[tuple[str, object]]) -> list[str]:
        """Return the names of those that are not known in this version."""
        return [name for name, token in files if self._files.get(name, (None,))[0] is not token]

    def order(self, names: tuple[str, ...]) -> None:
        """Take over which files there are; those that are gone go."""
        if names != self._names:
            self._names = names
            kept = set(names)
            self._files = {name: known for name, known in self._files.items() if name in kept}
            self._forget()

    def put(self, name: str, token: object, items: tuple[Item, ...]) -> None:
        """Take over what a file holds in this version."""
        self._files[name] = (token, items)
        self._forget()

    def _forget(self) -> None:
        self._all = self._last = None

    def find(self, query: Query, kind: Kind | None = None) -> Found:
        """Return what a query finds, best first: by how well it fits, then by kind, then in their order."""
        *_, last = self.search(query, kind)
        return last

    def search(self, query: Query, kind: Kind | None = None) -> Iterator[Found]:
        """Yield what is found after every PIECE items looked at, the last one being all of it."""
        items = self._candidates(query, kind)
        if not query.words:
            yield Found(tuple(Hit(item) for item in items[:MOST]), len(items))
            return
        # One number for each that fits: how badly, its kind, where it is. Ten thousand tuples take twice as long.
        size, kinds = max(1, len(items)), len(KINDS)
        ranked: list[int] = []
        cost = query.cost
        for first in range(0, size, PIECE):
            for number, item in enumerate(items[first : first + PIECE], first):
                badness = cost(item.key, item.words, item.beside)
                if badness >= 0:
                    ranked.append((badness * kinds + _RANK[item.kind]) * size + number)
            best = nsmallest(MOST, ranked)
            if first + PIECE >= size:
                self._last = (kind, query, [items[code % size] for code in ranked])
            yield Found(tuple(_hit(query, items[code % size]) for code in best), len(ranked))

    def _candidates(self, query: Query, kind: Kind | None) -> Sequence[Item]:
        if self._last is not None and self._last[0] == kind and query.narrows(self._last[1]):
            return self._last[2]
        return self.items if kind is None else [item for item in self.items if item.kind == kind]


def _hit(query: Query, item: Item) -> Hit:
    found, beside = query.letters(item.key), query.letters_beside(item.key, fold(item.place))
    return Hit(item, in_text(item.text, found), in_text(item.place, beside))
