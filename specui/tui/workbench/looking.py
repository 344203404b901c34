"""How a section is looked at: what is marked, hidden, sorted. Nothing of it is in the file."""

from __future__ import annotations

from specui.tui.workbench.navigation import Navigation


class Looking(Navigation):
    """Hands it to the section view, or says why there is nothing to do."""

    @property
    def _looks(self) -> bool:
        return self._section_widget is self.section_view and self.section_view.stop is not None

    def action_mark(self) -> None:
        if self._looks:
            self.section_view.action_mark()
        else:
            self.hint("There is nothing to mark here")

    def action_hide_done(self) -> None:
        view = self.section_view
        if not self._looks or not view.hides:
            self.hint("Nothing is done here that could be hidden")
            return
        view.action_hide_done()
        self._show_footer()

    def action_sort_table(self) -> None:
        stop = self.section_view.stop
        if not self._looks or stop is None or stop.kind not in {"row", "table"}:
            self.hint("There is no table at the cursor to be sorted")
            return
        self.section_view.action_sort()
