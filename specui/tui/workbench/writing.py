"""A section written as its own Markdown: opened, kept, left, joined with what others wrote meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from specui.tui.commands import said
from specui.tui.workbench.navigation import Navigation
from specui.workspace.session import Conflict

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.tui.models.draft import Draft
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.recovery import Entry as Typing, FormTyped
    from specui.workspace.storage.merge import Merged

Decided: TypeAlias = "Callable[[frozenset[int] | None], Awaitable[None]]"
"""Told which clashes are saved as mine; None where nothing was decided."""
_THEIRS = "Kept what is on disk; your edit was discarded"


class Writing(Navigation):
    """Holds the typing; the session holds the file."""

    def typing(self) -> tuple[Draft, str] | None:
        """Return what is typed and not kept, as a section of a file; None where nothing would be lost."""
        return (self.draft, self.editor.typed) if self.draft is not None and self.editor.dirty else None

    def unsaved(self) -> tuple[Draft, str, FormTyped | None] | None:
        """Return what the journal keeps of what is typed; None where nothing would be lost."""
        found = self.typing()
        return None if found is None else (*found, None)

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
        from specui.tui.models.draft import draft_of

        await self._open(draft_of(file, entry), line, text)

    async def _open(self, draft: Draft, line: int, text: str | None = None) -> bool:
        """Open the editor on a draft, with `text` where typing goes on; says whether it is open."""
        from specui.tui.widgets.text_editor import fits

        if not fits(draft.source if text is None else f"{draft.source}\n{text}"):
            self.hint(
                f"This section, or a line of it, is too long to edit here; {said('external-editor')} opens your own editor"
            )
            return False
        await self.make_editor()
        await self.editor.open(draft, line, text)
        self.pane = "section"
        self._show_panes()
        self.show_all()
        self.editor.take_focus()
        await self.editor.laid_out()
        return True

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

        if draft.blind:
            from specui.workspace.history.merged_save import clashing
            from specui.workspace.storage.merge import differences

            mine = draft.text_with(self.editor.typed)
            found = differences(draft.file.text, mine, transaction.title)
            self._ask_about_conflict(clashing(draft.file.name, found))
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

    async def _kept(self, draft: Draft, merged: Merged | None = None) -> None:
        await self._leave_editor()
        others = merged.mine + merged.theirs if merged is not None else 0
        told = f"; {others} other change{'s' * (others != 1)} merged" if others else ""
        self.specui.say(f"Saved {draft.name} in {draft.file.name}{told}", "ok")

    async def action_leave_editor(self) -> None:
        if not self.editor.dirty:
            await self._leave_editor()
            return
        from specui.tui.dialogs.questions import leave_editor

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

    # -- others changed the same lines

    def ask_clashes(self, conflict: Conflict, decided: Decided) -> None:
        """Ask about the lines that both changed, one place after the other.

        `decided` gets the clashes that are saved as mine; None where one goes on editing. It is told at once where
        there is nothing to ask.
        """
        merged = conflict.merged
        if merged is not None:
            self._ask_clash(conflict, merged, merged.undecided, frozenset(), decided)

    def _ask_clash(
        self,
        conflict: Conflict,
        merged: Merged,
        left: tuple[int, ...],
        mine: frozenset[int],
        decided: Decided,
    ) -> None:
        if not left:
            self.call_later(decided, mine)
            return
        from specui.tui.dialogs.questions import clash

        async def answered(answer: str | None) -> None:
            if answer not in {"mine", "theirs"}:
                await decided(None)
                return
            chosen = mine | {left[0]} if answer == "mine" else mine
            if left[1:]:
                self._ask_clash(conflict, merged, left[1:], chosen, decided)
            else:
                await decided(chosen)

        self.app.push_screen(clash(conflict.name, merged, left[0]), answered)

    def save_decided(self, conflict: Conflict, mine: frozenset[int]) -> SpecFile:
        """Save what was decided about a conflict, as the file is by now. Raises as the session does."""
        assert conflict.merged is not None
        session, merged = self.specui.session, conflict.merged
        base = session.file_with_text(conflict.name, merged.text)
        return session.apply_from(base, merged.resolve(mine))

    def _ask_about_conflict(self, conflict: Conflict) -> None:
        draft = self.draft
        if draft is None:
            return
        if conflict.gone:
            from specui.tui.dialogs.questions import gone

            self.app.push_screen(gone(conflict), partial(self._gone_answered, draft))
        else:
            self.ask_clashes(conflict, partial(self._decided, draft, conflict))

    async def _decided(self, draft: Draft, conflict: Conflict, mine: frozenset[int] | None) -> None:
        merged = conflict.merged
        if self.draft is not draft or merged is None:
            return
        if mine is None:
            self.editor.take_focus()
            return
        if not merged.resolve(mine):
            await self._leave_editor()
            self.specui.say(_THEIRS)
            return
        self.specui.change(lambda: self.save_decided(conflict, mine), on_conflict=self._ask_about_conflict)
        if not self.specui.failed:
            await self._kept(draft, merged)

    async def _gone_answered(self, draft: Draft, answer: str | None) -> None:
        typed = self.editor.typed
        if answer == "mine":
            self.specui.change(lambda: self.specui.session.restore(draft.file, draft.text_with(typed)))
            if not self.specui.failed:
                await self._kept(draft)
        elif answer == "theirs":
            await self._leave_editor()
            self.specui.say("The file is gone; your edit was discarded")
        else:
            self.editor.take_focus()

    # -- typing of an earlier program

    def offer(self, typing: Typing) -> None:
        """Offer what an earlier program left of a section: what saving it would change, or the form."""
        from specui.tui.dialogs import questions
        from specui.tui.models import recovered_typing as recovered

        name = self.specui.name_of(typing.path)
        file = self._on_disk(name)
        if typing.form is not None:
            there = file is not None and recovered.place_of(typing, file) is not None
            dialog = questions.recovered_form(typing, name, there=there)
        else:
            found = recovered.recovered(typing, file, self._understand(name)) if file is not None else None
            dialog = questions.recovery(typing, name, file, found, there=typing.path.exists())
        self.app.push_screen(dialog, partial(self._offer_answered, typing, name))

    def _on_disk(self, name: str) -> SpecFile | None:
        """Return a file as it is known, None where it is gone."""
        return self.specui.session.file(name) if name in self.specui.workspace.names else None

    def _understand(self, name: str) -> Callable[[str, bool], SpecFile]:
        return partial(self.specui.session.file_with_text, name)

    async def _offer_answered(self, typing: Typing, name: str, answer: str | None) -> None:
        if answer == "discard":
            self.specui.journal.discard(typing)
            self.specui.say("Discarded the unsaved typing")
        elif answer == "copy":
            self.specui.copy(typing.text)
        elif answer == "restore":
            await self._restore(typing, name)
        self.specui.offer_next()

    async def _restore(self, typing: Typing, name: str) -> None:
        from specui.tui.models.recovered_typing import recovered

        file = self._on_disk(name)
        if file is not None and file.read_only:
            self.specui.say(file.read_only, "warning")
            return
        if typing.form is not None:
            if file is not None:
                await self.restore_form(typing, file)
            return
        if file is None:
            self._write_again(typing, name)
            return
        found = recovered(typing, file, self._understand(name))
        if found is None:
            return
        self.open_file(name, typing.section_key)
        self.tree_view.select(name)
        if await self._open(found.draft, 0, found.text):
            self.editor.file_changed(file)
            await self.restored(typing)
            self.specui.say(f"Restored unsaved typing; {said('keep')} saves it")

    def _write_again(self, typing: Typing, name: str) -> None:
        """Write a file that is gone again, with what was typed in it."""
        from specui.tui.models.recovered_typing import draft_on

        if typing.base is None:
            return
        draft = draft_on(typing.base, self._understand(name), typing.section_key)
        session = self.specui.session
        self.specui.change(lambda: session.restore(draft.file, draft.text_with(typing.text)))
        if not self.specui.failed:
            self.specui.journal.discard(typing)
            self.specui.say(f"Saved {name} again", "ok")

    async def restored(self, typing: Typing) -> None:
        """What an earlier program left is open here: it is kept as this program's own from now on."""
        journal, kept = self.specui.journal, self.unsaved()
        if kept is not None:
            await asyncio.to_thread(journal.take_over, typing, kept)
        else:
            journal.discard(typing)

    async def restore_form(self, typing: Typing, file: SpecFile) -> None:
        """Open a form again that an earlier program left."""
        raise NotImplementedError
