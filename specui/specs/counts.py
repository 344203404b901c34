"""The counts of a spec, as plain numbers that can be added up and stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from specui.specs.contents import Contents
from specui.specs.items.gaps import severities
from specui.specs.readiness import readiness


class Gaps(NamedTuple):
    """Open gaps of one severity; ``rank`` 0 is the worst, words that the template does not know come last."""

    rank: int
    severity: str
    number: int


class Counts(NamedTuple):
    """``done`` of ``total`` items, without error diagnostics; open gaps, the worst first; open questions."""

    done: int = 0
    total: int = 0
    gaps: tuple[Gaps, ...] = ()
    questions: int = 0

    @property
    def all_gaps(self) -> int:
        """Open gaps of every severity."""
        return sum(gap.number for gap in self.gaps)


def count(contents: Contents) -> Counts:
    """Count what is in a spec."""
    ready = readiness(contents)
    known = {choice.word: rank for rank, choice in enumerate(severities(contents.spec.template))}
    found: dict[tuple[int, str], int] = {}
    for gap in contents.gaps:
        if gap.is_open:
            key = known.get(gap.severity, len(known)), gap.severity
            found[key] = found.get(key, 0) + 1
    return Counts(ready.done, ready.total, _sorted(found), sum(q.is_open for q in contents.questions))


def total(counts: Iterable[Counts]) -> Counts:
    """Add up what was counted in several specs."""
    done = of = questions = 0
    found: dict[tuple[int, str], int] = {}
    for one in counts:
        done, of, questions = done + one.done, of + one.total, questions + one.questions
        for rank, severity, number in one.gaps:
            found[rank, severity] = found.get((rank, severity), 0) + number
    return Counts(done, of, _sorted(found), questions)


def _sorted(found: dict[tuple[int, str], int]) -> tuple[Gaps, ...]:
    return tuple(Gaps(rank, severity, number) for (rank, severity), number in sorted(found.items()))
