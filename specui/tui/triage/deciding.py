"""Deciding: a key, what is typed for it, the change; and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.decisions import DECISIONS, NO_CHANGE, DecisionId, applicable, applies, refusal
from specui.specs.edits.places import EditRefused
from specui.specs.forms.decision_forms import form_of, item_of
from specui.specs.triage import Entry
from specui.tui.commands import said
from specui.tui.rendering.safe_text import safe
from specui.tui.triage.reading import Reading

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.forms.model import Form
    from specui.tui.services.typing_journal import Kept
    from specui.tui.triage.decision_form import Keep
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.session import Conflict
    from specui.workspace.state.recovery import Entry as Typing

_EDITS: frozenset[DecisionId] = frozenset({"severity", "notes"})
"""The decisions that change a value."""


class Deciding(Reading):
    """Asks the core for the change, and the session to make it."""

    async def action_take(self, number: int) -> None:
        """Answer with an alternative, at once."""
        await self.action_way("take", number)

    async def action_tick(self) -> None:
        """Tick what is open; what is ticked, if nothing is open."""
        chosen = self.queue.chosen
        some = any(applies("tick", entry) for entry in chosen)
        await self.action_way("tick" if some or not chosen else _untick(chosen))

    async def action_way(self, way: DecisionId, number: int = 0) -> None:
        """Do one thing with the item, or with all that are selected."""
        chosen = self.queue.chosen
        able = [
            entry
            for entry in chosen
            if applies(way, entry) and (way != "take" or number < len(entry.alternatives))
        ]
        if not chosen:
            self.current()
            return
        if not able:
            self.hint(refusal(way, chosen[0]) or DECISIONS[way].refusal)
            return
        entry = able[0]
        file = self.file_of(entry)
        if file.read_only:
            self.hint(file.read_only)
            return
        by = await self.who()
        try:
            form = form_of(file.contents, entry, way, today=self.today, by=by, number=number)
        except EditRefused as refused:
            self.hint(str(refused))
            return
        if len(self.queue.selected) and len(chosen) > 1:
            self.several(able, way, form, by, number)
        elif form.fields:
            self._ask(entry, way, form, by)
        else:
            self._make(file, entry, way, number, (), by)

    def several(self, entries: Sequence[Entry], way: DecisionId, form: Form, by: str, number: int) -> None:
        """Do it with many."""
        raise NotImplementedError

    def ask(
        self,
        title: str,
        form: Form,
        made: object,
        typed: Sequence[str] | None = None,
        told: str = "",
        keep: Keep | None = None,
    ) -> None:
        """Let a form be filled in; `made` takes what was typed, `keep` makes of it what the journal keeps."""
        from specui.tui.editors.value_sources import known_owners
        from specui.tui.triage.decision_form import texts_of, typing

        owners: tuple[str, ...] = ()
        if any(field.kind == "owners" for field in form.fields):
            owners = known_owners(self.specui.workspace.specs)

        def filled(values: dict[str, str] | None) -> None:
            if values is not None and callable(made):
                made(texts_of(values))
            if keep is not None:
                self.specui.journal.forget(keep(())[0])

        shown = typing(title, form, owners=owners, today=self.today, typed=typed, told=told)
        shown.keep = keep
        self.app.push_screen(shown, filled)

    async def who(self) -> str:
        """Return the name that decisions are signed with."""
        return await self.specui.workbench.ports.signer.name()

    def _ask(
        self,
        entry: Entry,
        way: DecisionId,
        form: Form,
        by: str,
        typed: Sequence[str] | None = None,
        told: str = "",
    ) -> None:
        def made(texts: Sequence[str]) -> None:
            self._make(self.file_of(entry), entry, way, 0, texts, by)

        self.ask(called(entry), form, made, typed, told, _keeping(self.file_of(entry), entry, way, form))

    # -- a form that an earlier program left

    async def reopen(self, typing: Typing, entry: Entry) -> bool:
        """Open a form again at its item, with what was typed in it; says whether it could be."""
        left, file = typing.form, self.file_of(entry)
        way = next((way for way in applicable(entry) if left is not None and way == left.title), None)
        if left is None or way is None:
            return False
        by = await self.who()
        try:
            form = form_of(file.contents, entry, way, today=self.today, by=by)
        except EditRefused:
            return False
        if tuple(field.label for field in form.fields) != left.labels:
            return False
        self.go(entry.key)
        before = tuple(field.value for field in form.fields)
        told = _overtaken(before[0]) if way in _EDITS and before != left.before else ""
        self._ask(entry, way, form, by, typed=left.values, told=told)
        kept = _keeping(file, entry, way, form)(left.values)
        await asyncio.to_thread(self.specui.journal.take_over, typing, kept)
        return True

    def _make(
        self, file: SpecFile, entry: Entry, way: DecisionId, number: int, texts: Sequence[str], by: str
    ) -> None:
        """Make a change of one item, as its file is by now; what was typed is offered again where it cannot be."""
        again = partial(self._again, entry, way, number, texts, by)
        try:
            form = form_of(file.contents, entry, way, today=self.today, by=by, number=number)
            transaction = form.commit(texts)
        except EditRefused as refused:
            again(str(refused))
            return
        if transaction.apply(file.text) == file.text:
            self.hint(NO_CHANGE)
            return
        if self.apply(file, transaction, again):
            current = self.queue.current
            if way == "assign" and current is not None and current.key == entry.key:
                self.take(self.queue.step(1))  # it waits for somebody else now
            done = DECISIONS[way].message(called(entry))
            self.specui.say(f"{done} · {said('undo', 'triage')} takes it back", "ok")

    def _again(
        self, entry: Entry, way: DecisionId, number: int, texts: Sequence[str], by: str, told: str
    ) -> None:
        """Offer what was typed again, with what was in its way."""
        self.specui.say(told, "warning")
        file = self.specui.workspace.files.get(entry.name)
        if not texts or file is None or item_of(file.contents, entry) is None:
            return
        try:
            form = form_of(file.contents, entry, way, today=self.today, by=by, number=number)
        except EditRefused:
            return
        self._ask(entry, way, form, by, typed=texts, told=told)

    def apply(self, file: SpecFile, transaction: Transaction, refused: object = None) -> bool:
        """Make a change of one file; says whether it was made. `refused` is told why not, where others were faster."""

        def conflict(found: Conflict) -> None:
            if callable(refused):
                refused(str(found))

        before = self._own
        self._own += 1
        try:
            session = self.specui.session
            saved = self.specui.change(lambda: session.apply_from(file, transaction), conflict)
        finally:
            self._own = before
        self.follow(self.specui.workspace)
        return saved is not None

    # -- closing a gap

    async def action_resolve(self) -> None:
        """Show what closing the gaps changes, and make of it what is ticked."""
        gaps = [entry for entry in self.queue.chosen if entry.kind == "gap"]
        if not gaps:
            self.hint(DECISIONS["resolve"].refusal)
            return
        await self.resolve(gaps)

    async def resolve(self, gaps: Sequence[Entry]) -> None:
        """Show what closing gaps changes."""
        raise NotImplementedError

    # -- back

    def action_undo(self) -> None:
        self._history("Undone")

    def action_redo(self) -> None:
        self._history("Made again")

    def _history(self, word: str) -> None:
        session = self.specui.session
        before, there = self.queue.waiting, {entry.key for entry in self.queue.entries}
        self._own += 1
        try:
            step = self.specui.change(session.undo if word == "Undone" else session.redo)
        finally:
            self._own -= 1
        self.follow(self.specui.workspace)
        if step is None:
            return
        gone = there - {entry.key for entry in self.queue.entries}
        if gone and word == "Undone":
            self.take(self.queue.without(gone))
        back = [entry for entry in self.queue.shown if entry.key not in before and entry.waiting]
        if back:
            self.go(back[0].key)
        self.specui.say(f"{word}: {step.description}", "ok")


def called(entry: Entry) -> str:
    """Return what an entry is called in a sentence: its topic, or how it begins."""
    from specui.specs import names
    from specui.tui.rendering.paint import fit_words
    from specui.tui.rendering.safe_text import safe

    said_of = entry.topic if entry.kind == "question" and entry.topic else names.strip_marks(entry.text)
    return f"“{fit_words(safe(said_of), 48)}”"


def _overtaken(value: str) -> str:
    return f"Changed on disk to “{safe(value)}” since; saving writes over it"


def _keeping(file: SpecFile, entry: Entry, way: DecisionId, form: Form) -> Keep:
    """Return what makes of a form's values what the journal keeps of it."""
    from specui.tui.models.draft import draft_of
    from specui.tui.models.outline import entry_at, outline
    from specui.workspace.state.recovery import TRIAGE, FormTyped

    line = file.contents.spec.document.lines.line_range(entry.line)
    draft = draft_of(file, entry_at(outline(file.contents), line.start))
    labels = tuple(field.label for field in form.fields)
    before = tuple(field.value for field in form.fields)

    def keep(values: tuple[str, ...]) -> Kept:
        typed = [f"{label}: {value}" for label, value in zip(labels, values, strict=False) if value.strip()]
        text = "\n".join(typed) if len(labels) > 1 else "".join(values)
        item = file.text[line.start : line.end]
        return draft, text, FormTyped(TRIAGE, way, line.start, item, 0, labels, before, values)

    return keep


def _untick(chosen: Sequence[Entry]) -> DecisionId:
    return "untick" if any(applies("untick", entry) for entry in chosen) else "tick"
