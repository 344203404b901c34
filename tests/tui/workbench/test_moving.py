"""From one file, section and problem to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.services.program_service import ProgramService
from specui.tui.widgets.bars import KeyFooter, PaneTitle
from specui.tui.widgets.filter_line import FilterChip, FilterLine
from specui.tui.widgets.spec_tree import _no_files, _no_match
from tests.tui.seat import TEXT, seated


async def test_a_spec_is_open_at_the_start_and_the_tree_has_the_keyboard(folder: Path) -> None:
    async with seated(folder) as seat:
        assert seat.bench.state.at.file == "tier1/pier.md"
        assert seat.bench.tree_view.has_focus
        assert seat.bench.tree_view.file_name == "tier1/pier.md"


async def test_moving_in_the_tree_shows_the_spec_and_keeps_the_section(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("escape", "down")
        assert seat.bench.state.at.file == "tier1/quay.md"
        assert (
            seat.bench.navigator.entry is not None
            and seat.bench.navigator.entry.name == "Acceptance Criteria"
        )
        await seat.press("enter")
        assert seat.bench.section_view.has_focus


async def test_a_filter_narrows_the_tree_and_escape_clears_it(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("/")
        await seat.type("buoy")
        assert seat.bench.tree_view.files_shown == ["tier2/buoy.md"]
        assert seat.bench.state.at.file == "tier2/buoy.md"
        await seat.press("enter")
        assert seat.bench.tree_view.has_focus
        await seat.press("escape")
        assert len(seat.bench.tree_view.files_shown) == 4
        assert seat.bench.tree_view.file_name == "tier2/buoy.md"


async def test_folders_fold_and_the_cursor_stays_with_them(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("left")
        assert seat.bench.tree_view.row is not None and seat.bench.tree_view.row.path == "tier1"
        await seat.press("space")
        assert "tier1/pier.md" not in seat.bench.tree_view.files_shown
        await seat.press("right")
        assert "tier1/pier.md" in seat.bench.tree_view.files_shown


async def test_problems_are_walked_from_anywhere(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier1/pier.md")
        seen = []
        count = len(seat.bench.panel.problems)
        assert count > 2
        for _ in range(count):
            await seat.press("]")
            assert seat.bench.navigator.walked is not None
            seen.append(seat.bench.navigator.walked.key)
        assert len(set(seen)) == count
        await seat.press("[")
        assert seat.bench.navigator.walked is not None
        assert seat.bench.navigator.walked.key == seen[-2]


async def test_a_problem_of_another_spec_opens_it(folder: Path) -> None:
    path = folder / "tier2/buoy.md"
    path.write_bytes(TEXT.replace("- [ ] Boats leave", "- [ ] Boats land").encode())
    async with seated(folder) as seat:
        await seat.press("A")
        problem = next(p for p in seat.bench.panel.problems if p.diagnostic.rule == "duplicate-criterion")
        seat.bench.focus_pane("problems")
        seat.bench.panel.select(problem)
        await seat.press("enter")
        assert seat.bench.state.at.file == "tier2/buoy.md" == seat.bench.tree_view.file_name
        element = seat.bench.section_view.element
        assert element is not None and element.line == problem.line


async def test_a_missing_section_says_so_and_can_be_left(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier1/pier.md")
        await seat.press("2")
        element = seat.bench.section_view.element
        assert element is not None
        assert (element.kind, element.text) == ("missing", "Current State")
        await seat.press("right")
        assert seat.bench.section_view.display and seat.bench.section_view.has_focus


async def test_the_mouse_opens_a_file_a_section_and_a_problem(folder: Path) -> None:
    async with seated(folder) as seat:
        rows = [row.path for row in seat.bench.tree_view.rows]
        await seat.pilot.click("#tree", offset=(8, rows.index("tier2/buoy.md")))
        await seat.pilot.pause()
        assert seat.bench.state.at.file == "tier2/buoy.md"
        await seat.pilot.click("#tree", offset=(8, rows.index("tier2")))
        await seat.pilot.pause()
        assert "tier2/buoy.md" not in seat.bench.tree_view.files_shown


async def test_each_file_has_its_own_place_of_the_cursor(folder: Path) -> None:
    (folder / "tier1/quay.md").write_bytes(TEXT.encode())  # the same title
    async with seated(folder) as seat:
        await seat.open_criteria("tier1/pier.md", line=16)
        seat.bench.navigator.open_from_tree("tier1/quay.md")
        await seat.pilot.pause()
        element = seat.bench.section_view.element
        assert element is not None and element.line == 15
        seat.bench.navigator.open_from_tree("tier1/pier.md")
        await seat.pilot.pause()
        element = seat.bench.section_view.element
        assert element is not None and element.line == 16


async def test_a_filter_that_finds_nothing_says_so_and_the_way_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("/")
        await seat.type("zzz")
        drawn = [seat.bench.tree_view.render_line(y).text.strip() for y in range(2)]
        assert drawn == list(_no_match())
        await seat.press("enter")
        await seat.press("escape")
        assert seat.bench.tree_view.row is not None


async def test_an_empty_folder_names_no_key_that_does_nothing(tmp_path: Path) -> None:
    async with seated(tmp_path, (80, 24)) as seat:
        assert seat.bench.tree_view.render_line(0).text.strip() == _no_files()[0]
        footer = "".join(cell.text for cell in seat.bench.query_one(KeyFooter).lines(80)[0])
        assert "open" not in footer and "filter" not in footer and "q quit" in footer
        await seat.press("tab")
        assert seat.bench.notice.has_focus


async def test_an_own_editor_opens_at_the_line_that_is_meant(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, int]] = []
    monkeypatch.setattr(ProgramService, "edit", lambda _self, file, line: opened.append((file.name, line)))
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        await seat.press("E")
        seat.bench.focus_pane("problems")
        await seat.press("G", "E")
        problem = seat.bench.panel.problem
        assert problem is not None
        assert opened == [("tier1/pier.md", 16), ("tier1/pier.md", problem.line)]


async def test_one_file_has_nothing_to_filter(folder: Path) -> None:
    async with seated(folder / "tier1" / "pier.md") as seat:
        footer = "".join(cell.text for cell in seat.bench.query_one(KeyFooter).lines(120)[0])
        assert "filter" not in footer
        await seat.press("tab", "/")
        assert "Only one file" in seat.message


async def test_a_filter_that_is_kept_stands_on_a_spec(folder: Path) -> None:
    (folder / "pier-notes.md").write_bytes(b"# Notes\n\nNothing.\n")
    async with seated(folder) as seat:
        await seat.press("slash", *"pier", "enter")
        assert seat.bench.tree_view.file_name == seat.bench.state.at.file == "tier1/pier.md"


async def test_the_header_counts_the_specs_that_the_filter_shows(folder: Path) -> None:
    (folder / "pier-notes.md").write_bytes(b"# Notes\n\nNothing.\n")
    async with seated(folder) as seat:

        def count() -> str:
            return "".join(
                cell.text for cell in seat.bench.query_one("#tree-title", PaneTitle).lines(80)[0]
            ).rstrip()

        assert count().split()[-2:] == ["3", "specs"]
        await seat.press("slash", *"pier")
        assert count().endswith("1 of 3 specs, 1 other")


async def test_a_chip_stands_for_the_filter_until_it_is_cleared(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("/")
        await seat.type("buoy")
        assert not seat.bench.query(FilterChip)
        await seat.press("enter")
        assert seat.bench.query_one(FilterChip).wanted == "buoy"
        assert not seat.bench.query(FilterLine)
        await seat.press("/")
        assert seat.bench.query_one(FilterLine).value == "buoy" and not seat.bench.query(FilterChip)
        await seat.press("enter")
        await seat.pilot.click(FilterChip)
        await seat.pilot.pause()
        assert not seat.bench.query(FilterChip) and not seat.bench.tree_view.wanted
