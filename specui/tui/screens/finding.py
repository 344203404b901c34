"""Going to what one names by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specui.tui.outline import entry_at
from specui.tui.screens.navigation import Navigation
from specui.tui.screens.panes import busy

if TYPE_CHECKING:
    from specui.specs.finding import Index, Item


class Finding(Navigation):
    """The finder, and the way to what it found."""

    _index: Index | None = None

    def action_find(self) -> None:
        from specui.specs.finding import Index
        from specui.tui.screens.finder import Finder

        if self._index is None:
            self._index = Index()
        self.app.push_screen(Finder(self.specui, self._index), self._found)

    def _found(self, item: Item | None) -> None:
        if item is not None:
            self.call_later(self.go_to_offset, item.file, item.start)

    def go_to_offset(self, name: str, offset: int) -> bool:
        """Go to a place in a file, with the cursor on what stands there; says whether that could be done."""
        if name not in self.specui.workspace.names:
            return False
        if self.draft is not None:
            if name == self.draft.file.name and self.draft.start <= offset <= self.draft.end:
                self.editor.go_to_offset(offset)
                return True
            if self.editor.dirty:
                self.hint(busy())
                return False
            self.editor.close()
            self.workspace_changed(self.specui.workspace)
        if self.tree_view.wanted and name not in self.tree_view.files_shown:
            self.query("#filter").remove()
            self.tree_view.filter("")
        self.tree_view.select(name)
        self.open_name = name
        self.specui.visit(name)
        self.specui.session.file(name)
        self.specui.sync()
        self.go_to_entry(entry_at(self.entries, offset), offset)
        self.focus_pane("section")
        return True
