"""Titles of the panes, header, tabs and crumbs; and what is shown where there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence

from specui.tui.commands import said
from specui.tui.models.outline import Entry
from specui.tui.models.problem_list import Problem, count_text
from specui.tui.rendering.paint import Cell
from specui.tui.widgets.bars import Crumbs, PaneTitle
from specui.tui.widgets.spec_header import SectionTabs, SpecHeader
from specui.tui.workbench import empty_states
from specui.tui.workbench.bench import Bench
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace


class PaneTitles:
    """Brings the lines around the panes up to date."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._counted: tuple[Workspace | None, int] = (None, 0)

    def show(self) -> None:
        """Show the tree's title, the header and the tabs."""
        bench, pane = self._bench, self._bench.state.pane
        workspace = bench.ports.files.workspace
        for title in bench.view.find("#tree-title", PaneTitle):
            rest = [Cell(self._tree_count(), "muted")] if workspace.names else []
            title.show(f"{workspace.root.name or workspace.root}", rest, focused=pane == "tree")
        entry = bench.navigator.entry
        for tabs in bench.view.find("#tabs", SectionTabs):
            tabs.show(bench.navigator.entries, entry.number if entry else 0)
        self.show_header()

    def show_header(self) -> None:
        """Show the open spec's title, readiness and fields."""
        bench = self._bench
        crumbs = any(widget.display for widget in bench.view.find("#crumbs", Crumbs))
        sign = "" if crumbs else bench.ports.program.watch_state
        for header in bench.view.find("#header", SpecHeader):
            header.show(bench.navigator.file, focused=bench.state.pane == "section", sign=sign)

    def _tree_count(self) -> str:
        """Return how many specs there are, and with a filter, how many of them it shows.

        It counts files while they are read, and where no file is a spec.
        """
        files, tree = self._bench.ports.files, self._bench.view.tree_view
        workspace, count = files.workspace, len(files.workspace.names)
        if self._counted[0] is not workspace and not workspace.loading:
            self._counted = (workspace, sum(1 for _ in workspace.specs))
        specs = self._counted[1]
        if workspace.loading or not specs:
            shown = f"{len(tree.files_shown)} of " if tree.wanted else ""
            more = "+" if files.session.partial else ""
            return f"{shown}{count}{more} file{'s' * (count != 1 or bool(more))}"
        total = f"{specs} spec{'s' * (specs != 1)}"
        if not tree.wanted:
            return total
        rows = {*tree.files_shown}
        found = sum(1 for file in workspace.specs if file.name in rows)
        others = len(rows) - found
        beside = f", {others} other{'s' * (others != 1)}" if others else ""
        return f"{found} of {total}{beside}"

    def show_crumbs(self) -> None:
        """Show the names of the panes, where one of them shows at a time."""
        bench = self._bench
        file, count = bench.navigator.file, len(bench.view.panel.problems)
        spec = file.contents.spec.title if file is not None else ""
        home = bench.view.shows_home
        names = (
            bench.ports.files.workspace.root.name,
            "Home" if home else spec or bench.state.at.file or "",
            "problems" if home and not count else f"{count} problem{'s' * (count != 1)}",
        )
        zoomed = bench.state.zoomed and not bench.view.is_narrow
        for crumbs in bench.view.find("#crumbs", Crumbs):
            sign = bench.ports.program.watch_state
            crumbs.show(bench.state.pane, names, zoomed=zoomed, sign=sign)

    def notice(self, file: SpecFile | None, entry: Entry | None) -> empty_states.Told | None:
        """Return what is shown in place of a section; None when there is one."""
        if file is None and self._bench.navigator.awaited:
            return empty_states.reading(self._bench.navigator.awaited)
        return empty_states.instead(self._bench.ports.files.workspace, file, entry)

    def problems(self, file: SpecFile | None) -> tuple[Sequence[Problem], str]:
        """Return the problems to list, and the sentence for none."""
        workspace, known = self._bench.ports.files.workspace, self._bench.navigator.problems
        if self._bench.state.all_problems:
            return known.of_all(workspace), "No problems in any spec." if workspace.names else ""
        if file is not None and file.name not in workspace.files:
            return [], "Not checked: this file was deleted."
        if file is None and self._bench.view.shows_home:
            return [], "Open a spec to see its problems."
        return (known.of(file) if file is not None else []), empty_states.no_problems(file)

    def show_problem_title(self, problems: Sequence[Problem]) -> None:
        """Show the title over the problems: how many, of which specs."""
        bench, every = self._bench, self._bench.state.all_problems
        rest = [Cell(count_text(problems), "muted"), Cell("all specs" if every else "this spec", "faint")]
        other = "" if bench.view.is_lone else "this spec" if every else "all specs"
        right = f"{said('problems-scope')} {other}" if other else ""
        for title in bench.view.find("#problems-title", PaneTitle):
            title.show("Problems", rest if problems else [], right, focused=bench.state.pane == "problems")
