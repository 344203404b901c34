"""What if something is down: chosen by letters, listed, gone to, asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.list_keys import ListKeys
from specui.tui.dialogs.location_dialog import LocationDialog
from specui.tui.dialogs.palette import Palette
from specui.tui.workbench.controllers import listings
from tests.tui.harbour import HARBOUR, Hand, at_the_harbour
from tests.tui.seat import seated


async def what_if_down(hand: Hand, letters: str) -> LocationDialog:
    await hand.press(":", *"impact of", "enter")
    await hand.until(lambda: isinstance(hand.app.screen, Palette))
    await hand.press(*letters, "enter")
    await hand.until(lambda: isinstance(hand.app.screen, LocationDialog))
    assert isinstance(hand.app.screen, LocationDialog)
    return hand.app.screen


@pytest.mark.parametrize("at_once", [40, 0])
async def test_one_goes_to_what_a_spec_says_of_it(
    folder: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "AT_ONCE", at_once)  # 0: the files are read in a thread
    other = HARBOUR.replace("Harbour", "Dock").replace("| none lands |", "| |")
    (folder / "tier2" / "dock.md").write_bytes(other.encode())
    async with at_the_harbour(folder) as hand:
        screen = await what_if_down(hand, "pilo")
        assert [group.title for group in screen.listing.groups] == ["Harbour", "Dock"]
        assert [item.text for item in screen.listing.items] == [
            "Pilots: to land",
            "If Pilots is down: nobody lands.",
        ] * 2
        await hand.press("down", "down", "down", "enter")
        element = hand.bench.section_view.element
        assert (
            hand.bench.state.at.file == "tier2/dock.md"
            and element is not None
            and "nobody lands" in element.text
        )
        hand.bench.focus_pane("tree")
        await hand.press(":", *"impact of", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, Palette))
        await hand.press("enter")  # what was asked last stands first
        await hand.until(lambda: isinstance(hand.app.screen, LocationDialog))
        again = hand.app.screen
        assert isinstance(again, LocationDialog) and again.number == 3


async def test_a_folder_that_depends_on_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_bytes(b"# Notes\n\nNothing.\n")
    async with seated(tmp_path) as seat:
        await seat.bench.action_command("outage")
        await seat.pilot.pause()
        assert len(seat.app.screen_stack) == 1 and "No dependencies listed" in seat.message


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 14)])
async def test_a_long_list_leaves_room_for_its_keys(folder: Path, size: tuple[int, int]) -> None:
    async with at_the_harbour(folder, size) as hand:
        await hand.press(":")
        await hand.pilot.pause()
        frame, keys = hand.app.screen.query_one("#palette").region, hand.app.screen.query_one(ListKeys)
        assert keys.region.bottom == frame.bottom - 1 <= size[1] - 1
