"""The change that a decision is, and the sentence that says what was done. Pure.

An item is meant by its ref: it is that one wherever it stands by now, or the decision is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from specui.cli.prompt.parser import Asked, Decision, Verb
from specui.markdown.edits import Transaction
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.edits import questions as verbs
from specui.specs.edits.places import EditRefused
from specui.specs.edits.records import set_value
from specui.specs.items.gaps import Gap, find_gap, severities
from specui.specs.items.questions import Question, find_question
from specui.specs.resolve import conversions as turning
from specui.specs.resolve.line_changes import hunks
from specui.specs.rows import Record
from specui.specs.tasks import find_task, set_checked
from specui.specs.triage import Entry


class Change(NamedTuple):
    """What is written, and what was done in a sentence without its full stop."""

    transaction: Transaction
    done: str


class _Standing(NamedTuple):
    contents: Contents
    entry: Entry
    today: str
    by: str

    def question(self) -> Question:
        """Return the question, which must be open still."""
        found = find_question(self.contents.questions, self.entry.ref)
        if not found.is_open:
            raise EditRefused("This question is decided already; specui reopen opens it again.")
        return found

    def gap(self) -> Gap:
        return find_gap(self.contents.gaps, self.entry.ref)


def asked_about(contents: Contents, entry: Entry) -> Asked:
    """Return what reading a line about an entry needs to know."""
    return Asked(
        entry.kind,
        entry.today,
        entry.alternatives,
        severities(contents.spec.template),
        turning.criteria_groups(contents),
    )


def change(contents: Contents, entry: Entry, decision: Decision, *, today: str, by: str) -> Change:
    """Return what a decision writes; every verb but "resolve", which asks first.

    Raises AddressError where the item is not there any more, EditRefused where it cannot be done.
    """
    return _DO[decision.verb](_Standing(contents, entry, today, by), decision)


def written_at(text: str, transaction: Transaction) -> str:
    """Return the lines that a change writes, counted in the text behind it: ``line 4``, ``lines 4, 9 and 20``."""
    shift, lines = 0, list[int]()
    for hunk in hunks(text, transaction):
        lines.append(hunk.line + shift)
        shift += len(hunk.added) - len(hunk.removed)
    told = list(map(str, dict.fromkeys(lines)))
    if len(told) < 2:
        return f"line {''.join(told)}"
    return f"lines {', '.join(told[:-1])} and {told[-1]}"


def _answer(at: _Standing, wish: Decision) -> Change:
    made = verbs.answer(at.contents.spec, at.question(), wish.text, on=at.today, by=at.by)
    return Change(made, f"Answered: {wish.text}")


def _defer(at: _Standing, wish: Decision) -> Change:
    made = verbs.defer(at.contents.spec, at.question(), wish.value, wish.text, by=at.by)
    return Change(made, f"Put off to {wish.value}" + (f": {wish.text}" if wish.text else ""))


def _assign(at: _Standing, wish: Decision) -> Change:
    made = verbs.assign(at.contents.spec, at.question(), wish.value, on=at.today, by=at.by)
    return Change(made, f"Handed on to {wish.value}")


def _drop(at: _Standing, wish: Decision) -> Change:
    made = turning.not_needed(at.contents, at.question(), wish.text, today=at.today, by=at.by)
    return Change(made, f"Not needed any more: {wish.text}")


def _gap(at: _Standing, wish: Decision) -> Change:
    question = at.question()
    words = turning.question_to_gap_words(at.contents.spec, question)
    words = turning.GapWords(wish.text or words.gap, wish.value or words.severity, words.notes)
    made = turning.question_to_gap(at.contents, question, words, today=at.today, by=at.by)
    return Change(made, f"A gap now, {words.severity}, and the question is answered with it: {words.gap}")


def _criterion(at: _Standing, wish: Decision) -> Change:
    group = wish.value or next(iter(turning.criteria_groups(at.contents)), "")
    into = f"A criterion now, under {names.display(group)}" if group else "A criterion now"
    if at.entry.kind == "question":
        question = at.question()
        text = wish.text or turning.question_to_criterion_text(question)
        made = turning.question_to_criterion(
            at.contents, question, text, wish.value, today=at.today, by=at.by
        )
        return Change(made, f"{into}, and the question is answered with it: {text}")
    gap = at.gap()
    text = wish.text or turning.gap_to_criterion_text(gap)
    return Change(turning.gap_to_criterion(at.contents, gap, text, wish.value), f"{into}: {text}")


def _question(at: _Standing, wish: Decision) -> Change:
    gap = at.gap()
    text = wish.text or turning.gap_to_question_text(gap)
    return Change(turning.gap_to_question(at.contents, gap, text), f"A question now: {text}")


def _severity(at: _Standing, wish: Decision) -> Change:
    gap = at.gap()
    if gap.severity == wish.value:
        raise EditRefused(f"The severity is {wish.value} already; nothing was written.")
    made = set_value(at.contents.spec, _row(gap), "Severity", wish.value, name=f"severity of {gap.id}")
    return Change(made, f"The severity is {wish.value} now, and was {gap.severity or 'none'}")


def _notes(at: _Standing, wish: Decision) -> Change:
    gap = at.gap()
    columns = at.contents.spec.document, _row(gap).table.header.cells
    header = [columns[0].cell(cell) for cell in columns[1]]
    column = next((name for name in header if names.field_key(name) in _NOTES), "Notes")
    made = set_value(at.contents.spec, _row(gap), column, wish.text, name=f"notes of {gap.id}")
    return Change(made, f"The notes are now: {wish.text}")


def _row(gap: Gap) -> Record:
    """Return the row of a gap. Raises EditRefused for one that is no row."""
    if gap.record is None:
        raise EditRefused(f"{gap.id} is no row of a table (line {gap.line}); edit its text instead.")
    return gap.record


_NOTES = {"notes", "note", "comment"}


def _tick(at: _Standing, _wish: Decision) -> Change:
    task = find_task(at.contents.all_tasks, at.entry.ref)
    if task.checked:
        raise EditRefused("It is ticked already; nothing was written.")
    return Change(set_checked(at.contents.spec, [task], checked=True), f"Ticked: {task.text}")


def _resolve(_at: _Standing, _wish: Decision) -> Change:
    raise AssertionError  # what it does is chosen first


_DO: Mapping[Verb, Callable[[_Standing, Decision], Change]] = {
    "answer": _answer,
    "defer": _defer,
    "assign": _assign,
    "drop": _drop,
    "gap": _gap,
    "criterion": _criterion,
    "question": _question,
    "severity": _severity,
    "notes": _notes,
    "tick": _tick,
    "resolve": _resolve,
}
