"""What is decided about a question is one line under it, and is read back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from specui.markdown.edits import Transaction
from specui.specs.edits import questions
from specui.specs.edits.places import EditRefused
from specui.specs.items.questions import Question
from specui.specs.spec import Spec
from tests.specs.edits.changing import after, changed_lines, with_head
from tests.specs.reading import contents_of

Verb = Callable[[Spec, Question], Transaction]
DAY = "2026-11-22"

VERBS: list[tuple[Verb, str, str]] = [
    (lambda s, q: questions.answer(s, q, "soft block", on=DAY, by="Ada"),
     "- **Answered 2026-11-22 (Ada):** soft block", "answered"),
    (lambda s, q: questions.defer(s, q, "2026-12-15", "waits for\nlegal", by="Ada"),
     "- **Deferred to 2026-12-15 (Ada):** waits for legal", "deferred"),
    (lambda s, q: questions.assign(s, q, "Bo", on=DAY, by="Ada (CTO)"),
     "- **Assigned 2026-11-22 (Ada, CTO):** Bo", "assigned"),
    (lambda s, q: questions.reopen(s, q, on=DAY), "- **Reopened 2026-11-22**", "open"),
    (lambda s, q: questions.drop(s, q, "gone", on=DAY, by="Ada"),
     "- **Not needed 2026-11-22 (Ada):** gone", "dropped"),
]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("verb, expected, reads", VERBS)
def test_an_entry_is_written_and_read_back(verb: Verb, expected: str, reads: str, newline: str) -> None:
    body = "## 8. Open Questions\n\n1. Soft, or hard?\n   More.\n2. Who?\n".replace("\n", newline)
    text, spec = with_head(body)
    question = contents_of(text).questions[0]
    new = after(text, verb(spec, question))
    assert changed_lines(text, new) == ([], [f"   {expected}{newline}"])
    found = contents_of(new).questions
    assert (found[0].state, found[1].state) == (reads, "open")
    assert new.index(expected) < new.index("2. Who?")


PLACES = [
    ("10. A?\n", "10. A?\n    - **Answered 2026-11-22:** x\n"),
    ("- A?\n- B?\n", "- A?\n  - **Answered 2026-11-22:** x\n- B?\n"),
    ("1. A?", "1. A?\n   - **Answered 2026-11-22:** x"),
    ("1. A?\n   * **Reopened 2026-01-01:** y\n", "1. A?\n   * **Reopened 2026-01-01:** y\n   * **Answered 2026-11-22:** x\n"),
    ("1. A?\n   - **Reopened 2026-01-01:** y\n   - a remark\n",
     "1. A?\n   - **Reopened 2026-01-01:** y\n   - **Answered 2026-11-22:** x\n   - a remark\n"),
    ("1. A?\n   1. this\n   2. that\n", "1. A?\n   1. this\n   2. that\n   - **Answered 2026-11-22:** x\n"),
    ("1. A?\n   - [ ] this\n", "1. A?\n   - [ ] this\n   - **Answered 2026-11-22:** x\n"),
    ("1. A?\n\n   More.\n\n2. B?\n", "1. A?\n\n   More.\n   - **Answered 2026-11-22:** x\n\n2. B?\n"),
    ("1.\tA?\n\t- this\n", "1.\tA?\n\t- this\n\t- **Answered 2026-11-22:** x\n"),
]  # fmt: skip


@pytest.mark.parametrize("body, expected", PLACES)
def test_an_entry_stands_behind_those_that_are_there(body: str, expected: str) -> None:
    text, spec = with_head(f"## 8. Open Questions\n\n{body}")
    question = contents_of(text).questions[0]
    new = after(text, questions.answer(spec, question, "x", on=DAY))
    assert new == with_head(f"## 8. Open Questions\n\n{expected}")[0]
    assert contents_of(new).questions[0].state == "answered"


def test_what_cannot_be_is_refused() -> None:
    text, spec = with_head("## 8. Open Questions\n\n1. A?\n")
    question = contents_of(text).questions[0]
    with pytest.raises(EditRefused, match=questions.NEEDS_ANSWER):
        questions.answer(spec, question, " ", on=DAY)
    with pytest.raises(EditRefused, match=questions.NEEDS_NAME):
        questions.assign(spec, question, "", on=DAY)
    with pytest.raises(EditRefused, match=questions.NEEDS_REASON):
        questions.drop(spec, question, " ", on=DAY)
    for day in ("soon", "2026-13-01", "20261122"):
        with pytest.raises(EditRefused, match=f"“{day}” isn't a date"):
            questions.defer(spec, question, day)
