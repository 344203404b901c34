from __future__ import annotations

import pytest

from specui.specs.decisions import DECISIONS, applicable, refusal
from specui.specs.edits.places import EditRefused
from specui.specs.edits.questions import NEEDS_NAME, NEEDS_REASON
from specui.specs.forms.decision_forms import (
    _FORMS,
    AlreadyDecided,
    decide,
    form_of,
    offers,
    subject_of,
)
from specui.specs.items.kinds import KINDS, DecisionId
from tests.specs.edits.changing import HEAD, after
from tests.specs.forms.using import TODAY
from tests.specs.reading import contents_of

OPEN = HEAD + "## 8. Open Questions\n\n1. **Block**: soft block, or hard block?\n2. Why?\n"
GAPS = HEAD + "## 4. Known Gaps\n\n| Gap | {} | {} |\n|---|---|---|\n| No lamps | {} | {} |\n"


def _labels(text: str, index: int = 0) -> list[str]:
    contents = contents_of(text)
    return [offer.label for offer in offers(contents, contents.questions[index], today=TODAY, by="Ada (ops)")]


def test_each_decision_has_a_form_and_belongs_to_a_kind() -> None:
    assert _FORMS.keys() == DECISIONS.keys()
    assert {one for kind in KINDS.values() for one in kind.decisions} == DECISIONS.keys()


def test_what_can_be_decided_depends_on_the_question() -> None:
    assert _labels(OPEN) == ["soft block", "hard block", "Another answer", "Defer", "Assign", "Drop"]
    assert _labels(OPEN, 1)[0] == "Answer"
    answered = OPEN.replace("block?\n", "block?\n   - **Answered 2026-11-01:** soft\n")
    assert _labels(answered) == ["Change answer", "Reopen"]
    deferred = OPEN.replace("block?\n", "block?\n   - **Deferred to 2026-12-01:** soon\n")
    assert _labels(deferred)[-2:] == ["Drop", "Reopen"]


@pytest.mark.parametrize(
    "decision, typed, entry, outcome",
    [
        ("take", [], "**Answered 2026-11-25 (Ada, ops):** hard block", "Answered: hard block"),
        ("answer", ["neither"], "**Answered 2026-11-25 (Ada, ops):** neither", "Answered: neither"),
        ("defer", ["2026-12-15", ""], "**Deferred to 2026-12-15 (Ada, ops)**", "Deferred to 2026-12-15"),
        ("defer", ["2w", "law"], "**Deferred to 2026-12-09 (Ada, ops):** law", "Deferred to 2026-12-09: law"),
        ("assign", ["Linus"], "**Assigned 2026-11-25 (Ada, ops):** Linus", "Assigned to Linus"),
        ("drop", ["gone"], "**Not needed 2026-11-25 (Ada, ops):** gone", "Dropped: gone"),
    ],
)
def test_a_decision_is_one_line(decision: DecisionId, typed: list[str], entry: str, outcome: str) -> None:
    contents = contents_of(OPEN)
    form = form_of(contents, contents.questions[0], decision, today=TODAY, by="Ada (ops)", number=1)
    assert [field.check(text) for field, text in zip(form.fields, typed, strict=True)] == [""] * len(typed)
    assert form.outcome(typed) == outcome
    assert after(OPEN, form.commit(typed)) == OPEN.replace("block?\n", f"block?\n   - {entry}\n")


@pytest.mark.parametrize(
    "decision, typed, sentence",
    [
        ("defer", ["2026-11-01"], "2026-11-01 has passed; today is 2026-11-25."),
        ("defer", ["soon"], "“soon” isn't a date"),
        ("drop", [""], NEEDS_REASON),
        ("assign", [" "], NEEDS_NAME),
        ("severity", ["High"], DECISIONS["severity"].refusal),
        ("reopen", [""], DECISIONS["reopen"].refusal),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    decision: DecisionId, typed: list[str], sentence: str
) -> None:
    contents = contents_of(OPEN)
    with pytest.raises(EditRefused) as refused:
        decide(contents, contents.questions[0], decision, typed, today=TODAY, by="")
    assert str(refused.value).startswith(sentence)


def test_a_decision_of_somebody_else_is_left_alone_unless_it_is_the_same() -> None:
    contents = contents_of(OPEN.replace("block?\n", "block?\n   - **Answered 2026-11-01 (Bo):** soft\n"))
    question = contents.questions[0]
    for decision, typed in (("answer", ["hard"]), ("defer", ["2w"]), ("drop", ["gone"])):
        with pytest.raises(AlreadyDecided, match=r"answered by Bo on 2026-11-01: “soft”; reopen it first"):
            decide(contents, question, decision, typed, today=TODAY, by="")  # type: ignore[arg-type]
    same = decide(contents, question, "answer", ["Soft"], today=TODAY, by="Ada")
    assert (same.changed, same.outcome, bool(same.transaction)) == (False, "Answered: Soft", False)


@pytest.mark.parametrize("severity", ["Severity", "Priority", "Sev"])
@pytest.mark.parametrize("notes", ["Notes", "Note", "Comment"])
def test_severity_and_notes_are_written_in_the_column_they_are_read_from(severity: str, notes: str) -> None:
    text = GAPS.format(severity, notes, "High", "soon")
    contents = contents_of(text)
    worse = decide(contents, contents.gaps[0], "severity", ["Critical"], today=TODAY, by="")
    assert contents_of(after(text, worse.transaction)).gaps[0].severity == "Critical"
    noted = decide(contents, contents.gaps[0], "notes", ["in may"], today=TODAY, by="")
    assert after(text, noted.transaction) == text.replace("soon", "in may")


@pytest.mark.parametrize(
    "column, before, written",
    [
        ("Owner", "", "Linus"),
        ("Assignee", "Ada", "Linus"),
        ("Notes", "", "Assigned 2026-11-25 (Bo, ops): Linus"),
        ("Notes", "—", "Assigned 2026-11-25 (Bo, ops): Linus"),
        ("Notes", "soon", "soon; Assigned 2026-11-25 (Bo, ops): Linus"),
        ("Comment", "Waits for legal.", "Waits for legal. Assigned 2026-11-25 (Bo, ops): Linus"),
        ("Notes", "soon; Assigned 2026-11-01 (Ada): Ada", "soon; Assigned 2026-11-25 (Bo, ops): Linus"),
    ],
)
def test_a_gap_is_assigned_in_its_row(column: str, before: str, written: str) -> None:
    text = GAPS.format("Severity", column, "High", before)
    contents = contents_of(text)
    made = decide(contents, contents.gaps[0], "assign", ["Linus"], today=TODAY, by="Bo (ops)")
    assert made.outcome == "Assigned to Linus"
    new = after(text, made.transaction)
    assert new == GAPS.format("Severity", column, "High", written)
    gap = contents_of(new).gaps[0]
    assert (gap.assignee, subject_of(gap).state) == ("Linus", "assigned")
    again = decide(contents_of(new), gap, "assign", ["Linus"], today=TODAY, by="Bo (ops)")
    assert not again.changed


@pytest.mark.parametrize(
    "body, written",
    [
        ("- No lamps\n- No bell\n", "- No lamps\n  - **Assigned 2026-11-25:** Linus\n- No bell\n"),
        (
            "### Gap 1: No lamps\n\nDark.\n",
            "### Gap 1: No lamps\n\nDark.\n\n- **Assigned 2026-11-25:** Linus\n",
        ),
    ],
)
def test_a_gap_that_is_no_row_is_assigned_as_a_question_is(body: str, written: str) -> None:
    text = HEAD + "## 4. Known Gaps\n\n" + body
    contents = contents_of(text)
    made = decide(contents, contents.gaps[0], "assign", ["Linus"], today=TODAY, by="")
    new = after(text, made.transaction)
    assert new == HEAD + "## 4. Known Gaps\n\n" + written
    assert contents_of(new).gaps[0].assignee == "Linus"
    assert len(contents_of(new).gaps) == len(contents.gaps)


def test_a_table_without_owner_and_notes_has_no_place_for_a_name() -> None:
    text = GAPS.format("Severity", "Age", "High", "old")
    contents = contents_of(text)
    assert not {"assign", "notes"} & set(applicable(subject_of(contents.gaps[0])))
    with pytest.raises(EditRefused, match="no column for an owner or for notes"):
        decide(contents, contents.gaps[0], "assign", ["Linus"], today=TODAY, by="")


def test_an_assignment_in_the_cell_of_the_notes_is_none_of_them() -> None:
    text = GAPS.format("Severity", "Notes", "High", "")
    contents = contents_of(text)
    assigned = after(
        text, decide(contents, contents.gaps[0], "assign", ["Bo"], today=TODAY, by="").transaction
    )
    contents = contents_of(assigned)
    gap = contents.gaps[0]
    assert (gap.notes, gap.assignee, gap.details()["notes"]) == ("", "Bo", "")
    noted = after(assigned, decide(contents, gap, "notes", ["soon"], today=TODAY, by="").transaction)
    assert "| soon; Assigned 2026-11-25: Bo |" in noted
    contents = contents_of(noted)
    form = form_of(contents, contents.gaps[0], "notes", today=TODAY, by="")
    assert form.fields[0].value == "soon"
    assert after(noted, form.commit([""])) == assigned
    other = GAPS.format("Severity", "Notes", "High", "Answered 2026-11-25: yes")
    assert contents_of(other).gaps[0].notes == "Answered 2026-11-25: yes"


ROW = HEAD + "## 8. Open Questions\n\n| Question | {} | {} |\n|---|---|---|\n| Soft, or hard? | {} | {} |\n"


@pytest.mark.parametrize(
    "columns, before, decision, typed, written, state",
    [
        (("Answer", "Notes"), ("", "x"), "take", [], ("hard", "x"), "answered"),
        (("Notes", "Decision"), ("x", "—"), "answer", ["both"], ("x", "both"), "answered"),
        (
            ("Topic", "Notes"),
            ("T", "x."),
            "answer",
            ["both"],
            ("T", "x. Answered 2026-11-25 (Bo): both"),
            "answered",
        ),
        (
            ("Answer", "Notes"),
            ("", ""),
            "defer",
            ["2w", "law"],
            ("Deferred to 2026-12-09 (Bo): law", ""),
            "deferred",
        ),
        (
            ("Topic", "Notes"),
            ("T", "x"),
            "defer",
            ["2w", ""],
            ("T", "x; Deferred to 2026-12-09 (Bo)"),
            "deferred",
        ),
        (("Answer", "Owner"), ("", ""), "assign", ["Ada"], ("", "Ada"), "assigned"),
        (
            ("Answer", "Owner"),
            ("x; Reopened 2026-11-09 (Cy): law", "Cy"),
            "assign",
            ["Ada"],
            ("x; Assigned 2026-11-25 (Bo): Ada", "Ada"),
            "assigned",
        ),
        (
            ("Answer", "Topic"),
            ("", "T"),
            "assign",
            ["Ada"],
            ("Assigned 2026-11-25 (Bo): Ada", "T"),
            "assigned",
        ),
        (
            ("Answer", "Notes"),
            ("TBD", ""),
            "drop",
            ["gone"],
            ("TBD; Not needed 2026-11-25 (Bo): gone", ""),
            "dropped",
        ),
        (
            ("Answer", "Notes"),
            ("soft", ""),
            "reopen",
            ["law"],
            ("soft; Reopened 2026-11-25 (Bo): law", ""),
            "open",
        ),
        (("Answer", "Owner"), ("", "Ada"), "reopen", [""], ("Reopened 2026-11-25 (Bo)", "Ada"), "open"),
        (("Status", "Notes"), ("Closed", ""), "reopen", [""], ("Closed", "Reopened 2026-11-25 (Bo)"), "open"),
    ],
)
def test_a_question_in_a_table_is_decided_in_its_row(
    columns: tuple[str, str],
    before: tuple[str, str],
    decision: DecisionId,
    typed: list[str],
    written: tuple[str, str],
    state: str,
) -> None:
    text = ROW.format(*columns, *before)
    contents = contents_of(text)
    question = contents.questions[0]
    assert decision in applicable(subject_of(question))
    made = decide(contents, question, decision, typed, today=TODAY, by="Bo", number=1)
    new = after(text, made.transaction)
    assert _cells(new) == _cells(ROW.format(*columns, *written))
    found = contents_of(new).questions[0]
    assert (found.state, found.assignee) == (state, "Ada" if decision == "assign" else "")
    again = contents_of(new)
    if decision in {"defer", "assign"}:
        assert not decide(again, again.questions[0], decision, typed, today=TODAY, by="Bo").changed


def _cells(text: str) -> list[list[str]]:
    return [row.texts for table in contents_of(text).spec.document.tables for row in table.rows]


def test_a_question_in_a_table_without_a_column_for_it_is_not_offered_to_be_decided() -> None:
    contents = contents_of(ROW.format("Topic", "Status", "T", "Open"))
    subject = subject_of(contents.questions[0])
    assert (applicable(subject), offers(contents, contents.questions[0], today=TODAY, by="")) == ((), ())
    assert refusal("defer", subject) == "q1: this table has no column for answers or for notes."
    owned = subject_of(contents_of(ROW.format("Topic", "Owner", "T", "")).questions[0])
    assert applicable(owned) == ("assign",)


def test_a_closed_gap_is_not_assigned() -> None:
    text = GAPS.format("Severity", "Owner", "High", "Ada").replace("No lamps", "~~No lamps~~")
    gap = contents_of(text).gaps[0]
    assert subject_of(gap).state == "done"
    assert "assign" not in applicable(subject_of(gap))
    assert refusal("assign", subject_of(gap)) == DECISIONS["assign"].refusal
