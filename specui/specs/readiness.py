"""What stands between a spec and Approved, as a count and as the list behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from specui.specs.contents import Contents

BlockerKind = Literal["criterion", "missing test", "question", "critical gap", "error"]

_MANY = {
    "error": "errors",
    "question": "open questions",
    "criterion": "open criteria",
    "missing test": "missing tests",
    "critical gap": "critical gaps",
}
_ONE = {**{kind: kind for kind in _MANY}, "question": "open question", "criterion": "open criterion"}


class Fault(NamedTuple):
    """An error of the rules, as a caller that knows them hands it in; ``fixable`` where a safe fix is at hand."""

    rule: str
    message: str
    line: int
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that is not done, and the line where it stands.

    ``ref`` is its address with a check, or the rule's name.  ``cost`` says how much it takes, from 0:
    an error that a key mends, a question that offers its answers, one that takes a sentence, an error to
    be mended by hand, a criterion to look at and tick, a test to write, a critical gap to close.
    """

    kind: BlockerKind
    text: str
    line: int
    ref: str = ""
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Readiness:
    """``done`` of ``total``: criteria, missing tests and questions; each critical gap and error is one not done."""

    done: int
    total: int

    @property
    def ready(self) -> bool:
        """Whether nothing is left to do, and there was something to do."""
        return self.total > 0 and self.done == self.total

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


def readiness(contents: Contents, errors: int = 0) -> Readiness:
    """Count what is done; ``errors`` is the number of error diagnostics of the spec."""
    boxes = (*contents.criteria, *contents.missing_tests)
    done = sum(task.checked for task in boxes) + sum(not q.is_open for q in contents.questions)
    total = len(boxes) + len(contents.questions) + len(contents.critical_gaps) + errors
    return Readiness(done, total)


def blockers(contents: Contents, faults: Sequence[Fault] = ()) -> tuple[Blocker, ...]:
    """Return what is not done, cheapest first, then as it stands in the file; as many as readiness counts.

    ``faults`` are the errors of the spec.
    """
    found = [Blocker("error", f.message, f.line, f.rule, 0 if f.fixable else 3) for f in faults]
    found += [
        Blocker("question", q.text, q.line, q.ref, 1 if q.alternatives else 2)
        for q in contents.questions
        if q.is_open
    ]
    found += [Blocker("criterion", t.text, t.line, t.ref, 4) for t in contents.criteria if not t.checked]
    found += [
        Blocker("missing test", t.text, t.line, t.ref, 5) for t in contents.missing_tests if not t.checked
    ]
    found += [Blocker("critical gap", g.gap, g.line, g.ref, 6) for g in contents.critical_gaps]
    return tuple(sorted(found, key=lambda blocker: (blocker.cost, blocker.line)))


def objection(found: Sequence[Blocker]) -> str:
    """Return what to say to somebody who sets Approved all the same: how many things of which kinds; "" for none."""
    if not found:
        return ""
    counted = Counter(blocker.kind for blocker in found)
    kinds = [f"{count} {_ONE[kind] if count == 1 else _MANY[kind]}" for kind, count in counted.items()]
    said = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    stand = "stands" if len(found) == 1 else "stand"
    return f"{said[0].upper()}{said[1:]} {stand} between this spec and Approved."
