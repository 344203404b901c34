"""What is open, and every pane brought up to it.

Which spec and which section are open is this screen's own; files and workspace are the app's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from specui.specs.contents import Contents
from specui.specs.links import links_in
from specui.tui.commands import Here, Place, said
from specui.tui.models.outline import Entry, entry_named, outline
from specui.tui.models.problem_list import Problem, Problems, count_text
from specui.tui.rendering.paint import Cell
from specui.tui.services.file_loader import Loaded
from specui.tui.widgets.bars import Bar, Crumbs, KeyFooter, MessageLine, PaneTitle
from specui.tui.widgets.spec_header import SectionTabs, SpecHeader
from specui.tui.workbench import empty_states as notices
from specui.tui.workbench.arrangement import Arrangement
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

FIRST = 12
"""So many files are read to find the first spec."""


def busy() -> str:
    """Return what is said where something must wait for the writing."""
    return f"Keep what is typed first ({said('keep')}), or leave it ({said('leave-editor')})"


class Awaited(NamedTuple):
    """A file that is to be shown as soon as it has been read, and where."""

    name: str
    section: str | None
    offset: int | None


class Panes(Arrangement):
    """Shows what is open, and goes from one place to another."""

    def __init__(self) -> None:
        super().__init__()
        self.open_name: str | None = None
        self.number = 1
        self.section_name = ""
        self.all_problems = False
        self._problems = Problems()
        self._outline: tuple[Contents | None, tuple[Entry, ...]] = (None, ())
        self._specs: tuple[Workspace | None, int] = (None, 0)
        self._awaited: Awaited | None = None
        self._walked: Problem | None = None
        self._listed: tuple[str | None, bool] = (None, False)

    def on_mount(self) -> None:
        self.begin()
        self._learn(self.specui.read_first())
        self.watch(self.app, "workspace", self.workspace_changed)
        self.focus_pane(self.first_pane)
        self.query_one(SectionTabs).fit_height(self.section_columns)

    @property
    def first_pane(self) -> Place:
        """Which pane has the keyboard at first."""
        return "section" if self.has_class("-lone") else "tree"

    # -- what is open

    @property
    def as_typed(self) -> SpecFile | None:
        """The open file as it would be if what is typed were kept; None where nothing is."""
        return self._editor.as_typed if self._editor is not None else None

    @property
    def file(self) -> SpecFile | None:
        """The open file as it is known, or was where it is gone while one writes; None before there is one."""
        known = self.specui.workspace.files.get(self.open_name) if self.open_name else None
        return known if known is not None or self.draft is None else self.draft.file

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The open file's sections."""
        contents = self.file.contents if self.file else None
        if self._outline[0] is not contents:
            self._outline = (contents, outline(contents) if contents is not None else ())
        return self._outline[1]

    @property
    def entry(self) -> Entry | None:
        """The open section."""
        entries = self.entries
        return entries[min(self.number, len(entries) - 1)] if entries else None

    def learn(self, found: Iterable[Loaded]) -> None:
        """Take what was worked out of files in another thread, before they come."""
        known = self.specui.workspace.files
        self._learn(read for read in found if read.file.name not in known)

    def _learn(self, found: Iterable[Loaded]) -> None:
        for file, summary, problems in found:
            self.tree_view.sums.learn(file, summary)
            self._problems.learn(file, problems)

    def workspace_changed(self, workspace: Workspace) -> None:
        """Take over another workspace; what is open stays open."""
        self.tree_view.show(workspace)
        self.share_room()
        if self.draft is not None:
            self.editor.file_changed(workspace.files.get(self.draft.file.name))
            self.show_all()
            return
        if self.open_name is not None and self.open_name not in workspace.names:
            name = self.tree_view.file_name  # the file that now stands where it stood
            self.open_name = name if name in workspace.names else None
        if self.open_name is None and workspace.names:
            first = self._first_spec(workspace)
            if first:
                self.tree_view.select(first)
                waits = self.specui.reads_behind(first)
                self.open_file(first, offset=None if waits else self._first_offset(first))
                return
        awaited = self._awaited
        if awaited is not None and awaited.name == self.open_name and awaited.name in workspace.files:
            offset = self._first_offset(awaited.name) if awaited.offset is None else awaited.offset
            self.open_file(awaited.name, awaited.section, offset)
            return
        self.show_all()

    def _first_spec(self, workspace: Workspace) -> str:
        """Return what to open first: a spec rather than the index beside it, if one is soon found; "" for later."""
        session = self.specui.session
        for name in workspace.names[:FIRST]:
            if self.specui.reads_behind(name) or session.file(name).kind == "spec":
                return name
        return workspace.names[0]

    def _first_offset(self, _name: str) -> int | None:
        """Return where in it the cursor is to stand, if that is known."""
        return None

    def open_file(self, name: str, section: str | None = None, offset: int | None = None) -> None:
        """Show a file, at the section of the same name as the one before, or at the place given."""
        if self.draft is not None:
            if name != self.draft.file.name:
                self.hint(busy())
            return
        self.open_name = name
        self.specui.visit(name)
        self._awaited = None
        if self.specui.reads_behind(name):
            self._awaited = Awaited(name, section, offset)
            self.show_all()
            return
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
        if self._specs[0] is not workspace:
            self._specs = (workspace, sum(1 for _ in workspace.specs))
        specs = self._specs[1]
        count = len(workspace.names)
        if self.tree_view.wanted:
            rest = f"{len(self.tree_view.files_shown)} of {count} files"
        elif workspace.loading:
            rest = f"{count}{'+' if self.specui.session.partial else ''} files"
        else:
            rest = f"{specs} spec{'' if specs == 1 else 's'}"
        self.query_one("#tree-title", PaneTitle).show(
            f"{workspace.root.name or workspace.root}",
            [Cell(rest, "muted")] if count else [],
            lit=self.pane == "tree",
        )

    def _show_section(self, offset: int | None = None) -> None:
        file, entry = self.file, self.entry
        self._show_header()
        self.query_one(SectionTabs).show(self.entries, entry.number if entry else 0)
        typing = self.draft is not None
        told = None if typing else notices.instead(self.specui.workspace, file, entry)
        if file is None and self._awaited is not None:
            told = notices.reading(self._awaited.name)
        if told is not None:
            self.notice.show(*told)
        elif file is not None and entry is not None and not typing:
            section = entry.schema if entry.missing else entry.section
            self.section_view.show(
                file.contents,
                section,
                file.diagnostics,
                file=file.name,
                offset=offset,
                writable=not file.read_only,
            )
        had = self.pane == "section" and self.place != "search" and not self.specui.in_dialog
        self.notice.set_class(told is None, "-hidden")
        self.section_view.set_class(typing or told is not None, "-hidden")
        if self._editor is not None:
            self._editor.set_class(not typing, "-hidden")
        if had and not typing:
            self._focus(self._section_widget)

    def _show_header(self) -> None:
        sign = "" if self.query_one(Crumbs).display else self.specui.watching
        self.query_one(SpecHeader).show(self.file, lit=self.pane == "section", sign=sign)

    def show_watching(self) -> None:
        """Show how files are watched by now, where that is worth a warning."""
        self._show_header()
        self._show_footer()

    def show_problems(self, draft: SpecFile | None = None) -> None:
        """List the problems; `draft` is the open file as it would be if what is typed were kept."""
        file = draft or self.file
        if self.all_problems:
            problems = self._problems.of_all(self.specui.workspace)
            empty = "No problems in any spec." if self.specui.workspace.names else ""
        else:
            problems = self._problems.of(file) if file is not None else []
            empty = notices.no_problems(file)
        self.panel.show(problems, several=self.all_problems, empty=empty)
        listed = (self.open_name, self.all_problems)
        self.want_problem_lines(1 + self.panel.lines_wanted, anew=listed != self._listed)
        self._listed = listed
        scope = "all specs" if self.all_problems else "this spec"
        other = "" if self.has_class("-lone") else "this spec" if self.all_problems else "all specs"
        other = f"{said('problems-scope')} {other}" if other else ""
        rest = [Cell(count_text(problems), "muted"), Cell(scope, "faint")] if problems else []
        self.query_one("#problems-title", PaneTitle).show(
            "Problems", rest, other, lit=self.pane == "problems"
        )

    def _show_footer(self) -> None:
        self.query_one(MessageLine).forget()
        self.query_one(KeyFooter).show(self.place, self.here)
        zoomed = self.zoomed and not self.has_class("-narrow")
        self.query_one(Crumbs).show(self.pane, self._crumb_text(), zoomed=zoomed, sign=self.specui.watching)

    @property
    def is_searching(self) -> bool:
        """Whether words are searched for in the spec."""
        return False

    @property
    def here(self) -> Here:
        """What there is to do something with."""
        file, stop, row, problem = self.file, self.section_view.stop, self.tree_view.row, self.problem_here()
        shown = self._section_widget is self.section_view
        return Here(
            writable=file is not None and not file.read_only and shown,
            ticks=shown and stop is not None and stop.task is not None,
            row=row.kind if row is not None else "",
            names=bool(self.specui.workspace.names),
            lone=self.has_class("-lone"),
            filtered=bool(self.tree_view.wanted) or self.place == "filter",
            undoable=bool(self.specui.session.undoable),
            explained=problem is not None,
            fixable=problem is not None and problem.diagnostic.fix is not None,
            problems=bool(self.panel.problems),
            sections=len(self.entries),
            gap=shown and stop is not None and stop.kind == "row" and type(stop.target).__name__ == "Gap",
            signs=shown and self.entry is not None and self.entry.is_signed,
            redoable=bool(self.specui.session.redoable),
            links=shown
            and file is not None
            and stop is not None
            and bool(links_in(file.text[stop.start : stop.end])),
            items=shown and stop is not None,
            cells=shown and stop is not None and stop.kind in {"row", "table"},
            hides=self.section_view.hides if shown else "",
            marking=shown and self.section_view.marking,
            searched=self.is_searching,
            roomy=not self.has_class("-narrow"),
        )

    def show_keys(self) -> None:
        """Show the keys again, which are others now."""
        for bar in self.query(Bar):
            bar.refresh_changed()
        self.show_all()

    def _crumb_text(self) -> tuple[str, str, str]:
        spec = self.file.contents.spec.title if self.file else ""
        count = len(self.panel.problems)
        return (
            self.specui.workspace.root.name,
            f"{spec or self.open_name or ''}",
            f"{count} problem{'' if count == 1 else 's'}",
        )

    def hint(self, text: str) -> None:
        """Say why a key does nothing here; gone with the next one that does."""
        self.query_one(MessageLine).show(text, passing=True)

    def pane_changed(self) -> None:
        self._show_tree_title()
        self._show_header()
        self.show_problems(self.as_typed)
        self._show_footer()

    def problem_here(self) -> Problem | None:
        """Return the problem that is meant: under the cursor, or the one chosen in the list."""
        file, entry, stop = self.file, self.entry, self.section_view.stop
        if self.pane != "section" or file is None or entry is None:
            return self.panel.problem
        problems = self._problems.of(file)
        if entry.missing:
            missing = [p for p in problems if p.diagnostic.rule == "missing-section"]
            return next((p for p in missing if entry.name in p.diagnostic.message), None)
        if self._walked is not None and self._walked in problems:
            return self._walked
        here = [p for p in problems if stop is not None and stop.start <= p.diagnostic.start <= stop.end]
        return next((p for p in here if p.diagnostic.fix), here[0] if here else None)
