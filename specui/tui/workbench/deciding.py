"""What is decided: the answer to a question, and that a spec is signed off; with the name of who did it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.rendering.safe_text import width
from specui.tui.workbench.adding import Adding, Typed
from specui.tui.workbench.items import Under
from specui.tui.workbench.standing import AROUND

if TYPE_CHECKING:
    from specui.specs.contents import Contents
    from specui.specs.forms import Form
    from specui.specs.targets import Target
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.recovery import Entry as Typing, FormTyped


VERBS = {
    "Answered": "answer",
    "Deferred": "defer",
    "Assigned": "assign",
    "Dropped": "drop",
    "Reopened": "reopen",
}
"""What enter does with a line of the list of decisions, by what is told of it then."""


class Deciding(Adding):
    """Asks git once for the name, and for the spec as it was."""

    _who: str | None = None
    _whence = ""
    _told_who = False

    async def who(self) -> str:
        """Return the name that decisions are signed with, asked for once."""
        if self._who is None:
            from specui.workspace.git.identity import who_and_whence

            name, self._whence = await asyncio.to_thread(who_and_whence, self.specui.session.root)
            self._who = name
        return self._who

    def _signed(self, told: str, brief: str, by: str) -> str:
        """Add in whose name a decision was written, to the first one; then it is known."""
        if not by or self._told_who:
            return told
        self._told_who = True
        name = f" as {by} ({self._whence})" if self._whence else f" as {by}"
        return told + name if width(told + name) + AROUND <= self.size.width else brief + name

    def question_here(self, under: Under) -> Under | None:
        """Return the question under the cursor, or the one whose decision stands there, with the cursor on it."""
        from specui.specs.items.questions import Question
        from specui.tui.editors.item_labels import question_at

        if isinstance(under.stop.target, Question):
            return under
        question, layout = question_at(under.contents, under.stop), self.section_view.layout_shown
        if question is None or layout is None:
            return None
        if question.item is None:  # a heading or a paragraph: the cursor is on it
            return Under(under.file, under.stop._replace(target=question, text=question.text), 0)
        stop = next((s for s in layout.stops if s.target == question), None)
        if stop is None:
            return None
        self.section_view.go_to_stop(stop.number)
        return Under(under.file, stop, 0)

    async def decide(self, under: Under) -> None:
        """Open the list of what can be decided about the question under the cursor; what is typed is its answer."""
        from specui.specs.forms import ANSWER, decisions, own_answer
        from specui.specs.items.questions import Question
        from specui.tui.editors.item_labels import short_name
        from specui.tui.editors.open_edit import DECIDE

        question = under.stop.target
        if not isinstance(question, Question):
            return
        by = await self.who()
        forms = decisions(under.contents, question, today=self.today, by=by)
        wanted = self._wanted
        form = next((f for f in forms if wanted is not None and f.title == wanted.title), None)

        def again(title: str) -> Callable[[Contents, Target], Form | None]:
            def find(contents: Contents, target: Target) -> Form | None:
                if not isinstance(target, Question):
                    return None
                found = decisions(contents, target, today=self.today, by=by)
                return next((other for other in found if other.title == title), None)

            return find

        def told(form: Form) -> str:
            return self._signed(f"{form.done} {short_name(under.stop)}, saved", f"{form.done}, saved", by)

        async def fill_in(form: Form) -> None:
            await self.open_form(under, form, again(form.title), lambda _: told(form), how=DECIDE, goes=False)

        if wanted is not None and wanted.how == DECIDE:
            if form is not None and form.fields:
                await fill_in(form)
            return

        async def pick(index: int) -> None:
            form = forms[index]
            if form.fields:
                await fill_in(form)
                return
            self.change_items(
                under, lambda _contents, _target: form.commit(()), "", told(form), several=False
            )

        own = own_answer(forms)
        await self.choose(
            under,
            "What is decided?",
            [form.title.removeprefix(ANSWER) for form in forms],
            pick,
            verbs=[VERBS[form.done] for form in forms],
            typed=Typed(
                own.commit, self._later(under.stop, own, again(own.title)), lambda *_: self.tell(told(own))
            ),
        )

    async def action_sign_off(self) -> None:
        """Open the form that signs the spec off, at its history."""
        from specui.specs.forms import sign_off_form

        file = self.file
        if not self.may_write() or file is None:
            return
        by, before = await self.who(), await asyncio.to_thread(self._signed_off, file)
        form = sign_off_form(file.contents, before, today=self.today, by=by)
        self._go_to_history()
        await self.drawn()
        under = self.under
        if under is None:
            self.hint(f"There is nowhere to sign off here; {said('add')} adds the section first")
            return

        def again(contents: Contents, target: Target) -> Form | None:
            del target
            return sign_off_form(contents, before, today=self.today, by=by)

        from specui.tui.models.tree_rows import status_of

        stays = f"; the status stays {status_of(file.contents).word}" if file.contents.status else ""
        told = f"Signed off: date and history row, saved{stays}"
        brief = f"Signed off{stays}"

        def shown(_place: str) -> str:
            return told if width(told) + AROUND <= self.size.width else brief

        from specui.tui.editors.open_edit import SIGN_OFF

        await self.open_form(under, form, again, shown, how=SIGN_OFF, signs=True)

    def _signed_off(self, file: SpecFile) -> Contents | None:
        """Return the spec as it was when it was signed off last, in git or here; called in another thread."""
        from specui.workspace.git.repository import last_signed
        from specui.workspace.history.undo_history import changes_in

        understand = self.specui.session.understand_as
        steps = changes_in(self.specui.session.undoable, file.name)
        opened = steps[0].before if steps else ""
        for step in steps:
            rows = [len(understand(file.name, text).contents.revisions) for text in (step.before, step.after)]
            opened = step.after if rows[0] < rows[1] else opened
        text = last_signed(file.path, text=file.text, opened=opened)
        return understand(file.name, text).contents if text is not None else None

    def _go_to_history(self) -> None:
        entry = next(
            (e for e in self.entries if e.section is not None and e.section.part == "revisions"), None
        )
        if entry is not None:
            self.go_to_entry(entry)
            self.section_view.action_last()

    # -- a form that an earlier program left

    async def restore_form(self, typing: Typing, file: SpecFile) -> None:
        """Open the form again at its item, with what was typed in it; where it is not there any more, say so."""
        from specui.tui.dialogs.questions import form_title, lost
        from specui.tui.editors.open_edit import TRIAGE
        from specui.tui.models.recovered_typing import place_of

        form, offset = typing.form, place_of(typing, file)
        if form is None:
            return
        if offset is not None and not file.read_only:
            if form.how == TRIAGE and await self.restore_in_triage(typing, file, offset):
                return
            if form.how != TRIAGE:
                await self._open_again(form, file, offset)
        if self._opened is not None:
            await self.restored(typing)
            self.specui.say("Restored the form; nothing is saved yet")
            return
        reason = file.read_only or "This form cannot be opened again, because its item has changed."
        self.app.push_screen(
            lost(typing, form_title(form, file.name), reason),
            partial(self._offer_answered, typing, file.name),
        )

    async def _open_again(self, form: FormTyped, file: SpecFile, offset: int) -> None:
        from specui.tui.editors.item_labels import editable_here
        from specui.tui.editors.open_edit import ADD, ANSWER, DECIDE, EDIT, SIGN_OFF
        from specui.tui.models.outline import entry_at

        self.tree_view.select(file.name)
        self.open_file(file.name, offset=offset)
        self.go_to_entry(entry_at(self.entries, offset), offset)
        self.focus_pane("section")
        await self.drawn()
        self.section_view.go_to(offset)
        under = self.under
        if under is None or under.stop.line != file.contents.spec.document.lines.line_at(offset):
            return
        self._wanted = form
        try:
            if form.how == EDIT:
                if editable_here(under.contents, under.stop, form.spot, self.today) is None:
                    return
                self.section_view.select_spot(form.spot)
                await self.edit_in_place(Under(under.file, under.stop, form.spot))
            elif form.how == ADD:
                await self.action_add()
            elif form.how in {DECIDE, ANSWER}:
                await self.decide(under)
            elif form.how == SIGN_OFF:
                await self.action_sign_off()
        finally:
            self._wanted = None
