"""What stands over the workbench, and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.dialog import AnswerLine
from specui.tui.dialogs.palette import Palette
from specui.tui.dialogs.questions import quit_typing
from specui.tui.workbench.main_screen import WorkbenchAsMain
from tests.tui.seat import seated


async def test_the_palette_finds_commands_sections_specs_and_themes(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press(":")
        assert isinstance(seat.app.screen, Palette)
        await seat.type("buoy")
        await seat.press("enter")
        assert seat.bench.state.at.file == "tier2/buoy.md"
        await seat.press(":")
        await seat.type("section: acc")
        await seat.press("enter")
        assert (
            seat.bench.navigator.entry is not None
            and seat.bench.navigator.entry.name == "Acceptance Criteria"
        )
        await seat.press("ctrl+p")
        await seat.type("specui-light")
        await seat.press("enter")
        assert seat.app.theme == "specui-light"


async def test_every_dialog_closes_with_escape(folder: Path) -> None:
    async with seated(folder) as seat:
        for key in ("?", ":", "f1"):
            await seat.press(key)
            assert len(seat.app.screen_stack) > 1
            await seat.press("escape")
            assert len(seat.app.screen_stack) == 1


@pytest.mark.parametrize("typed", ["q", "wq", ":q!"])
async def test_the_commands_of_vim_quit(folder: Path, typed: str) -> None:
    async with seated(folder) as seat:
        await seat.press(":")
        await seat.type(typed)
        await seat.press("enter")
        assert seat.app._exit


async def test_w_says_that_nothing_is_left_to_save(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press(":")
        await seat.type("w")
        await seat.press("enter")
        assert "Nothing to save" in seat.message


async def test_a_command_that_was_chosen_is_listed_first_the_next_time(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press(":")
        await seat.type("zoom")
        await seat.press("enter", ":")
        palette = seat.app.screen
        assert isinstance(palette, Palette)
        assert palette._found[0].title == "Zoom"


@pytest.mark.parametrize("typed, saved", [(":wq", True), (":q!", False)])
async def test_wq_saves_what_is_typed_and_q_with_a_mark_discards_it(
    folder: Path, typed: str, saved: bool
) -> None:
    async with seated(folder) as seat:
        file = folder / "tier1" / "pier.md"
        await seat.open_criteria()
        before = file.read_bytes()
        await seat.press("w")
        await seat.type("typed ")
        await seat.press("ctrl+p")
        await seat.type(typed)
        await seat.press("enter")
        assert seat.app._exit
        assert (file.read_bytes() != before) is saved


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_leaving_needs_one_key(folder: Path, key: str) -> None:
    async with seated(folder) as seat:
        await seat.press(key)
        assert seat.app._exit


@pytest.mark.parametrize("size", [(120, 40), (60, 20), (45, 12), (40, 10)])
async def test_every_answer_can_be_read_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with seated(folder, size) as seat:
        dialog = quit_typing("a\n" * 30, "b\n" * 30)
        seat.app.push_screen(dialog)
        await seat.pilot.pause()
        keys = dialog.query_one(AnswerLine)
        drawn = " ".join(keys.render_line(y).text for y in range(keys.size.height))
        assert all(answer.hint in drawn for answer in dialog.answers)
        assert keys.region.bottom <= size[1] and dialog.query_one("#dialog-body").size.height >= 2


async def test_an_unsaved_edit_is_not_offered_over_a_dialog(folder: Path) -> None:
    async with seated(folder) as seat:
        main = WorkbenchAsMain(seat.bench)
        offers = [main.takes_offers]
        await seat.press("question_mark")
        offers.append(main.takes_offers)
        await seat.press("escape")
        offers.append(main.takes_offers)
        assert offers == [True, False, True]
