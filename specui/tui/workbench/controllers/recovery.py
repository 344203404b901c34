"""Unsaved edits of an earlier run: offered, restored, discarded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from specui.tui.commands import said
from specui.tui.models.outline import entry_at
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.recovered_forms import reopen_form
from specui.workspace.state.recovery import TRIAGE

if TYPE_CHECKING:
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.recovery import FormTyped, UnsavedEdit

ReopenInTriage: TypeAlias = "Callable[[UnsavedEdit, SpecFile, int], Awaitable[bool]]"


class RecoveryController:
    """Offers what an earlier run left; `reopen_in_triage` opens a form of the triage screen there."""

    def __init__(self, bench: Bench, reopen_in_triage: ReopenInTriage) -> None:
        self._bench = bench
        self._reopen_in_triage = reopen_in_triage

    def offer(self, unsaved: UnsavedEdit) -> None:
        """Ask what becomes of an unsaved edit."""
        from specui.tui.dialogs import questions
        from specui.tui.models.recovered_edit import place_of, recovered

        name = self._bench.ports.files.name_of(unsaved.path)
        file = self._file(name)
        if unsaved.form is not None:
            there = file is not None and place_of(unsaved, file) is not None
            dialog = questions.recovered_form(unsaved, name, there=there)
        else:
            found = recovered(unsaved, file, self._understand(name)) if file is not None else None
            dialog = questions.recovery(unsaved, name, file, found, there=unsaved.path.exists())
        self._bench.view.push(dialog, partial(self._answered, unsaved, name))

    def _file(self, name: str) -> SpecFile | None:
        """Return a file as it is known; None when it is gone."""
        files = self._bench.ports.files
        return files.session.file(name) if name in files.workspace.names else None

    def _understand(self, name: str) -> Callable[[str, bool], SpecFile]:
        return partial(self._bench.ports.files.session.file_with_text, name)

    async def _answered(self, unsaved: UnsavedEdit, name: str, answer: str | None) -> None:
        ports = self._bench.ports
        if answer == "discard":
            ports.journal.discard(unsaved)
            ports.notify.say("Changes discarded.")
        elif answer == "copy":
            ports.clipboard.copy(unsaved.text)
        elif answer == "restore":
            await self._restore(unsaved, name)
        ports.program.offer_next()

    async def _restore(self, unsaved: UnsavedEdit, name: str) -> None:
        from specui.tui.models.recovered_edit import recovered

        file, bench = self._file(name), self._bench
        if file is not None and file.read_only:
            bench.ports.notify.say(file.read_only, "warning")
            return
        if unsaved.form is not None:
            if file is not None:
                await self._restore_form(unsaved, unsaved.form, file)
            return
        if file is None:
            self._save_again(unsaved, name)
            return
        found = recovered(unsaved, file, self._understand(name))
        if found is None:
            return
        bench.navigator.open_file(name, unsaved.section_key)
        bench.view.tree_view.select(name)
        if await bench.desk.open_section(found.draft, 0, found.text):
            bench.desk.section.file_changed(file)
            await self._take_over(unsaved)
            bench.ports.notify.say(f"Restored unsaved changes. Press {said('save-section')} to save them.")

    def _save_again(self, unsaved: UnsavedEdit, name: str) -> None:
        """Save a deleted file again, with the unsaved edit in it."""
        from specui.tui.models.recovered_edit import draft_on

        if unsaved.base is None:
            return
        ports = self._bench.ports
        draft = draft_on(unsaved.base, self._understand(name), unsaved.section_key)
        text = draft.text_with(unsaved.text)
        ports.files.change(lambda: ports.files.session.restore(draft.file, text))
        if not ports.files.failed:
            ports.journal.discard(unsaved)
            ports.notify.say(f"Saved {name} again.", "ok")

    async def _take_over(self, unsaved: UnsavedEdit) -> None:
        """Keep the restored edit in the journal as this run's own."""
        journal, kept = self._bench.ports.journal, self._bench.desk.unsaved()
        if kept is not None:
            await asyncio.to_thread(journal.take_over, unsaved, kept)
        else:
            journal.discard(unsaved)

    # -- forms

    async def _restore_form(self, unsaved: UnsavedEdit, form: FormTyped, file: SpecFile) -> None:
        from specui.tui.dialogs.questions import form_title, lost
        from specui.tui.models.recovered_edit import place_of

        offset = place_of(unsaved, file)
        if offset is not None and not file.read_only:
            if form.how == TRIAGE:
                if await self._reopen_in_triage(unsaved, file, offset):
                    return
            elif await self._reopen(form, file, offset):
                await self._take_over(unsaved)
                self._bench.ports.notify.say(f"Restored the {form.noun}. It isn't saved yet.")
                return
        reason = file.read_only or f"This {form.noun} can't be restored: its item has changed."
        dialog = lost(unsaved, form_title(form, file.name), reason)
        self._bench.view.push(dialog, partial(self._answered, unsaved, file.name))

    async def _reopen(self, form: FormTyped, file: SpecFile, offset: int) -> bool:
        """Open a form again at its item; says whether it is open."""
        bench = self._bench
        bench.view.tree_view.select(file.name)
        bench.navigator.open_file(file.name, offset=offset)
        bench.navigator.go_to_entry(entry_at(bench.navigator.entries, offset), offset)
        bench.view.focus_pane("section")
        await bench.navigator.item_when_laid_out()
        bench.view.section_view.go_to(offset)
        item = bench.navigator.item
        if item is None or item.element.line != file.contents.spec.document.lines.line_at(offset):
            return False
        return await reopen_form(bench, form, item)
