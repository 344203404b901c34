"""Decisions: what each command writes, why it is not available, and that undo brings the file back."""

from __future__ import annotations

import pytest

from specui.specs.decisions import DECISIONS
from specui.tui.triage.confirm_dialog import confirmation
from tests.tui.triage.harness import PIER, QUAY, Desk, closing_of

QUESTIONS, GAPS, BOXES = "kind:question spec:quay", "kind:gap spec:quay", "kind:test,criterion spec:quay"


async def test_a_number_answers_at_once_and_undo_comes_back_to_the_question(desk: Desk) -> None:
    await desk.filter(QUESTIONS)
    await desk.run("answer-2")
    assert "**Answered 2026-11-25 (Ada):** hard limit" in desk.text()
    assert desk.current.text == "Who pays for the lamp?"
    assert str(desk.state.queue.progress) == "1 of 2 decided, 1 to go"
    await desk.run("undo")
    assert desk.text() == QUAY
    assert desk.current.topic == "Berth"
    await desk.run("redo")
    assert "hard limit" in desk.text().partition("Answered")[2]
    assert desk.messages.said[-1].startswith("Redone: ")


@pytest.mark.parametrize(
    "command, texts, written",
    [
        ("triage-answer", ("Both",), "**Answered 2026-11-25 (Ada):** Both"),
        ("triage-defer", (), "**Deferred to 2026-12-09 (Ada)**"),
        ("triage-defer", ("3w",), "**Deferred to 2026-12-16 (Ada)**"),
        ("triage-defer", ("fri",), "**Deferred to 2026-11-27 (Ada)**"),
        ("triage-assign", ("Grace",), "**Assigned 2026-11-25 (Ada):** Grace"),
        ("triage-drop", ("No lamp",), "**Not needed 2026-11-25 (Ada):** No lamp"),
        ("triage-gap", (), "| Berth: undecided |"),
        ("triage-criterion", (), "- [ ] Berth: "),
    ],
)
async def test_each_decision_of_a_question_is_written(
    desk: Desk, command: str, texts: tuple[str, ...], written: str
) -> None:
    await desk.filter(QUESTIONS)
    await desk.run(command)
    desk.fill(*texts)
    assert written in desk.text()
    assert desk.current.text == "Who pays for the lamp?"
    assert desk.outside.forgotten == 1
    await desk.run("undo")
    assert desk.text() == QUAY


@pytest.mark.parametrize(
    "command, texts, written",
    [
        ("triage-severity", ("🟡 High",), "| Lamp oil is never counted | 🟡 High |"),
        ("triage-notes", ("since June",), "since June"),
        ("triage-criterion", (), "- [ ] Lamp oil is counted"),
        ("triage-question", (), "**Lamp oil is never counted**"),
    ],
)
async def test_each_decision_of_a_gap_is_written(
    desk: Desk, command: str, texts: tuple[str, ...], written: str
) -> None:
    await desk.filter(GAPS)
    await desk.run(command)
    desk.fill(*texts)
    assert written in desk.text()
    await desk.run("undo")
    assert desk.text() == QUAY


async def test_a_day_that_is_none_is_told_in_the_form(desk: Desk) -> None:
    await desk.filter(QUESTIONS)
    await desk.run("triage-defer")
    assert "isn't a date" in desk.errors("someday")["0"]
    assert desk.errors("friday") == {}


async def test_dropping_needs_a_reason(desk: Desk) -> None:
    await desk.filter(QUESTIONS)
    await desk.run("triage-drop")
    assert "needs a reason" in desk.errors(" ")["0"]
    desk.answer(None)
    assert desk.text() == QUAY
    assert desk.outside.forgotten == 1


async def test_ticking_goes_from_open_to_open(desk: Desk) -> None:
    await desk.filter(BOXES)
    await desk.run("triage-tick", "triage-tick", "triage-tick")
    assert desk.text() == QUAY.replace("- [ ]", "- [x]")
    assert desk.state.queue.shown == ()
    await desk.run("triage-decided", "triage-tick")
    assert desk.text().count("- [ ]") == 1


async def test_a_value_that_stays_the_same_changes_nothing(desk: Desk) -> None:
    await desk.filter(GAPS)
    await desk.run("triage-notes")
    desk.fill()
    assert desk.text() == QUAY
    assert desk.messages.hints == ["No change."]


@pytest.mark.parametrize(
    "filter_text, commands",
    [
        (QUESTIONS, ("triage-severity", "triage-notes", "triage-question", "triage-tick", "triage-reopen")),
        (GAPS, ("triage-answer", "triage-defer", "triage-drop", "triage-gap", "triage-tick", "answer-1")),
        (BOXES, ("triage-criterion", "triage-resolve", "triage-assign", "triage-reopen")),
    ],
)
async def test_what_does_not_apply_is_refused_with_its_reason(
    desk: Desk, filter_text: str, commands: tuple[str, ...]
) -> None:
    reasons = {row.refusal for row in DECISIONS.values()}
    await desk.filter(filter_text)
    for number, command in enumerate(commands, 1):
        await desk.run(command)
        assert len(desk.messages.hints) == number, command
        assert desk.view.dialogs == []
    assert len(set(desk.messages.hints) & reasons) >= len(commands) - 2
    assert desk.text() == QUAY


async def test_a_number_beyond_the_alternatives_says_how_many_there_are(desk: Desk) -> None:
    await desk.filter(QUESTIONS)
    await desk.run("answer-3", "triage-down", "answer-1")
    assert desk.messages.hints[0] == "This question has 2 suggested answers."
    assert desk.messages.hints[1] == "This question has no suggested answers. Press a to write one."
    await desk.run("triage-up", "answer-1", "triage-decided", "triage-first", "answer-1")
    assert desk.messages.hints[-1] == "This question is answered. Press R to reopen it."
    assert desk.text().count("Answered") == 1


async def test_an_empty_queue_has_nothing_to_decide(desk: Desk) -> None:
    await desk.filter("no such words")
    await desk.run("triage-answer")
    assert desk.messages.hints == ["Nothing to decide here."]


async def test_a_file_that_cannot_be_written_says_why(desk: Desk) -> None:
    (desk.folder / "quay.md").write_bytes(QUAY.encode() + b"\xff\xfe")
    desk.session.refresh([desk.folder / "quay.md"])
    desk.follow()
    await desk.filter(QUESTIONS)
    read_only = desk.session.file("quay.md").read_only
    assert read_only
    await desk.run("answer-1")
    assert desk.messages.hints == [read_only]


async def test_what_was_assigned_still_waits_and_the_next_item_comes(desk: Desk) -> None:
    await desk.filter(QUESTIONS)
    await desk.run("triage-assign")
    desk.fill("Grace")
    assert [entry.state for entry in desk.state.queue.shown] == ["assigned", "open"]
    assert desk.state.queue.place == 1


async def test_what_was_typed_is_offered_again_when_others_were_faster(desk: Desk) -> None:
    await desk.filter(GAPS)
    await desk.run("triage-notes")
    theirs = QUAY.replace("| since May |", "| since April |")
    (desk.folder / "quay.md").write_text(theirs, encoding="utf-8")
    desk.fill("since June")
    assert desk.text() == theirs
    assert desk.dialog.values == {"0": "since June"}
    desk.fill()
    assert "| since June |" in desk.text()


async def test_what_was_typed_is_not_offered_where_the_item_is_gone(desk: Desk) -> None:
    await desk.filter(QUESTIONS)
    await desk.run("triage-down", "triage-answer")
    desk.others_write(QUAY.replace("2. Who pays for the lamp?\n", ""))
    desk.fill("Ada")
    assert "Ada" not in desk.text().partition("Open Questions")[2]
    assert desk.messages.said[-1].startswith("quay.md")
    assert desk.view.dialogs == []


# -- resolving


async def test_resolving_shows_what_belongs_to_it_first(desk: Desk) -> None:
    await desk.filter(GAPS)
    await desk.run("triage-resolve")
    assert desk.text() == QUAY
    desk.answer(closing_of(desk.dialog).compose())
    now = desk.text()
    assert "| Lamp oil is never counted |" not in now
    assert now.index("Lamp oil is never counted") < now.index("Not Implemented")
    assert desk.messages.said[-1].startswith("Resolved ")


async def test_cancelling_to_resolve_changes_nothing(desk: Desk) -> None:
    await desk.filter(GAPS)
    await desk.run("triage-resolve")
    desk.answer(None)
    assert desk.text() == QUAY


async def test_gaps_of_several_files_are_resolved_as_one_step(desk: Desk) -> None:
    await desk.filter("kind:gap lamp")
    await desk.run("triage-select-all", "triage-resolve")
    desk.answer("yes")
    assert "| Lamp oil" not in desk.text() + desk.text("pier.md")
    await desk.run("undo")
    assert (desk.text(), desk.text("pier.md")) == (QUAY, PIER)


# -- several items


async def test_one_form_decides_all_that_are_selected_in_one_step(desk: Desk) -> None:
    await desk.filter("kind:question lamp")
    await desk.run("triage-select-all")
    assert len(desk.state.queue.selected) == 2
    await desk.run("triage-defer")
    desk.fill("2w")
    assert desk.text() == QUAY, "nothing is written before the user agrees"
    desk.answer("yes")
    assert desk.text().count("Deferred to 2026-12-09") == 1
    assert desk.text("pier.md").count("Deferred to 2026-12-09") == 1
    assert "2 files" in desk.messages.said[-1]
    assert desk.state.queue.selected == frozenset()
    await desk.run("undo")
    assert (desk.text(), desk.text("pier.md")) == (QUAY, PIER)


async def test_a_cancelled_bulk_change_keeps_the_selection(desk: Desk) -> None:
    await desk.filter("kind:gap")
    await desk.run("triage-select-all", "triage-criterion")
    desk.answer("")
    assert desk.text() == QUAY
    assert len(desk.state.queue.selected) == 4


async def test_files_that_cannot_change_are_skipped_with_a_reason(desk: Desk) -> None:
    (desk.folder / "pier.md").write_bytes(PIER.encode() + b"\xff\xfe")
    desk.session.refresh([desk.folder / "pier.md"])
    desk.follow()
    await desk.filter("kind:test")
    await desk.run("triage-select-all", "triage-tick")
    body = "\n".join(para.text for para in desk.dialog._body)
    assert "One undo reverts it." in body
    assert desk.session.file("pier.md").read_only in body


def test_many_reasons_are_counted() -> None:
    from specui.tui.triage.bulk_change import BulkChange

    body = [para.text for para in confirmation(BulkChange("Tick", 1, (), tuple("abcdefgh")))._body]
    assert body[-1] == "… and 3 more skipped."
