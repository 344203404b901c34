"""Editing in place: opened over an item or under it, kept, left.

What it is about is one `Opened`; what may be typed and what is written is the core's to say.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.specs.edits.places import EditRefused
from specui.tui.commands import Place
from specui.tui.models.outline import Entry
from specui.tui.models.problem_list import Problem
from specui.tui.services.typing_journal import JOURNAL_SECONDS
from specui.tui.workbench.carrying import Carrying

if TYPE_CHECKING:
    from specui.tui.dialogs.questions import Value
    from specui.tui.editors.form_state import FormState, Sources
    from specui.tui.editors.open_edit import Opened
    from specui.workspace.state.recovery import FormTyped

BUSY = "Keep what is typed first (enter), or leave it (escape)"


class InPlace(Carrying):
    """Opens the editor and takes what is typed out of it."""

    _wanted: FormTyped | None = None
    """A form of an earlier program that is being restored."""

    async def open_inline(self, opened: Opened) -> None:
        """Open an editor in place, with the keyboard in it; where a form is to be restored, that one or none."""
        from specui.tui.editors.form_state import FormState, Sources

        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            from specui.tui.editors.open_edit import refilled

            again = refilled(opened, wanted)
            if again is None:
                return
            opened = again

        await self._make_inline()
        self._opened = opened
        self._journaled = (sum(len(field.value) for field in opened.fields), ())
        form = FormState.of(opened.fields)
        for index, value in enumerate(opened.values):
            form = form.with_value(index, value)
        titled = opened.title if opened.where == "under" else ""
        self.inline.remove_class("-hidden")
        self.inline.open(
            form,
            Sources(self.specui.session.today.isoformat()),
            title=titled,
            quick=opened.quick,
            free=opened.free,
            verbs=opened.verbs,
        )
        self.place_inline()
        self.pane = "section"
        self._show_panes()
        self._focus(self.inline.text)
        self._show_footer()
        if not opened.quick or opened.free:
            self._timer = self.set_interval(JOURNAL_SECONDS, self._keep_journal)
        self._find_sources(opened)
        await self.inline.laid_out()

    def _find_sources(self, opened: Opened) -> None:
        """Look for what its fields are completed from, behind the keys."""
        kinds = {found.kind for found in opened.fields}
        if not kinds & {"owners", "path"}:
            return
        from specui.tui.editors.form_state import Sources
        from specui.tui.editors.value_sources import known_owners

        session, today = self.specui.session, self.specui.session.today.isoformat()
        files = list(session.workspace.files.values()) if "owners" in kinds else []

        def find() -> None:
            from specui.workspace.files.repository_files import repository_files

            paths = repository_files(session.root) if "path" in kinds else ()
            found = Sources(today, known_owners(files), paths)
            self.app.call_from_thread(self._supply, opened, found)

        self.run_worker(find, thread=True, exclusive=True, group="sources", exit_on_error=False)

    def _supply(self, opened: Opened, found: Sources) -> None:
        if self._opened is opened:
            self.inline.supply(found)
            self._show_footer()

    # -- keeping and leaving

    async def action_inline_keep(self) -> None:
        """Keep what is typed: take it, go on in a form, save at its end."""
        if self._opened is None or self.inline.complete():
            return
        form = self.inline.settle()
        if form.errors[form.at]:
            self.inline.show(form)
            return
        following = form.step(1)
        if following is not None and not self._opened.quick:
            self.inline.show(following)
            self._show_footer()
            return
        await self._keep_inline(form)

    async def on_inline_editor_picked(self) -> None:
        await self.action_inline_keep()

    async def action_inline_save(self) -> None:
        """Keep all of a form from wherever one is in it."""
        if self._opened is not None:
            await self._keep_inline(self.inline.settle())

    async def _keep_inline(self, form: FormState) -> bool:
        """Save; what is wrong is told at its field. Says whether it is closed now."""
        opened = self._opened
        assert opened is not None
        chosen = form.values[0] in {choice.text for choice in form.fields[0].choices}
        if opened.pick is not None and (chosen or not opened.free):
            self.close_inline()
            await opened.pick(form.values[0])
            return True
        form = form.all_checked()
        if form.has_errors:
            self.inline.show(form)
            return False
        if opened.where == "over" and not form.changed:
            self.close_inline()
            return True
        try:
            transaction = opened.commit(form.values)
        except EditRefused as refusal:
            self.inline.show(form.with_error(str(refusal)))
            return False
        if opened.overtaken:
            self.ask_overtaken(opened, transaction)
            return False
        return self.save_inline(opened, transaction, partial(self.specui.session.apply_from, opened.base))

    def action_inline_leave(self) -> None:
        """Leave; asks where something typed would be lost."""
        opened = self._opened
        if opened is None:
            return
        if self.inline.fold():
            self._show_footer()
            return
        if not self.inline_changed:
            self.close_inline()
            return
        from specui.tui.dialogs.questions import leave_form

        title = "the answer" if opened.free else f"“{opened.title}”" if opened.title else "the change"
        self.app.push_screen(leave_form(title, self.typed_values()), self._inline_left)

    def typed_values(self) -> tuple[Value, ...]:
        """Return what was typed in place, field by field; what stood there too, where only that is edited."""
        from specui.tui.dialogs.questions import Value

        opened = self._opened
        if opened is None or not self.inline_changed:
            return ()
        texts = self.inline.read().values
        if opened.free:
            return (Value("Answer", texts[0]),)
        fields = opened.fields
        if opened.where == "over":
            return (Value("Now", fields[0].value), Value("Typed", texts[0]))
        return tuple(Value(field.label, text) for field, text in zip(fields, texts, strict=True))

    async def _inline_left(self, answer: str | None) -> None:
        if self._opened is None:
            return
        if answer == "keep":
            await self.action_inline_save()
        elif answer == "throw":
            self.close_inline()
            self.specui.say("What was typed is thrown away")
            return
        if self._opened is not None:
            self._focus(self.inline.text)

    async def action_inline_next(self, by: int) -> None:
        """Keep, and go to the next field, cell or item, or to the one before."""
        opened = self._opened
        if opened is None:
            return
        form = self.inline.settle()
        if form.errors[form.at] and (by > 0 or opened.where == "over"):
            self.inline.show(form)
            return
        following = form.step(by)
        if following is not None:
            self.inline.show(following)
            self._show_footer()
        elif opened.where == "under":
            if by > 0:
                await self._keep_inline(form)
        elif await self._keep_inline(form):
            await self.open_beside(by)

    async def open_beside(self, by: int) -> None:
        """Open what comes after the spot under the cursor, or before it."""

    def action_inline_newline(self) -> None:
        """Start a new line, where there can be several."""
        form = self.inline.form
        if form is not None and form.field.multiline:
            self.inline.text.newline()

    def action_inline_step(self, by: int) -> None:
        """Go up or down in the list, by days, or in the text."""
        self.inline.step(by)
        self._show_footer()

    async def keep_typing(self) -> None:
        """Keep what is typed, wherever it is."""
        await (self.action_inline_save() if self._opened is not None else self.action_keep())

    def throw_typing(self) -> None:
        """Give up what is typed; the program ends."""
        if self._opened is not None:
            self.close_inline()
        elif self.draft is not None:
            self.editor.close()

    def go_on_typing(self) -> None:
        """Give the keyboard back to where one types."""
        if self._opened is not None:
            self._focus(self.inline.text)
        elif self.draft is not None:
            self.editor.take_focus()

    # -- going elsewhere

    def free(self) -> bool:
        """Say whether one can go elsewhere: nothing typed would be lost; what is open is closed then."""
        if self._opened is None:
            return True
        if self.inline_changed:
            self.specui.say(BUSY, "warning")
            self._focus(self.inline.text)
            return False
        self.close_inline()
        return True

    def open_file(self, name: str, section: str | None = None, offset: int | None = None) -> None:
        if self.free():
            super().open_file(name, section, offset)

    def go_to_entry(self, entry: Entry, offset: int | None = None) -> None:
        if self.free():
            super().go_to_entry(entry, offset)

    def go_to_problem(self, problem: Problem) -> None:
        if self.free():
            super().go_to_problem(problem)

    def focus_pane(self, pane: Place) -> None:
        if pane == "section" and self._opened is not None:
            self._focus(self.inline.text)
            return
        if self.free():
            super().focus_pane(pane)
