"""Problems: their fixes and what they mean; changes taken back and made again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.rendering.safe_text import width
from specui.tui.workbench.filing import Filing
from specui.tui.workbench.standing import AROUND

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.workspace.history.steps import AnyStep


class Mending(Filing):
    """Shows what a fix would change before anything is written."""

    def action_fix(self) -> None:
        problem = self.problem_here()
        if self.draft is not None:
            return
        if problem is None:
            self.hint(f"There is no problem at the cursor; {said('problem-after')} goes to the next one")
            return
        fix = problem.diagnostic.fix
        file = self.specui.session.file(problem.name)
        if fix is None:
            self.hint(f"There is no fix for {problem.diagnostic.rule}; {said('manual')} tells what to do")
            return
        from specui.markdown.edits import Transaction
        from specui.tui.dialogs.questions import fix as ask

        transaction = Transaction.of(file.text, fix.edits, fix.title)
        dialog = ask(file, problem.diagnostic, transaction)
        self.app.push_screen(dialog, partial(self._fix_answered, file.name, file.version, transaction))

    def _fix_answered(self, name: str, version: int, transaction: Transaction, answer: str | None) -> None:
        if answer == "all":
            from specui.rules.engine import apply_fixes

            file = self.specui.session.file(name)
            transaction, version = apply_fixes(file.text, file.diagnostics), file.version
        elif answer != "one":
            return
        if self.specui.change(lambda: self.specui.session.apply(name, transaction, version)):
            self.specui.say(f"{transaction.title} in {name}, saved; {said('undo')} takes it back", "ok")

    def action_manual(self) -> None:
        problem = self.problem_here() or self.panel.problem
        if problem is None:
            self.hint(f"There is no problem at the cursor; {said('problem-after')} goes to the next one")
            return
        from specui.tui.dialogs.questions import manual

        self.app.push_screen(manual(problem.diagnostic))

    # -- history

    def action_undo(self) -> None:
        self._history("Undone")

    def action_redo(self) -> None:
        self._history("Made again")

    def _history(self, word: str) -> None:
        session = self.specui.session
        step = self.specui.change(session.undo if word == "Undone" else session.redo)
        if step is not None:
            undone = word == "Undone"
            self.stand_where_changed(step, undone=undone)
            self._go_to_change(step, undone=undone)
            back = f" · {said('redo')} makes it again" if undone else f" · {said('undo')} takes it back"
            told = f"{word}: {self._in_short(step)}{_when(step.earlier)}"
            roomy = width(told + back) + AROUND <= self.size.width
            self.specui.say(told + back if roomy else told, "ok")

    def _in_short(self, step: AnyStep) -> str:
        """Return a step in words, without the file that is open, or the folders of another."""
        from specui.workspace.history.steps import Step

        if type(step) is not Step:
            return step.description
        return (
            step.title if step.name == self.open_name else f"{step.title} in {step.name.rpartition('/')[2]}"
        )

    def _go_to_change(self, step: AnyStep, *, undone: bool) -> None:
        """Show the place in a text where a step went back or forth."""
        from specui.tui.models.outline import entry_at
        from specui.tui.workbench.adding import new_place
        from specui.workspace.history.steps import Step

        part = step if type(step) is Step else None
        if part is None or not self.at_rest or part.name not in self.specui.workspace.names:
            return
        if part.name != self.open_name:
            self.stand_on(part.name)
        file = self.file
        if file is not None and file.text == (part.before if undone else part.after):
            offset = new_place(part.backward if undone else part.forward, file.text)
            self.go_to_entry(entry_at(self.entries, offset), offset)


def _when(seconds: float) -> str:
    """Return when an earlier start did what was taken back now."""
    if not seconds:
        return ""
    from datetime import datetime

    return f", done {datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
