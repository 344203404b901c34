"""What was done, in the order that it was done: changes of texts, and files that came, went or were renamed.

A step holds all that is needed to take it back and to make it again.  The history of this program is in
memory; behind it stands the journal (`journal.py`), with what earlier programs did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from specui.markdown.edits import Transaction

if TYPE_CHECKING:
    from specui.workspace.filed import Created, Renamed, Trashed
    from specui.workspace.journal import Journal

AnyStep: TypeAlias = "Step | Together | Created | Trashed | Renamed"
HISTORY = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a text.  ``earlier`` is when another program made it, in seconds since 1970; 0 for this one."""

    name: str
    title: str
    before: str
    after: str
    forward: Transaction
    backward: Transaction
    earlier: float = 0.0

    @property
    def told(self) -> str:
        """The step in words."""
        return f"{self.title} in {self.name}"


@dataclass(frozen=True, slots=True)
class Together:
    """Changes of several texts that were made as one, a step for each file.

    ``unsure`` are the files of which it is not known whether the change stands there: the program was
    killed while it wrote them.
    """

    title: str
    steps: tuple[Step, ...]
    earlier: float = 0.0
    unsure: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The first of the files."""
        return self.steps[0].name

    @property
    def told(self) -> str:
        """The step in words."""
        return f"{self.title} in {len(self.steps)} files" if len(self.steps) > 1 else self.steps[0].told


def as_one(steps: Sequence[Step], unsure: Iterable[str] = ()) -> Step | Together:
    """Return steps under one title as one step; what is one already, and known to stand, stays a plain one."""
    doubt = frozenset(unsure).intersection(step.name for step in steps)
    if len(steps) == 1 and not doubt:
        return steps[0]
    return Together(steps[0].title, tuple(steps), steps[0].earlier, doubt)


def changes_in(steps: Iterable[AnyStep], name: str) -> list[Step]:
    """Return the changes of one file's text, in their order."""
    parts = (step.steps if type(step) is Together else (step,) for step in steps)
    return [part for some in parts for part in some if type(part) is Step and part.name == name]


class History:
    """The steps that can be taken back, the newest last, and those that were."""

    def __init__(self, root: Path, scope: Path, *, single: str = "") -> None:
        self.undoable: list[AnyStep] = []
        self.redoable: list[AnyStep] = []
        self._root, self._scope, self._single = root, scope, single
        self._journal: Journal | None = None
        self._asked = False

    def add(self, step: AnyStep) -> None:
        """Something new was done: what had been taken back cannot be made again any more."""
        self._remember(step)
        self.redoable.clear()

    def next_to_undo(self) -> AnyStep | None:
        """Return the step to take back; where this program has done nothing, the last one of an earlier one."""
        if not self.undoable and not self._asked:
            self._asked = True
            self.undoable = list(self.journal.earlier(self._root, self._single))
        return self.undoable[-1] if self.undoable else None

    def undone(self) -> None:
        """The last step was taken back."""
        step = self.undoable.pop()
        self.redoable.append(step)
        self.journal.forget(step)

    def redone(self) -> None:
        """The step last taken back was made again."""
        self._remember(self.redoable.pop())

    def drop(self) -> None:
        """Give the last step up: what it was about is not there any more."""
        self.journal.forget(self.undoable.pop())

    def part(self, step: AnyStep, rest: Sequence[AnyStep], gone: AnyStep | None = None) -> None:
        """Only ``gone`` of the step that is next went back or forth; ``rest`` stays, its last one next."""
        undoing = bool(self.undoable) and self.undoable[-1] is step
        here, there = (self.undoable, self.redoable) if undoing else (self.redoable, self.undoable)
        here[-1:] = rest
        if gone is not None:
            there.append(gone)

    @property
    def journal(self) -> Journal:
        """Where the steps outlive the program; nothing is read before it is asked for."""
        if self._journal is None:
            from specui.workspace.journal import Journal

            self._journal = Journal(self._scope)
        return self._journal

    @property
    def failure(self) -> str:
        """Why the last step is not kept for the next program, or an empty string."""
        return self._journal.failure if self._journal is not None else ""

    def _remember(self, step: AnyStep) -> None:
        self.undoable.append(step)
        for old in self.undoable[:-HISTORY]:
            self.journal.let_go(old)
        del self.undoable[:-HISTORY]
        self.journal.add(self._root, step)
