"""What can be decided about a question: one form a decision."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.editable import checks
from specui.specs.editable.fresh import blank
from specui.specs.editable.model import Form, accepted
from specui.specs.edits.questions import answer, assign, defer, drop, reopen
from specui.specs.questions import Question


def decisions(contents: Contents, question: Question, *, today: str, by: str) -> tuple[Form, ...]:
    """Return what can be decided: an alternative of its own (kept at once), another answer, and what else there is.

    Each is written as one entry with the day and ``by`` whom; ``by`` may be empty.
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


def _answer(contents: Contents, question: Question, words: str, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        del texts
        return answer(contents.spec, question, words, on=today, by=by)

    return Form(f"Answer: {words}", (), commit)


def _other_answer(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return answer(contents.spec, question, texts[0], on=today, by=by)

    field = blank("text", "Answer", checks.needed("Answer", "a text"))
    return Form(
        "Another answer" if question.is_open and question.alternatives else "Answer", (field,), commit
    )


def _put_off(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        until, why = texts
        return defer(contents.spec, question, until, why, by=by)

    fields = (
        blank("date", "Until", checks.a_coming_date("Until", today)),
        blank("text", "Why", accepted),
    )
    return Form("Put off", fields, commit)


def _hand_on(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return assign(contents.spec, question, texts[0], on=today, by=by)

    return Form("Hand on", (blank("owners", "To", checks.needed("To", "a name")),), commit)


def _not_needed(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return drop(contents.spec, question, texts[0], on=today, by=by)

    return Form("Not needed any more", (blank("text", "Why", accepted),), commit)


def _reopen(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return reopen(contents.spec, question, texts[0], on=today, by=by)

    return Form("Open again", (blank("text", "Why", accepted),), commit)
