"""Decisions about open questions: each writes one dated entry under the question, and the last entry counts.

In a table an answer goes into the column for answers, and a name into that for owners. All else is an entry at the end
of a cell: in the column for answers, or in the notes.
"""

from __future__ import annotations

from dataclasses import replace

from specui.markdown.edits import Transaction
from specui.specs.edits.entries import iso_day, write_entry
from specui.specs.edits.inline_answers import answer_inline
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.edits.records import set_value
from specui.specs.edits.row_entries import with_entry
from specui.specs.edits.turns import in_turn
from specui.specs.items.questions import Question, read_questions
from specui.specs.items.row_entries import (
    ANSWER_COLUMNS,
    OWNER_COLUMNS,
    column_in,
    decision_column,
)
from specui.specs.rows import Record
from specui.specs.spec import Spec

NEEDS_ANSWER = "An answer needs a text."
NEEDS_NAME = "An assignment needs a name."
NEEDS_REASON = "Dropping a question needs a reason."


def answer(spec: Spec, question: Question, text: str, *, on: str, by: str = "") -> Transaction:
    """Write an answer; ``on`` is a date such as ``2026-11-22``, ``by`` who decided."""
    if question.inline is not None:
        words = one_line(text)
        if not words:
            raise EditRefused(NEEDS_ANSWER)
        return answer_inline(spec, question.inline, words, on=iso_day(on), title=f"answer {question.id}")
    return _decide(spec, question, f"Answered {iso_day(on)}", by, text, "answer", NEEDS_ANSWER)


def defer(spec: Spec, question: Question, until: str, text: str = "", *, by: str = "") -> Transaction:
    """Defer a question until a day; ``text`` says why."""
    return _decide(spec, question, f"Deferred to {iso_day(until)}", by, text, "defer")


def assign(spec: Spec, question: Question, to: str, *, on: str, by: str = "") -> Transaction:
    """Assign a question to somebody."""
    return _decide(spec, question, f"Assigned {iso_day(on)}", by, to, "assign", NEEDS_NAME)


def reopen(spec: Spec, question: Question, text: str = "", *, on: str, by: str = "") -> Transaction:
    """Reopen a question that was answered, deferred, assigned or dropped; ``text`` says why."""
    return _decide(spec, question, f"Reopened {iso_day(on)}", by, text, "reopen")


def drop(spec: Spec, question: Question, text: str, *, on: str, by: str = "") -> Transaction:
    """Record that a question needs no answer; ``text`` says why, since nobody else can know."""
    return _decide(spec, question, f"Not needed {iso_day(on)}", by, text, "drop", NEEDS_REASON)


def _decide(
    spec: Spec, question: Question, label: str, by: str, text: str, verb: str, needs: str = ""
) -> Transaction:
    """Write a decision; ``needs`` is the refusal when there is no text."""
    words = one_line(text)
    if needs and not words:
        raise EditRefused(needs)
    if question.inline is not None:
        raise EditRefused(
            f"{question.id} is within the text (line {question.line}); answer it, or edit the text."
        )
    if question.record is None:
        return write_entry(spec.document, question, label, by, words, verb)
    title = f"{verb} {question.id}"
    if verb == "answer" and column_in(question.record, ANSWER_COLUMNS):
        return replace(set_value(spec, question.record, decision_column(question.record), words), title=title)
    if verb == "assign" and column_in(question.record, OWNER_COLUMNS):
        return _owned(spec, question, label, by, words, title)
    return _in_row(spec, question, question.record, label, by, words, title)


def _in_row(
    spec: Spec, question: Question, record: Record, label: str, by: str, words: str, title: str
) -> Transaction:
    """Write an entry into a row; that it is open again stands behind the answer."""
    column = decision_column(record)
    if not column:
        raise EditRefused(f"{question.id}: this table has no column for answers or for notes.")
    history = label.startswith("Reopened")
    said = with_entry(record.cells[column], label, by, words, history=history)
    return replace(set_value(spec, record, column, said), title=title)


def _owned(spec: Spec, question: Question, label: str, by: str, name: str, title: str) -> Transaction:
    """Write a name into the owner column; also as an entry, where an entry in another cell would count instead."""

    def named(now: Spec, _done: Transaction) -> Transaction:
        record = _record(now, question)
        return replace(set_value(now, record, column_in(record, OWNER_COLUMNS), name), title=title)

    def entered(now: Spec, _done: Transaction) -> Transaction:
        return _in_row(now, question, _record(now, question), label, by, name, title)

    return in_turn(spec, [named, entered] if question.entries else [named], title)


def _record(now: Spec, question: Question) -> Record:
    record = read_questions(now)[question.number].record
    assert record is not None
    return record
