"""Messages go with the next key, and a key without a command gets a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.ports import Role
from tests.tui.seat import seated


async def test_the_answer_to_a_key_goes_with_the_next_key(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        assert seat.message.startswith("Ticked")
        await seat.press("down")
        assert seat.message == ""


async def test_a_form_opens_without_a_message_and_typing_removes_none(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space", "a")
        assert seat.message == "" and seat.bench.desk.inline_edit is not None
        seat.app.messages.say("quay.md changed on disk")
        await seat.press("x", "y")
        assert seat.message == "quay.md changed on disk"


@pytest.mark.parametrize("role", ["warning", "error", ""])
async def test_a_message_that_comes_by_itself_stays_for_one_more_key(folder: Path, role: Role) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        seat.app.messages.say("quay.md changed on disk", role)
        await seat.press("down")
        assert seat.message == "quay.md changed on disk"
        await seat.press("up")
        assert seat.message == ""


async def test_a_key_without_a_command_gets_a_hint(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("$")
        assert seat.message == "$ does nothing here. Press ? for help."
        await seat.press("down")
        assert seat.message == ""
        await seat.press("f9")
        assert seat.message == "F9 does nothing here. Press ? for help."
