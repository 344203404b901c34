"""What leaves the program: the own editor."""

from __future__ import annotations

from specui.tui.screens.navigation import Navigation


class Outside(Navigation):
    """Hands things over, and takes up what comes back."""

    async def action_external_editor(self) -> None:
        file, stop, problem = self.file, self.section_view.stop, self.panel.problem
        if self.pane == "problems" and problem is not None:
            self.specui.edit_outside(self.specui.session.file(problem.name), problem.line)
        elif file is not None:
            at = stop is not None and self._section_widget is self.section_view
            self.specui.edit_outside(file, stop.line if at and stop is not None else 1)
