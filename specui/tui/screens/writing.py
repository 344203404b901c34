"""A section written as its own Markdown: opened, kept, left, joined with what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.screens.navigation import Navigation
from specui.workspace.session import Conflict

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.tui.editing import Draft
    from specui.workspace.files import SpecFile
    from specui.workspace.recovery import Entry as Typing


class Writing(Navigation):
    """Holds the typing; the session holds the file."""

    def typing(self) -> tuple[Draft, str] | None:
        """Return what is typed and not kept, as a section of a file; None where nothing would be lost."""
        return (self.draft, self.editor.typed) if self.draft is not None and self.editor.dirty else None

    async def _write(self, line: int, text: str | None = None) -> None:
        file, entry = self.file, self.entry
        if file is None or entry is None or self.draft is not None:
            return
        if file.read_only:
            self.specui.say(file.read_only, "warning")
            return
        if entry.missing:
            self.hint(f"{entry.name} is not in this file; {said('add')} adds it")
            return
        from specui.tui.editing import draft_of
        from specui.tui.widgets.text_editor import fits

        draft = draft_of(file, entry)
        if not fits(draft.source):
            self.hint(
                f"This section, or a line of it, is too long to edit here; {said('external-editor')} opens your own editor"
            )
            return
        await self.make_editor()
        await self.editor.open(draft, line, text)
        self.pane = "section"
        self._show_panes()
        self.show_all()
        self.editor.take_focus()
        await self.editor.laid_out()

    def on_editor_pane_checked(self) -> None:
        self.show_problems(self.editor.as_typed)

    async def action_keep(self) -> None:
        draft = self.draft
        if draft is None:
            return
        transaction = self.editor.transaction
        if not transaction:
            await self._leave_editor()
            self.specui.say("Nothing was changed")
            return

        async def keep() -> None:
            self.specui.change(
                lambda: self.specui.session.apply_from(draft.file, transaction),
                on_conflict=self._ask_about_conflict,
            )
            if not self.specui.failed:
                await self._kept(draft)

        if not self.objected(draft.file, transaction, keep):
            await keep()

    def objected(
        self, file: SpecFile, transaction: Transaction, go_on: Callable[[], Awaitable[None]]
    ) -> bool:
        """Ask first where a change needs a second thought; `go_on` makes it all the same. Says whether it is asked."""
        raise NotImplementedError

    async def _kept(self, draft: Draft) -> None:
        await self._leave_editor()
        self.specui.say(f"Saved {draft.name} in {draft.file.name}", "ok")

    async def action_leave_editor(self) -> None:
        if not self.editor.dirty:
            await self._leave_editor()
            return
        from specui.tui.screens.questions import leave_editor

        self.app.push_screen(leave_editor(self.editor.original, self.editor.typed), self._left_editor)

    async def _left_editor(self, answer: str | None) -> None:
        if answer == "keep":
            await self.action_keep()
        elif answer == "throw":
            await self._leave_editor()
            self.specui.say("What was typed is thrown away")
        else:
            self.editor.take_focus()

    async def _leave_editor(self) -> None:
        draft = self.draft
        row = self.editor.row
        self.editor.close()
        if draft is None:
            return
        self.workspace_changed(self.specui.workspace)
        file = self.file
        if file is not None and file.name == draft.file.name:
            self.tree_view.select(file.name)
            self.show_all(offset=file.contents.spec.document.lines.offset(draft.first_line + row))
        self.focus_pane("section")

    def _ask_about_conflict(self, conflict: Conflict) -> None:
        draft = self.draft
        if draft is None:
            return
        from specui.tui.screens.questions import conflict as ask

        dialog = ask(conflict, draft.text_with(self.editor.typed))
        self.app.push_screen(dialog, partial(self._conflict_answered, draft))

    async def _conflict_answered(self, draft: Draft, answer: str | None) -> None:
        typed = self.editor.typed
        if answer == "mine":
            self.specui.look_again(draft.file.path)
            self.specui.change(lambda: self._insist(draft, typed))
            if not self.specui.failed:
                await self._kept(draft)
        elif answer == "theirs":
            await self._leave_editor()
            self.specui.look_again(draft.file.path)
            self.specui.say("Took what is on disk; what was typed is thrown away")
        else:
            self.editor.take_focus()

    def _insist(self, draft: Draft, typed: str) -> SpecFile:
        from specui.tui.editing import insist

        session = self.specui.session
        now = session.workspace.files.get(draft.file.name)
        if now is None:
            return session.restore(draft.file, draft.text_with(typed))
        return session.apply(now.name, insist(draft, typed, now), now.version)

    # -- typing of an earlier program

    def offer(self, typing: Typing) -> None:
        """Offer what an earlier program left of a section, as a diff against what is on disk."""
        from specui.tui.screens.questions import recovery

        name = self.specui.name_of(typing.path)
        file = self.specui.session.file(name) if name in self.specui.workspace.names else None
        self.app.push_screen(recovery(typing, name, file), partial(self._offer_answered, typing, name))

    async def _offer_answered(self, typing: Typing, name: str, answer: str | None) -> None:
        if answer == "discard":
            self.specui.journal.discard(typing)
            self.specui.say("Discarded the unsaved typing")
        elif answer == "restore" and name in self.specui.workspace.names:
            self.open_file(name, typing.section_key)
            self.tree_view.select(name)
            await self._write(0, typing.text)
            self.specui.journal.discard(typing)
        self.specui.offer_next()
