"""Closing a gap on the screen: what belongs to it is shown, ticked or not, applied as one, taken back as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.resolve_dialog import ResolveDialog
from specui.workspace.git import identity
from tests.tui.harbour import HARBOUR, Hand, at_the_harbour


@pytest.fixture(autouse=True)
def ada(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "signer", lambda _root: ("Ada", ""))


async def opened(hand: Hand) -> ResolveDialog:
    await hand.at("Fog")
    await hand.press("r")
    screen = hand.app.screen
    assert isinstance(screen, ResolveDialog)
    return screen


async def test_enter_applies_what_is_ticked_and_u_takes_all_of_it_back(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        screen = await opened(hand)
        assert screen.ticked == {0, 1}
        await hand.press("enter")
        assert "| Fog |" not in hand.text
        assert "| 2026-11-25 | Ada | Gap closed: Fog |" in hand.text
        assert hand.message.startswith("Resolved “Fog”.")
        await hand.press("u")
        assert hand.text == HARBOUR


async def test_a_part_is_left_out_with_space_and_the_row_never(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        screen = await opened(hand)
        await hand.press("space")
        assert screen.ticked == {0}
        await hand.press("up", "space")
        assert screen.ticked == {0}, "without its row nothing is closed"
        await hand.press("enter")
        assert hand.lines_changed == (["| Fog | 🟡 High | since May |"], [])


async def test_all_are_ticked_or_what_must_be(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        screen = await opened(hand)
        await hand.press("a")
        assert screen.ticked == {0}
        await hand.press("a")
        assert screen.ticked == {0, 1}


async def test_a_range_is_ticked_with_space_and_ended_with_its_key_or_escape(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        screen = await opened(hand)
        await hand.press("v", "up", "space")
        assert screen.ticked == {0}
        await hand.press("v", "down", "space")
        assert screen.ticked == {0, 1}
        await hand.press("up", "v", "v", "down", "space")
        assert screen.ticked == {0}
        await hand.press("v", "escape")
        assert hand.app.screen is screen


async def test_escape_changes_nothing(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await opened(hand)
        await hand.press("escape")
        assert hand.text == HARBOUR
        assert not isinstance(hand.app.screen, ResolveDialog)


async def test_the_key_is_for_gaps(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("r")
        assert not isinstance(hand.app.screen, ResolveDialog)
        assert "resolve" not in hand.bench.surroundings.here.item.decisions
