"""The steps that can be undone and redone, in the order in which they were done.

Those of this program are in memory; the journal (`journal.py`) adds those of earlier programs and of commands.
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
"""Steps of this program that can be undone; older ones are left to the journal."""


class History:
    """``undoable`` are the steps that can be undone, ``redoable`` those that were; the newest last in both.

    ``root`` is the folder that is open, ``scope`` the one whose journal is shared; with ``single`` only that file of
    the folder is open.
    """

    def __init__(self, root: Path, scope: Path, *, single: str = "") -> None:
        self.undoable: list[AnyStep] = []
        self.redoable: list[AnyStep] = []
        self._root, self._scope, self._single = root, scope, single
        self._journal: Journal | None = None
        self._earlier_read = False
        self._since = time.time()
        self._include_running = False

    def add(self, step: AnyStep) -> None:
        """Add a step that was just done; what was undone before can no longer be redone."""
        self._remember(step)
        self.redoable.clear()

    def next_to_undo(self, *, own: bool = False) -> AnyStep | None:
        """Return the step to undo: the last one in the folder, of this program or of a command meanwhile.

        Where there is none, it is the last one from before this program started.  Steps that were undone elsewhere
        are dropped.  With ``own`` it is the last one of this program.  Call it in an ``undo_turn``.
        """
        journal = self.journal
        if own:
            return self.undoable[-1] if self.undoable else None
        self.undoable = [left for step in self.undoable if (left := journal.remaining(step)) is not None]
        self._insert_by_time(journal.steps_before(self._root, self._single, since=self._since))
        if not self.undoable and not self._earlier_read:
            self._earlier_read = True
            self.undoable = journal.steps_before(self._root, self._single, everyone=self._include_running)
        return self.undoable[-1] if self.undoable else None

    def drop_if_undone(self, step: AnyStep) -> bool:
        """Drop a step that another program has undone; returns whether it was."""
        if self.journal.remaining(step) is not None:
            return False
        self.undoable.remove(step)
        return True

    def include_running_programs(self) -> None:
        """Undo steps of programs that still run too, as `specui undo` does."""
        self._include_running = True

    def offer_only(self, journal: Journal, step: AnyStep) -> None:
        """Make this step of the journal the only one that can be undone."""
        self._journal = journal
        self.undoable, self._earlier_read, self._since = [step], True, math.inf

    def undo_turn(self) -> AbstractContextManager[None]:
        """Keep other programs from undoing anything in the block.  Raises TimeoutError where one does so for long."""
        return self.journal.undo_turn()

    def mark_undone(self) -> None:
        """Move the last step to those that can be redone."""
        step = self.undoable.pop()
        self.redoable.append(step)
        self.journal.forget(step)

    def mark_redone(self) -> None:
        """Move the step that was undone last back to those that can be undone."""
        self._remember(self.redoable.pop())

    def drop_last(self) -> None:
        """Drop the last step, which can no longer be undone."""
        self.journal.forget(self.undoable.pop())

    def split(self, step: AnyStep, rest: Sequence[AnyStep], done: AnyStep | None = None) -> None:
        """Split the next step to undo or redo: ``done`` was undone or redone, ``rest`` stays, its last one next."""
        undoing = bool(self.undoable) and self.undoable[-1] is step
        source, target = (self.undoable, self.redoable) if undoing else (self.redoable, self.undoable)
        source[-1:] = rest
        if done is not None:
            target.append(done)

    def _insert_by_time(self, steps: Sequence[AnyStep]) -> None:
        """Insert steps of other programs between the own ones, in the order of time."""
        for step in steps:
            at = len(self.undoable)
            while at and self.journal.time_of(self.undoable[at - 1]) > step.earlier:
                at -= 1
            self.undoable.insert(at, step)

    @property
    def journal(self) -> Journal:
        """The journal that outlives the program; opened on first use."""
        if self._journal is None:
            from specui.workspace.history.journal import Journal

            self._journal = Journal(self._scope)
        return self._journal

    @property
    def failure(self) -> str:
        """Why the last step is not in the journal, or an empty string."""
        return self._journal.failure if self._journal is not None else ""

    def _remember(self, step: AnyStep) -> None:
        self.undoable.append(step)
        for old in self.undoable[:-HISTORY]:
            self.journal.release(old)
        del self.undoable[:-HISTORY]
        self.journal.add(self._root, step)
