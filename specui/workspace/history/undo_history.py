"""The steps that can be undone and redone, in the order in which they were done.

Those of this program are in memory; behind them stands the journal (`journal.py`), with those of earlier programs
and of commands.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from specui.workspace.history.steps import AnyStep

if TYPE_CHECKING:
    from specui.workspace.history.journal import Journal

HISTORY = 500


class History:
    """The steps that can be taken back, the newest last, and those that were."""

    def __init__(self, root: Path, scope: Path, *, single: str = "") -> None:
        self.undoable: list[AnyStep] = []
        self.redoable: list[AnyStep] = []
        self._root, self._scope, self._single = root, scope, single
        self._journal: Journal | None = None
        self._asked = False
        self._since = time.time()
        self._everyone = False

    def add(self, step: AnyStep) -> None:
        """Something new was done: what had been taken back cannot be made again any more."""
        self._remember(step)
        self.redoable.clear()

    def next_to_undo(self, *, own: bool = False) -> AnyStep | None:
        """Return the step to take back, the last one that was done in the folder: here, or by a command meanwhile.

        Where neither is left, it is the last one from before this program began. What was undone
        elsewhere is given up. With ``own`` it is the last one of this program. Call it in a ``turn``.
        """
        journal = self.journal
        if own:
            return self.undoable[-1] if self.undoable else None
        self.undoable = [left for step in self.undoable if (left := journal.left_of(step)) is not None]
        self._take_up(journal.earlier(self._root, self._single, since=self._since))
        if not self.undoable and not self._asked:
            self._asked = True
            self.undoable = journal.earlier(self._root, self._single, everyone=self._everyone)
        return self.undoable[-1] if self.undoable else None

    def is_gone(self, step: AnyStep) -> bool:
        """Whether a step was undone elsewhere; it is given up then."""
        if self.journal.left_of(step) is not None:
            return False
        self.undoable.remove(step)
        return True

    def open_to_everyone(self) -> None:
        """Undo what programs have done that still run, too, as `specui undo` does."""
        self._everyone = True

    def offer(self, journal: Journal, step: AnyStep) -> None:
        """Let only this step of the journal be undone."""
        self._journal = journal
        self.undoable, self._asked, self._since = [step], True, math.inf

    def turn(self) -> AbstractContextManager[None]:
        """Let nobody else undo anything in the block. Raises TimeoutError where somebody does so for long."""
        return self.journal.turn()

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

    def _take_up(self, news: Sequence[AnyStep]) -> None:
        """Put steps of others among one's own, by when they were made."""
        for step in news:
            at = len(self.undoable)
            while at and self.journal.time_of(self.undoable[at - 1]) > step.earlier:
                at -= 1
            self.undoable.insert(at, step)

    @property
    def journal(self) -> Journal:
        """Where the steps outlive the program; nothing is read before it is asked for."""
        if self._journal is None:
            from specui.workspace.history.journal import Journal

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
