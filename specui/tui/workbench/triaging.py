"""To triage and back: the queue that was left is the one that one comes back to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from specui.tui.terminal.typeahead import PATIENCE
from specui.tui.workbench.finding import Finding
from specui.tui.workbench.panes import busy

if TYPE_CHECKING:
    from specui.specs.triage import Sort
    from specui.tui.triage.screen import TriageScreen
    from specui.tui.triage.state import Destination, TriageState
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.recovery import Entry as Typing


class Triaging(Finding):
    """Opens triage over the workbench, at what waits in the open spec."""

    _left: TriageState | None = None
    triaging = False
    """Whether triage stands over the workbench."""

    def action_triage(self, wanted: str = "") -> None:
        """Open triage, on what a filter shows where one is given."""
        if self.draft is not None:
            self.hint(busy())
            return
        self.begin_triage(filter_text=wanted, start="" if wanted else self.open_name or "")

    def begin_triage(
        self,
        within: tuple[str, ...] = (),
        *,
        filter_text: str = "",
        start: str = "",
        sort: Sort = "tier",
    ) -> TriageScreen:
        """Open triage on these files and folders, or on all, with a filter; it begins at what waits in `start`.

        Without either the filter, the order and the place are those that were left.
        """
        from specui.tui.app_ports import ports_of
        from specui.tui.triage.screen import TriageScreen
        from specui.tui.triage.state import opened

        state = self._left if not within and not filter_text else None
        if state is not None:
            state.resume(start)
        else:
            state = opened(within, filter_text=filter_text, start=start, sort=sort)
        if state.resumable:
            self._left = state
        screen = TriageScreen(ports_of(self.specui), state, self.leave_triage)
        self.triaging = True
        self.app.push_screen(screen)
        return screen

    async def restore_in_triage(self, typing: Typing, file: SpecFile, offset: int) -> bool:
        from specui.specs.triage import entries
        from specui.specs.triage.ways import ways

        form, line = typing.form, file.contents.spec.document.lines.line_at(offset)
        found = entries(file.name, file.contents, self.specui.session.today)
        entry = next((e for e in found if e.line == line), None)
        if form is None or entry is None or form.title not in ways(entry):
            return False
        screen = self.begin_triage(start=file.name)
        done = asyncio.Event()
        screen.call_after_refresh(done.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), PATIENCE)
        return await screen.restore(typing, entry)

    def leave_triage(self, destination: Destination) -> None:
        """Come back from triage, to an item or to where it was opened."""
        self.triaging = False
        if destination.to == "item":
            self.call_later(self.go_to_offset, destination.name, destination.offset)
        else:
            self.call_later(self.specui.offer_next)


def in_triage(within: tuple[str, ...], wanted: str, sort: Sort) -> Callable[[Triaging], None]:
    """Return what opens triage, for `begin` of `run`."""

    def begin(bench: Triaging) -> None:
        bench.begin_triage(within, filter_text=wanted, sort=sort)

    return begin
