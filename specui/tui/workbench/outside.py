"""What leaves the program: the own editor, what is copied, where a link leads."""

from __future__ import annotations

import os

from specui.specs.links import Link, links_in
from specui.tui.rendering.section.model import Stop
from specui.tui.workbench.navigation import Navigation
from specui.workspace.files.spec_file import SpecFile

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
            text = "\n".join(_text(file, each) for each in self.section_view.marked or (stop,))
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

    def action_open_link(self) -> None:
        found = self._links_here()
        if not found:
            self.hint("No link or citation in this item")
            return
        from specui.tui.workbench.following import ways_of

        choices = [way for link in found for way in ways_of(self, link)]
        if len(choices) == 1:
            choices[0].run()
            return
        from specui.tui.dialogs.palette import Palette

        def chosen(run: object) -> None:
            if callable(run):
                self.call_later(run)

        self.app.push_screen(Palette(choices, "which link? a few letters of it"), chosen)

    def _links_here(self) -> tuple[Link, ...]:
        """Return what the item under the cursor leads to, as it is written."""
        file, stop = self.file, self.section_view.stop
        if file is None or stop is None or self._section_widget is not self.section_view:
            return ()
        return links_in(file.text[stop.start : stop.end])

    def _place_here(self) -> tuple[SpecFile, int] | None:
        """Return the file and the line that the cursor is on."""
        file, stop, problem = self.file, self.section_view.stop, self.panel.problem
        if self.pane == "problems" and problem is not None:
            return self.specui.session.file(problem.name), problem.line
        if file is None:
            return None
        shown = self._section_widget is self.section_view
        return file, stop.line if stop is not None and shown else 1


def _text(file: SpecFile, stop: Stop) -> str:
    """Return an item's text as it is written, without its mark."""
    return file.text[stop.start : stop.end].strip("\r\n") if stop.kind in _WHOLE else stop.text


def _path(file: SpecFile) -> str:
    """Return a file's path as a shell in this folder takes it."""
    path, here = os.fspath(file.path), os.getcwd()
    return os.path.relpath(path, here) if os.path.commonpath([path, here]) == here else path
