"""Problems: their fixes, what their rules mean, and the sides of merge conflicts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.markdown.blocks import Conflict
from specui.specs.edits.places import EditRefused
from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.problem_list import Problem
from specui.tui.rendering.safe_text import fit
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.here import LABEL

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.edits.conflicts import Keep
    from specui.workspace.files.spec_file import SpecFile


class ProblemController:
    """Shows what a fix would change before anything is written."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "fix": Handler(self._fix, self._why_no_fix),
            "explain-rule": Handler(self._explain),
            "keep-ours": Handler(partial(self._keep_side, "ours")),
            "keep-theirs": Handler(partial(self._keep_side, "theirs")),
            "keep-both": Handler(partial(self._keep_side, "both")),
        }

    def _why_no_fix(self) -> str:
        problem = self._bench.navigator.problem_here()
        if problem is None:
            return f"No problem here. Press {said('problem-after')} to go to the next."
        if problem.diagnostic.fix is None and self._conflict_of(problem) is None:
            return (
                f"No automatic fix for {problem.diagnostic.rule}. Press {said('explain-rule')} for guidance."
            )
        return ""

    def _fix(self) -> None:
        problem = self._bench.navigator.problem_here()
        if problem is None or self._bench.desk.draft is not None:
            return
        file, conflict = self._bench.ports.files.session.file(problem.name), self._conflict_of(problem)
        if conflict is not None:
            self._ask_for_side(file, conflict)
            return
        fix = problem.diagnostic.fix
        if fix is None:
            return
        from specui.markdown.edits import Transaction
        from specui.tui.dialogs.questions import fix as ask

        transaction = Transaction.of(file.text, fix.edits, fix.title)
        dialog = ask(file, problem.diagnostic, transaction)
        self._bench.view.push(
            dialog, partial(self._fix_answered, file.name, file.version, transaction, problem.diagnostic.rule)
        )

    def _fix_answered(
        self, name: str, version: int, transaction: Transaction, rule: str, answer: str | None
    ) -> None:
        files, fixed = self._bench.ports.files, rule
        if answer == "all":
            from specui.rules.engine import apply_fixes

            file = files.session.file(name)
            transaction, version = apply_fixes(file.text, file.diagnostics), file.version
            fixed = "all problems with a safe fix"
        elif answer != "one":
            return
        if files.change(lambda: files.session.apply(name, transaction, version)):
            self._bench.say_undoable(f"Fixed {fixed} in {name.rpartition('/')[2]}.")

    def _explain(self) -> None:
        problem = self._bench.navigator.problem_here()
        if problem is None:
            self._bench.ports.notify.hint(
                f"No problem here. Press {said('problem-after')} to go to the next."
            )
            return
        from specui.tui.dialogs.questions import manual

        self._bench.view.push(manual(problem.diagnostic))

    # -- merge conflicts

    async def _keep_side(self, keep: Keep) -> None:
        """Keep a side of the conflict under the cursor, or both."""
        item = await self._bench.navigator.item_when_laid_out()
        if not self._bench.may_write():
            return
        if item is None or not isinstance(item.element.target, Conflict):
            file = self._bench.navigator.file
            found = file.contents.spec.document.conflicts if file is not None else ()
            there = f" Press {said('problem-after')} to go to the next problem." if found else ""
            self._bench.ports.notify.hint(f"No merge conflict here.{there}")
            return
        self._resolve(item.file, item.element.target, keep)

    def _ask_for_side(self, file: SpecFile, conflict: Conflict) -> None:
        from specui.tui.dialogs.questions import merge

        if file.read_only:
            self._bench.ports.notify.hint(file.read_only)
            return
        self._bench.view.push(merge(file, conflict), partial(self._side_chosen, file, conflict))

    def _side_chosen(self, file: SpecFile, conflict: Conflict, answer: str | None) -> None:
        for keep in ("ours", "theirs", "both"):
            if answer == keep:
                self._resolve(file, conflict, keep)

    def _resolve(self, file: SpecFile, conflict: Conflict, keep: Keep) -> None:
        from specui.specs.edits.conflicts import kept_name, resolve

        document = file.contents.spec.document
        try:
            transaction = resolve(document, conflict, keep)
        except EditRefused as refusal:
            self._bench.ports.notify.hint(str(refusal))
            return
        if self._bench.apply(file, transaction):
            self._bench.say_undoable(f"Kept {fit(kept_name(document, conflict, keep), LABEL)}.")

    def _conflict_of(self, problem: Problem) -> Conflict | None:
        """Return the merge conflict that a problem is about."""
        if problem.diagnostic.rule != "conflict-markers":
            return None
        file = self._bench.ports.files.workspace.files.get(problem.name)
        found = file.contents.spec.document.conflicts if file is not None else ()
        return next((c for c in found if c.start == problem.diagnostic.start), None)
