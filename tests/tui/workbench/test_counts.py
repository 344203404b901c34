"""A count before a key that moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.services import key_counts
from tests.tui.seat import seated


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a count hold however slow the machine is."""
    monkeypatch.setattr(key_counts, "QUICK", 60.0)


async def test_a_count_moves_the_cursor_of_the_section(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("g")
        first = seat.bench.section_view.element
        await seat.press("1", "j")
        second = seat.bench.section_view.element
        assert first is not None and second is not None and second.number == first.number + 1
        assert seat.bench.state.at.section == "Acceptance Criteria"
        await seat.press("9", "k")
        assert seat.bench.section_view.element == first


async def test_a_count_in_the_tree_keeps_the_keyboard_and_the_section(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("1", "0", "k")
        tree, before = seat.bench.tree_view, seat.bench.state.at
        assert tree.cursor == 0
        await seat.press("2", "j")
        assert tree.cursor == min(2, len(tree.rows) - 1)
        assert seat.bench.state.pane == "tree"
        assert seat.bench.state.at.section == before.section


async def test_an_arrow_after_a_digit_moves_in_that_section(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("8", "down")
        assert seat.bench.state.at.section == "Open Questions"


async def test_a_digit_alone_goes_to_the_section(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_counts, "QUICK", -1.0)
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("8", "j")
        assert seat.bench.state.at.section == "Open Questions"


async def test_the_trail_forgets_the_section_that_a_count_passed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("g")
        trail = seat.bench.state.trail
        await seat.press("1", "k")
        assert [visit.section for visit in seat.bench.state.trail.visits] == [
            visit.section for visit in trail.visits
        ]
