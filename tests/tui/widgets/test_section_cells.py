"""The cursor within a row, the room for an editor, and ranges."""

from __future__ import annotations

import pytest
from textual.strip import Strip

from specui.tui.themes.theme_file import ANSI, DEFAULT_DARK, DEFAULT_LIGHT
from specui.tui.widgets.section_view import SectionView
from tests.tui.rendering.section.drawing import HEAD
from tests.tui.widgets.stage import Shown, settled, visible

GAPS = "## 4. Known Gaps / Tech Debt\n\n| Gap | Severity | Notes |\n|--|--|--|\n" + "".join(
    f"| Gap {n} | 🟡 High | Note {n} |\n" for n in range(1, 31)
)


def cells_at(app: Shown) -> list[str]:
    """Return what is drawn in the cell under the cursor."""
    element, view = app.view.element, app.view
    assert element is not None
    region = view.area_region(element, view.area)
    assert region is not None
    return [
        view.render_line(y).crop(region.x, region.right).text.rstrip() for y in range(region.y, region.bottom)
    ]


async def test_left_and_right_move_among_the_cells_and_the_column_is_kept() -> None:
    app = Shown(HEAD + GAPS, "Known Gaps / Tech Debt")
    async with app.run_test(size=(70, 12)) as pilot:
        assert cells_at(app) == ["Gap 1"]
        assert app.view.step_area(1)
        await settled(pilot, "j")
        assert cells_at(app) == ["🟡 High"]
        assert app.view.step_area(1)
        await settled(pilot, *["j"] * 20)
        assert cells_at(app) == ["Note 22"]
        assert not app.view.step_area(1)
        told = app.last(SectionView.ElementChanged)
        assert isinstance(told, SectionView.ElementChanged)
        assert told.area == 2
        assert app.view.step_area(-1)
        assert app.view.step_area(-1)
        assert not app.view.step_area(-1)


async def test_a_click_selects_the_cell_and_a_double_click_edits_it() -> None:
    app = Shown(HEAD + GAPS, "Known Gaps / Tech Debt")
    async with app.run_test(size=(70, 20)) as pilot:
        for text in ("Note 3", "🟡 High", "Gap 3"):
            column = visible(app)[6].index(text)
            await pilot.click(SectionView, offset=(column + 1, 6))
            await pilot.pause()
            assert cells_at(app) == [text]
            assert app.last(SectionView.EditRequested) is None
        await pilot.click(SectionView, offset=(visible(app)[5].index("Note 2"), 5), times=2)
        told = app.last(SectionView.EditRequested)
        assert isinstance(told, SectionView.EditRequested)
        assert (told.element.address, told.area) == ("gap2", 2)


@pytest.mark.parametrize("theme", [DEFAULT_DARK, DEFAULT_LIGHT, ANSI])
async def test_the_cell_under_the_cursor_stands_out_of_its_row(theme: str) -> None:
    class Themed(Shown):
        theme_name = theme

    app = Themed(HEAD + GAPS, "Known Gaps / Tech Debt")
    async with app.run_test(size=(70, 20)) as pilot:
        app.view.step_area(1)
        await pilot.pause()
        assert app.view.element is not None
        region = app.view.area_region(app.view.element, 1)
        assert region is not None

        def looks(start: int, end: int, y: int = region.y) -> set[tuple[object, ...]]:
            return {
                (s.style.bgcolor, s.style.reverse, s.style.underline)
                for s in app.view.render_line(y).crop(start, end)
                if s.style is not None
            }

        cell, before, behind = looks(region.x, region.right), looks(2, region.x), looks(region.right, 60)
        assert len(cell) == 1
        assert before == behind
        assert not before & cell
        assert looks(2, 60, region.y + 1) == before
        assert app.view.render_line(region.y).text[0] == "▎"


async def test_room_opens_under_a_row_and_closes_without_a_jump() -> None:
    app = Shown(HEAD + GAPS, "Known Gaps / Tech Debt")
    async with app.run_test(size=(70, 12)) as pilot:
        await settled(pilot, *["j"] * 12)
        before, element, scrolled = visible(app), app.view.element, app.view.scroll_offset.y
        assert element is not None
        at = element.first - scrolled
        app.view.make_room(element.last, 2)
        await pilot.pause()
        opened = visible(app)
        assert opened[: at + 1] == before[: at + 1]
        assert opened[at + 1 : at + 3] == ["", ""]
        assert opened[at + 3 :] == before[at + 1 : -2]
        below = app.view.layout_shown.elements[element.number + 1] if app.view.layout_shown else element
        region = app.view.area_region(below, 0)
        assert region is not None
        assert region.y == at + 3
        app.view.close_room()
        await pilot.pause()
        assert visible(app) == before
        assert app.view.scroll_offset.y == scrolled


async def test_a_click_below_the_room_finds_what_is_drawn_there() -> None:
    app = Shown(HEAD + GAPS, "Known Gaps / Tech Debt")
    async with app.run_test(size=(70, 20)) as pilot:
        element = app.view.element
        assert element is not None
        app.view.make_room(element.last, 3)
        await pilot.pause()
        await pilot.click(SectionView, offset=(4, element.last + 2))  # in the room
        assert app.view.element == element
        await pilot.click(SectionView, offset=(4, element.last + 4))
        assert cells_at(app) == ["Gap 2"]


async def test_a_range_is_marked_and_let_go() -> None:
    app = Shown(HEAD + GAPS, "Known Gaps / Tech Debt")
    async with app.run_test(size=(70, 20)) as pilot:
        app.view.action_mark()
        await settled(pilot, "j", "j")
        assert [element.address for element in app.view.marked] == ["gap1", "gap2", "gap3"]
        assert [line[1] for line in visible(app)[3:8]] == [" ", "┃", "┃", "┃", " "]
        await settled(pilot, "k", "k", "k")  # the header is no row
        assert [element.address for element in app.view.marked] == ["gap1"]
        app.view.unmark()
        assert app.view.marked == ()
        assert not any("┃" in line for line in visible(app))


async def test_a_step_in_a_table_paints_two_cells_and_no_more() -> None:
    app = Shown(HEAD + GAPS, "Known Gaps / Tech Debt")
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot, "j")
        before = [app.view.render_line(y) for y in range(20)]
        await settled(pilot, "j")
        after = [app.view.render_line(y) for y in range(20)]
        changed = sum(
            one != other
            for old, new in zip(before, after, strict=True)
            for one, other in zip(_cells(old), _cells(new), strict=True)
        )
        assert app.view.element is not None
        assert changed <= 2 * (app.view.element.areas[0].width + 1)


def _cells(strip: Strip) -> list[tuple[str, object]]:
    return [(char, segment.style) for segment in strip for char in segment.text]


async def test_a_paragraph_that_is_not_typed_in_has_a_bar_and_no_underline() -> None:
    class Themed(Shown):
        theme_name = ANSI

    app = Themed(HEAD + "## 1. Feature Overview\n\nA pier for boats.\n", "Feature Overview")
    async with app.run_test(size=(40, 10)) as pilot:
        app.set_focus(None)
        await settled(pilot)
        row = next(strip for strip in map(app.view.render_line, range(10)) if "A pier" in strip.text)
        assert row.text.startswith("▎")
        assert not any(segment.style and segment.style.underline for segment in row)
