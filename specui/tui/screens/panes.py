"""The workbench's panes: specs, the open section, its problems; one of them at a time where there is little room.

Which spec and which section are open is this screen's own; files and workspace are the app's. What can be done
in the panes is in `workbench`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widget import Widget

from specui.tui.commands import PANES, Place, bindings, screen_bindings
from specui.tui.outline import Entry, entry_named, outline
from specui.tui.paint import Cell
from specui.tui.problem_list import Problem, count_text, problems_of, problems_of_all, step
from specui.tui.screens import notices
from specui.tui.widgets.bars import Crumbs, KeyFooter, MessageLine, PaneTitle, TooSmall
from specui.tui.widgets.notice import Notice
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.spec_header import SectionTabs, SpecHeader
from specui.tui.widgets.spec_tree import SpecTree
from specui.workspace.files import SpecFile
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp
    from specui.tui.editing import Draft
    from specui.tui.screens.editor_pane import EditorPane

WIDE, SLIM, NARROW = 160, 112, 100
LOW = 30
LEAST = (40, 10)
FIRST = 12
"""So many files are read to find the first spec."""


class OpenSection(SectionView):
    """The open section, with the keys of its place."""

    BINDINGS = bindings("section")


class SectionNotice(Notice):
    """What stands in its place, with the same keys."""

    BINDINGS = bindings("section")


class Panes(Screen[None], inherit_bindings=False):
    """Shows what is open, and goes from one place to another."""

    BINDINGS = screen_bindings()
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.open_name: str | None = None
        self.number = 1
        self.section_name = ""
        self.pane: Place = "tree"
        self.zoomed = False
        self.all_problems = False
        self._walked: Problem | None = None
        self._editor: EditorPane | None = None

    @property
    def specui(self) -> SpecuiApp:
        return cast("SpecuiApp", self.app)

    def compose(self) -> ComposeResult:
        yield Crumbs(id="crumbs", classes="-hidden")
        with Container(id="panes"):
            with Vertical(id="tree-pane"):
                yield PaneTitle(id="tree-title")
                yield SpecTree(id="tree")
            with Vertical(id="section-pane"):
                yield SpecHeader(id="header")
                yield SectionTabs(id="tabs")
                yield OpenSection(id="section")
                yield SectionNotice(id="notice", classes="-hidden")
            with Vertical(id="problems-pane"):
                yield PaneTitle(id="problems-title")
                yield ProblemsPanel(id="problems")
        yield TooSmall(id="small", classes="-hidden")
        yield MessageLine(id="message")
        yield KeyFooter(id="footer")

    def on_mount(self) -> None:
        self.tree_view = self.query_one(SpecTree)
        self.section_view = self.query_one(SectionView)
        self.notice = self.query_one(Notice)
        self.panel = self.query_one(ProblemsPanel)
        self.set_class(self.specui.session.single is not None, "-lone")
        self.set_class(self.specui.session.single is not None, "-single")
        self._arrange()
        self.watch(self.app, "workspace", self.workspace_changed)
        self.focus_pane("section" if self.specui.session.single else "tree")

    # -- what is open

    @property
    def draft(self) -> Draft | None:
        """What is being written in; None at rest."""
        return self._editor.draft if self._editor is not None else None

    @property
    def editor(self) -> EditorPane:
        """The pane to write in, after `make_editor`."""
        assert self._editor is not None
        return self._editor

    async def make_editor(self) -> None:
        """Make the pane to write in, where that has not been done yet."""
        if self._editor is None:
            from specui.tui.screens.editor_pane import EditorPane

            pane = EditorPane(id="editor-pane", classes="-hidden")
            await self.query_one("#section-pane").mount(pane)
            self._editor = pane

    @property
    def as_typed(self) -> SpecFile | None:
        """The open file as it would be if what is typed were kept; None where nothing is."""
        return self._editor.as_typed if self._editor is not None else None

    @property
    def file(self) -> SpecFile | None:
        """The open file as it is known; None before there is one."""
        return self.specui.workspace.files.get(self.open_name) if self.open_name else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The open file's sections."""
        return outline(self.file.contents) if self.file else ()

    @property
    def entry(self) -> Entry | None:
        """The open section."""
        entries = self.entries
        return entries[min(self.number, len(entries) - 1)] if entries else None

    def workspace_changed(self, workspace: Workspace) -> None:
        """Take over another workspace; what is open stays open."""
        self.tree_view.show(workspace)
        if self.draft is not None:
            self.editor.file_changed(workspace.files.get(self.draft.file.name))
            self.show_all()
            return
        if self.open_name is not None and self.open_name not in workspace.names:
            name = self.tree_view.file_name  # the file that now stands where it stood
            self.open_name = name if name in workspace.names else None
        if self.open_name is None and workspace.names:
            first = self._first_spec(workspace)
            self.tree_view.select(first)
            self.open_file(first)
            return
        self.show_all()

    def _first_spec(self, workspace: Workspace) -> str:
        """Return what to open first: a spec rather than the index beside it, if one is soon found."""
        session = self.specui.session
        for name in workspace.names[:FIRST]:
            if session.file(name).kind == "spec":
                return name
        return workspace.names[0]

    def open_file(self, name: str, section: str | None = None, offset: int | None = None) -> None:
        """Show a file, at the section of the same name as the one before, or at the place given."""
        if self.draft is not None and name != self.draft.file.name:
            return
        self.open_name = name
        self.specui.visit(name)
        file = self.specui.session.file(name)
        self.specui.sync()
        entries = outline(file.contents)
        wanted = self.section_name if section is None else section
        self.number = entry_named(entries, wanted, min(self.number or 1, len(entries) - 1)).number
        self.show_all(offset=offset)

    def go_to_file(self, name: str) -> None:
        """Open a file as if it had been chosen in the tree."""
        self.tree_view.select(name)
        self.open_file(name)
        self.focus_pane("section")

    def go_to_entry(self, entry: Entry, offset: int | None = None) -> None:
        """Open a section of the open file."""
        self.number, self.section_name = entry.number, entry.name
        self.show_all(offset=offset)

    # -- showing

    def show_all(self, offset: int | None = None) -> None:
        """Bring every widget up to what is known now."""
        self._show_tree_title()
        self._show_section(offset)
        self.show_problems()
        self._show_footer()

    def _show_tree_title(self) -> None:
        workspace = self.specui.workspace
        specs = sum(1 for _ in workspace.specs)
        count = len(workspace.names)
        if self.tree_view.wanted:
            rest = f"{len(self.tree_view.files_shown)} of {count}"
        elif workspace.loading:
            rest = f"{count} files"
        else:
            rest = f"{specs} spec{'' if specs == 1 else 's'}"
        self.query_one("#tree-title", PaneTitle).show(
            f"{workspace.root.name or workspace.root}",
            [Cell(rest, "muted")] if count else [],
            lit=self.pane == "tree",
        )

    def _show_section(self, offset: int | None = None) -> None:
        file, entry = self.file, self.entry
        self.query_one(SpecHeader).show(file, lit=self.pane == "section")
        self.query_one(SectionTabs).show(self.entries, entry.number if entry else 0)
        typing = self.draft is not None
        told = None if typing else notices.instead(self.specui.workspace, file, entry)
        if told is not None:
            self.notice.show(*told)
        elif file is not None and entry is not None and not typing:
            self.section_view.show(file.contents, entry.section, file.diagnostics, offset=offset)
        had = self.pane == "section" and not self.specui.in_dialog
        self.notice.set_class(told is None, "-hidden")
        self.section_view.set_class(typing or told is not None, "-hidden")
        if self._editor is not None:
            self._editor.set_class(not typing, "-hidden")
        if had and not typing:
            self._focus(self._section_widget)

    def show_problems(self, draft: SpecFile | None = None) -> None:
        """List the problems; `draft` is the open file as it would be if what is typed were kept."""
        file = draft or self.file
        if self.all_problems:
            problems = problems_of_all(self.specui.workspace.ordered)
            empty = "No problems in any spec." if self.specui.workspace.names else ""
        else:
            problems = problems_of(file) if file is not None else []
            empty = notices.no_problems(file)
        self.panel.show(problems, several=self.all_problems, empty=empty)
        scope = "all specs" if self.all_problems else "this spec"
        other = "this spec" if self.all_problems else "all specs"
        rest = [Cell(count_text(problems) or "none", "muted"), Cell(scope, "faint")]
        self.query_one("#problems-title", PaneTitle).show(
            "Problems", rest, f"A {other}", lit=self.pane == "problems"
        )

    def _show_footer(self) -> None:
        place = self.place
        without = set()
        stop = self.section_view.stop
        if place == "section" and (self._section_widget is self.notice or stop is None or stop.task is None):
            without.add("tick")
        if place == "tree":
            row = self.tree_view.row
            if row is None or row.kind == "file":
                without.add("fold")
        if not self.specui.session.undoable:
            without.add("undo")
        if not self.tree_view.wanted and place == "tree":
            without.add("filter-clear")
        here = self.problem_here()
        if here is None or here.diagnostic.fix is None:
            without.add("fix")
        if here is None:
            without.add("manual")
        if not self.panel.problems:
            without |= {"problem-after", "go-to-problem"}
        self.query_one(KeyFooter).show(place, frozenset(without))
        self.query_one(Crumbs).show(self.pane, self._crumb_text())

    def _crumb_text(self) -> tuple[str, str, str]:
        spec = self.file.contents.spec.title if self.file else ""
        count = len(self.panel.problems)
        return (
            self.specui.workspace.root.name,
            f"{spec or self.open_name or ''}",
            f"{count} problem{'' if count == 1 else 's'}",
        )

    @property
    def place(self) -> Place:
        """What the keyboard is talking to."""
        if self.focused is not None and self.focused.id == "filter":
            return "filter"
        if self.pane == "section" and self.draft is not None:
            return "editor"
        return self.pane

    # -- panes

    @property
    def _section_widget(self) -> SectionView | Notice:
        return self.section_view if self.notice.has_class("-hidden") else self.notice

    def focus_pane(self, pane: Place) -> None:
        """Give a pane the keyboard, showing it if it is hidden."""
        if pane == "tree" and self.has_class("-lone"):
            pane = "section"
        self.pane = pane
        self._show_panes()
        if pane == "section" and self.draft is not None:
            self.editor.take_focus()
        else:
            self._focus({"tree": self.tree_view, "problems": self.panel}.get(pane, self._section_widget))
        self._show_titles()

    def _focus(self, widget: Widget) -> None:
        self.set_focus(widget, scroll_visible=False)

    @on(events.DescendantFocus)
    def _pane_follows(self) -> None:
        if self.focused is None:
            return
        panes: tuple[Place, ...] = ("tree", "section", "problems")
        for pane in panes:
            if self.query_one(f"#{pane}-pane") in self.focused.ancestors:
                if pane != self.pane:
                    self.pane = pane
                    self._show_panes()
                self._show_titles()

    def _show_titles(self) -> None:
        self._show_tree_title()
        self.query_one(SpecHeader).show(self.file, lit=self.pane == "section")
        self.show_problems(self.as_typed)
        self._show_footer()

    def on_resize(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        columns, rows = self.size
        if not columns:
            return
        tiny = columns < LEAST[0] or rows < LEAST[1]
        narrow = columns < NARROW
        self.set_class(columns >= WIDE, "-wide")
        self.set_class(columns < SLIM, "-slim")
        self.set_class(rows < LOW, "-low")
        self.set_class(narrow, "-narrow")
        self.query_one(TooSmall).set_class(not tiny, "-hidden")
        for part in ("#panes", "#message", "#footer"):
            self.query_one(part).set_class(tiny, "-hidden")
        self._show_panes()
        self.query_one(Crumbs).set_class(not narrow or tiny or self.has_class("-lone"), "-hidden")
        self.query_one("#tree-title").set_class(narrow, "-hidden")
        if not tiny and self.focused is None:
            self.call_after_refresh(self._refocus)

    def _refocus(self) -> None:
        if self.focused is None and self.is_current:
            self.focus_pane(self.pane)

    def _show_panes(self) -> None:
        one = self.zoomed or self.has_class("-narrow")
        self.set_class(one, "-one")
        lone = self.has_class("-lone")
        for pane in PANES:
            hidden = (one and pane != self.pane) or (lone and pane == "tree")
            self.query_one(f"#{pane}-pane").set_class(hidden, "-hidden")

    def action_next_pane(self, by: int) -> None:
        if self.place == "editor":
            return
        order: list[Place] = (
            ["section", "problems"] if self.has_class("-lone") else ["tree", "section", "problems"]
        )
        self.focus_pane(order[(order.index(self.pane) + by) % len(order)])

    def action_go_pane(self, index: int) -> None:
        order: tuple[Place, ...] = ("tree", "section", "problems")
        self.focus_pane(order[index])

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed
        self._show_panes()

    def action_focus_tree(self) -> None:
        if self.zoomed:
            self.action_zoom()
        self.focus_pane("tree")

    # -- moving

    @on(SpecTree.Moved)
    def _tree_moved(self, event: SpecTree.Moved) -> None:
        self._walked = None
        if event.name is not None:
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
        if self.draft is not None or not entries:
            return
        if number >= len(entries):
            self.specui.say(f"This spec has no section {number}")
            return
        self.go_to_entry(entries[number])
        self.focus_pane("section")

    def action_step_section(self, by: int) -> None:
        entry = self.entry
        if entry is not None and 0 <= entry.number + by < len(self.entries):
            self.action_go_section(entry.number + by)

    @on(SectionView.StopChanged)
    def _stop_changed(self) -> None:
        self._show_footer()

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
            self.specui.say("No problems here")
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

    def problem_here(self) -> Problem | None:
        """Return the problem that is meant: under the cursor, or the one chosen in the list."""
        stop = self.section_view.stop
        if self.pane != "section" or stop is None:
            return self.panel.problem
        if self._walked is not None and self._walked in self.panel.problems:
            return self._walked
        file = self.file
        here = [p for p in problems_of(file) if stop.start <= p.diagnostic.start <= stop.end] if file else []
        return next((p for p in here if p.diagnostic.fix), here[0] if here else None)
