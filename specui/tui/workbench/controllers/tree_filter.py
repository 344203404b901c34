"""The filter over the tree of specs."""

from __future__ import annotations

from textual.widget import Widget

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.navigator import FIRST
from specui.tui.workbench.view import Aspect


class TreeFilterController:
    """Narrows the tree to paths that hold some letters."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "filter": Handler(self._open, self._why_not),
            "filter-accept": Handler(self._accept),
            "filter-clear": Handler(self._clear),
        }

    def _why_not(self) -> str:
        return (
            "Only one file is open; start specui on its folder to filter." if self._bench.view.is_lone else ""
        )

    async def _open(self) -> None:
        from specui.tui.widgets.filter_line import FilterLine

        view = self._bench.view
        view.focus_pane("tree")
        self._remove("#filter-chip")
        line = next(iter(view.find("#filter", FilterLine)), None)
        if line is None:
            line = FilterLine(view.tree_view.wanted)
            await view.add_to_pane("tree", line, before=view.tree_view)
        view.focus_widget(line)

    def type(self, wanted: str) -> None:
        """Show only the paths that hold these letters."""
        self._bench.view.tree_view.filter(wanted)
        self._bench.view.refresh_view(Aspect.TITLES)

    async def _accept(self) -> None:
        """Keep the filter; a chip stands for it until it is cleared."""
        from specui.tui.widgets.filter_line import FilterChip, FilterLine

        view = self._bench.view
        for line in view.find("#filter", FilterLine):
            self.type(line.value)
        view.focus_pane("tree")
        self._remove("#filter", "#filter-chip")
        if view.tree_view.wanted:
            await view.add_to_pane("tree", FilterChip(view.tree_view.wanted), before=view.tree_view)
        self._select_spec()

    def _select_spec(self) -> None:
        """Put the cursor on the first spec that is left, unless it is on one."""
        session, tree = self._bench.ports.files.session, self._bench.view.tree_view
        name = tree.file_name
        if name is not None and session.file(name).is_counted:
            return
        found = next((n for n in tree.files_shown[:FIRST] if session.file(n).is_counted), None)
        if found is not None:
            tree.select(found)
            self._bench.navigator.open_file(found)

    def _clear(self) -> None:
        view, name = self._bench.view, self._bench.state.at.file
        self._remove("#filter", "#filter-chip")
        view.tree_view.filter("")
        if name is not None:
            view.tree_view.select(name)
        view.focus_pane("tree")

    def _remove(self, *selectors: str) -> None:
        for selector in selectors:
            for widget in self._bench.view.find(selector, Widget):
                widget.remove()
