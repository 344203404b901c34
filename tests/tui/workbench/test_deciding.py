"""Questions answered and put off, a spec signed off: with the day, and the name of who did it."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.workspace.git import identity
from tests.tui.harbour import HARBOUR, Hand, at_the_harbour


@pytest.fixture(autouse=True)
def ada(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "signer", lambda _root: ("Ada", ""))


async def answered(hand: Hand, *keys: str) -> list[str]:
    await hand.at("**Fees")
    await hand.press("space", *keys)
    return hand.lines_changed[1]


async def test_a_digit_lights_an_alternative_and_enter_takes_it(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, "2") == []
        assert "› 2 the owner pays" in hand.drawn
        await hand.press("enter")
        assert hand.lines_changed[1] == ["   - **Answered 2026-11-25 (Ada):** the owner pays"]
        assert hand.message.startswith("Answered “Fees”. Signed as Ada")
        await hand.press("u")
        assert hand.text == HARBOUR


@pytest.mark.parametrize("words", ["2 weeks trial, then decide", "No, only at the quay", "defer it", "2"])
async def test_what_is_typed_is_the_answer(folder: Path, words: str) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("**Fees")
        await hand.press("space")
        await hand.type(words)
        assert f"answer: {words}" in hand.drawn
        if words == "2":  # it may mean the second line, and does unless one says so
            await hand.press("end", *["down"] * 9)
        assert hand.bench.surroundings.here.item.enter == "answer"
        await hand.press("enter")
        assert hand.lines_changed[1] == [f"   - **Answered 2026-11-25 (Ada):** {words}"]
        assert hand.message.startswith("Answered “Fees”")


async def test_space_twice_answers_nothing(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, "space", "space") == []
        assert hand.editing


async def test_another_answer_has_a_form_too(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        found = await answered(hand, "down", "down", "enter", *"both", "enter")
        assert found == ["   - **Answered 2026-11-25 (Ada):** both"]


async def test_it_is_deferred_to_a_day_and_reopened(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        found = await answered(hand, "4", "enter", "t", "up", "enter", *"rain", "enter")
        assert found == ["   - **Deferred to 2026-11-26 (Ada):** rain"]
        assert hand.message.startswith("Deferred “Fees” until 2026-11-26")
        found = await answered(hand, "7", "enter", *"sun", "enter")
        assert found[1:] == ["   - **Reopened 2026-11-25 (Ada):** sun"]


async def test_it_is_assigned_and_not_needed(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, "5", "enter", *"Grace", "enter") == [
            "   - **Assigned 2026-11-25 (Ada):** Grace"
        ]
        found = await answered(hand, "6", "enter", *"no bell", "enter")
        assert found[1:] == ["   - **Not needed 2026-11-25 (Ada):** no bell"]


async def test_escape_decides_nothing(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, "down", "escape") == []
        assert hand.bench.desk.inline_edit is None and hand.text == HARBOUR


@pytest.mark.parametrize("leave", ["escape", "ctrl+q"])
async def test_a_typed_answer_is_asked_about_before_it_goes(folder: Path, leave: str) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, *"both", leave) == []
        assert len(hand.app.screen_stack) > 1
        await hand.press("escape")
        assert hand.editing and hand.bench.desk.inline.text.value == "both"
        await hand.press("escape", "s")
        assert hand.lines_changed[1] == ["   - **Answered 2026-11-25 (Ada):** both"]


async def test_space_on_a_decision_acts_on_its_question(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await answered(hand, "1", "enter")
        await hand.press("down")
        element = hand.bench.section_view.element
        assert element is not None and "Answered" in element.text
        assert hand.bench.surroundings.here.item.space == "change answer"
        await hand.press("space")
        assert "Change answer" in hand.drawn and "Reopen" in hand.drawn
        await hand.press("escape", "down", "enter", "end", *", twice", "enter")
        assert hand.message.startswith("Saved the decision.")


async def test_signing_off_says_what_changed_since(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("space", "S")
        assert "Sign off" in hand.drawn and hand.bench.desk.inline.text.value == "1 criterion ticked"
        await hand.press("f2")
        assert "**Last updated:** 2026-11-25\n" in hand.text
        assert hand.text.endswith("| 2026-02-19 | Ada | First |\n| 2026-11-25 | Ada | 1 criterion ticked |\n")
        assert hand.message == "Signed off: date and history row saved; the status stays Draft."
        element = hand.bench.section_view.element
        assert element is not None and "1 criterion ticked" in element.text
        await hand.press("u")
        assert "2026-11-25" not in hand.text
        assert hand.text == HARBOUR.replace("[ ] A boat lands", "[x] A boat lands")


async def test_the_second_signing_off_speaks_of_what_came_after_the_first(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("space", "S", "f2")
        await hand.at("Papers are read")
        await hand.press("space", "S", "end", *", by hand", "enter")
        assert hand.text.endswith("| 2026-11-25 | Ada | 1 criterion ticked, by hand |\n")
        assert hand.text.count("1 criterion ticked") == 2


async def test_another_author_is_typed_or_chosen(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("space", "S", "shift+tab")
        await hand.until(lambda: bool(hand.bench.desk.inline.sources.owners))
        await hand.press("down")
        assert "Ada (quay)" in hand.drawn
        await hand.press("escape")  # leaves the list, and no more
        assert hand.editing and hand.bench.surroundings.here.item.enter == "next field"
        await hand.press("down")
        assert hand.bench.surroundings.here.item.enter == "complete"
        await hand.press("enter")
        assert hand.bench.desk.inline.text.value == "Ada (quay)"
        await hand.press("tab", "shift+tab", *"Grace", "f2")
        assert "| 2026-11-25 | Grace | 1 criterion ticked |\n" in hand.text


async def test_questions_open_at_the_first_that_waits(folder: Path) -> None:
    done = "or does the owner pay?\n   - **Answered 2026-11-22 (Ada):** the owner pays"
    async with at_the_harbour(folder) as hand:
        hand.path.write_text(HARBOUR.replace("or does the owner pay?", done), encoding="utf-8")
        hand.app.files.reload(hand.path)
        await hand.press("8")
        element = hand.bench.section_view.element
        assert element is not None and element.text == "Who rings the bell?"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_the_list_says_what_enter_does_and_cuts_no_answer(folder: Path, size: tuple[int, int]) -> None:
    long = "Should the old pier lock both of its gates for an hour of every ebb tide, or should all boats wait outside?"
    async with at_the_harbour(folder, size) as hand:
        hand.path.write_text(HARBOUR.replace("Who rings the bell?", long), encoding="utf-8")
        hand.app.files.reload(hand.path)
        await hand.press("8")
        await hand.press("down")
        await hand.press("space")
        flat = " ".join(hand.drawn.split())
        assert (
            "1 the old pier should lock both of its gates for an hour of every ebb tide 2 all boats" in flat
        )
        found = []
        for _ in range(6):
            found.append(hand.bench.surroundings.here.item.enter)
            await hand.press("down")
        assert found == ["answer", "answer", "answer", "defer", "assign", "drop"]
