"""The workbench as jumping sees it: the widgets that show, and the ways to go to a place in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from specui.tui.widgets.bars import Crumbs
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.spec_header import SectionTabs
from specui.tui.widgets.spec_tree import SpecTree

if TYPE_CHECKING:
    from specui.tui.workbench.finding import Finding


class JumpTargets:
    """Implements `JumpView` for the workbench."""

    def __init__(self, bench: Finding) -> None:
        self._bench = bench

    def _shows(self, pane: str) -> bool:
        return self._bench.query_one(f"#{pane}-pane").display

    @property
    def crumbs(self) -> Crumbs | None:
        crumbs = self._bench.query_one(Crumbs)
        return crumbs if crumbs.display else None

    @property
    def pane_titles(self) -> Sequence[Widget | None]:
        titles = (self._bench.query_one(name) for name in ("#tree-title", "#header", "#problems-title"))
        return [title if title.display else None for title in titles]

    @property
    def tree(self) -> SpecTree | None:
        return self._bench.tree_view if self._shows("tree") else None

    @property
    def tabs(self) -> SectionTabs | None:
        return self._bench.query_one(SectionTabs) if self._shows("section") else None

    @property
    def section(self) -> SectionView | None:
        view = self._bench.section_view
        return view if view.display and self._shows("section") else None

    @property
    def problems(self) -> ProblemsPanel | None:
        return self._bench.panel if self._shows("problems") else None

    def go_to_pane(self, number: int) -> None:
        self._bench.action_go_pane(number)

    def go_to_row(self, index: int) -> None:
        self._bench.focus_pane("tree")
        self._bench.tree_view.go_to(index)

    def go_to_section(self, number: int) -> None:
        self._bench.action_go_section(number)

    def go_to_stop(self, number: int) -> None:
        self._bench.leap()
        self._bench.focus_pane("section")
        self._bench.section_view.go_to_stop(number)

    def go_to_problem(self, index: int) -> None:
        self._bench.focus_pane("problems")
        self._bench.panel.select(self._bench.panel.problems[index])
