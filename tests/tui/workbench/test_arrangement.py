"""Which panes there are, and which of them has the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.seat import TEXT, Seat, seated

BROKEN = TEXT.replace("2026-02-19", "soon").replace("- [ ] Boats leave", "- [] Boats leave\n- [ ] Boats land")


async def test_one_file_has_no_tree(folder: Path) -> None:
    async with seated(folder / "tier1" / "pier.md") as seat:
        assert seat.bench.state.at.file == "pier.md"
        assert not seat.bench.query_one("#tree-pane").display
        assert seat.bench.section_view.has_focus
        await seat.press("tab")
        assert seat.bench.panel.has_focus
        await seat.press("escape")
        assert seat.bench.section_view.has_focus


async def test_panes_come_and_go_with_the_size_and_the_keyboard_stays(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        for columns, rows in ((80, 24), (60, 20), (180, 50), (39, 9), (120, 40)):
            await seat.pilot.resize_terminal(columns, rows)
            await seat.pilot.pause()
            shown = [p for p in ("tree", "section", "problems") if seat.bench.query_one(f"#{p}-pane").display]
            if columns >= 100:
                assert shown == ["tree", "section", "problems"]
            elif columns > 40:
                assert shown == ["section"]
            assert seat.bench.query_one("#small").display is (columns < 40)
        assert seat.bench.section_view.has_focus
        element = seat.bench.section_view.element
        assert element is not None and element.line == 15


async def test_one_pane_at_a_time_is_reached_by_tab(folder: Path) -> None:
    async with seated(folder, (80, 24)) as seat:
        seen = []
        for _ in range(3):
            await seat.press("tab")
            seen.append(seat.bench.state.pane)
        assert seen == ["section", "problems", "tree"]
        await seat.press("shift+tab")
        assert seat.bench.state.pane == "problems"


async def test_zoom_gives_a_pane_all_and_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("tab", "z")
        assert not seat.bench.query_one("#tree-pane").display
        await seat.press("z")
        assert seat.bench.query_one("#tree-pane").display


@pytest.mark.parametrize("part", ["header", "section", "problems"])
async def test_what_changed_behind_another_pane_is_drawn_anew_when_it_shows(folder: Path, part: str) -> None:
    (folder / "other.md").write_bytes(b"# Notes\n\n- a\n- b\n- c\n")
    async with seated(folder, (80, 24)) as seat:
        await seat.open_criteria()
        await seat.press("tab", "tab")
        seat.bench.tree_view.select("other.md")
        await seat.pilot.pause()
        await seat.press("tab", "0") if part != "problems" else await seat.press("shift+tab")
        widget = seat.bench.query_one(f"#{part}")
        painted = screen_lines(seat)[widget.region.y : widget.region.bottom]
        widget.refresh()
        await seat.pilot.pause()
        assert painted == screen_lines(seat)[widget.region.y : widget.region.bottom]


async def test_the_section_has_the_room_that_problems_do_not_need(folder: Path) -> None:
    (folder / "tier1" / "bad.md").write_bytes(BROKEN.encode())
    async with seated(folder) as seat:
        pane = seat.bench.query_one("#problems-pane")
        seat.bench.navigator.open_from_tree("README.md")
        await seat.pilot.pause()
        assert pane.size.height == 3
        seat.bench.navigator.open_from_tree("tier1/bad.md")
        await seat.pilot.pause()
        high = pane.size.height
        assert 3 < high <= 10
        await seat.press("3", "w", "end")
        await seat.type(" and")
        await seat.until(lambda: seat.bench.desk.as_typed is not None)
        assert pane.size.height >= high
        await seat.press("escape", "d")
        assert pane.size.height >= high


def screen_lines(seat: Seat) -> list[str]:
    return [strip.text for strip in seat.app.screen._compositor.render_strips()]


async def test_a_section_opened_behind_another_pane_begins_at_its_first_item(folder: Path) -> None:
    (folder / "tier1/quay.md").write_bytes(("x\n" * 20 + TEXT.replace("Pier", "Quay")).encode())
    async with seated(folder, (80, 24)) as seat:
        await seat.open_criteria("tier1/quay.md", line=36)
        await seat.press("escape", "home", "down", "down")
        assert seat.bench.state.at.file == "tier1/pier.md"
        await seat.press("enter")
        element = seat.bench.section_view.element
        assert element is not None and element.line == 15
