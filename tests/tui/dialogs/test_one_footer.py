"""One footer: the keys of the topmost screen, and no dialog across its row."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from specui.tui.app import SpecuiApp
from specui.tui.dialogs.answers import PREVIEW
from specui.tui.dialogs.tour import Tour
from specui.tui.overview.screen import OverviewScreen
from specui.tui.triage.screen import TriageScreen
from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import Seat, seated

SIZES = [(120, 40), (40, 10)]
DIALOGS = {
    "help": ("?",),
    "palette": (":",),
    "finder": ("F",),
    "form": ("a",),
    "question": ("d",),
    "blockers": ("B",),
    "themes": (":", *"Theme…", "enter"),
}


def rows(app: SpecuiApp) -> list[str]:
    """The lines of the terminal."""
    return [strip.text for strip in app.screen._compositor.render_strips(app.size)]


def keys_of(footer: KeyFooter, columns: int) -> str:
    """What a footer draws."""
    return "".join(cell.text for line in footer.lines(columns) for cell in line).strip()


async def opened(seat: Seat, keys: tuple[str, ...]) -> None:
    await seat.press("down", *keys)
    await seat.until(lambda: len(seat.app.screen_stack) > 1)
    await seat.pilot.pause()


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("size", SIZES)
async def test_under_a_dialog_the_footer_is_empty_and_free(
    folder: Path, size: tuple[int, int], name: str
) -> None:
    async with seated(folder, size) as seat:
        assert rows(seat.app)[-1].strip()
        await opened(seat, DIALOGS[name])
        assert rows(seat.app)[-1].strip() == ""
        whole = Region(0, 0, size[0], size[1] - 1)
        assert all(whole.contains_region(child.region) for child in seat.app.screen.children)
        await seat.press("escape")
        await seat.until(lambda: len(seat.app.screen_stack) == 1)
        await seat.pilot.pause()
        assert "help" in rows(seat.app)[-1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["t", "o"])
async def test_triage_and_overview_have_a_footer_of_their_own(
    folder: Path, size: tuple[int, int], key: str
) -> None:
    async with seated(folder, size) as seat:
        await opened(seat, (key,))
        screen = seat.app.screen
        assert isinstance(screen, TriageScreen | OverviewScreen)
        own = keys_of(screen.query_one(KeyFooter), size[0])
        assert own and rows(seat.app)[-1].strip() == own
        await seat.press("?")
        assert seat.app.screen is not screen
        assert rows(seat.app)[-1].strip() == ""
        await seat.press("escape")
        assert rows(seat.app)[-1].strip() == own


async def test_a_label_screen_and_the_preview_say_their_own_keys_in_the_last_row(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat, (";",))
        assert "Cancel" in rows(seat.app)[-1]
        await seat.press("escape")
        await opened(seat, ("p",))
        assert PREVIEW[0].hint in rows(seat.app)[-1] and "help" not in rows(seat.app)[-1]


async def test_the_tour_shows_the_footer_only_while_it_explains_it(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.bench.action_command("tour")
        await seat.pilot.pause()
        tour = seat.app.screen
        assert isinstance(tour, Tour)
        footer = seat.bench.query_one(KeyFooter)
        for step in tour._steps:
            keys = keys_of(footer, 120)
            assert bool(keys) is (step.target == "#footer"), step.target
            await seat.until(lambda keys=keys: rows(seat.app)[-1].strip() == keys)  # type: ignore[misc]
            await seat.press("right")
        assert "help" in rows(seat.app)[-1]
