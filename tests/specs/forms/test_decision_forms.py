from __future__ import annotations

import pytest

from specui.specs.forms import decisions
from tests.specs.edits.changing import HEAD, after
from tests.specs.forms.using import TODAY
from tests.specs.reading import contents_of

OPEN = HEAD + "## 8. Open Questions\n\n1. **Block**: soft block, or hard block?\n2. Why?\n"


def _titles(text: str, index: int = 0) -> list[str]:
    contents = contents_of(text)
    return [
        form.title for form in decisions(contents, contents.questions[index], today=TODAY, by="Ada (ops)")
    ]


def test_what_can_be_decided_depends_on_the_question() -> None:
    assert _titles(OPEN) == [
        "Answer: soft block",
        "Answer: hard block",
        "Another answer",
        "Defer to a day",
        "Assign to someone",
        "Not needed any more",
    ]
    assert _titles(OPEN, 1)[0] == "Answer"
    answered = OPEN.replace("block?\n", "block?\n   - **Answered 2026-11-01:** soft\n")
    assert _titles(answered) == ["Answer differently", "Reopen"]
    deferred = OPEN.replace("block?\n", "block?\n   - **Deferred to 2026-12-01:** soon\n")
    assert _titles(deferred)[-2:] == ["Not needed any more", "Reopen"]


@pytest.mark.parametrize(
    "title, typed, entry",
    [
        ("Answer: hard block", [], "**Answered 2026-11-25 (Ada, ops):** hard block"),
        ("Another answer", ["neither"], "**Answered 2026-11-25 (Ada, ops):** neither"),
        ("Defer to a day", ["2026-12-15", ""], "**Deferred to 2026-12-15 (Ada, ops):**"),
        ("Assign to someone", ["Linus"], "**Assigned 2026-11-25 (Ada, ops):** Linus"),
        ("Not needed any more", ["gone"], "**Not needed 2026-11-25 (Ada, ops):** gone"),
    ],
)
def test_a_decision_is_one_line(title: str, typed: list[str], entry: str) -> None:
    contents = contents_of(OPEN)
    forms = {
        form.title: form for form in decisions(contents, contents.questions[0], today=TODAY, by="Ada (ops)")
    }
    form = forms[title]
    assert [field.check(text) for field, text in zip(form.fields, typed, strict=True)] == [""] * len(typed)
    assert after(OPEN, form.commit(typed)) == OPEN.replace("block?\n", f"block?\n   - {entry}\n")


def test_a_question_is_not_put_off_to_a_day_that_is_past() -> None:
    contents = contents_of(OPEN)
    form = next(
        f
        for f in decisions(contents, contents.questions[0], today=TODAY, by="")
        if f.title == "Defer to a day"
    )
    assert form.fields[0].check("2026-11-01") == "2026-11-01 has passed; today is 2026-11-25."
    assert form.fields[0].check("soon") != ""
