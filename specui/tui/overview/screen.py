"""The overview: the progress of all specs. Each number opens the list that it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen

from specui.tui.bindings import bindings
from specui.tui.commands import Here, said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.help import help_dialog
from specui.tui.models.figures import Overview, Sort, by_feature
from specui.tui.overview import Shown, Target, draw_specs, draw_totals, nearest, place_of
from specui.tui.overview.charts import Course, course_of
from specui.tui.overview.history_reader import READING, HistoryReader
from specui.tui.overview.overview_view import OverviewView
from specui.tui.overview.spec_counter import SpecCounter
from specui.tui.overview.spec_rows import sort_after
from specui.tui.overview.state import OverviewState
from specui.tui.overview.title import OverviewTitle
from specui.tui.overview.total_rows import OWNERS
from specui.tui.ports import Ports
from specui.tui.rendering.ascii_fallback import eighths
from specui.tui.widgets.bars import KeyFooter, MessageLine
from specui.tui.widgets.command_screen import CommandScreen
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.workspace.git.readiness_history import ReadinessHistory

WIDE = 104
"""From this many columns on, the bars are beside the specs."""
LOW = 20
"""With fewer rows than this, there are no margins."""


class OverviewScreen(CommandScreen, ModalScreen[Target | None], inherit_bindings=False):
    """Shows all specs and their totals; returns what the user opens, or None.

    `state` is the same for all overviews of one run. `history` are the handlers of undo and redo.
    """

    CSS_PATH = "overview.tcss"
    AUTO_FOCUS = "#overview-specs"
    BINDINGS = bindings("overview")

    def __init__(self, ports: Ports, state: OverviewState, open_name: str, history: Handlers) -> None:
        super().__init__()
        self._ports = ports
        self._state = state
        self._shared = history
        self._wanted: Target | None = state.target or Target("spec", open_name)
        """Where the cursor goes once everything is counted; then None."""
        self._overview = Overview()
        self._uncounted = 0
        self._past: ReadinessHistory | str = READING
        self._counter = SpecCounter(
            ports.files, state.counting, self._in_thread, self._in_loop, self._take_counts
        )
        self._reader = HistoryReader(ports.files, self._in_loop, self._take_past)

    def handlers(self) -> Handlers:
        return {
            **self._shared,
            "up": Handler(lambda: self._view.move(-1)),
            "down": Handler(lambda: self._view.move(1)),
            "page-up": Handler(lambda: self._view.page(-1)),
            "page-down": Handler(lambda: self._view.page(1)),
            "half-page-up": Handler(lambda: self._view.page(-1, half=True)),
            "half-page-down": Handler(lambda: self._view.page(1, half=True)),
            "first": Handler(lambda: self._view.end(-1)),
            "last": Handler(lambda: self._view.end(1)),
            "overview": Handler(self._close),
            "overview-back": Handler(self._close),
            "overview-open": Handler(self._open),
            "overview-left": Handler(partial(self._step, -1)),
            "overview-right": Handler(partial(self._step, 1)),
            "overview-part": Handler(partial(self._go_to_part, 1)),
            "overview-part-before": Handler(partial(self._go_to_part, -1)),
            "overview-sort": Handler(lambda: self._sort(sort_after(self._state.sort))),
            "overview-history": Handler(self._toggle_past, self._without_past),
            "triage": Handler(lambda: self._leave_for(Target("triage"))),
            "commands": Handler(lambda: self._leave_for(Target("commands"))),
            "help": Handler(lambda: self.app.push_screen(help_dialog("overview"))),
        }

    def hint(self, text: str) -> None:
        self._ports.notify.hint(text)

    def compose(self) -> ComposeResult:
        yield OverviewTitle()
        with Horizontal(id="overview-body"):
            yield OverviewView(id="overview-specs")
            yield OverviewView(id="overview-totals")
        yield MessageLine(id="overview-message")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._resized()
        self._ports.files.subscribe(self, self._workspace_changed)
        self.call_after_refresh(lambda: self._workspace_changed(self._ports.files.workspace))

    # -- counts and history

    def _in_thread(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, exclusive=True, group="count")

    def _in_loop(self, function: Callable[..., object], *arguments: object) -> None:
        self.app.call_from_thread(function, *arguments)

    def _workspace_changed(self, workspace: Workspace) -> None:
        if self.is_attached:
            self._counter.count(workspace)
            if not workspace.loading:
                self._reader.start()

    @property
    def _is_open(self) -> bool:
        """Whether the overview is neither closed nor being closed: threads may still count and read then."""
        return self.is_attached and self.display

    def _take_counts(self, overview: Overview, uncounted: int) -> None:
        if self._is_open:
            self._overview, self._uncounted = overview, uncounted
            self._draw()

    def _take_past(self, past: ReadinessHistory | str) -> None:
        self._past = past
        if self._is_open:
            self._draw()

    @property
    def _course(self) -> Course | str:
        """The history of all specs, or of the chosen one; or why there is none."""
        past, name = self._past, self._state.past_of
        if isinstance(past, str):
            return past
        spec = next((spec for spec in by_feature(self._overview.specs) if spec.name == name), None)
        shown = [spec] if spec else self._overview.specs
        now = sum(one.done for one in shown), sum(one.total for one in shown)
        gaps = sum(one.gap_count for one in shown)
        return course_of(past, now, gaps, spec)

    # -- the picture

    def on_resize(self) -> None:
        self._resized()
        self.call_after_refresh(self._draw)

    def _resized(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")
        self.set_class(self.size.height < LOW, "-low")

    @property
    def _wide(self) -> bool:
        return self.has_class("-wide")

    @property
    def _specs(self) -> OverviewView:
        return self.query_one("#overview-specs", OverviewView)

    @property
    def _totals(self) -> OverviewView:
        return self.query_one("#overview-totals", OverviewView)

    @property
    def _views(self) -> Sequence[OverviewView]:
        return (self._specs, self._totals) if self._wide else (self._specs,)

    @property
    def _view(self) -> OverviewView:
        """The view with the cursor."""
        return self._totals if self._wide and self._totals.has_focus else self._specs

    def _draw(self) -> None:
        if not self.query(OverviewView):  # closed, while a thread was still counting
            return
        overview, first = self._overview, self._specs
        wanted = self._wanted if overview.specs else None
        specs = draw_specs(overview, first.columns, self._state.sort)
        side = self._totals if self._wide else first
        totals = draw_totals(
            overview,
            side.columns,
            self._course,
            eighths=eighths(),
            owners=self._state.owners,
            way=f"{said('overview-history', 'overview')}: one",
        )
        if self._wide:
            first.show(specs, wanted)
            side.show(totals, wanted)
            if wanted is not None and place_of(totals, wanted):
                side.focus(scroll_visible=False)
        else:
            first.show([*specs, Shown(), *totals], wanted)
            if self._totals.has_focus:
                first.focus(scroll_visible=False)
        if overview.specs and not self._uncounted:
            self._wanted = None
        self.query_one(OverviewTitle).show(overview, self._state.sort, self._uncounted)
        self.query_one(KeyFooter).show("overview", self._here())

    def _here(self) -> Here:
        session = self._ports.files.session
        return Here(
            past=not self._without_past(),
            undoable=bool(session.undoable),
            redoable=bool(session.redoable),
        )

    # -- moving

    def _step(self, by: int) -> None:
        """Go to the next number of the row, and past its end into the view beside it."""
        view = self._view
        if view.step(by) or not self._wide or view.link is None or view.place is None:
            return
        if (other := self._totals if by > 0 else self._specs) is view:
            return
        row = view.place[0] - view.scroll_offset.y + other.scroll_offset.y
        other.focus(scroll_visible=False)
        other.go_to(nearest(other.picture, row, 0 if by > 0 else other.columns))

    def _go_to_part(self, by: int) -> None:
        """Go to the next or the previous part; the first one comes after the last."""
        parts = [(view, *part) for view in self._views for part in view.parts]
        if not parts:
            return
        view, row = self._view, self._view.place[0] if self._view.place else 0
        here = next(
            (n for n, (one, first, last) in enumerate(parts) if one is view and first <= row < last), 0
        )
        view, first, last = parts[(here + by) % len(parts)]
        view.focus(scroll_visible=False)
        view.go_to_part(first, last)

    # -- commands

    def _open(self) -> None:
        """Open what is under the cursor: an order or all owners here, anything else by closing the overview."""
        link = self._view.link
        if link is None:
            return
        if link.target.verb == "sort":
            self._sort(cast("Sort", link.target.value))
        elif link.target.verb == "owners":
            self._state.owners = 0 if self._state.owners else OWNERS
            self._draw()
        else:
            self._leave_for(link.target)

    def on_overview_view_opened(self) -> None:
        self._open()

    def _sort(self, sort: Sort) -> None:
        self._state.sort = sort
        self._draw()

    def _without_past(self) -> str:
        """Return why there is nothing to show over time; "" when there is."""
        return self._past if isinstance(self._past, str) else ""

    def _toggle_past(self) -> None:
        """Show the history of the spec under the cursor, or of all specs again."""
        view = self._view
        spec = view.picture[view.place[0]].spec if view.place is not None else ""
        self._state.past_of = "" if spec == self._state.past_of else spec
        self._draw()
        if self._state.past_of and not self._wide:  # the history is below, maybe out of sight
            view.go_to_part(*view.parts[-1])

    def _close(self) -> None:
        self._leave_for(None)

    def _leave_for(self, target: Target | None) -> None:
        """Close the overview, and keep where the cursor is."""
        link = self._view.link
        if link is not None:
            self._state.target = link.target
        self.dismiss(target)
