"""What can be decided about a question: one form a decision."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.dates import coming_day
from specui.specs.edits.questions import answer, assign, defer, drop, reopen
from specui.specs.forms import value_checks as checks
from specui.specs.forms.model import Form, accepted
from specui.specs.forms.new_values import blank
from specui.specs.items.questions import Question

ANSWER = "Answer: "
"""Begins the title of a form that answers with an alternative of the question."""


def decisions(contents: Contents, question: Question, *, today: str, by: str) -> tuple[Form, ...]:
    """Return what can be decided: an alternative of its own (kept at once), another answer, and what else there is.

    Each is written as one entry with the day and ``by`` whom; ``by`` may be empty. `own_answer` is the form among
    them that takes any text.
    """
    found = list[Form]()
    if question.is_open:
        found += [_answer(contents, question, words, today, by) for words in question.alternatives]
    found.append(_other_answer(contents, question, today, by))
    if question.is_open:
        found += [
            _put_off(contents, question, today, by),
            _hand_on(contents, question, today, by),
            _not_needed(contents, question, today, by),
        ]
    if question.state != "open":
        found.append(_reopen(contents, question, today, by))
    return tuple(found)


def own_answer(forms: Sequence[Form]) -> Form:
    """Return the form that answers with any text: its one field is the answer."""
    return next(form for form in forms if form.done == "Answered" and form.fields)


def _answer(contents: Contents, question: Question, words: str, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        del texts
        return answer(contents.spec, question, words, on=today, by=by)

    return Form(f"{ANSWER}{words}", (), commit, "Answered")


def _other_answer(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return answer(contents.spec, question, texts[0], on=today, by=by)

    title = "Answer" if not question.alternatives else "Another answer"
    field = blank("text", "Answer", checks.needed("Answer", "a text"))
    return Form(title if question.is_open else "Answer differently", (field,), commit, "Answered")


def _put_off(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        until, why = texts
        return defer(contents.spec, question, coming_day(until, today), why, by=by)

    fields = (
        blank("date", "Until", checks.a_coming_day(today)),
        blank("text", "Why", accepted),
    )
    return Form("Defer to a day", fields, commit, "Deferred")


def _hand_on(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return assign(contents.spec, question, texts[0], on=today, by=by)

    field = blank("owners", "To", checks.needed("To", "a name"))
    return Form("Assign to someone", (field,), commit, "Assigned")


def _not_needed(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return drop(contents.spec, question, texts[0], on=today, by=by)

    return Form("Not needed any more", (blank("text", "Why", accepted),), commit, "Dropped")


def _reopen(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return reopen(contents.spec, question, texts[0], on=today, by=by)

    return Form("Reopen", (blank("text", "Why", accepted),), commit, "Reopened")
