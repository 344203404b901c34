"""Closing the gap under the cursor: what belongs to it is shown with boxes, and made as one change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.specs.edits.places import EditRefused
from specui.specs.items.gaps import Gap
from specui.tui.commands import said
from specui.tui.workbench.deciding import Deciding

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.workspace.files.spec_file import SpecFile


class ClosingGaps(Deciding):
    """Asks the core what belongs to a gap, and the person which of it is done."""

    async def action_resolve(self) -> None:
        """Show what closing the gap under the cursor changes."""
        under = self.under
        if not self.may_write() or under is None or not isinstance(under.stop.target, Gap):
            return
        gap, file = under.stop.target, under.file
        await self.resolve(file, gap)

    async def resolve(self, file: SpecFile, gap: Gap) -> None:
        """Show what closing a gap changes, and make of it what is ticked."""
        from specui.specs.resolve.resolution import close_gap
        from specui.tui.dialogs.resolve_dialog import ResolveDialog

        by = await self.who()
        try:
            closing = close_gap(file.contents, gap, today=self.today, by=by)
        except EditRefused as refused:
            self.hint(str(refused))
            return
        self.app.push_screen(ResolveDialog(closing, gap.gap), partial(self._resolved, file, gap.gap))

    def _resolved(self, file: SpecFile, words: str, transaction: Transaction | None) -> None:
        if transaction is None:
            return
        if self.specui.change(lambda: self.specui.session.apply_from(file, transaction)):
            self.specui.say(f"Resolved “{words}”, saved; {said('undo')} takes it back", "ok")
