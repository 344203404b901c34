"""What the keys can do at the moment: the facts that commands ask before they are offered."""

from __future__ import annotations

from dataclasses import replace

from specui.markdown.blocks import Conflict
from specui.markdown.conflicts import read_labels
from specui.specs.links import links_in
from specui.tui.commands import Here, Place
from specui.tui.commands.here import Item as Words
from specui.tui.ports import Files
from specui.tui.rendering.safe_text import fit
from specui.tui.workbench.edit_desk import EditDesk
from specui.tui.workbench.inline_edit import Item
from specui.tui.workbench.navigator import Navigator
from specui.tui.workbench.state import SectionEdit, WorkbenchState
from specui.tui.workbench.view import View

LABEL = 24
"""Cells of a side's name, of a merge conflict."""


class Surroundings:
    """Reads the facts from the state and the panes; the words of the item are kept until it changes."""

    def __init__(
        self, state: WorkbenchState, files: Files, view: View, navigator: Navigator, desk: EditDesk
    ) -> None:
        self._state, self._files, self._view = state, files, view
        self._navigator, self._desk = navigator, desk
        self._known: tuple[object, ...] = ()
        self._words = Words()
        self.searched = False
        """Whether a search is on."""

    @property
    def place(self) -> Place:
        """What the keyboard talks to."""
        focused = {"filter": "filter", "search-input": "search"}.get(self._view.focused_id)
        if focused == "filter":
            return "filter"
        if focused == "search":
            return "search"
        if self._state.pane == "section" and not self._desk.is_idle:
            return "editor" if isinstance(self._state.editing, SectionEdit) else "inline"
        return "home" if self._state.pane == "section" and self._view.shows_home else self._state.pane

    @property
    def here(self) -> Here:
        """What there is to do something with."""
        view, session = self._view, self._files.session
        file, element, row = self._navigator.file, view.section_view.element, view.tree_view.row
        problem, entry = self._navigator.problem_here(), self._navigator.entry
        shown = view.shows_section
        at_item = shown and element is not None
        found = Here(
            writable=file is not None and not file.read_only and shown,
            row=row.kind if row is not None else "",
            names=bool(self._files.workspace.names),
            lone=view.is_lone,
            filtered=bool(view.tree_view.wanted) or self.place == "filter",
            undoable=bool(session.undoable),
            explained=problem is not None,
            fixable=problem is not None
            and (problem.diagnostic.fix is not None or problem.diagnostic.rule == "conflict-markers"),
            problems=bool(view.panel.problems),
            sections=len(self._navigator.entries),
            signs=shown and entry is not None and entry.is_signed,
            redoable=bool(session.redoable),
            links=shown
            and file is not None
            and element is not None
            and bool(links_in(file.text[element.start : element.end])),
            items=at_item,
            cells=shown and element is not None and element.kind in {"row", "table"},
            hides=view.section_view.hides if shown else "",
            marking=shown and view.section_view.marking,
            searched=self.searched,
            roomy=not view.is_narrow,
        )
        if self._desk.inline_edit is not None:
            return replace(found, item=self._inline_words())
        if self._state.pane != "section" or not found.writable:
            return found
        item = self._navigator.item
        return found if item is None else self._with_item(found, item)

    def _with_item(self, found: Here, item: Item) -> Here:
        target, marked = item.element.target, self._view.section_view.marked
        if isinstance(target, Conflict):
            ours, theirs = read_labels(item.file.contents.spec.document, target)
            found = replace(found, sides=(fit(ours, LABEL), fit(theirs, LABEL)))
        key = (item.file.contents, item.element, item.area, marked)
        if key != self._known:
            from specui.tui.editors.item_labels import item_hints
            from specui.tui.models.broken_boxes import mended_boxes

            self._known = key
            self._words = item_hints(item.file.contents, item.element, item.area, self._files.today, marked)
            if not self._words.space and mended_boxes(item.file, item.element) is not None:
                self._words = self._words._replace(space="fix the box")
        return replace(found, item=self._words)

    def _inline_words(self) -> Words:
        editor = self._desk.inline
        form = editor.form
        return Words(
            enter=editor.enter,
            multiline=form is not None and form.field.multiline,
            steps=editor.steps,
            more=form is not None and form.at + 1 < len(form.fields),
            listed=editor.quick,
        )
