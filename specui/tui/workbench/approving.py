"""Somebody sets Approved while things stand between: asked first, with the list of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from specui.tui.workbench.writing import Writing

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.readiness import Blocker
    from specui.workspace.files.spec_file import SpecFile


class Approving(Writing):
    """Looks at what is about to be saved; the answer decides."""

    def objected(
        self, file: SpecFile, transaction: Transaction, go_on: Callable[[], Awaitable[None]]
    ) -> bool:
        found = self._in_the_way(file, transaction)
        if found is None:
            return False
        from specui.tui.dialogs.questions import approve

        async def answered(answer: str | None) -> None:
            if answer == "approve":
                await go_on()
            elif answer == "list":
                self.throw_typing()
                await self.run_action("blockers")
            else:
                self.go_on_typing()

        title = file.contents.spec.title or file.name
        known = file.contents.spec.template is not None
        question = approve(title, file.name, found, may_leave=self.draft is None, known=known)
        self.app.push_screen(question, answered)
        return True

    def _in_the_way(self, file: SpecFile, transaction: Transaction) -> tuple[Blocker, ...] | None:
        """Return what is not done where a change says that all is, which may be nothing without a template.

        None for every other change.
        """
        if all(edit.start > file.contents.spec.head.end for edit in transaction.edits):
            return None
        from specui.specs.approval import becomes_approved

        session = self.specui.session
        after = session.file_with_text(file.name, transaction.apply(file.text))
        if not becomes_approved(file.contents.spec, after.contents.spec):
            return None
        found = session.workspace.files.get(file.name, file).blockers
        return found if found or file.contents.spec.template is None else None

    def throw_typing(self) -> None:
        """Give up what is typed."""

    def go_on_typing(self) -> None:
        """Give the keyboard back to where one types."""
