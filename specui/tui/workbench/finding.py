"""Going to what one names by a few letters, and back to where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from specui.tui.models.outline import entry_at, entry_named, outline
from specui.tui.models.problem_list import Problem
from specui.tui.models.trail import Spot, Trail, offset_in, spot
from specui.tui.widgets.section_view import SectionView
from specui.tui.workbench.navigation import Navigation
from specui.tui.workbench.panes import busy

if TYPE_CHECKING:
    from specui.specs.search import Index, Item


class Finding(Navigation):
    """The finder and the way to what it found; back and forward."""

    _index: Index | None = None
    _trail = Trail()
    _stepping = False
    tracking = True

    def action_find(self) -> None:
        from specui.specs.search import Index
        from specui.tui.dialogs.finder import Finder

        if self._index is None:
            self._index = Index()
        self.app.push_screen(Finder(self.specui.ports.files, self._index), self._found)

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
        self.leap()
        self.tree_view.select(name)
        self.open_name = name
        self.specui.visit(name)
        self.specui.session.file(name)
        self.specui.sync()
        self.go_to_entry(entry_at(self.entries, offset), offset)
        self.focus_pane("section")
        return True

    # -- labels

    def action_jump(self) -> None:
        from specui.tui.dialogs.jump import Jump, targets_of
        from specui.tui.workbench.jump_targets import JumpTargets

        def chosen(target: object) -> None:
            if callable(target):
                self.call_later(target)

        self.app.push_screen(
            Jump(self._compositor.render_strips(self.size), targets_of(JumpTargets(self))), chosen
        )

    # -- back and forward

    def action_step_place(self, by: int) -> None:
        if self.draft is not None:
            self.hint(busy())
            return
        trail = self._trail.step(by, frozenset(self.specui.workspace.names))
        if trail is None or trail.here is None:
            self.hint("There is no place before this one" if by < 0 else "There is no place after this one")
            return
        self._trail = trail
        self._stepping = True
        try:
            self._go_to_spot(trail.here)
        finally:
            self._stepping = False

    def _go_to_spot(self, place: Spot) -> None:
        file = self.specui.session.file(place.file)
        section = entry_named(outline(file.contents), place.section)
        if section.name != place.section or section.section is None:
            start, end = 0, file.contents.spec.head_end if section.name == place.section else len(file.text)
        else:
            start, end = section.section.start, section.section.end
        if section.missing:
            self.go_to_offset(place.file, 0)
            self.go_to_entry(section)
        else:
            self.go_to_offset(place.file, offset_in(place, file.text, start, end))

    def show_all(self, offset: int | None = None) -> None:
        """Bring every widget up to what is known now, and keep count of where one is."""
        super().show_all(offset)
        self._track()

    def go_to_problem(self, problem: Problem) -> None:
        """Show the place a problem is about; where one was can be gone back to."""
        self.leap()
        super().go_to_problem(problem)

    def leap(self) -> None:
        """Keep the place where one is: a jump comes."""
        if not self._stepping:
            self._trail = self._trail.leap()

    def pane_changed(self) -> None:
        super().pane_changed()
        if self.pane != "tree":
            self._trail = self._trail.stay()

    @on(SectionView.StopChanged)
    def _place_changed(self) -> None:
        self._track()

    def _track(self) -> None:
        file, entry = self.file, self.entry
        if file is None or entry is None or self.draft is not None or not self.tracking:
            return
        stop = self.section_view.stop if self._section_widget is self.section_view else None
        start = entry.section.start if entry.section is not None else 0
        here, before = spot(file.name, entry.name, file.text, stop.start if stop else start), self._trail.here
        same = before is not None and before[:2] == here[:2]
        if self._stepping or same:
            self._trail = self._trail.move(here)
        else:
            self._trail = self._trail.visit(here, passing=self.pane == "tree")
