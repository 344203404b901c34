"""Questions answered and put off, a spec signed off: with the day, and the name of who did it."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.screens import deciding
from tests.tui.screens.harbour import HARBOUR, Hand, at_the_harbour


@pytest.fixture(autouse=True)
def ada(monkeypatch: pytest.MonkeyPatch) -> None:
    async def who(_self: object) -> str:
        return "Ada"

    monkeypatch.setattr(deciding.Deciding, "who", who)


async def answered(hand: Hand, *keys: str) -> list[str]:
    await hand.at("**Fees")
    await hand.press("space", *keys)
    return hand.lines_changed[1]


async def test_a_digit_takes_an_alternative_of_the_question(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, "2") == ["   - **Answered 2026-11-25 (Ada):** the owner pays"]
        assert hand.message == "Answered q1, saved"
        await hand.press("u")
        assert hand.text == HARBOUR


async def test_another_answer_is_typed(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        found = await answered(hand, "down", "down", "enter", *"both", "enter")
        assert found == ["   - **Answered 2026-11-25 (Ada):** both"]


async def test_it_is_put_off_to_a_day_and_opened_again(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        found = await answered(hand, *"put", "enter", "t", "up", "enter", *"rain", "enter")
        assert found == ["   - **Deferred to 2026-11-26 (Ada):** rain"]
        assert hand.message == "Put off q1, saved"
        found = await answered(hand, *"open", "enter", *"sun", "enter")
        assert found[1:] == ["   - **Reopened 2026-11-25 (Ada):** sun"]


async def test_it_is_handed_on_and_not_needed(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, *"hand", "enter", *"Grace", "enter") == [
            "   - **Assigned 2026-11-25 (Ada):** Grace"
        ]
        found = await answered(hand, *"not", "enter", *"no bell", "enter")
        assert found[1:] == ["   - **Not needed 2026-11-25 (Ada):** no bell"]


async def test_escape_decides_nothing(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert await answered(hand, "down", "escape") == []
        assert hand.bench.opened is None and hand.text == HARBOUR


async def test_signing_off_says_what_changed_since(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("space", "S")
        assert "Sign off" in hand.drawn and "1 criterion ticked" in hand.drawn
        await hand.press("f2")
        assert "**Last updated:** 2026-11-25\n" in hand.text
        assert hand.text.endswith("| 2026-02-19 | Ada | First |\n| 2026-11-25 | Ada | 1 criterion ticked |\n")
        assert hand.message.startswith("Signed off")
        stop = hand.bench.section_view.stop
        assert stop is not None and "1 criterion ticked" in stop.text
        await hand.press("u")
        assert "2026-11-25" not in hand.text
        assert hand.text == HARBOUR.replace("[ ] A boat lands", "[x] A boat lands")


async def test_the_second_signing_off_speaks_of_what_came_after_the_first(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("space", "S", "f2")
        await hand.at("Papers are read")
        await hand.press("space", "S", "enter", "enter", "end", *", by hand", "enter")
        assert hand.text.endswith("| 2026-11-25 | Ada | 1 criterion ticked, by hand |\n")
        assert hand.text.count("1 criterion ticked") == 2
