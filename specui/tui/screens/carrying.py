"""What is edited in place, while others write: saved where it belongs by then, or asked about; kept in the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.edits.places import EditRefused
from specui.tui.screens.standing import Standing
from specui.workspace.files import SpecFile
from specui.workspace.session import Conflict
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.tui.editors.opened import Opened

JOURNAL_SECONDS = 2.0
JOURNAL_CHARACTERS = 100


class Carrying(Standing):
    """Hands changes to the session; holds nothing."""

    def save_inline(
        self, opened: Opened, transaction: Transaction, save: Callable[[Transaction], SpecFile]
    ) -> bool:
        """Save; says whether it is closed now: it is not where it fails, or where it is asked about first."""

        async def go_on() -> None:
            if self._opened is opened:
                self._save_inline(opened, transaction, save)
            if self._opened is opened:
                self._focus(self.inline.text)

        if self.objected(opened.base, transaction, go_on):
            return False
        return self._save_inline(opened, transaction, save)

    def _save_inline(
        self, opened: Opened, transaction: Transaction, save: Callable[[Transaction], SpecFile]
    ) -> bool:
        saved = self.specui.change(
            lambda: save(transaction), on_conflict=partial(self._ask_inline, opened, transaction)
        )
        if saved is None:
            return False
        self.close_inline()
        if opened.done is not None:
            opened.done(transaction, saved)
        elif transaction:
            self.tell(opened.said)
        return True

    # -- others write meanwhile

    def workspace_changed(self, workspace: Workspace) -> None:
        opened = self._opened
        if opened is not None and opened.base.name not in workspace.names:
            self.tree_view.show(workspace)
            self.specui.say(f"{opened.base.name} is gone from disk; what you typed is safe here", "warning")
            return
        super().workspace_changed(workspace)
        if opened is not None:
            self.place_inline()

    def _ask_inline(self, opened: Opened, transaction: Transaction, conflict: Conflict) -> None:
        from specui.tui.screens.questions import conflict as ask

        dialog = ask(conflict, transaction.apply(opened.base.text))
        self.app.push_screen(dialog, partial(self._inline_conflict, opened, transaction))

    async def _inline_conflict(self, opened: Opened, transaction: Transaction, answer: str | None) -> None:
        if self._opened is not opened:
            return
        if answer == "mine":
            self._insist_inline(opened, transaction)
        elif answer == "theirs":
            self.close_inline()
            self.specui.look_again(opened.base.path)
            self.specui.say("Took what is on disk; what was typed is thrown away")
        if self._opened is not None:
            self._focus(self.inline.text)

    def _insist_inline(self, opened: Opened, transaction: Transaction) -> None:
        """Write what is typed over what stands there now, if it still stands there."""
        session, base = self.specui.session, opened.base
        self.specui.look_again(base.path)
        now = session.workspace.files.get(base.name)
        if now is None or base.name not in session.workspace.names:
            self.save_inline(opened, transaction, lambda t: session.restore(base, t.apply(base.text)))
            return
        commit = opened.again(now)
        if commit is None:
            self.specui.say("That is not there any more; what you typed is still here", "warning")
            return
        try:
            fresh = commit(self.inline.read().values)
        except EditRefused as refusal:
            self.specui.say(str(refusal), "warning")
            return
        self.save_inline(opened, fresh, lambda t: session.apply(now.name, t, now.version))

    def on_inline_editor_changed(self) -> None:
        self._show_footer()
        self._keep_journal_if_much()

    def _keep_journal_if_much(self) -> None:
        typed = sum(map(len, self.inline.read().values)) if self._opened is not None else 0
        if abs(typed - self._journaled[0]) >= JOURNAL_CHARACTERS:
            self._keep_journal()

    def _keep_journal(self) -> None:
        """Keep what is typed where a killed program finds it again."""
        opened = self._opened
        if opened is None or not self.inline_changed:
            return
        filling = self.inline.read()
        if filling.values == self._journaled[1]:
            return
        self._journaled = (sum(map(len, filling.values)), filling.values)
        journal = self.specui.journal

        def write() -> None:
            from specui.tui.editors.opened import as_typed

            journal.write(opened.draft, as_typed(opened, filling))

        self.specui.run_worker(write, thread=True, group="journal", exit_on_error=False)
