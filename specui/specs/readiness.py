"""What stands between a spec and Approved, as a count and as the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from specui.specs.contents import Contents

BlockerKind = Literal["criterion", "missing test", "question", "critical gap", "error"]


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that is not done, and the line where it stands."""

    kind: BlockerKind
    text: str
    line: int


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


def blockers(contents: Contents) -> tuple[Blocker, ...]:
    """Return what is not done, kind by kind; error diagnostics are the caller's to add."""
    found: list[Blocker] = []
    found += [Blocker("criterion", t.text, t.line) for t in contents.criteria if not t.checked]
    found += [Blocker("missing test", t.text, t.line) for t in contents.missing_tests if not t.checked]
    found += [Blocker("question", q.text, q.line) for q in contents.questions if q.is_open]
    found += [Blocker("critical gap", g.gap, g.line) for g in contents.critical_gaps]
    return tuple(found)
