"""Searching in the open spec at the workbench."""

from __future__ import annotations

from pathlib import Path

from specui.tui.widgets.search_line import Count, SearchLine
from tests.tui.seat import Seat, seated


def count(seat: Seat) -> str:
    return seat.bench.query_one(Count).text


def said(seat: Seat) -> str:
    element = seat.bench.section_view.element
    return element.text if element is not None else ""


async def test_hits_show_while_one_types_and_are_walked_across_the_sections(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=15)
        await seat.press("/")
        await seat.type("pa")
        assert said(seat) == "Who pays?" and count(seat) == "1 of 1"
        await seat.press("backspace", "backspace")
        await seat.type("boats")
        assert said(seat) == "Boats land" and count(seat) == "1 of 2"
        await seat.press("enter", "n")
        assert said(seat) == "Boats leave" and count(seat) == "2 of 2"
        await seat.press("n")
        assert said(seat) == "Boats land" and count(seat) == "wrapped · 1 of 2"
        await seat.press("N")
        assert said(seat) == "Boats leave" and "wrapped" in count(seat)


async def test_escape_takes_back_to_where_one_was(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        trail = seat.bench.state.trail
        await seat.press("/")
        await seat.type("pays")
        assert seat.bench.navigator.entry is not None and seat.bench.navigator.entry.name == "Open Questions"
        await seat.press("escape")
        assert said(seat) == "Boats leave"
        assert seat.bench.section_view.has_focus
        assert not seat.bench.query(SearchLine)
        assert seat.bench.state.trail == trail


async def test_what_is_kept_can_be_gone_back_from_and_escape_ends_it(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        await seat.press("/")
        await seat.type("pays")
        await seat.press("enter", "comma")
        assert said(seat) == "Boats leave"
        assert seat.bench.wiring.search.wanted == "pays"
        await seat.press("escape")
        assert not seat.bench.surroundings.searched and not seat.bench.query(SearchLine)
        assert seat.bench.section_view.has_focus
        await seat.press("escape")
        assert seat.bench.tree_view.has_focus


async def test_what_was_found_is_lit_in_what_is_drawn(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=15)
        plain = [seat.bench.section_view.render_line(y) for y in range(12)]
        await seat.press("/")
        await seat.type("leave")
        lit = [seat.bench.section_view.render_line(y) for y in range(12)]
        assert [strip.text[2:] for strip in plain] == [strip.text[2:] for strip in lit]
        segments = [s for strip in lit for s in strip if s.text == "leave"]
        assert len(segments) == 1 and segments[0].style is not None and segments[0].style.underline


async def test_what_is_not_there_says_so(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("n")
        assert "Press / to search" in seat.message
        await seat.press("/")
        await seat.type("zzz")
        assert count(seat) == "no matches"
        assert said(seat) == "Boats land"


async def test_another_spec_is_searched_too_once_it_is_open(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("/")
        await seat.type("boats")
        await seat.press("enter")
        seat.bench.navigator.open_from_tree("tier2/buoy.md")
        await seat.press("n")
        assert seat.bench.state.at.file == "tier2/buoy.md" and "of 2" in count(seat)


async def test_the_second_enter_after_a_search_does_not_edit_and_the_third_does(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=15)
        await seat.press("/")
        await seat.type("leave")
        await seat.press("enter", "enter")
        assert seat.bench.desk.is_idle
        assert "Press enter again to edit" in seat.message
        await seat.press("enter")
        assert not seat.bench.desk.is_idle


async def test_e_after_a_search_edits_at_once(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=15)
        await seat.press("/")
        await seat.type("leave")
        await seat.press("enter", "e")
        assert not seat.bench.desk.is_idle
