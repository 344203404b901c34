"""The edit desk: the one place that says what is being edited, and that opens and closes the editors.

It makes the widgets when they are first asked for, puts the inline editor where its item stands, and gives what is
typed to the recovery journal. What an edit means is for its controller.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.geometry import Region

from specui.tui.commands import said
from specui.tui.models.draft import Draft
from specui.tui.ports import JOURNAL_CHARACTERS, JOURNAL_SECONDS, Files, Kept, Notify, RecoveryJournal
from specui.tui.rendering.section import GUTTER, Element
from specui.tui.workbench.inline_edit import InlineEdit, as_text, form_typed
from specui.tui.workbench.intents import AddItem, SignOff
from specui.tui.workbench.state import IDLE, Idle, SectionEdit, WorkbenchState
from specui.tui.workbench.view import Aspect, View
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from textual.timer import Timer

    from specui.tui.dialogs.questions import Value
    from specui.tui.editors.form_state import Sources
    from specui.tui.editors.inline_editor import InlineEditor
    from specui.tui.workbench.section_editor import SectionEditor


class EditDesk:
    """Owns `WorkbenchState.editing`."""

    def __init__(
        self, state: WorkbenchState, files: Files, notify: Notify, journal: RecoveryJournal, view: View
    ) -> None:
        self._state, self._files, self._notify = state, files, notify
        self._journal, self._view = journal, view
        self._inline: InlineEditor | None = None
        self._section: SectionEditor | None = None
        self._timer: Timer | None = None
        self._journaled: tuple[int, tuple[str, ...]] = (0, ())

    # -- what is being edited

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being edited."""
        return isinstance(self._state.editing, Idle)

    @property
    def inline_edit(self) -> InlineEdit | None:
        """The inline edit, if one is open."""
        editing = self._state.editing
        return editing if isinstance(editing, InlineEdit) else None

    @property
    def draft(self) -> Draft | None:
        """The section being written, if one is open."""
        editing = self._state.editing
        return editing.draft if isinstance(editing, SectionEdit) else None

    @property
    def base(self) -> SpecFile | None:
        """The file that is being edited, as it was when the edit began."""
        editing = self._state.editing
        if isinstance(editing, SectionEdit):
            return editing.draft.file
        return editing.base if isinstance(editing, InlineEdit) else None

    @property
    def as_typed(self) -> SpecFile | None:
        """The open file as it would be if the section being written were saved."""
        return self._section.as_typed if self._section is not None else None

    @property
    def inline(self) -> InlineEditor:
        """The inline editor, after an inline edit was opened."""
        assert self._inline is not None
        return self._inline

    @property
    def section(self) -> SectionEditor:
        """The section editor, after a section was opened."""
        assert self._section is not None
        return self._section

    @property
    def is_changed(self) -> bool:
        """Whether leaving would lose something."""
        if isinstance(self._state.editing, SectionEdit):
            return self.section.dirty
        return self.inline_edit is not None and self._inline_changed(self.inline_edit)

    def _inline_changed(self, edit: InlineEdit) -> bool:
        if self.inline.form is None:
            return False
        form = self.inline.read()
        if edit.is_list:
            typed = form.values[0].strip()
            return (
                edit.takes_any_text and bool(typed) and all(typed != c.sign for c in edit.fields[0].choices)
            )
        return form.changed

    def unsaved(self) -> Kept | None:
        """Return what the recovery journal keeps; None when nothing would be lost."""
        if not self.is_changed:
            return None
        edit = self.inline_edit
        if edit is not None:
            form = self.inline.read()
            return edit.draft, as_text(form), form_typed(edit, form)
        draft = self.draft
        return (draft, self.section.typed, None) if draft is not None else None

    @property
    def is_valid(self) -> bool:
        """Whether what is typed can be saved."""
        edit = self.inline_edit
        return edit is None or not any(
            field.check(value) for field, value in zip(edit.fields, self.inline.values, strict=True)
        )

    def typed_values(self) -> tuple[Value, ...]:
        """Return what was typed in place, by the fields' labels; for one value, what stood there too."""
        from specui.tui.dialogs.questions import Value

        edit = self.inline_edit
        if edit is None or not self.is_changed:
            return ()
        texts = self.inline.read().values
        if edit.takes_any_text:
            return (Value("Answer", texts[0]),)
        if edit.stands_over:
            return (Value("Current", edit.fields[0].value), Value("Typed", texts[0]))
        return tuple(Value(field.label, text) for field, text in zip(edit.fields, texts, strict=True))

    # -- opening and closing

    async def open_inline(self, edit: InlineEdit) -> None:
        """Open an inline edit and give it the keyboard."""
        if self._inline is None:
            from specui.tui.editors.inline_editor import InlineEditor

            self._inline = InlineEditor()
            await self._view.add_to_pane("section", self._inline)
        from specui.tui.editors.form_state import FormState, Sources

        self._state.editing = edit
        self._journaled = (sum(len(field.value) for field in edit.fields), ())
        form = FormState.of(edit.fields)
        if isinstance(edit.intent, SignOff):  # date and name are filled in
            form = replace(form, at=len(form.fields) - 1)
        for index, value in enumerate(edit.typed):
            form = form.with_value(index, value)
        self.inline.remove_class("-hidden")
        self.inline.open(
            form,
            Sources(self._files.today),
            title="" if edit.stands_over else edit.title,
            quick=edit.is_list,
            free=edit.takes_any_text,
            verbs=edit.options.verbs if edit.options is not None else (),
            selections=(-1,) * len(form.fields) if isinstance(edit.intent, SignOff) else (),
            new_item=isinstance(edit.intent, AddItem),
        )
        self.place_inline()
        self._state.pane = "section"
        self._view.panes.show()
        self._view.focus_widget(self.inline.text)
        self._view.refresh_view(Aspect.KEYS)
        if edit.journaled:
            self._timer = self._view.set_interval(JOURNAL_SECONDS, self._keep_journal)
        self._find_sources(edit)
        await self.inline.laid_out()

    def _find_sources(self, edit: InlineEdit) -> None:
        """Find the values that the fields complete from, in a thread."""
        kinds = {found.kind for found in edit.fields}
        if not kinds & {"owners", "path"}:
            return
        from specui.tui.editors.form_state import Sources
        from specui.tui.editors.owners_input import known_owners

        session, today = self._files.session, self._files.today
        files = list(session.workspace.files.values()) if "owners" in kinds else []

        def find() -> None:
            from specui.workspace.files.repository_files import repository_files

            paths = repository_files(session.root) if "path" in kinds else ()
            self._view.from_thread(self._supply, edit, Sources(today, known_owners(files), paths))

        self._view.in_background(find, "sources", exclusive=True)

    def _supply(self, edit: InlineEdit, found: Sources) -> None:
        if self._state.editing is edit:
            self.inline.supply(found)
            self._view.refresh_view(Aspect.KEYS)

    async def open_section(self, draft: Draft, line: int, text: str | None = None) -> bool:
        """Open a section as Markdown at a line of the file, with `text` if typing goes on; says whether it is open."""
        from specui.tui.widgets.text_editor import fits

        if not fits(draft.source if text is None else f"{draft.source}\n{text}"):
            self._notify.hint(
                f"Too long to edit here. Press {said('external-editor')} to open your own editor."
            )
            return False
        if self._section is None:
            from specui.tui.workbench.section_editor import SectionEditor

            self._section = SectionEditor(self._files, self._journal)
            await self._view.add_to_pane("section", self._section)
        await self._section.open(draft, line, text)
        self._state.editing = SectionEdit(draft)
        self._state.pane = "section"
        self._view.panes.show()
        self._view.refresh_view()
        self._view.settle()
        self.take_focus()
        await self._section.laid_out()
        return True

    def close(self) -> None:
        """Close what is open, without saving; the recovery journal forgets it."""
        editing, self._state.editing = self._state.editing, IDLE
        if isinstance(editing, InlineEdit):
            self._close_inline(editing)
        elif isinstance(editing, SectionEdit):
            self.section.close()
            self._view.refresh_view()

    def _close_inline(self, edit: InlineEdit) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._view.section_view.close_room()
        self.inline.close()
        if edit.journaled:
            self._journal.forget(edit.draft)
        self._view.refresh_view()
        if self._state.pane == "section" and self._view.is_on_top:
            self._view.focus_section()

    def take_focus(self) -> None:
        """Give the keyboard back to where the user types."""
        if self.inline_edit is not None:
            self._view.focus_widget(self.inline.text)
        elif self.draft is not None and self.section.editor is not None:
            self._view.focus_widget(self.section.editor)

    # -- leaving

    @property
    def unsaved_hint(self) -> str:
        """The sentence for a key that would leave unsaved text."""
        save, cancel = (
            ("save-section", "cancel-section")
            if self.draft is not None
            else ("inline-accept", "inline-cancel")
        )
        return f"Save ({said(save)}) or cancel ({said(cancel)}) your edit first."

    def why_not_leave(self) -> str:
        """Return why the user cannot go elsewhere while a section is open as Markdown; "" while none is."""
        return self.unsaved_hint if self.draft is not None else ""

    def try_leave(self, name: str | None) -> bool:
        """Close an unchanged edit; say what to do about a changed one. Says whether the user may go elsewhere.

        `name` is the file to go to. A section that is being written stays open when that is its own file.
        """
        draft = self.draft
        if draft is not None and draft.file.name == name:
            return False
        if self.is_idle:
            return True
        if self.is_changed:
            self._notify.say(self.unsaved_hint, "warning")
            self.take_focus()
            return False
        self.close()
        return True

    def goes_within(self, name: str, offset: int) -> bool:
        """Put the cursor of an open section on an offset of its file; says whether it lies there."""
        draft = self.draft
        if draft is None or draft.file.name != name or not self.section.go_to_offset(offset):
            return False
        self.take_focus()
        return True

    def follows(self, workspace: Workspace) -> bool:
        """Tell an open edit of another snapshot; says whether it keeps the screen where it is."""
        draft, edit = self.draft, self.inline_edit
        if draft is not None:
            self.section.file_changed(workspace.files.get(draft.file.name))
            return True
        if edit is not None and edit.base.name not in workspace.names:
            self._notify.say(f"{edit.base.name} was deleted on disk. Your text is still here.", "warning")
            return True
        return False

    # -- the journal

    def keep_journal_if_much(self) -> None:
        """Keep what is typed, if much was typed since the last time."""
        typed = sum(map(len, self.inline.read().values)) if self.inline_edit is not None else 0
        if abs(typed - self._journaled[0]) >= JOURNAL_CHARACTERS:
            self._keep_journal()

    def _keep_journal(self) -> None:
        edit = self.inline_edit
        if edit is None or not self._inline_changed(edit):
            return
        form = self.inline.read()
        if form.values == self._journaled[1]:
            return
        self._journaled = (sum(map(len, form.values)), form.values)
        journal = self._journal
        self._view.in_background(
            lambda: journal.write(edit.draft, as_text(form), form_typed(edit, form)), "journal"
        )

    # -- where the inline editor stands

    def place_inline(self) -> None:
        """Put the inline editor where its item stands, and make room for it."""
        edit, view = self.inline_edit, self._view.section_view
        element = view.element
        if edit is None or element is None or not view.size.height:
            return
        most = view.size.height - 1
        region = self._region(edit, element)
        rows = self.inline.rows_wanted(region.width, most)
        last = self._last_row(edit, element)
        view.make_room(last, max(0, region.y + rows - (last + 1 - view.scroll_offset.y)))
        region = self._region(edit, element)
        hidden = min(region.y, region.y + rows - view.size.height)
        if hidden > 0 or region.y < 0:
            by = hidden if hidden > 0 else region.y
            view.scroll_to(y=view.scroll_offset.y + by, animate=False, force=True, immediate=True)
        self.follow_scroll()

    def follow_scroll(self) -> None:
        """Move the inline editor with the section as it scrolls."""
        edit, view = self.inline_edit, self._view.section_view
        element = view.element
        if edit is None or element is None or view.parent is None:
            return
        region = self._region(edit, element)
        around = view.parent.content_region.offset  # type: ignore[attr-defined]
        shown = self.inline.place(region.translate(view.region.offset - around), view.size.height - 1)
        self.inline.set_class(region.y < 0 or region.y + shown.field.y >= view.size.height, "-hidden")

    def _region(self, edit: InlineEdit, element: Element) -> Region:
        """Return where the editor begins in the section as scrolled, and how wide it is."""
        view = self._view.section_view
        columns = view.scrollable_content_region.width
        if not edit.stands_over:
            row = self._last_row(edit, element) + 1 - view.scroll_offset.y
            return Region(GUTTER, row, columns - GUTTER, 1)
        area = view.area_region(element, edit.item.area) or Region(
            GUTTER, element.first - view.scroll_offset.y, 1, 1
        )
        width = min(columns - GUTTER, max(area.width + 1, self.inline.columns_wanted))
        return Region(max(GUTTER, min(area.x, columns - width)), area.y, width, 1)

    def _last_row(self, edit: InlineEdit, element: Element) -> int:
        """Return the last row of the item, with what is nested in it when something is added behind it."""
        layout = self._view.section_view.layout_shown
        last = element.last
        if edit.stands_over or layout is None:
            return last
        for following in layout.elements[element.number + 1 :]:
            if following.depth <= element.depth:
                break
            last = following.last
        return last
