"""The workbench as the tour sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.geometry import Region
from textual.widget import Widget

from specui.tui.commands import Place
from specui.tui.models.outline import Entry
from specui.tui.widgets.bars import KeyFooter
from specui.tui.workbench.bench import Bench


class WorkbenchInTour:
    """Implements `TourView`. The tour covers the workbench, so each change is shown at once."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def pane(self) -> Place:
        return self._bench.state.pane

    @property
    def number(self) -> int:
        return self._bench.state.at.number

    @property
    def all_problems(self) -> bool:
        return self._bench.state.all_problems

    @property
    def entries(self) -> Sequence[Entry]:
        return self._bench.navigator.entries

    @property
    def lists_problems(self) -> bool:
        return bool(self._bench.view.panel.problems)

    def list_problems(self, *, of_all: bool) -> None:
        self._bench.state.all_problems = of_all
        self._bench.view.refresh_view()
        self._bench.view.settle()

    def go_to_entry(self, entry: Entry) -> None:
        self._bench.navigator.go_to_entry(entry)
        self._bench.view.settle()

    def focus_pane(self, pane: Place) -> None:
        self._bench.view.focus_pane(pane)
        self._bench.view.settle()

    def region_of(self, target: str) -> Region:
        targets = ("#header", "#tabs") if target == "#header" else (target,)
        regions = [widget.region for one in targets for widget in self._bench.view.find(one, Widget)]
        return Region.from_union([found for found in regions if found.area] or [Region()])

    def show_footer(self, shown: bool) -> None:
        for footer in self._bench.view.find("#footer", KeyFooter):
            footer.show_covered(shown)

    def call_after_refresh(self, call: Callable[..., Any], *arguments: Any) -> None:
        self._bench.view.call_after_refresh(call, *arguments)
