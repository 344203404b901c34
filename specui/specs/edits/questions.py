"""Decisions about open questions: each writes one dated entry under the question, and the last entry counts.

In a table an answer goes into the column for answers; the other decisions have no place there.
"""

from __future__ import annotations

from dataclasses import replace

from specui.markdown.edits import Transaction
from specui.specs.edits.entries import iso_day, write_entry
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.edits.records import set_value
from specui.specs.items.questions import ANSWER_COLUMNS, Question
from specui.specs.rows import Record
from specui.specs.spec import Spec

NEEDS_ANSWER = "An answer needs a text."
NEEDS_NAME = "An assignment needs a name."
NEEDS_REASON = "Dropping a question needs a reason."


def answer(spec: Spec, question: Question, text: str, *, on: str, by: str = "") -> Transaction:
    """Write an answer; ``on`` is a date such as ``2026-11-22``, ``by`` who decided."""
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
    if question.record is not None:
        return _in_row(spec, question, question.record, words, verb)
    return write_entry(spec.document, question, label, by, words, verb)


def _in_row(spec: Spec, question: Question, record: Record, words: str, verb: str) -> Transaction:
    """Write an answer in the row's column for answers."""
    column = next((name for name in ANSWER_COLUMNS if name in record.cells), None)
    if verb != "answer" or column is None:
        raise EditRefused(
            f"{question.id} is a row of a table (line {question.line}), which has no column for that; "
            "edit the row, or write the question as a list item."
        )
    return replace(set_value(spec, record, column, words), title=f"{verb} {question.id}")
