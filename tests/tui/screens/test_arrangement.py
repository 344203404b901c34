"""Which panes there are, and which of them has the keyboard."""

from __future__ import annotations

from pathlib import Path

from tests.tui.screens.seat import seated


async def test_one_file_has_no_tree(folder: Path) -> None:
    async with seated(folder / "tier1" / "pier.md") as seat:
        assert seat.bench.open_name == "pier.md"
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
        stop = seat.bench.section_view.stop
        assert stop is not None and stop.line == 15


async def test_one_pane_at_a_time_is_reached_by_tab(folder: Path) -> None:
    async with seated(folder, (80, 24)) as seat:
        seen = []
        for _ in range(3):
            await seat.press("tab")
            seen.append(seat.bench.pane)
        assert seen == ["section", "problems", "tree"]
        await seat.press("shift+tab")
        assert seat.bench.pane == "problems"


async def test_zoom_gives_a_pane_all_and_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("tab", "z")
        assert not seat.bench.query_one("#tree-pane").display
        await seat.press("z")
        assert seat.bench.query_one("#tree-pane").display
