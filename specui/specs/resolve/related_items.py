"""Finds the items of a spec that are about the same as a gap: a bullet, a question, a test, a criterion.

Similarity counts the words that matter (``keywords.py``); similar spellings count as equal.  A gap gets at most
one sure item of each kind: the best pairs are taken first, and a pair with a rival is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import Literal, NamedTuple, TypeAlias

from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.resolve.keywords import Item, item_of, rarity
from specui.specs.state import StateItem
from specui.specs.tasks import Task

PairKind = Literal["state", "question", "test", "criterion"]
Certainty = Literal["sure", "likely", "none"]
Other: TypeAlias = StateItem | Question | Task

# From which score on a pair is sure, and likely.  A criterion claims more than that a gap is gone: it must say
# nearly the same words.
_SURE: Mapping[PairKind, float] = {"state": 0.5, "question": 0.6, "test": 0.6, "criterion": 0.65}
_LIKELY = 0.38
# How far a sure pair is ahead of the next best, for the gap and for the item.
_AHEAD = 0.1
# How much the words that a sure pair shares say together, where 1 is a word that is nowhere else.
_SHARED = 1.0
# One word in common is a word and no subject, unless it is all that the item is about.
_ALL_OF_IT = 0.9
# From which likeness on two words are one in two spellings, and what that is worth.
_NEAR, _NEAR_COUNTS = 84.0, 0.9


class Pair(NamedTuple):
    """A gap and an item about the same: its score, from 0 to 1, and how sure it is."""

    gap: Gap
    kind: PairKind
    item: Other
    score: float
    certainty: Certainty

    @property
    def sure(self) -> bool:
        """Whether both are about the same for sure."""
        return self.certainty == "sure"


def pairs(contents: Contents) -> tuple[Pair, ...]:
    """Return all pairs that are sure or likely: by gap in file order, by kind, the best first.

    What is done already is in none: shipped bullets, ticked boxes, questions that were answered or dropped.
    An item is in one pair at most.
    """
    gaps = [gap for gap in contents.gaps if gap.is_open and gap.gap.strip()]
    others = list(_others(contents))
    if not gaps or not others:
        return ()
    mine = [item_of(gap.gap, gap.notes) for gap in gaps]
    theirs = [item_of(other.text) for _, other in others]
    likeness = _Likeness(rarity([*mine, *theirs]), mine, theirs)
    found = list[Pair]()
    for kind in ("state", "question", "test", "criterion"):
        places = [place for place, (own, _) in enumerate(others) if own == kind]
        scored = [(likeness.score(row, place), row, place) for row in range(len(gaps)) for place in places]
        for score, row, place in _assigned(scored):
            certainty: Certainty = "likely"
            if (
                score >= _SURE[kind]
                and _is_ahead(scored, score, row, place)
                and likeness.shared(row, place) >= _SHARED
            ):
                certainty = "sure"
            found.append(Pair(gaps[row], kind, others[place][1], score, certainty))
    found.sort(key=lambda pair: (pair.gap.line, _KINDS.index(pair.kind), -pair.score))
    return tuple(found)


def of_gap(found: Sequence[Pair], gap: Gap) -> tuple[Pair, ...]:
    """Return the pairs of one gap."""
    return tuple(pair for pair in found if pair.gap.line == gap.line)


def gap_behind(found: Sequence[Pair], item: Other) -> Pair | None:
    """Return the pair of an item: the gap that a question is about, for example."""
    return next((pair for pair in found if pair.item.line == item.line), None)


_KINDS: tuple[PairKind, ...] = ("state", "question", "test", "criterion")


def _others(contents: Contents) -> Iterator[tuple[PairKind, Other]]:
    """Yield what is still to be done, and could be by closing a gap."""
    groups = list(contents.state.items())
    for number, (_, items) in enumerate(groups):
        # The first group of the state is the one that all others lead to.
        if number > 0:
            yield from (("state", item) for item in items if not names.says_none(item.text))
    yield from (("question", question) for question in contents.questions if question.is_open)
    yield from (("test", test) for test in contents.missing_tests if not test.checked)
    yield from (("criterion", criterion) for criterion in contents.counted_criteria if not criterion.checked)


def _assigned(scored: Sequence[tuple[float, int, int]]) -> Iterator[tuple[float, int, int]]:
    """Yield pairs, best first, each item once: first to gaps that have none yet, then what is left to its best one."""
    ranked = sorted((one for one in scored if one[0] >= _LIKELY), key=lambda one: (-one[0], one[1], one[2]))
    taken, served = set[int](), set[int]()
    for again in (False, True):
        for score, row, place in ranked:
            if place not in taken and (again or row not in served):
                taken.add(place)
                served.add(row)
                yield score, row, place


def _is_ahead(scored: Sequence[tuple[float, int, int]], score: float, row: int, place: int) -> bool:
    rivals = (other for other, r, p in scored if (r == row) != (p == place))
    return all(other <= score - _AHEAD for other in rivals)


class _Likeness:
    """How alike gaps and items are, both by their number."""

    def __init__(self, rare: Mapping[str, float], gaps: Sequence[Item], others: Sequence[Item]) -> None:
        self._rare = rare
        self._gaps, self._others = gaps, others
        self._near = _near(
            sorted({term for gap in gaps for term in gap.terms if term in rare}),
            sorted({term for other in others for term in other.terms if term in rare}),
        )
        self._sizes = [_size(item, rare) for item in gaps], [_size(item, rare) for item in others]

    def score(self, gap: int, other: int) -> float:
        """Return how alike two are: all their words, and how much of each one's head the other has."""
        hits = self._hits(gap, other)
        if not hits:
            return 0.0
        mine, theirs = self._gaps[gap], self._others[other]
        rare = self._rare
        product = sum(
            mine.terms[own] * rare[own] * theirs.terms[term] * rare[term] * near
            for own, (term, near) in hits.items()
        )
        sizes = self._sizes[0][gap] * self._sizes[1][other]
        back = dict(hits.values())
        own = {term: near for term, (_, near) in hits.items()}
        covered = _share(theirs.head, back, rare)
        if len(hits) == 1 and covered < _ALL_OF_IT:
            return 0.0
        return round(0.4 * product / sizes + 0.3 * _share(mine.head, own, rare) + 0.3 * covered, 4)

    def shared(self, gap: int, other: int) -> float:
        """Return how much the words say that two share."""
        return sum(self._rare[term] for term, _ in self._hits(gap, other).values())

    def _hits(self, gap: int, other: int) -> dict[str, tuple[str, float]]:
        """Return the words of a gap that an item has too: its spelling of each, and how near that is."""
        theirs = self._others[other].terms
        found = dict[str, tuple[str, float]]()
        for term in self._gaps[gap].terms:
            for spelling, near in self._near.get(term, ()):
                if spelling in theirs:
                    found[term] = spelling, near
                    break
        return found


def _size(item: Item, rare: Mapping[str, float]) -> float:
    return sqrt(sum((weight * rare[term]) ** 2 for term, weight in item.terms.items() if term in rare)) or 1.0


def _share(head: frozenset[str], found: Mapping[str, float], rare: Mapping[str, float]) -> float:
    """Return how much of a head is found, 0 to 1."""
    whole = sum(rare[term] for term in head if term in rare)
    return sum(rare[term] * near for term, near in found.items() if term in head) / whole if whole else 0.0


def _near(mine: Sequence[str], theirs: Sequence[str]) -> dict[str, list[tuple[str, float]]]:
    """Return, for each word, the spellings of it among others, nearest first."""
    from rapidfuzz import fuzz, process

    found = dict[str, list[tuple[str, float]]]()
    choices = set(theirs)
    words = [term for term in theirs if len(term) >= 4]
    for term in mine:
        same = [(term, 1.0)] if term in choices else []
        if len(term) >= 4:
            close = process.extract(term, words, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=5)
            same += [(other, _NEAR_COUNTS * alike / 100) for other, alike, _ in close if other != term]
        if same:
            found[term] = same
    return found
