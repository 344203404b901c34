"""Triage and the overview: opened over the workbench, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.widgets.layout_wait import laid_out
from specui.tui.workbench.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Callable

    from specui.specs.triage import Entry, Sort
    from specui.tui.overview import Target
    from specui.tui.overview.state import OverviewState
    from specui.tui.triage.state import Destination, TriageState
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.recovery import UnsavedEdit


class TriageForms(Protocol):
    """Triage, as far as unsaved edits of an earlier run need it."""

    def call_after_refresh(self, callback: Callable[[], None]) -> object:
        """Call something when the screen has been drawn."""

    async def restore(self, left: UnsavedEdit, entry: Entry) -> bool:
        """Open a form that an earlier run left; says whether it still fits."""


class Screens(Protocol):
    """Shows the screens that cover the workbench. No controller imports them."""

    def show_triage(self, state: TriageState, leave: Callable[[Destination], None]) -> TriageForms:
        """Show triage; `leave` is called when the user leaves it."""

    def show_overview(self, state: OverviewState, chosen: Callable[[Target | None], None]) -> None:
        """Show the overview; `chosen` takes what the user opens there, None for nothing."""


class ReviewController:
    """Opens triage where it was left, and what a number of the overview counts.

    `screens` shows both; `list_blockers` opens the blockers of a spec, with the way back.
    """

    def __init__(
        self,
        bench: Bench,
        screens: Screens,
        list_blockers: Callable[[str, Callable[[], None] | None], None],
    ) -> None:
        self._bench = bench
        self._screens = screens
        self._list_blockers = list_blockers
        self._left: TriageState | None = None
        self._overview: OverviewState | None = None
        self._came_from_overview = False

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "triage": Handler(self._triage, self._bench.desk.why_not_leave),
            "overview": Handler(self.open_overview, self._why_no_overview),
        }

    # -- triage

    def _triage(self) -> None:
        self.open_triage(start=self._bench.state.at.file or "")

    def open_triage(
        self,
        within: tuple[str, ...] = (),
        *,
        filter_text: str = "",
        start: str = "",
        sort: Sort = "tier",
    ) -> TriageForms:
        """Open triage on these files and folders, or on all; it begins at the open items of `start`.

        Without a filter or files, the filter, order and place are those that were left.
        """
        from specui.tui.triage.state import opened

        state = self._left if not within and not filter_text else None
        if state is not None:
            state.resume(start)
        else:
            state = opened(within, filter_text=filter_text, start=start, sort=sort)
        if state.resumable:
            self._left = state
        return self._screens.show_triage(state, self._leave_triage)

    async def reopen_in_triage(self, unsaved: UnsavedEdit, file: SpecFile, offset: int) -> bool:
        """Open a form of the triage screen again, that an earlier run left; says whether it is open."""
        from specui.specs.decisions import applicable
        from specui.specs.triage import entries

        form, line = unsaved.form, file.contents.spec.document.lines.line_at(offset)
        found = entries(file.name, file.contents, self._bench.ports.files.session.today)
        entry = next((e for e in found if e.line == line), None)
        if form is None or entry is None or form.title not in applicable(entry):
            return False
        screen = self.open_triage(start=file.name)
        await laid_out(screen.call_after_refresh)
        return await screen.restore(unsaved, entry)

    def _leave_triage(self, destination: Destination) -> None:
        """Go where the user wants to go from triage; "back" is the overview if triage was opened there."""
        view = self._bench.view
        if destination.to == "item":
            view.call_later(self._bench.navigator.go_to_offset, destination.name, destination.offset)
        else:
            view.call_later(self._bench.ports.program.offer_next)
            if destination.to == "overview" or self._came_from_overview:
                view.call_later(self.open_overview)
        self._came_from_overview = False

    # -- the overview

    @property
    def overview_state(self) -> OverviewState:
        """The state of the overview, with what is counted; the home view counts with it."""
        from specui.tui.overview.state import OverviewState

        if self._overview is None:
            self._overview = OverviewState()
        return self._overview

    def _why_no_overview(self) -> str:
        return "" if self._bench.ports.files.workspace.names else "No specs here."

    def open_overview(self) -> None:
        """Open the overview as it was left."""
        self._screens.show_overview(self.overview_state, self._chosen)

    def _chosen(self, target: Target | None) -> None:
        if target is not None:
            self._bench.view.call_later(self._open_target, target)

    def _open_target(self, target: Target) -> None:
        bench = self._bench
        if target.verb == "spec":
            bench.navigator.go_to_offset(target.value, 0)
        elif target.verb in {"list", "triage"}:
            reason = bench.desk.why_not_leave()
            if reason:
                bench.ports.notify.hint(reason)
            elif target.verb == "list":
                self._came_from_overview = True
                self.open_triage(filter_text=target.value)
            else:
                self._triage()
        elif target.verb == "blockers":
            if target.value in bench.ports.files.workspace.names:
                self._list_blockers(target.value, self.open_overview)
        elif target.verb == "problems":
            bench.state.all_problems = True
            bench.view.refresh_view()
            bench.view.focus_pane("problems")
        elif target.verb == "commands":
            bench.view.run_command("commands")
