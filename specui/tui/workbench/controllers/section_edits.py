"""Section edits: a whole section as Markdown, opened, saved, cancelled, merged with what others wrote."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.draft import Draft, draft_of
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.conflict_dialogs import (
    DELETED,
    KEPT_THEIRS,
    ask_about_clashes,
    asks_before_approval,
    save_decided,
)
from specui.workspace.storage.errors import Conflict

if TYPE_CHECKING:
    from specui.workspace.storage.merge import Merged


class SectionEditController:
    """Opens the section editor, and saves what was typed in it."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "edit-section": Handler(self._write_here),
            "save-section": Handler(self.save),
            "cancel-section": Handler(self._cancel),
        }

    async def _write_here(self) -> None:
        await self._bench.navigator.item_when_laid_out()
        element = self._bench.view.section_view.element
        await self.write(element.line if element is not None else 0)

    async def write(self, line: int) -> None:
        """Open the section at a line of the file."""
        file, entry = self._bench.navigator.file, self._bench.navigator.entry
        if file is None or entry is None or self._bench.desk.draft is not None:
            return
        if file.read_only:
            self._bench.ports.notify.say(file.read_only, "warning")
        elif entry.missing:
            self._bench.ports.notify.hint(f"{entry.name} isn't in this file. Press {said('add')} to add it.")
        else:
            await self._bench.desk.open_section(draft_of(file, entry), line)

    # -- saving

    async def save(self) -> None:
        """Save the section, and close the editor."""
        draft = self._bench.desk.draft
        if draft is None:
            return
        transaction = self._bench.desk.section.transaction
        if not transaction:
            self._close()
            self._bench.ports.notify.say("No change.")
            return
        if draft.blind:
            from specui.workspace.history.merged_save import clashing
            from specui.workspace.storage.merge import differences

            typed = draft.text_with(self._bench.desk.section.typed)
            found = differences(draft.file.text, typed, transaction.title)
            self._ask_about_conflict(clashing(draft.file.name, found))
            return

        async def save_now() -> None:
            files = self._bench.ports.files
            files.change(lambda: files.session.apply_from(draft.file, transaction), self._ask_about_conflict)
            if not files.failed:
                self._saved(draft)

        if not asks_before_approval(self._bench, draft.file, transaction, save_now):
            await save_now()

    def _saved(self, draft: Draft, merged: Merged | None = None) -> None:
        self._close()
        others = merged.mine + merged.theirs if merged is not None else 0
        told = f"; {others} other change{'s' * (others != 1)} merged" if others else ""
        self._bench.ports.notify.say(f"Saved {draft.name} in {draft.file.name}{told}.", "ok")

    def _close(self) -> None:
        """Close the editor, with the cursor where it was in the text."""
        bench = self._bench
        draft, row = bench.desk.draft, bench.desk.section.row
        bench.desk.close()
        if draft is None:
            return
        bench.navigator.follow(bench.ports.files.workspace)
        file = bench.navigator.file
        if file is not None and file.name == draft.file.name:
            bench.view.tree_view.select(file.name)
            offset = file.contents.spec.document.lines.offset(draft.first_line + row)
            bench.view.refresh_view(offset=offset)
        bench.view.focus_pane("section")

    def _cancel(self) -> None:
        section = self._bench.desk.section
        if not section.dirty:
            self._close()
            return
        from specui.tui.dialogs.questions import leave_editor

        self._bench.view.push(leave_editor(section.original, section.typed), self._cancel_answered)

    async def _cancel_answered(self, answer: str | None) -> None:
        if answer == "keep":
            await self.save()
        elif answer == "throw":
            self._close()
            self._bench.ports.notify.say("Changes discarded.")
        else:
            self._bench.desk.take_focus()

    # -- others changed the file

    def _ask_about_conflict(self, conflict: Conflict) -> None:
        draft = self._bench.desk.draft
        if draft is None:
            return
        if conflict.gone:
            from specui.tui.dialogs.questions import gone

            self._bench.view.push(gone(conflict), partial(self._gone_answered, draft))
        else:
            ask_about_clashes(self._bench, conflict, partial(self._clashes_decided, draft, conflict))

    async def _clashes_decided(self, draft: Draft, conflict: Conflict, mine: frozenset[int] | None) -> None:
        merged, files = conflict.merged, self._bench.ports.files
        if self._bench.desk.draft is not draft or merged is None:
            return
        if mine is None:
            self._bench.desk.take_focus()
            return
        if not merged.resolve(mine):
            self._close()
            self._bench.ports.notify.say(KEPT_THEIRS)
            return
        files.change(lambda: save_decided(self._bench, conflict, mine), self._ask_about_conflict)
        if not files.failed:
            self._saved(draft, merged)

    async def _gone_answered(self, draft: Draft, answer: str | None) -> None:
        files = self._bench.ports.files
        typed = self._bench.desk.section.typed
        if answer == "mine":
            files.change(lambda: files.session.restore(draft.file, draft.text_with(typed)))
            if not files.failed:
                self._saved(draft)
        elif answer == "theirs":
            self._close()
            self._bench.ports.notify.say(DELETED)
        else:
            self._bench.desk.take_focus()
