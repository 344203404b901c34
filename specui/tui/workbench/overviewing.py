"""The way into the overview, and from its numbers to what they count."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands.handlers import Handler
from specui.tui.workbench.blocking import Blocking
from specui.tui.workbench.triaging import Triaging

if TYPE_CHECKING:
    from specui.tui.overview import Target
    from specui.tui.overview.screen import Kept
    from specui.tui.triage.screen import TriageScreen


class Overviewing(Blocking, Triaging):
    """Opens the overview, and what was chosen in it."""

    _overview: Kept | None = None
    _triage_from_there = False

    def action_overview(self) -> None:
        if not self.specui.workspace.names:
            self.hint("There are no specs to look over")
            return
        from specui.tui.overview.figures import Counting
        from specui.tui.overview.screen import Kept, OverviewScreen

        if self._overview is None:
            self._overview = Kept(Counting())
        history = {name: Handler(partial(self.action_command, name)) for name in ("undo", "redo")}
        screen = OverviewScreen(self.specui.ports, self._overview, self.open_name or "", history)
        self.app.push_screen(screen, self._chosen_there)

    def _chosen_there(self, target: Target | None) -> None:
        if target is not None:
            self.call_later(self._open_target, target)

    def _open_target(self, target: Target) -> None:
        if target.verb == "spec":
            self.go_to_offset(target.value, 0)
        elif target.verb == "list":
            self._triage_from_there = self.draft is None  # else triage says why it does not open
            self.action_triage(target.value)
        elif target.verb == "blockers":
            if target.value in self.specui.workspace.names:
                self.list_blockers(self.specui.session.file(target.value), self.action_overview)
        elif target.verb == "problems":
            self.all_problems = True
            self.show_problems()
            self.focus_pane("problems")
        elif target.verb == "commands":
            self.call_later(self.run_action, "palette")
        elif target.verb == "triage":
            self.action_triage()

    def leave_triage_for_overview(self, screen: TriageScreen) -> None:
        """Go from triage to the overview, whoever had opened it."""
        self._triage_from_there = True
        self.leave_triage(screen)

    def leave_triage(self, screen: TriageScreen, name: str = "", offset: int = 0) -> None:
        """Come back from triage to the overview, where a number there had opened it."""
        super().leave_triage(screen, name, offset)
        if self._triage_from_there and not name:
            self.call_later(self.action_overview)
        self._triage_from_there = False
