"""The overview: how far all specs are, and what opens the list behind each number."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen

from specui.tui.bindings import bindings
from specui.tui.commands import Here, said
from specui.tui.overview import Shown, Target, draw_specs, draw_totals, nearest, place_of
from specui.tui.overview.charts import Course, course_of
from specui.tui.overview.figures import Counting, Overview, Sort
from specui.tui.overview.overview_view import OverviewView
from specui.tui.overview.spec_rows import order_said, sort_after
from specui.tui.overview.total_rows import OWNERS
from specui.tui.rendering.paint import Cell, spread
from specui.tui.terminal.ascii_fallback import eighths
from specui.tui.widgets.bars import Bar, KeyFooter, MessageLine
from specui.tui.widgets.command_screen import CommandScreen
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp
    from specui.workspace.git.readiness_history import ReadinessHistory

WIDE = 104
"""From so many columns on the bars stand beside the specs."""
LOW = 20
PAUSE = 1.0
"""Seconds from one picture to the next while files are still being read."""
AT_ONCE = 30
"""Specs that are counted before the keys are answered; more of them in another thread."""


@dataclass(slots=True)
class Kept:
    """What stays while the overview is closed: what was counted, the order, where the cursor was."""

    counting: Counting
    sort: Sort = "tier"
    target: Target | None = None
    past_of: str = ""
    owners: int = OWNERS


class OverviewScreen(CommandScreen, ModalScreen[Target | None], inherit_bindings=False):
    """Shows all specs and what they come to; returns what was chosen, None where one goes back."""

    CSS_PATH = "overview.tcss"
    AUTO_FOCUS = "#overview-specs"
    BINDINGS = bindings("overview")

    def __init__(self, kept: Kept, open_name: str) -> None:
        super().__init__()
        self._kept = kept
        self._first: Target | None = kept.target or Target("spec", open_name)
        self._overview = Overview()
        self._left = 0
        self._past: ReadinessHistory | str = "reading the history …"
        self._reader: Thread | None = None
        self._told = 0.0

    def compose(self) -> ComposeResult:
        yield OverviewTitle()
        with Horizontal(id="overview-body"):
            yield OverviewView(id="overview-specs")
            yield OverviewView(id="overview-totals")
        yield MessageLine(id="overview-message")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._resized()
        self.watch(self.app, "workspace", self._workspace_changed, init=False)
        self.call_after_refresh(lambda: self._workspace_changed(self._specui.workspace))

    @property
    def _specui(self) -> SpecuiApp:
        return cast("SpecuiApp", self.app)

    # -- counting

    def _workspace_changed(self, workspace: Workspace) -> None:
        if not self.is_attached:
            return  # what was counted comes after the overview was left
        if workspace.loading and self._overview.specs and time.monotonic() - self._told < PAUSE:
            return  # files come in batches, and what has been read last is counted with the others
        self._told = time.monotonic()
        specs = [*workspace.specs]
        missing = self._kept.counting.missing(specs)
        self._left = workspace.loading + len(missing)
        if len(missing) > AT_ONCE:
            self.run_worker(lambda: self._count(missing), thread=True, exclusive=True, group="count")
        else:
            self._kept.counting.count(missing, self._specui.session.today)
            self._left = workspace.loading
        self._take(specs)
        if not workspace.loading and self._reader is None:
            # It may be long with git, and nobody waits for it who leaves.
            self._reader = Thread(target=self._read_past, daemon=True)
            self._reader.start()

    def _count(self, missing: Sequence[SpecFile]) -> None:
        """Count behind the keys, a batch after the other."""
        for start in range(0, len(missing), AT_ONCE):
            batch = missing[start : start + AT_ONCE]
            self._kept.counting.count(batch, self._specui.session.today)
        self.app.call_from_thread(self._workspace_changed, self._specui.workspace)

    def _take(self, specs: Sequence[SpecFile]) -> None:
        self._overview = self._kept.counting.overview(specs)
        self._draw()

    def _read_past(self) -> None:
        """Read behind the keys how all specs came to where they are."""
        from specui.workspace.files.discovery import repository_root
        from specui.workspace.git import client as git
        from specui.workspace.git.readiness_history import read_history

        session, workspace = self._specui.session, self._specui.workspace
        templates = {file.name: file.context.templates for file in workspace.specs}
        found: ReadinessHistory | str | None
        try:
            found = read_history(session.root, [*templates], templates.__getitem__, today=session.today)
        except git.GitTimeout:
            found = f"No history: {git.TOO_SLOW}."
        except git.GitError as error:
            found = f"No history: {error}." if repository_root(session.root) else None
        with suppress(RuntimeError):  # the program was left
            self._specui.call_from_thread(self._take_past, found or "There is no git history here.")

    def _take_past(self, past: ReadinessHistory | str) -> None:
        self._past = past
        if self.is_attached:
            self._draw()

    @property
    def _course(self) -> Course | str:
        """How it came to be so: of all specs, or of the one that was chosen."""
        past, name = self._past, self._kept.past_of
        if isinstance(past, str):
            return past
        spec = next((spec for spec in self._overview.specs if spec.name == name), None)
        shown = [spec] if spec else self._overview.specs
        now = sum(one.done for one in shown), sum(one.total for one in shown)
        gaps = sum(one.gap_count for one in shown)
        return course_of(past, now, gaps, name if spec else "", spec.title if spec else "")

    # -- drawing

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
        return self._totals if self._wide and self._totals.has_focus else self._specs

    def _draw(self) -> None:
        overview, first = self._overview, self._specs
        wanted = self._first if overview.specs else None
        specs = draw_specs(overview, first.columns, self._kept.sort)
        side = self._totals if self._wide else first
        totals = draw_totals(
            overview,
            side.columns,
            self._course,
            eighths=eighths(),
            owners=self._kept.owners,
            way=f"{said('overview-past', 'overview')}: one",
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
        if overview.specs and not self._left:
            self._first = None
        self.query_one(OverviewTitle).show(overview, self._kept.sort, self._left)
        bench = self._specui.session
        past = not isinstance(self._past, str)
        here = Here(past=past, undoable=bool(bench.undoable), redoable=bool(bench.redoable))
        self.query_one(KeyFooter).show("overview", here)

    # -- moving

    def action_cursor_up(self) -> None:
        self._view.move(-1)

    def action_cursor_down(self) -> None:
        self._view.move(1)

    def action_page_up(self) -> None:
        self._view.page(-1)

    def action_page_down(self) -> None:
        self._view.page(1)

    def action_step(self, by: int) -> None:
        """Go to the number beside; past the end of a row into what stands beside it."""
        view = self._view
        if view.step(by) or not self._wide or view.link is None or view.place is None:
            return
        if (other := self._totals if by > 0 else self._specs) is view:
            return
        row = view.place[0] - view.scroll_offset.y + other.scroll_offset.y
        other.focus(scroll_visible=False)
        other.go_to(nearest(other.picture, row, 0 if by > 0 else other.columns))

    def action_part(self, by: int) -> None:
        """Go to the next part, or to the one before; after the last comes the first."""
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

    def action_first(self) -> None:
        self._view.end(-1)

    def action_last(self) -> None:
        self._view.end(1)

    # -- doing

    def action_open(self) -> None:
        """Open what the cursor stands on: here, where it is an order, else by who has opened the overview."""
        link = self._view.link
        if link is None:
            return
        if link.target.verb == "sort":
            self._sort(cast("Sort", link.target.value))
            return
        if link.target.verb == "owners":
            self._kept.owners = 0 if self._kept.owners else OWNERS
            self._draw()
            return
        self.dismiss(self._keep())

    @on(OverviewView.Opened)
    def _clicked(self) -> None:
        self.action_open()

    def action_sort(self) -> None:
        self._sort(sort_after(self._kept.sort))

    def _sort(self, sort: Sort) -> None:
        self._kept.sort = sort
        self._draw()

    def action_past(self) -> None:
        """Draw over time the spec under the cursor alone; a second time, all of them."""
        view = self._view
        spec = view.picture[view.place[0]].spec if view.place is not None else ""
        self._kept.past_of = "" if spec == self._kept.past_of else spec
        self._draw()
        if self._kept.past_of and not self._wide:  # it stands below, out of sight
            view.go_to_part(*view.parts[-1])

    def action_undo(self) -> None:
        self._specui.workbench.wiring.handlers["undo"].run()

    def action_redo(self) -> None:
        self._specui.workbench.wiring.handlers["redo"].run()

    def action_triage(self) -> None:
        self._keep()
        self.dismiss(Target("triage"))

    def action_overview(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        self._keep()
        self.dismiss(None)

    def action_help(self) -> None:
        from specui.tui.dialogs.help import help_dialog

        self.app.push_screen(help_dialog("overview"))

    def action_palette(self) -> None:
        """The commands are those of the workbench: it comes back with them."""
        self._keep()
        self.dismiss(Target("commands"))

    def _keep(self) -> Target | None:
        link = self._view.link
        if link is not None:
            self._kept.target = link.target
        return self._kept.target


class OverviewTitle(Bar):
    """What is shown, and what it comes to."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="overview-title")
        self._said: tuple[str, str] = ("", "")

    def show(self, overview: Overview, sort: Sort, left: int) -> None:
        """Say what all specs come to; `left` are those still to be counted."""
        count = len(overview.specs)
        parts = [
            f"{count:,} spec{'' if count == 1 else 's'}",
            f"{overview.done:,} of {overview.total:,} ready",
        ]
        gaps = sum(count for _, count, _ in overview.gaps)
        questions = sum(spec.questions for spec in overview.specs)
        parts += [
            f"{gaps:,} gap{'' if gaps == 1 else 's'}",
            f"{questions:,} question{'' if questions == 1 else 's'}",
        ]
        if left:
            parts.append(f"counting {left:,} more …")
        new = (" · ".join(parts), order_said(sort))
        if new != self._said:
            self._said = new
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        left = [Cell("Overview", "pane-title pane-title-style"), Cell(f"  {self._said[0]}", "muted")]
        return [spread(left, [Cell(f"sorted {self._said[1]}", "faint")], columns)]
