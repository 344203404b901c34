"""The tour over the workbench, and when it starts by itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.geometry import Region

from specui.tui.dialogs.tour import Card, Tour
from tests.tui.seat import Seat, seated

SIZES = [(200, 60), (120, 40), (80, 24), (60, 20), (40, 14)]


def newcomer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECUI_GREETING", raising=False)
    monkeypatch.setenv("SPECUI_STATE_DIR", str(path / "state-of-a-newcomer"))


def stands(seat: Seat) -> bool:
    """The whole card is on the screen, and does not cover all of its target."""
    tour = seat.app.screen
    assert isinstance(tour, Tour)
    card = tour.query_one(Card)
    target = seat.bench.query_one(tour._steps[tour._at].target).region
    whole = Region(0, 0, *seat.app.size).contains_region(card.region)
    return (
        whole
        and card.size.height == len(card.inside(card.size.width)) + 2
        and not card.region.contains_region(target)
    )


@pytest.mark.parametrize("size", SIZES)
async def test_any_key_goes_on_and_everything_is_restored(folder: Path, size: tuple[int, int]) -> None:
    async with seated(folder, size) as seat:
        seat.bench.navigator.open_from_tree("tier1/quay.md")
        await seat.press("2")
        before = (
            seat.bench.state.at.file,
            seat.bench.state.at.number,
            seat.bench.state.pane,
            seat.bench.state.all_problems,
        )
        text = (folder / "tier1/quay.md").read_text()
        await seat.bench.action_command("tour")
        await seat.pilot.pause()
        tour = seat.app.screen
        assert isinstance(tour, Tour)
        for number, key in enumerate(("space", "d", "enter", "x", "j", "f")):
            assert tour._at == number
            await seat.until(lambda: stands(seat))
            await seat.press(key)
        assert len(seat.app.screen_stack) == 1
        assert (
            seat.bench.state.at.file,
            seat.bench.state.at.number,
            seat.bench.state.pane,
            seat.bench.state.all_problems,
        ) == before
        assert (folder / "tier1/quay.md").read_text() == text


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_the_tour_ends_at_any_step_and_goes_back(folder: Path, key: str) -> None:
    async with seated(folder) as seat:
        await seat.bench.action_command("tour")
        await seat.press("space", "space", "left")
        tour = seat.app.screen
        assert isinstance(tour, Tour) and tour._at == 1
        await seat.press(key)
        assert len(seat.app.screen_stack) == 1
        assert seat.bench.state.pane == "tree"


async def test_a_card_moves_with_the_size_of_the_terminal(folder: Path) -> None:
    async with seated(folder, (120, 40)) as seat:
        await seat.bench.action_command("tour")
        await seat.pilot.pause()
        await seat.pilot.resize_terminal(60, 20)
        await seat.until(lambda: stands(seat))


async def test_a_newcomer_gets_one_message_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newcomer(tmp_path, monkeypatch)
    async with seated(folder) as seat:
        await asyncio.to_thread(seat.app.greeting.check)
        await seat.pilot.pause()
        assert len(seat.app.screen_stack) == 1
        assert seat.message.startswith("New here? Press ? for help")
        seat.app.messages.say("")
        await asyncio.to_thread(seat.app.greeting.check)
        assert seat.message == ""


async def test_in_the_demo_the_tour_starts_once_and_not_in_a_dialog(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newcomer(tmp_path, monkeypatch)
    async with seated(folder) as seat:
        seat.app.greeting._demo = True
        await asyncio.to_thread(seat.app.greeting.check)
        await seat.until(lambda: isinstance(seat.app.screen, Tour))
        await seat.press("escape")
        await asyncio.to_thread(seat.app.greeting.check)
        await seat.pilot.pause()
        assert len(seat.app.screen_stack) == 1


async def test_a_pane_that_shows_late_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(folder, (60, 20)) as seat:
        await seat.bench.action_command("tour")
        await seat.pilot.pause()
        tour = seat.app.screen
        assert isinstance(tour, Tour)
        view, late = type(tour._view), [Region()] * 3
        region_of = view.region_of
        monkeypatch.setattr(
            view, "region_of", lambda self, target: late.pop() if late else region_of(self, target)
        )
        await seat.press("space")
        await seat.until(lambda: not late and stands(seat))
