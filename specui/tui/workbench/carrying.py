"""What is edited in place, while others write: saved where it belongs by then, or asked about; kept in the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.edits.places import EditRefused
from specui.tui.services.typing_journal import JOURNAL_CHARACTERS
from specui.tui.workbench.standing import Standing
from specui.tui.workbench.writing import _THEIRS
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Conflict
from specui.workspace.storage.merge import differences
from specui.workspace.storage.merged_save import clashing
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.tui.editors.open_edit import Opened


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
        """Ask about the lines that others changed too, or about a file that is gone."""
        if conflict.gone:
            from specui.tui.dialogs.questions import gone

            self.app.push_screen(gone(conflict), partial(self._inline_gone, opened, transaction))
            return
        conflict = self._as_written(opened, conflict)
        self.ask_clashes(conflict, partial(self._inline_decided, opened, transaction, conflict))

    def ask_overtaken(self, opened: Opened, transaction: Transaction) -> None:
        """Ask before a form of an earlier program writes over what others have written since."""
        text = opened.base.text
        found = differences(text, transaction.apply(text), transaction.title)
        self._ask_inline(opened, transaction, clashing(opened.base.name, found))

    def _as_written(self, opened: Opened, conflict: Conflict) -> Conflict:
        """Return the conflict with what would stand there: what is typed in the item as it is by now, if it is there."""
        now, merged = self.specui.session.workspace.files.get(opened.base.name), conflict.merged
        commit = (
            opened.again(now) if now is not None and merged is not None and now.text == merged.text else None
        )
        if commit is None or now is None or merged is None:
            return conflict
        try:
            fresh = commit(self.inline.read().values)
        except EditRefused:
            return conflict
        found = replace(differences(now.text, fresh.apply(now.text), fresh.title), theirs=merged.theirs)
        return clashing(conflict.name, found)

    async def _inline_decided(
        self, opened: Opened, transaction: Transaction, conflict: Conflict, mine: frozenset[int] | None
    ) -> None:
        merged = conflict.merged
        if self._opened is not opened or merged is None:
            return
        if mine is not None:
            if merged.decided(mine):
                self._save_inline(opened, transaction, lambda _: self.save_decided(conflict, mine))
            else:
                self.close_inline()
                self.specui.say(_THEIRS)
        if self._opened is not None:
            self._focus(self.inline.text)

    async def _inline_gone(self, opened: Opened, transaction: Transaction, answer: str | None) -> None:
        if self._opened is not opened:
            return
        base = opened.base
        if answer == "mine":
            self.save_inline(
                opened, transaction, lambda t: self.specui.session.restore(base, t.apply(base.text))
            )
        elif answer == "theirs":
            self.close_inline()
            self.specui.say("The file is gone; your edit was discarded")
        if self._opened is not None:
            self._focus(self.inline.text)

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
        form = self.inline.read()
        if form.values == self._journaled[1]:
            return
        self._journaled = (sum(map(len, form.values)), form.values)
        journal = self.specui.journal

        def write() -> None:
            from specui.tui.editors.open_edit import as_text, form_typed

            journal.write(opened.draft, as_text(form), form_typed(opened, form))

        self.specui.run_worker(write, thread=True, group="journal", exit_on_error=False)
