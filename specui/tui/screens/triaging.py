"""To triage and back: the queue that was left is the one that one comes back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specui.tui.screens.finding import Finding
from specui.tui.screens.panes import busy

if TYPE_CHECKING:
    from specui.tui.screens.triage.screen import TriageScreen


class Triaging(Finding):
    """Opens triage over the workbench, at what waits in the open spec."""

    _left: TriageScreen | None = None

    def action_triage(self) -> None:
        if self.draft is not None:
            self.hint(busy())
            return
        self.open_triage(start=self.open_name or "")

    def open_triage(
        self, names: frozenset[str] = frozenset(), *, filter_text: str = "", start: str = ""
    ) -> None:
        """Open triage on these files, or on all, with a filter; it begins at what waits in `start`.

        Without either the filter, the order and the place are those that were left.
        """
        from specui.tui.screens.triage.screen import TriageScreen

        left = self._left if not names and not filter_text else None
        screen = TriageScreen(
            names, filter_text=filter_text, start=start, queue=left.queue if left is not None else None
        )
        if left is not None:
            screen.filter_text, screen.decided_too = left.filter_text, left.decided_too
            screen.names, screen.since = left.names, left.since
        self.app.push_screen(screen)

    def leave_triage(self, screen: TriageScreen, name: str = "", offset: int = 0) -> None:
        """Come back from triage, to a place where one is named."""
        self._left = screen
        screen.dismiss()
        if name:
            self.call_later(self.go_to_offset, name, offset)
