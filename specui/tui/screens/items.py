"""What is done to the item under the cursor."""

from __future__ import annotations

from textual import on

from specui.tui.screens.writing import Writing
from specui.tui.widgets.section_view import SectionView


class Items(Writing):
    """Asks the core for the change, and the session to make it."""

    def action_tick(self) -> None:
        file, stop = self.file, self.section_view.stop
        if file is not None and file.read_only:
            self.hint(file.read_only)
        elif self._section_widget is self.notice:
            self.hint("There is nothing to tick here")
        elif stop is None or stop.task is None:
            self.hint("There is no box at the cursor; enter writes here")
        else:
            self.section_view.action_toggle()

    @on(SectionView.ToggleRequested)
    def _tick(self, event: SectionView.ToggleRequested) -> None:
        file = self.file
        if file is None:
            return
        from specui.specs.tasks import set_checked

        task = event.task
        transaction = set_checked(file.contents.spec, [task], checked=not task.checked)
        if self.specui.change(lambda: self.specui.session.apply(file.name, transaction, file.version)):
            verb = "Unticked" if task.checked else "Ticked"
            self.specui.say(f"{verb} {task.id}, saved", "ok")
