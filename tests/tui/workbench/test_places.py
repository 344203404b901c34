"""Back and forward at the workbench."""

from __future__ import annotations

from pathlib import Path

from tests.tui.seat import TEXT, Seat, seated


def where(seat: Seat) -> tuple[str | None, str, str]:
    entry, element = seat.bench.navigator.entry, seat.bench.section_view.element
    assert entry is not None
    return seat.bench.state.at.file, entry.name, element.text if element is not None else ""


async def test_sections_and_specs_are_gone_back_through_with_the_cursor_where_it_was(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        first = where(seat)
        await seat.press("right")
        await seat.press("F")
        await seat.type("@buoy")
        await seat.press("enter", "3", "down")
        last = where(seat)
        assert last[0] == "tier2/buoy.md"
        await seat.press("comma", "comma", "comma")
        assert where(seat) == first
        assert seat.bench.tree_view.file_name == first[0]
        await seat.press("full_stop", "full_stop", "alt+right")
        assert where(seat)[:2] == last[:2]
        await seat.press("full_stop")
        assert "No later location" in seat.message


async def test_walking_through_the_tree_leaves_one_place(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("down", "down", "down")
        assert seat.bench.state.at.file == "tier2/buoy.md" or seat.bench.state.at.file is not None
        await seat.press("enter")
        here = where(seat)
        await seat.press("3", "alt+left")
        assert where(seat)[:2] == here[:2]


async def test_a_problem_of_the_same_section_can_be_come_back_from(folder: Path) -> None:
    text = TEXT.replace("- [ ] Boats leave", "- [ ] Boats leave\n- [ ] Boats sink\n- [ ] Boats land")
    (folder / "tier1/pier.md").write_bytes(text.encode())
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        problem = next(p for p in seat.bench.panel.problems if p.diagnostic.rule == "duplicate-criterion")
        seat.bench.navigator.go_to_problem(problem)
        await seat.pilot.pause()
        assert where(seat)[2] != "Boats leave"
        await seat.press("comma")
        assert where(seat)[2] == "Boats leave"


async def test_a_place_is_its_item_whatever_was_written_above_it(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        seat.bench.navigator.open_from_tree("tier2/buoy.md")
        path.write_bytes(TEXT.replace("- [ ] Boats land", "- [ ] Kites fly\n- [ ] Kites land").encode())
        seat.app.files.reload(path)
        await seat.press("comma")
        assert where(seat) == ("tier1/pier.md", "Acceptance Criteria", "Boats leave")


async def test_a_file_that_is_gone_is_passed_over(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria("tier1/pier.md")
        await seat.open_criteria("tier1/quay.md")
        await seat.open_criteria("tier2/buoy.md")
        (folder / "tier1/quay.md").unlink()
        seat.app.files.reload(folder / "tier1/quay.md")
        await seat.press("comma")
        while seat.bench.state.at.file == "tier2/buoy.md":
            await seat.press("comma")
        assert seat.bench.state.at.file == "tier1/pier.md"


async def test_where_there_is_nothing_before_it_says_so(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("comma")
        assert "No earlier location" in seat.message
