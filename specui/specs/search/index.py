"""The items of all files, updated file by file, and the best matches of a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from specui.specs.search.fuzzy_match import Query, fold, in_text
from specui.specs.search.searchable_items import KINDS, Item, Kind

MOST = 200
"""Maximum number of results."""
PIECE = 4_000
"""Items examined in one step."""

_RANK = {kind: number for number, kind in enumerate(KINDS)}


class Hit(NamedTuple):
    """A match: the item, with the matched letters of its text and of its `place`."""

    item: Item
    letters: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()


class Found(NamedTuple):
    """The matches of a query: the best ones, and the number of all."""

    hits: tuple[Hit, ...]
    total: int


class Index:
    """Items by file. `token` identifies a version of a file: with the same token there is nothing to do."""

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
        """Return the names of files that are not indexed in this version."""
        return [name for name, token in files if self._files.get(name, (None,))[0] is not token]

    def order(self, names: tuple[str, ...]) -> None:
        """Set which files exist; the items of other files are removed."""
        if names != self._names:
            self._names = names
            kept = set(names)
            self._files = {name: known for name, known in self._files.items() if name in kept}
            self._forget()

    def put(self, name: str, token: object, items: tuple[Item, ...]) -> None:
        """Set the items of a file in this version."""
        self._files[name] = (token, items)
        self._forget()

    def _forget(self) -> None:
        self._all = self._last = None

    def find(self, query: Query, kind: Kind | None = None) -> Found:
        """Return the matches, best first: by score, then by kind, then in their order."""
        *_, last = self.search(query, kind)
        return last

    def search(self, query: Query, kind: Kind | None = None) -> Iterator[Found]:
        """Yield the matches after every PIECE items; the last result is complete."""
        items = self._candidates(query, kind)
        if not query.words:
            yield Found(tuple(Hit(item) for item in items[:MOST]), len(items))
            return
        # One number for each match: score, kind, place. Ten thousand tuples take twice as long.
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
