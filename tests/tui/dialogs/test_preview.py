"""The preview: opened where one is, left to where one was or to what was read; of what is typed too."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.preview import Preview, PreviewTitle, PreviewView
from tests.tui.seat import Seat, seated


def view(seat: Seat) -> PreviewView:
    return seat.app.screen.query_one(PreviewView)


def shown(seat: Seat) -> str:
    widget = view(seat)
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def opened(seat: Seat) -> None:
    await seat.press("p")
    await seat.until(lambda: isinstance(seat.app.screen, Preview))
    await seat.pilot.pause()


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_it_opens_at_the_section_and_goes_back(folder: Path, size: tuple[int, int]) -> None:
    async with seated(folder, size) as seat:
        await seat.open_criteria()
        before = seat.bench.section_view.element
        await opened(seat)
        assert "☐ Boats land" in shown(seat)
        assert "%" in seat.app.screen.query_one(PreviewTitle).lines(60)[0][-1].text or size == (120, 40)
        await seat.press("p")
        assert seat.bench.section_view.element == before
        assert seat.bench.state.pane == "section"


async def test_enter_goes_to_what_is_read(folder: Path) -> None:
    async with seated(folder, (60, 14)) as seat:
        await seat.open_criteria()
        await opened(seat)
        await seat.press("G", "enter")
        entry = seat.bench.navigator.entry
        assert entry is not None
        assert entry.name == "Open Questions"


async def test_headings_are_walked(folder: Path) -> None:
    async with seated(folder, (60, 14)) as seat:
        await seat.open_criteria()
        await opened(seat)
        await seat.press("g")
        tops = [view(seat).scroll_offset.y]
        for _ in range(2):
            await seat.press("right")
            tops.append(view(seat).scroll_offset.y)
        assert tops == sorted(set(tops))
        await seat.press("left")
        assert view(seat).scroll_offset.y == tops[1]


async def test_it_shows_what_is_typed_and_keeps_it(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.bench.action_command("edit-section")
        await seat.pilot.pause()
        await seat.type("Brand new. ")
        await seat.press("f4")
        await seat.until(lambda: isinstance(seat.app.screen, Preview))
        await seat.pilot.pause()
        assert "Brand new." in shown(seat)
        await seat.press("escape")
        assert seat.bench.desk.draft is not None
        assert "Brand new." in seat.bench.desk.section.typed


async def test_a_long_text_is_drawn_behind_the_keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specui.tui.dialogs.preview.AT_ONCE", 10)
    async with seated(folder) as seat:
        await seat.open_criteria()
        await opened(seat)
        await seat.until(lambda: "Boats land" in shown(seat))


async def test_another_width_draws_it_anew(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await opened(seat)
        await seat.pilot.resize_terminal(60, 20)
        await seat.pilot.pause()
        assert "☐ Boats land" in shown(seat)
        assert view(seat).virtual_size.width <= 60
