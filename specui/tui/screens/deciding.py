"""What is decided: the answer to a question, and that a spec is signed off; with the name of who did it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.screens.adding import Adding
from specui.tui.screens.items import Under

if TYPE_CHECKING:
    from specui.specs.contents import Contents
    from specui.specs.editable import Form
    from specui.specs.targets import Target
    from specui.workspace.files import SpecFile


class Deciding(Adding):
    """Asks git once for the name, and for the spec as it was."""

    _who: str | None = None

    async def who(self) -> str:
        """Return the name that decisions are signed with, asked for once."""
        if self._who is None:
            from specui.workspace.person import who

            self._who = await asyncio.to_thread(who, self.specui.session.root)
        return self._who

    async def decide(self, under: Under) -> None:
        """Open the list of what can be decided about the question under the cursor."""
        from specui.specs.editable import decisions
        from specui.specs.questions import Question

        question = under.stop.target
        if not isinstance(question, Question):
            return
        by = await self.who()
        forms = decisions(under.contents, question, today=self.today, by=by)

        async def pick(index: int) -> None:
            form = forms[index]

            def again(contents: Contents, target: Target) -> Form | None:
                if not isinstance(target, Question):
                    return None
                found = decisions(contents, target, today=self.today, by=by)
                return next((other for other in found if other.title == form.title), None)

            told = f"Answered {question.id}, saved"
            if form.fields:
                await self.open_form(
                    under, form, again, lambda _: f"{_done(form.title)} {question.id}, saved", goes=False
                )
                return
            self.change_items(under, lambda _contents, _target: form.commit(()), "", told, several=False)

        await self.choose(
            under, "What is decided?", [form.title.removeprefix("Answer: ") for form in forms], pick
        )

    async def action_sign_off(self) -> None:
        """Open the form that signs the spec off, at its history."""
        from specui.specs.editable import sign_off_form

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

        await self.open_form(
            under, form, again, lambda _: f"Signed off, saved · {said('undo')} takes it back"
        )

    def _signed_off(self, file: SpecFile) -> Contents | None:
        """Return the spec as it was when it was signed off last, in git or here; called in another thread."""
        from specui.workspace.history import changes_in
        from specui.workspace.repository import last_signed

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


def _done(title: str) -> str:
    """Return what a decision is called once it is made."""
    told = {
        "Put off": "Put off",
        "Hand on": "Handed on",
        "Not needed any more": "Not needed:",
        "Open again": "Opened again:",
    }
    return told.get(title, "Answered")
