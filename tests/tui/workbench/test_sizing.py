"""The panes' sizes by keys and by the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseMove

from specui.tui.models.pane_layout import AUTOMATIC, SMALLEST_SECTION, SMALLEST_TREE, Sizes
from tests.tui.seat import Seat, seated


def width(seat: Seat, pane: str) -> int:
    return seat.bench.query_one(f"#{pane}-pane").region.width


def height(seat: Seat, pane: str) -> int:
    return seat.bench.query_one(f"#{pane}-pane").region.height


async def drag(seat: Seat, start: tuple[int, int], *path: tuple[int, int]) -> None:
    await seat.pilot.mouse_down(offset=start)
    for place in path:
        await seat.pilot._post_mouse_events([MouseMove], offset=place, button=1)
    await seat.pilot.mouse_up(offset=path[-1])
    await seat.pilot.pause()


async def test_keys_make_the_pane_of_the_keyboard_smaller_and_larger(folder: Path) -> None:
    async with seated(folder) as seat:
        tree = width(seat, "tree")
        await seat.press("}")
        assert width(seat, "tree") == tree + 4
        await seat.press("{", "{")
        assert width(seat, "tree") == tree - 4
        await seat.press("tab", "{")
        assert width(seat, "tree") == tree  # what the section gives the tree takes
        below = height(seat, "problems")
        await seat.press("tab", "}", "}")
        assert height(seat, "problems") == below + 2
        await seat.press("=")
        assert seat.bench.state.sizes == AUTOMATIC
        assert (width(seat, "tree"), height(seat, "problems")) == (tree, below)


async def test_no_pane_is_made_so_small_that_it_is_out_of_reach(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press(*"{" * 20)
        assert width(seat, "tree") == SMALLEST_TREE
        assert seat.message == "This pane can't get smaller."
        await seat.press("}")
        assert width(seat, "tree") == SMALLEST_TREE + 4  # what was asked for in vain is not kept
        await seat.press(*"}" * 40)
        assert width(seat, "section") == SMALLEST_SECTION[0]
        await seat.press("tab", "tab", *"}" * 60)
        assert height(seat, "section") >= SMALLEST_SECTION[1]


async def test_sizes_come_and_go_as_one_value_and_bend_to_the_screen(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.state.sizes = Sizes(60, 12)
        seat.bench.panes.share()
        await seat.pilot.pause()
        assert (width(seat, "tree"), height(seat, "problems")) == (60, 12)
        await seat.pilot.resize_terminal(100, 20)
        await seat.pilot.pause()
        assert height(seat, "section") >= SMALLEST_SECTION[1]
        await seat.pilot.resize_terminal(120, 40)
        await seat.pilot.pause()
        assert (width(seat, "tree"), height(seat, "problems")) == (60, 12)
        assert seat.bench.state.sizes == (60, 12, None)


@pytest.mark.parametrize("columns", [120, 200])
async def test_borders_are_dragged(folder: Path, columns: int) -> None:
    async with seated(folder, (columns, 40)) as seat:
        await seat.open_criteria()
        element = seat.bench.section_view.element
        assert element is not None
        section = seat.bench.query_one("#section-pane").region
        await drag(seat, (section.x, 9), (section.x + 3, 9), (section.x + 9, 10))
        assert width(seat, "tree") == section.x + 9
        problems = seat.bench.query_one("#problems-pane").region
        if columns == 120:
            await drag(seat, (problems.x + 3, problems.y), (problems.x + 3, problems.y - 4))
            assert height(seat, "problems") == problems.height + 4
        else:
            await drag(seat, (problems.x, 5), (problems.x - 7, 5))
            assert width(seat, "problems") == problems.width + 7
        now = seat.bench.section_view.element
        assert now is not None
        assert (now.number, now.text) == (element.number, element.text)  # a drag is no click
        assert seat.bench.section_view.has_focus


async def test_a_click_on_a_border_moves_nothing(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        section = seat.bench.section_view.region
        await seat.pilot.click(offset=(section.x, section.y + 1))
        assert seat.bench.state.sizes == AUTOMATIC


async def test_what_is_let_go_outside_of_the_terminal_is_let_go(folder: Path) -> None:
    async with seated(folder) as seat:
        x = seat.bench.query_one("#section-pane").region.x
        await seat.pilot.mouse_down(offset=(x, 5))
        await seat.pilot.hover(offset=(x + 10, 5))
        assert seat.bench.state.sizes == AUTOMATIC


async def test_one_pane_has_no_size_and_says_so(folder: Path) -> None:
    async with seated(folder, (80, 24)) as seat:
        await seat.press("}")
        assert seat.message == "Only one pane fits."
        await seat.press("z")
        assert seat.message == "Already showing one pane."
        assert not seat.bench.state.zoomed


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (110, 16)])
async def test_zoom_says_so_and_how_to_leave_it(folder: Path, size: tuple[int, int]) -> None:
    async with seated(folder, size) as seat:
        await seat.press("z")
        for _ in range(3):
            assert "zoomed · z shows all" in screen(seat)
            await seat.press("tab")
        await seat.press("}")
        assert seat.message == "Zoomed. Press z to show all panes."
        await seat.press("z")
        assert "zoomed" not in screen(seat)


def screen(seat: Seat) -> str:
    return "\n".join(strip.text for strip in seat.app.screen._compositor.render_strips())
