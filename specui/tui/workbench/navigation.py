"""From one place to another: files, sections, problems, by keys, commands and the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from specui.tui.commands import said
from specui.tui.models.problem_list import Problem, step
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.spec_header import SectionTabs
from specui.tui.widgets.spec_tree import SpecTree
from specui.tui.workbench.panes import Panes, busy

if TYPE_CHECKING:
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.recovery import Entry as Typing


class Navigation(Panes):
    """Goes places."""

    # -- moving

    @on(SpecTree.Moved)
    def _tree_moved(self, event: SpecTree.Moved) -> None:
        self._walked = None
        if not self.at_rest and self.pane != "tree":
            return  # files came and went under the cursor
        if event.name is not None and event.name != self.open_name:  # or it followed what was opened
            self.open_file(event.name)
        else:
            self._show_footer()

    @on(SpecTree.Entered)
    def action_enter_spec(self) -> None:
        row = self.tree_view.row
        if row is not None and row.kind == "folder":
            self.tree_view.action_fold()
        elif row is not None:
            self.open_file(row.path)
            self.focus_pane("section")

    def action_open_row(self) -> None:
        row = self.tree_view.row
        if row is not None and row.kind == "folder":
            self.tree_view.action_open()
        else:
            self.action_enter_spec()

    @on(SectionTabs.Chosen)
    def _tab_chosen(self, event: SectionTabs.Chosen) -> None:
        self.action_go_section(event.number)

    def action_go_section(self, number: int) -> None:
        entries = self.entries
        if self.draft is not None:
            self.hint(busy())
            return
        if not entries:
            return
        if number >= len(entries):
            self.hint(f"There is no section {number} here")
            return
        self.go_to_entry(entries[number])
        self.focus_pane("section")

    def action_step_section(self, by: int) -> None:
        """Go to the next cell of the row under the cursor, which ends at its ends; elsewhere to the section beside."""
        view, entry = self.section_view, self.entry
        shown = self.pane == "section" and self._section_widget is view
        if shown and view.stop is not None and len(view.stop.spots) > 1:
            # What is typed next is meant for this row: another section is never come into by a press too many.
            if not view.step_spot(by):
                self.hint(f"This is the {'first' if by < 0 else 'last'} cell of the row{self._beside(by)}")
            return
        if entry is not None and 0 <= entry.number + by < len(self.entries):
            self.action_go_section(entry.number + by)

    def _beside(self, by: int) -> str:
        """Return how to go to the section beside this one, for a sentence; "" where there is none with a key."""
        number = self.entry.number + by if self.entry is not None else -1
        if not 0 <= number < min(10, len(self.entries)):
            return ""
        return f" · {said(f'section-{number}')} goes to the section {'before' if by < 0 else 'after'}"

    @on(SectionView.StopChanged)
    def _stop_changed(self) -> None:
        self._show_footer()
        view = self.section_view
        if view.marking:
            count = len(view.marked)
            self.hint(f"{count} marked · {said('mark')} or {said('to-tree', 'section')} lets go")

    # -- problems

    def action_toggle_scope(self) -> None:
        self.all_problems = not self.all_problems
        self.show_problems()
        self._show_footer()

    @on(ProblemsPanel.Moved)
    def _problem_moved(self) -> None:
        self._walked = None

    @on(ProblemsPanel.Chosen)
    def action_go_to_problem(self) -> None:
        if self.panel.problem is not None:
            self.go_to_problem(self.panel.problem)

    def action_step_problem(self, by: int) -> None:
        stop = self.section_view.stop
        offset = stop.start if stop is not None else -1
        problem = step(self.panel.problems, self.open_name, offset, by, self._walked)
        if problem is None:
            self.hint("No problems here")
            return
        self.go_to_problem(problem)

    def go_to_problem(self, problem: Problem) -> None:
        """Show the place a problem is about, with the cursor on it."""
        self.panel.select(problem)
        if self.draft is not None:
            self.editor.go_to_offset(problem.diagnostic.start)
            return
        if problem.name != self.open_name:
            self.tree_view.select(problem.name)
        self.open_name = problem.name
        entries = self.entries
        if problem.section < len(entries):
            entry = entries[problem.section]
            self.number, self.section_name = entry.number, entry.name
        self.show_all(offset=problem.diagnostic.start)
        self.focus_pane("section")
        self._walked = problem

    async def restore_in_triage(self, typing: Typing, file: SpecFile, offset: int) -> bool:
        """Open a form of the triage screen again that an earlier program left; says whether it could be."""
        raise NotImplementedError
