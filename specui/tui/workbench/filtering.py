"""The filter over the tree of specs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specui.tui.workbench.navigation import Navigation
from specui.tui.workbench.panes import FIRST

if TYPE_CHECKING:
    from specui.tui.widgets.filter_line import FilterLine


class Filtering(Navigation):
    """Narrows the tree to what holds some letters."""

    async def action_filter(self) -> None:
        from specui.tui.widgets.filter_line import FilterLine

        if self.has_class("-lone"):
            self.hint("There is one file only; start specui on its folder to filter")
            return
        self.focus_pane("tree")
        found = self.query(FilterLine)
        if not found:
            await self.query_one("#tree-pane").mount(FilterLine(self.tree_view.wanted), before=self.tree_view)
        self.set_focus(self.query_one(FilterLine), scroll_visible=False)

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        event.stop()
        self.filter_typed(event.text)

    def filter_typed(self, wanted: str) -> None:
        """Show only what holds these letters."""
        self.tree_view.filter(wanted)
        self._show_tree_title()

    def action_accept_filter(self) -> None:
        from specui.tui.widgets.filter_line import FilterLine

        self.filter_typed(self.query_one(FilterLine).value)
        if not self.tree_view.wanted:
            self.query("#filter").remove()
        self._go_to_spec()
        self.focus_pane("tree")

    def _go_to_spec(self) -> None:
        """Put the cursor on the first spec that is left, where it stands on none."""
        session, tree = self.specui.session, self.tree_view
        name = tree.file_name
        if name is not None and session.file(name).kind == "spec":
            return
        found = next((n for n in tree.files_shown[:FIRST] if session.file(n).kind == "spec"), None)
        if found is not None:
            tree.select(found)
            self.open_file(found)

    def action_clear_filter(self) -> None:
        name = self.open_name
        self.query("#filter").remove()
        self.tree_view.filter("")
        if name is not None:
            self.tree_view.select(name)
        self.focus_pane("tree")
