"""Going to sections, problems and earlier locations; the finder and the labels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.problem_list import step, with_blanks
from specui.tui.workbench.bench import Bench

if TYPE_CHECKING:
    from specui.specs.search import Index, Item


class NavigationController:
    """Moves the user through the workspace."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._index: Index | None = None

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        why_not = self._bench.desk.why_not_leave
        return {
            **{f"section-{n}": Handler(partial(self.go_to_section, n), why_not) for n in range(10)},
            "section-before": Handler(partial(self._step_section, -1)),
            "section-after": Handler(partial(self._step_section, 1)),
            "enter-spec": Handler(self._enter_row),
            "fold-open": Handler(self._open_row),
            "problem-before": Handler(partial(self._step_problem, -1)),
            "problem-after": Handler(partial(self._step_problem, 1)),
            "go-to-problem": Handler(self._go_to_problem),
            "problems-scope": Handler(self._toggle_scope),
            "back": Handler(partial(self._step_back, -1), why_not),
            "forward": Handler(partial(self._step_back, 1), why_not),
            "find": Handler(self._find),
            "jump": Handler(self._jump),
        }

    # -- sections

    def go_to_section(self, number: int) -> None:
        """Open a section by its number."""
        navigator = self._bench.navigator
        entries = navigator.entries
        if not entries:
            return
        if number >= len(entries):
            self._bench.ports.notify.hint(f"No section {number} here.")
            return
        navigator.go_to_entry(entries[number])
        self._bench.view.focus_pane("section")

    def _step_section(self, by: int) -> None:
        """Go to the next cell of the row under the cursor, which ends at its ends; elsewhere to the next section."""
        view, navigator = self._bench.view, self._bench.navigator
        section, entry = view.section_view, navigator.entry
        shown = self._bench.state.pane == "section" and view.shows_section
        if shown and section.element is not None and len(section.element.areas) > 1:
            # What the user types next is meant for this row, so one press too many stays in it.
            if not section.step_area(by):
                end = "first" if by < 0 else "last"
                self._bench.ports.notify.hint(f"This is the {end} cell of the row.{self._beside(by)}")
            return
        if entry is not None and 0 <= entry.number + by < len(navigator.entries):
            reason = self._bench.desk.why_not_leave()
            if reason:
                self._bench.ports.notify.hint(reason)
            else:
                self.go_to_section(entry.number + by)

    def _beside(self, by: int) -> str:
        """Return how to go to the next section, for a sentence; "" when it has no key."""
        entry = self._bench.navigator.entry
        number = entry.number + by if entry is not None else -1
        if not 0 <= number < min(10, len(self._bench.navigator.entries)):
            return ""
        return f" Press {said(f'section-{number}')} for the {'previous' if by < 0 else 'next'} section."

    # -- the tree

    def _enter_row(self) -> None:
        tree = self._bench.view.tree_view
        row = tree.row
        if row is not None and row.kind == "folder":
            tree.action_fold()
        elif row is not None:
            self._bench.navigator.open_file(row.path)
            self._bench.view.focus_pane("section")

    def _open_row(self) -> None:
        tree = self._bench.view.tree_view
        if tree.row is not None and tree.row.kind == "folder":
            tree.action_open()
        else:
            self._enter_row()

    # -- problems

    def _toggle_scope(self) -> None:
        self._bench.state.all_problems = not self._bench.state.all_problems
        self._bench.view.refresh_view()

    def _go_to_problem(self) -> None:
        problem = self._bench.view.panel.problem
        if problem is not None:
            self._bench.navigator.go_to_problem(problem)

    def _step_problem(self, by: int) -> None:
        element, navigator = self._bench.view.section_view.element, self._bench.navigator
        offset = element.start if element is not None else -1
        name = self._bench.state.at.file
        problems = with_blanks(self._bench.view.panel.problems, navigator.file)
        problem = step(problems, name, offset, by, navigator.walked)
        if problem is None:
            self._bench.ports.notify.hint("No problems here.")
        else:
            navigator.go_to_problem(problem)

    # -- elsewhere

    def _step_back(self, by: int) -> None:
        if not self._bench.navigator.step_back(by):
            self._bench.ports.notify.hint("No earlier location." if by < 0 else "No later location.")

    def _find(self) -> None:
        from specui.specs.search import Index
        from specui.tui.dialogs.finder import Finder

        if self._index is None:
            self._index = Index()

        def found(item: Item | None) -> None:
            if item is not None:
                self._bench.view.call_later(self._bench.navigator.go_to_offset, item.file, item.start)

        finder = Finder(self._bench.ports.files, self._index)
        self._bench.view.push(finder, found)

    def _jump(self) -> None:
        from specui.tui.workbench.jump_targets import jump_screen

        def chosen(go: object) -> None:
            if callable(go):
                self._bench.view.call_later(go)

        self._bench.view.push(jump_screen(self._bench), chosen)
