"""Deciding about one item: a form if words are needed, the change, and the form again if the change fails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.decisions import DECISIONS, NO_CHANGE, applicable
from specui.specs.edits.places import EditRefused
from specui.specs.forms.decision_forms import item_of
from specui.specs.triage import Entry
from specui.tui.editors.item_labels import short_value
from specui.tui.ports import Ports
from specui.tui.rendering.safe_text import safe
from specui.tui.triage.changes import Changes, undo_hint
from specui.tui.triage.decisions import EDITS, Choice, Signature, form_for, item_name
from specui.tui.triage.forms import FormRequest, Forms, keeping
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View

if TYPE_CHECKING:
    from specui.specs.forms.model import Form
    from specui.workspace.state.recovery import UnsavedEdit


class DecideOne:
    """Asks the core for the change of one item, and makes it."""

    def __init__(self, state: TriageState, ports: Ports, view: View, changes: Changes, forms: Forms) -> None:
        self._state, self._ports, self._view = state, ports, view
        self._changes, self._forms = changes, forms

    def start(self, entry: Entry, choice: Choice, form: Form, by: str) -> None:
        """Open the form; without fields, change the file at once."""
        if form.fields:
            self._ask(entry, choice, form, by)
        else:
            self._submit(entry, choice, by, ())

    def _ask(
        self,
        entry: Entry,
        choice: Choice,
        form: Form,
        by: str,
        typed: Sequence[str] | None = None,
        remark: str = "",
    ) -> None:
        file = self._ports.files.session.file(entry.name)
        request = FormRequest(
            f"Item: {item_name(entry)}", form, typed, remark, keeping(file, entry, choice, form)
        )
        self._forms.ask(request, partial(self._submit, entry, choice, by))

    def _submit(self, entry: Entry, choice: Choice, by: str, texts: Sequence[str]) -> None:
        """Change the item in its file as it is by now; if that fails, ask again with what was typed."""
        file = self._ports.files.session.file(entry.name)
        ask_again = partial(self._ask_again, entry, choice, texts, by)
        try:
            transaction = form_for(file.contents, entry, choice, self._signature(by)).commit(texts)
        except EditRefused as refused:
            ask_again(str(refused))
            return
        if transaction.apply(file.text) == file.text:
            self._ports.notify.hint(NO_CHANGE)
            return
        if not self._changes.apply(file, transaction, ask_again):
            return
        current = self._state.queue.current
        if choice.decision == "assign" and current is not None and current.key == entry.key:
            self._state.move(self._state.queue.step(1))  # it waits for somebody else now
        self._view.refresh_view()
        done = DECISIONS[choice.decision].message(item_name(entry), short_value(texts[0]) if texts else "")
        self._ports.notify.say(f"{done}. {undo_hint()}", "ok")

    def _ask_again(self, entry: Entry, choice: Choice, texts: Sequence[str], by: str, reason: str) -> None:
        """Show why the change failed; open the form again with what was typed, if the item is still there."""
        self._ports.notify.say(reason, "warning")
        file = self._ports.files.workspace.files.get(entry.name)
        if not texts or file is None or item_of(file.contents, entry) is None:
            return
        try:
            form = form_for(file.contents, entry, choice, self._signature(by))
        except EditRefused:
            return
        self._ask(entry, choice, form, by, typed=texts, remark=reason)

    async def restore(self, left: UnsavedEdit, entry: Entry) -> bool:
        """Open a form that an earlier run left, with what was typed in it; says whether it still fits."""
        typed = left.form
        decision = next((d for d in applicable(entry) if typed is not None and d == typed.title), None)
        if typed is None or decision is None:
            return False
        choice, by = Choice(decision), await self._ports.signer.name()
        file = self._ports.files.session.file(entry.name)
        try:
            form = form_for(file.contents, entry, choice, self._signature(by))
        except EditRefused:
            return False
        if tuple(field.label for field in form.fields) != typed.labels:
            return False
        self._state.queue = self._state.queue.go(entry.key)
        self._view.refresh_view()
        now = tuple(field.value for field in form.fields)
        overwrites = decision in EDITS and now != typed.before
        remark = f"Changed on disk to “{safe(now[0])}”; saving overwrites it." if overwrites else ""
        self._ask(entry, choice, form, by, typed=typed.values, remark=remark)
        kept = keeping(file, entry, choice, form)(typed.values)
        await asyncio.to_thread(self._ports.journal.take_over, left, kept)
        return True

    def _signature(self, by: str) -> Signature:
        return Signature(self._ports.files.today, by)
