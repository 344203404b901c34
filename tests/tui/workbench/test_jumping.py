"""Jumping by labels at the workbench."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.jump import Jump
from tests.tui.seat import Seat, seated


def label_at(seat: Seat, text: str) -> str:
    """Return the label on the row where the screen below says this."""
    screen = seat.app.screen
    assert isinstance(screen, Jump)
    below = screen._labelled
    y = next(y for y, strip in enumerate(below._below) if text in strip.text)
    x = below._below[y].text.index(text)
    numbers = [n for n, target in enumerate(below._targets) if target.y == y and target.x <= x]
    return below._labels[max(numbers, key=lambda n: below._targets[n].x)]


@pytest.mark.parametrize("size", [(120, 40), (200, 60), (80, 24), (60, 20)])
async def test_a_label_goes_to_what_it_stands_on(folder: Path, size: tuple[int, int]) -> None:
    async with seated(folder, size) as seat:
        await seat.open_criteria(line=15)
        await seat.press("semicolon")
        await seat.press(*label_at(seat, "Boats leave"))
        element = seat.bench.section_view.element
        assert element is not None and element.text == "Boats leave" and seat.bench.section_view.has_focus
        await seat.press("comma")
        element = seat.bench.section_view.element
        assert element is not None and element.text == "Boats land"


async def test_specs_sections_and_problems_have_labels_too(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("ctrl+o")
        await seat.press(*label_at(seat, "quay"))
        assert seat.bench.state.at.file == "tier1/quay.md" and seat.bench.tree_view.has_focus
        await seat.press("semicolon")
        await seat.press(*label_at(seat, "8 Questions"))
        assert seat.bench.navigator.entry is not None and seat.bench.navigator.entry.name == "Open Questions"
        await seat.press("semicolon")
        assert isinstance(seat.app.screen, Jump)
        message = seat.bench.panel.problems[0].diagnostic.rule
        await seat.press(*label_at(seat, message))
        assert seat.bench.panel.has_focus and seat.bench.panel.cursor == 0


async def test_escape_and_letters_that_are_no_label_change_nothing(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        for key in ("escape", "0"):
            await seat.press("semicolon", key)
            element = seat.bench.section_view.element
            assert not isinstance(seat.app.screen, Jump)
            assert element is not None and element.text == "Boats leave" and seat.bench.section_view.has_focus


async def test_what_is_drawn_below_does_not_move(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        before = [strip.text for strip in seat.bench._compositor.render_strips(seat.bench.size)]
        await seat.press("semicolon")
        screen = seat.app.screen
        assert isinstance(screen, Jump)
        labelled = screen._labelled
        for y, text in enumerate(before[:-1]):
            drawn = labelled.render_line(y).text
            labels = [
                (t.x, name) for t, name in zip(labelled._targets, labelled._labels, strict=True) if t.y == y
            ]
            assert len(drawn) == len(text) or labels
            if not labels:
                assert drawn == text
        await seat.pilot.resize_terminal(100, 30)
        await seat.pilot.pause()
        assert not isinstance(seat.app.screen, Jump)
