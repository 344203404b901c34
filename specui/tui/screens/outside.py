"""What leaves the program: the own editor, what is copied."""

from __future__ import annotations

import os

from specui.tui.screens.navigation import Navigation
from specui.workspace.files import SpecFile

_WHOLE = frozenset({"code", "quote", "comment", "paragraph"})


class Outside(Navigation):
    """Hands things over, and takes up what comes back."""

    async def action_external_editor(self) -> None:
        found = self._place_here()
        if found is not None:
            self.specui.edit_outside(*found)

    def action_copy_item(self) -> None:
        file, stop, problem = self.file, self.section_view.stop, self.panel.problem
        text = ""
        if self.pane == "problems":
            text = problem.diagnostic.message if problem is not None else ""
        elif file is not None and stop is not None and self._section_widget is self.section_view:
            text = file.text[stop.start : stop.end].strip("\r\n") if stop.kind in _WHOLE else stop.text
        if text:
            self.specui.copy_to_clipboard(text)
        else:
            self.hint("There is nothing to copy here")

    def action_copy_place(self) -> None:
        found = self._place_here()
        if found is None:
            self.hint("There is nothing here that has a place")
            return
        file, line = found
        self.specui.copy_to_clipboard(_path(file) if self.pane == "tree" else f"{_path(file)}:{line}")

    def _place_here(self) -> tuple[SpecFile, int] | None:
        """Return the file and the line that the cursor is on."""
        file, stop, problem = self.file, self.section_view.stop, self.panel.problem
        if self.pane == "problems" and problem is not None:
            return self.specui.session.file(problem.name), problem.line
        if file is None:
            return None
        shown = self._section_widget is self.section_view
        return file, stop.line if stop is not None and shown else 1


def _path(file: SpecFile) -> str:
    """Return a file's path as a shell in this folder takes it."""
    path, here = os.fspath(file.path), os.getcwd()
    return os.path.relpath(path, here) if os.path.commonpath([path, here]) == here else path
