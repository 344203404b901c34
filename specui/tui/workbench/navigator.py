"""The navigator: which file and section are open, what is under the cursor, and the ways to elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from textual.widget import Widget

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.targets import Target
from specui.tui.models.outline import Entry, entry_at, entry_named, outline
from specui.tui.models.problem_list import Problem, Problems
from specui.tui.models.trail import Trail, Visit, offset_in, visit_of
from specui.tui.ports import Files, Notify
from specui.tui.rendering.section import Element
from specui.tui.widgets.layout_wait import laid_out
from specui.tui.workbench.edit_desk import EditDesk
from specui.tui.workbench.inline_edit import Item
from specui.tui.workbench.state import Location, SectionEdit, WorkbenchState
from specui.tui.workbench.view import Aspect, View
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

FIRST = 12
"""Files to read at most to find the first spec."""
_LAYOUT_WAITS = 3
"""Waits for the section to be laid out, at most."""


class Awaited(NamedTuple):
    """A file to show as soon as it has been read, and where."""

    name: str
    section: str | None
    offset: int | None


class Navigator:
    """Goes to files, sections, problems and offsets; remembers the way.

    Every way leaves an unchanged inline edit, and refuses to leave unsaved text.
    """

    def __init__(
        self, state: WorkbenchState, files: Files, notify: Notify, view: View, desk: EditDesk
    ) -> None:
        self._state, self._files, self._notify, self._view, self._desk = state, files, notify, view, desk
        self.problems = Problems()
        self.remembered: Visit | None = None
        """Where the cursor stood when specui was closed, until its file is open."""
        self.tracks = True
        """Whether the places that the cursor comes to are kept; not while the user types a search."""
        self.walked: Problem | None = None
        """The problem that the user stepped to last."""
        self._outline: tuple[Contents | None, tuple[Entry, ...]] = (None, ())
        self._awaited: Awaited | None = None
        self._is_stepping = False

    # -- what is open

    @property
    def file(self) -> SpecFile | None:
        """The open file; its last version while you edit a file that was deleted; None if no file is open, and at home."""
        if self._state.home:
            return None
        name = self._state.at.file
        known = self._files.workspace.files.get(name) if name else None
        return known if known is not None else self._desk.base

    @property
    def shown_file(self) -> SpecFile | None:
        """The open file as it would be if the section being written were saved."""
        return self._desk.as_typed or self.file

    @property
    def awaited(self) -> str:
        """The file that is being read in the background; "" for none."""
        return self._awaited.name if self._awaited is not None else ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The open file's sections."""
        file = self.file
        contents = file.contents if file is not None else None
        if self._outline[0] is not contents:
            self._outline = (contents, outline(contents) if contents is not None else ())
        return self._outline[1]

    @property
    def entry(self) -> Entry | None:
        """The open section."""
        entries = self.entries
        return entries[min(self._state.at.number, len(entries) - 1)] if entries else None

    @property
    def item(self) -> Item | None:
        """The item under the cursor; None when no section is shown, or it is not laid out yet."""
        self._view.settle()
        file, section = self.file, self._view.section_view
        element, layout = section.element, section.layout_shown
        if file is None or element is None or layout is None or not self._view.shows_section:
            return None
        if layout.document is not file.contents.spec.document:
            return None
        return Item(file, element, section.area)

    @property
    def target(self) -> Target | None:
        """What the cursor stands on; for a missing section, what the template has of it."""
        item, entry = self.item, self.entry
        if item is not None:
            return item.element.target
        return entry.schema if entry is not None and entry.missing else None

    async def item_when_laid_out(self) -> Item | None:
        """Return the item under the cursor, after the section has been laid out: keys may come before that."""
        for _ in range(_LAYOUT_WAITS):
            item = self.item
            if item is not None or self.file is None or not self._view.shows_section:
                return item
            if isinstance(self._state.editing, SectionEdit):
                return None
            await laid_out(self._view.call_after_refresh)
        return self.item

    def problem_here(self) -> Problem | None:
        """Return the problem under the cursor, or the one chosen in the list."""
        file, entry, element = self.file, self.entry, self._view.section_view.element
        if self._state.pane != "section" or file is None or entry is None:
            return self._view.panel.problem
        problems = self.problems.of(file)
        if entry.missing:
            missing = [p for p in problems if p.diagnostic.rule == "missing-section"]
            return next((p for p in missing if entry.name in p.diagnostic.message), None)
        if self.walked is not None and self.walked in problems:
            return self.walked
        here = [p for p in problems if element is not None and _concerns(p, element)]
        return next((p for p in here if p.diagnostic.fix), here[0] if here else None)

    # -- going places

    def open_file(self, name: str, section: str | None = None, offset: int | None = None) -> None:
        """Open a file at the section of the same name as before, or at the place given."""
        if not self._desk.try_leave(name):
            return
        self._state.home = False
        self._set(file=name)
        self._files.mark_seen(name)
        self._awaited = None
        if self._files.loads_in_background(name):
            self._awaited = Awaited(name, section, offset)
            self._view.refresh_view()
            return
        file = self._files.session.file(name)
        self._files.sync()
        entries = outline(file.contents)
        wanted = self._state.at.section if section is None else section
        number = entry_named(entries, wanted, min(self._state.at.number or 1, len(entries) - 1)).number
        self._set(number=number)
        self._view.refresh_view(offset=offset)

    def open_from_tree(self, name: str) -> None:
        """Open a file as if it had been chosen in the tree."""
        self._view.tree_view.select(name)
        self.open_file(name)
        self._view.focus_pane("section")

    def go_home(self) -> bool:
        """Show the home view in the place of the section; says whether that was possible."""
        if not self._desk.try_leave(None):
            return False
        self._state.home, self._awaited = True, None
        return True

    def leave_home(self) -> None:
        """Show the open file again, or the first spec."""
        self._state.home = False
        self.follow(self._files.workspace)

    def open_at(self, section: str) -> None:
        """Prefer this section in the file that is opened first."""
        self._set(section=section)

    def select_file(self, name: str) -> None:
        """Put the tree's cursor on a file, whatever the filter shows, and open it."""
        self.reveal(name)
        self._view.tree_view.select(name)
        self.open_file(name)

    def reveal(self, name: str) -> None:
        """Clear the tree's filter if it hides a file."""
        tree = self._view.tree_view
        if tree.wanted and name not in tree.files_shown:
            for line in (*self._view.find("#filter", Widget), *self._view.find("#filter-chip", Widget)):
                line.remove()
            tree.filter("")
            self._view.refresh_view(Aspect.TITLES)

    def go_to_entry(self, entry: Entry, offset: int | None = None) -> None:
        """Open a section of the open file."""
        if not self._desk.try_leave(self._state.at.file):
            return
        self._state.home = False
        self._set(number=entry.number, section=entry.name)
        self._view.refresh_view(offset=offset)

    def go_to_number(self, number: int) -> None:
        """Open a section of the open file by its number, if there is one."""
        if number < len(self.entries):
            self.go_to_entry(self.entries[number])

    def return_to(self, at: Location, trail: Trail, offset: int | None) -> None:
        """Go back to a section of the open file as if it had not been left."""
        self.go_to_entry(self.entries[at.number], offset)
        self._view.settle()
        self._state.at, self._state.trail = at, trail

    def go_to_offset(self, name: str, offset: int) -> bool:
        """Go to an offset of a file, with the cursor on the item there; says whether that was possible."""
        if name not in self._files.workspace.names:
            return False
        if self._desk.goes_within(name, offset):
            return True
        if not self._desk.try_leave(None):
            return False
        self.reveal(name)
        self.leap()
        self._state.home = False
        self._view.tree_view.select(name)
        self._set(file=name)
        self._files.mark_seen(name)
        self._files.session.file(name)
        self._files.sync()
        self.go_to_entry(entry_at(self.entries, offset), offset)
        self._view.focus_pane("section")
        return True

    def go_to_line(self, name: str, line: int) -> None:
        """Go to a line of a file, from 1."""
        lines = self._files.session.file(name).contents.spec.document.lines
        self.go_to_offset(name, lines.offset(min(line, len(lines))))

    def go_to_problem(self, problem: Problem) -> None:
        """Go to the place of a problem."""
        self._view.panel.select(problem)
        if self._desk.goes_within(problem.name, problem.diagnostic.start):
            return
        if not self._desk.try_leave(None):
            return
        self.leap()
        self._state.home = False
        if problem.name != self._state.at.file:
            self._view.tree_view.select(problem.name)
        self._set(file=problem.name)
        entries = self.entries
        if problem.section < len(entries):
            entry = entries[problem.section]
            self._set(number=entry.number, section=entry.name)
        self._view.refresh_view(offset=problem.diagnostic.start)
        self._view.focus_pane("section")
        self.walked = problem

    def go_to_change(self, transaction: Transaction, text: str) -> None:
        """Put the cursor on what a change has brought into the open file."""
        offset = transaction.place_of_new(text)
        self.go_to_entry(entry_at(self.entries, offset), offset)

    # -- the workspace changes

    def follow(self, workspace: Workspace) -> None:
        """Keep the open file open in another snapshot; open another one when it is gone."""
        tree, at = self._view.tree_view, self._state.at
        if self._desk.follows(workspace):
            self._view.refresh_view()
            return
        if at.file is not None and at.file not in workspace.names:
            name = tree.file_name  # the file that stands there now
            self._set(file=name if name in workspace.names and not self._state.home else None)
        if self._state.home:
            self._view.refresh_view()
            return
        if self._state.at.file is None and workspace.names:
            first = self._first_spec(workspace)
            if first:
                tree.select(first)
                waits = self._files.loads_in_background(first)
                self.open_file(first, offset=None if waits else self._first_offset(first))
                return
        awaited = self._awaited
        if awaited is not None and awaited.name == self._state.at.file and awaited.name in workspace.files:
            offset = self._first_offset(awaited.name) if awaited.offset is None else awaited.offset
            self.open_file(awaited.name, awaited.section, offset)
            return
        self._view.refresh_view()

    def _first_spec(self, workspace: Workspace) -> str:
        """Return the file to open first: the one of the last session, else a spec rather than an index; "" for later."""
        last = self.remembered
        if last is not None and last.file:
            if last.file in workspace.names:
                return last.file
            if self._files.session.partial and (workspace.root / last.file).is_file():
                return ""  # not listed yet
            self.remembered = None
        for name in workspace.names[:FIRST]:
            if self._files.loads_in_background(name):
                return name
            file = self._files.session.file(name)
            if file.is_counted:
                return self._main_file_of(file.unit) or name
        return workspace.names[0]

    def _main_file_of(self, unit: str) -> str:
        """Return the file that a feature begins with, of the first files; "" for none."""
        near = self._files.workspace.names[:FIRST] if unit else ()
        small = [
            name for name in near if name.startswith(f"{unit}/") and not self._files.loads_in_background(name)
        ]
        return next((name for name in small if self._files.session.file(name).is_main), "")

    def _first_offset(self, name: str) -> int | None:
        """Return where the cursor stood in the file in the last session."""
        last, self.remembered = self.remembered, None
        if last is None or name != last.file:
            return None
        file = self._files.session.file(name)
        section = next((s for s in file.contents.spec.sections if s.name == last.section), None)
        if section is None:
            return offset_in(last, file.text, 0, file.contents.spec.head_end)
        return offset_in(last, file.text, section.start, section.end)

    # -- back and forward

    def step_back(self, by: int) -> bool:
        """Go to the location before (-1) or after (1); says whether there is one."""
        trail = self._state.trail.step(by, frozenset(self._files.workspace.names))
        if trail is None or trail.here is None:
            return False
        self._state.trail = trail
        self._is_stepping = True
        try:
            self._go_to_visit(trail.here)
        finally:
            self._is_stepping = False
        return True

    def _go_to_visit(self, place: Visit) -> None:
        file = self._files.session.file(place.file)
        entry = entry_named(outline(file.contents), place.section)
        if entry.missing:
            self.go_to_offset(place.file, 0)
            self.go_to_entry(entry)
            return
        if entry.name != place.section or entry.section is None:
            start, end = 0, file.contents.spec.head_end if entry.name == place.section else len(file.text)
        else:
            start, end = entry.section.start, entry.section.end
        self.go_to_offset(place.file, offset_in(place, file.text, start, end))

    def leap(self) -> None:
        """Keep the current location, because a jump follows."""
        if not self._is_stepping:
            self._state.trail = self._state.trail.leap()

    def stay(self) -> None:
        """Keep the current location, because the user works here."""
        self._state.trail = self._state.trail.stay()

    def track(self) -> None:
        """Note where the cursor stands now."""
        file, entry = self.file, self.entry
        if file is None or entry is None or not self.tracks or isinstance(self._state.editing, SectionEdit):
            return
        element = self._view.section_view.element if self._view.shows_section else None
        start = entry.section.start if entry.section is not None else 0
        here = visit_of(file.name, entry.name, file.text, element.start if element else start)
        before = self._state.trail.here
        if self._is_stepping or (before is not None and before[:2] == here[:2]):
            self._state.trail = self._state.trail.move(here)
        else:
            self._state.trail = self._state.trail.visit(here, passing=self._state.pane == "tree")

    def _set(self, **values: str | int | None) -> None:
        self._state.at = replace(self._state.at, **values)  # type: ignore[arg-type]


def _concerns(problem: Problem, element: Element) -> bool:
    """Say whether a problem is at an element, or its fix changes it: one problem can be about many places of a file."""
    found = problem.diagnostic
    edits = found.fix.edits if found.fix is not None else ()
    places = (found.start, *(edit.start for edit in edits))
    return any(element.start <= place <= element.end for place in places)
