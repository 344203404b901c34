"""What was told goes with the next key, and a key that does nothing is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.ports import Role
from tests.tui.seat import seated


async def test_what_was_done_goes_with_the_next_key(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        assert seat.message.startswith("Ticked")
        await seat.press("down")
        assert seat.message == ""


async def test_a_form_begins_with_nothing_told_and_typing_takes_nothing_away(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space", "a")
        assert seat.message == "" and seat.bench.opened is not None
        seat.app.messages.say("quay.md changed on disk")
        await seat.press("x", "y")
        assert seat.message == "quay.md changed on disk"


@pytest.mark.parametrize("role", ["warning", "error", ""])
async def test_what_comes_by_itself_stands_for_a_key_that_was_on_its_way(folder: Path, role: Role) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        seat.app.messages.say("quay.md changed on disk", role)
        await seat.press("down")
        assert seat.message == "quay.md changed on disk"
        await seat.press("up")
        assert seat.message == ""


async def test_a_key_that_does_nothing_is_answered_until_the_next(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("$")
        assert seat.message == "$ does nothing here · ? help"
        await seat.press("down")
        assert seat.message == ""
        await seat.press("f9")
        assert seat.message == "F9 does nothing here · ? help"
