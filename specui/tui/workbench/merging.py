"""Merge conflicts in a spec: one side is kept, or both, with one key at the conflict or in an answer to its problem."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from specui.markdown.blocks import Conflict
from specui.markdown.conflicts import read_labels
from specui.specs.edits.places import EditRefused
from specui.tui.commands import said
from specui.tui.commands.here import Here
from specui.tui.models.problem_list import Problem
from specui.tui.rendering.safe_text import fit
from specui.tui.workbench.items import Items
from specui.tui.workbench.mending import Mending

if TYPE_CHECKING:
    from specui.specs.edits.conflicts import Keep
    from specui.workspace.files.spec_file import SpecFile

LABEL = 24
"""Cells of a side's name in the footer and in messages."""


class Merging(Mending, Items):
    """Shows both sides and keeps what is chosen, as one step of the history."""

    @property
    def here(self) -> Here:
        found = super().here
        under = self.under if self.pane == "section" else None
        if under is not None and isinstance(under.stop.target, Conflict):
            ours, theirs = read_labels(under.contents.spec.document, under.stop.target)
            found = replace(found, sides=(fit(ours, LABEL), fit(theirs, LABEL)))
        problem = self.problem_here()
        if not found.fixable and problem is not None and self._conflict_of(problem) is not None:
            found = replace(found, fixable=True)
        return found

    async def action_keep_side(self, keep: Keep) -> None:
        """Keep a side of the conflict under the cursor, or both."""
        await self.drawn()
        under = self.under
        if not self.may_write():
            return
        if under is None or not isinstance(under.stop.target, Conflict):
            found = self.file.contents.spec.document.conflicts if self.file is not None else ()
            there = f"; {said('problem-after')} goes to the next problem" if found else ""
            self.hint(f"There is no merge conflict at the cursor{there}")
            return
        self._resolve(under.file, under.stop.target, keep)

    def action_fix(self) -> None:
        problem = self.problem_here()
        conflict = self._conflict_of(problem) if problem is not None else None
        if problem is None or conflict is None or self.draft is not None:
            super().action_fix()
            return
        from specui.tui.dialogs.questions import merge

        file = self.specui.session.file(problem.name)
        if file.read_only:
            self.hint(file.read_only)
            return
        self.app.push_screen(merge(file, conflict), partial(self._side_chosen, file, conflict))

    def _side_chosen(self, file: SpecFile, conflict: Conflict, answer: str | None) -> None:
        for keep in ("ours", "theirs", "both"):
            if answer == keep:
                self._resolve(file, conflict, keep)

    def _resolve(self, file: SpecFile, conflict: Conflict, keep: Keep) -> None:
        from specui.specs.edits.conflicts import kept_name, resolve

        document, session = file.contents.spec.document, self.specui.session
        try:
            transaction = resolve(document, conflict, keep)
        except EditRefused as refusal:
            self.hint(str(refusal))
            return
        if self.specui.change(lambda: session.apply(file.name, transaction, file.version)):
            what = fit(kept_name(document, conflict, keep), LABEL)
            self.specui.say(f"Kept {what}; press {said('undo')} to undo.", "ok")

    def _conflict_of(self, problem: Problem) -> Conflict | None:
        """Return the conflict that a problem is about."""
        if problem.diagnostic.rule != "conflict-markers":
            return None
        file = self.specui.workspace.files.get(problem.name)
        found = file.contents.spec.document.conflicts if file is not None else ()
        return next((c for c in found if c.start == problem.diagnostic.start), None)
