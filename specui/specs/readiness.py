"""What blocks the approval of a spec: as a count, and as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from specui.specs.contents import Contents
from specui.specs.items.criterion_state import NO_CHECKBOX
from specui.specs.items.kinds import KINDS
from specui.specs.items.unread import Unread
from specui.specs.phrases import join_words

BlockerKind = Literal[
    "criterion", "missing test", "task", "question", "critical gap", "blank section", "unread", "error"
]

BLOCKER_WORDS: dict[BlockerKind, tuple[str, str]] = {
    "error": ("error", "errors"),
    "question": (f"open {KINDS['question'].noun}", f"open {KINDS['question'].plural}"),
    "criterion": (f"open {KINDS['criterion'].noun}", f"open {KINDS['criterion'].plural}"),
    "missing test": (KINDS["test"].noun, KINDS["test"].plural),
    "task": (f"open {KINDS['task'].noun}", f"open {KINDS['task'].plural}"),
    "critical gap": (f"critical {KINDS['gap'].noun}", f"critical {KINDS['gap'].plural}"),
    "blank section": ("section to fill in", "sections to fill in"),
    "unread": ("unread line", "unread lines"),
}
"""One and many of each kind of blocker."""


class Fault(NamedTuple):
    """An error that the rules found, passed in by a caller that runs them; ``fixable`` if it has a safe fix."""

    rule: str
    message: str
    line: int
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that blocks approval, and its line.

    ``ref`` is its address with a check, or the name of the rule.  ``cost`` ranks the work that it takes, from 0: an
    error with an automatic fix, a question with suggested answers, one that needs a written answer, an error to fix by
    hand, a line that could not be read, a section to fill in, a criterion to check and tick, a test to write, a critical gap to close.
    """

    kind: BlockerKind
    text: str
    line: int
    ref: str = ""
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Readiness:
    """``done`` of ``total``: criteria that have a state, missing tests, tasks and questions.

    Each critical gap, each unread line and each error counts as one not done; of a draft, each section that is to be
    filled in counts, too.  ``nothing`` means that there was nothing to count, so that readiness is unknown.
    """

    done: int
    total: int
    nothing: bool = False

    @property
    def ready(self) -> bool:
        """Whether there was something to do, and all of it is done."""
        return self.total > 0 and self.done == self.total

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


def readiness(contents: Contents, errors: int = 0) -> Readiness:
    """Count what is done; ``errors`` is the number of error diagnostics of the spec."""
    boxes = (*contents.counted_criteria, *contents.missing_tests, *contents.work)
    done = sum(task.checked for task in boxes) + sum(not q.is_open for q in contents.questions)
    unread = len(_unread(contents))
    blanks = contents.blanks
    total = len(boxes) + len(contents.questions) + len(contents.critical_gaps) + unread + errors
    nothing = not (boxes or contents.questions or contents.gaps or blanks.sections or unread)
    return Readiness(done + blanks.filled, total + blanks.fillable, nothing=nothing)


def blockers(contents: Contents, faults: Sequence[Fault] = ()) -> tuple[Blocker, ...]:
    """Return the blockers, easiest first, then in file order; as many as readiness counts.

    ``faults`` are the errors of the spec.
    """
    found = [Blocker("error", f.message, f.line, f.rule, 0 if f.fixable else 3) for f in faults]
    found += [
        Blocker("question", q.text, q.line, q.ref, 1 if q.alternatives else 2)
        for q in contents.questions
        if q.is_open
    ]
    found += [Blocker("unread", u.text, u.line, f"L{u.line}", 3) for u in _unread(contents)]
    found += [Blocker("blank section", s.name, s.line, f"L{s.line}", 3) for s in contents.blanks.sections]
    found += [
        Blocker("criterion", t.text, t.line, t.ref, 4) for t in contents.counted_criteria if not t.checked
    ]
    found += [Blocker("task", t.text, t.line, t.ref, 4) for t in contents.work if not t.checked]
    found += [
        Blocker("missing test", t.text, t.line, t.ref, 5) for t in contents.missing_tests if not t.checked
    ]
    found += [Blocker("critical gap", g.gap, g.line, g.ref, 6) for g in contents.critical_gaps]
    return tuple(sorted(found, key=lambda blocker: (blocker.cost, blocker.kind, blocker.line)))


def counted(contents: Contents) -> str:
    """Return what was counted, in words: ``3 criteria, 1 missing test, no gaps, 2 questions``.

    Criteria that do not count are named by ``left_out``.
    """
    found = []
    for kind in reversed(tuple(KINDS.values())):
        items = contents.counted_criteria if kind.id == "criterion" else contents.items(kind)
        number = sum(not item.none for item in items)
        if not number and kind.id == "task" and not contents.spec.groups("tasks"):
            continue  # most specs have no section for tasks
        if not number and kind.id == "criterion" and contents.criteria:
            continue
        found.append(kind.count(number) if number else f"no {kind.plural}")
    return ", ".join(found)


def left_out(contents: Contents) -> str:
    """Return which criteria do not count, as a sentence: ``13 criteria without a checkbox do not count.``; "" for none."""
    number = len(contents.criteria) - len(contents.counted_criteria)
    if not number:
        return ""
    return f"{KINDS['criterion'].count(number)} {NO_CHECKBOX} {'does' if number == 1 else 'do'} not count."


def _unread(contents: Contents) -> list[Unread]:
    """Return the lines that the counts lack; those of a conflict are an error already."""
    return [line for line in contents.uncounted if line.reason != "conflict"]


def objection(found: Sequence[Blocker]) -> str:
    """Return the objection to approving a spec with blockers: how many of which kinds; "" for none."""
    if not found:
        return ""
    counted = Counter(blocker.kind for blocker in found)
    kinds = [f"{count} {BLOCKER_WORDS[kind][count != 1]}" for kind, count in counted.items()]
    said = join_words(kinds)
    verb = "blocks" if len(found) == 1 else "block"
    return f"{said[0].upper()}{said[1:]} {verb} approval."
