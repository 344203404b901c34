"""Decisions about a whole spec or a gap: sign off, resolve."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.edits.places import EditRefused
from specui.specs.items.gaps import Gap
from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.forms import open_form
from specui.tui.workbench.intents import SignOff
from specui.tui.workbench.recovered_forms import last_sign_off

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.workspace.files.spec_file import SpecFile


class DecisionController:
    """Signs specs off, and resolves gaps."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {"sign-off": Handler(self._sign_off), "resolve": Handler(self._resolve)}

    async def _sign_off(self) -> None:
        """Open the form that signs the spec off, at its history."""
        bench = self._bench
        file = bench.navigator.file
        if not bench.may_write() or file is None:
            return
        by = await bench.ports.signer.name()
        before = await asyncio.to_thread(last_sign_off, bench.ports.files.session, file)
        history = next(
            (e for e in bench.navigator.entries if e.section is not None and e.section.part == "revisions"),
            None,
        )
        if history is not None:
            bench.navigator.go_to_entry(history)
            bench.view.settle()
            bench.view.section_view.action_last()
        item = await bench.navigator.item_when_laid_out()
        if item is None:
            bench.ports.notify.hint(f"No Revision History section. Press {said('add')} to add one.")
            return
        intent = SignOff(before, by)
        form = intent.form(item.file.contents, item.element.target, bench.ports.files.today)
        if form is not None:
            await open_form(bench, item, intent, form)

    async def _resolve(self) -> None:
        """Show what resolving the gap under the cursor changes."""
        item = await self._bench.writable_item()
        if item is not None and isinstance(item.element.target, Gap):
            await self._ask_what_to_apply(item.file, item.element.target)

    async def _ask_what_to_apply(self, file: SpecFile, gap: Gap) -> None:
        from specui.specs.resolve.resolution import close_gaps
        from specui.tui.dialogs.resolve_dialog import ResolveDialog

        by = await self._bench.ports.signer.name()
        try:
            closing = close_gaps(file.contents, [gap], today=self._bench.ports.files.today, by=by)
        except EditRefused as refused:
            self._bench.ports.notify.hint(str(refused))
            return
        self._bench.view.push(ResolveDialog(closing, gap.gap), partial(self._apply, file, gap.gap))

    def _apply(self, file: SpecFile, words: str, transaction: Transaction | None) -> None:
        files = self._bench.ports.files
        if transaction is None:
            return
        if files.change(lambda: files.session.apply_from(file, transaction)):
            self._bench.say_undoable(f"Resolved “{words}”.")
