"""The list of all screens: cursor, scrolling, the mouse, and as few lines drawn as can be."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult

from specui.tui.rendering.paint import CURSOR, CURSOR_ELSEWHERE, Cell
from specui.tui.themes.theme_file import DEFAULT_DARK, app_css_variables, shipped_theme, textual_theme
from specui.tui.widgets.row_list import RowList, Rows, text_rows

MANY = 10_000


class Stage(App[None]):
    CSS = "RowList { height: 10; width: 40; }"

    def __init__(self, count: int = MANY, lines: int = 1, heads: bool = False) -> None:
        super().__init__()
        self.count, self.lines, self.heads = count, lines, heads
        self.drawn: set[int] = set()
        self.posted: list[tuple[str, int]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return app_css_variables(shipped_theme(DEFAULT_DARK))

    def compose(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        self.register_theme(textual_theme(shipped_theme(DEFAULT_DARK)))
        self.theme = DEFAULT_DARK
        self.rows.show(self.count, self.lay_out)

    def lay_out(self, columns: int) -> Rows:
        items: list[int] | None = None
        if self.lines > 1 or self.heads:
            items = []
            for item in range(self.count):
                items += [-1] * (self.heads and item % 5 == 0) + [item] * self.lines

        def draw(line: int, current: bool) -> tuple[list[Cell], str]:
            self.drawn.add(line)
            return [Cell(f"{'>' if current else ' '}{line} of {columns}")], ""

        return Rows(draw, items)

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def top(self) -> int:
        return self.rows.scroll_offset.y

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self.posted.append(("moved", event.item))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.posted.append(("chosen", event.item))


async def test_of_many_items_only_those_in_view_are_drawn() -> None:
    app = Stage()
    async with app.run_test() as pilot:
        app.rows.last()
        await pilot.pause()
        assert app.rows.cursor == MANY - 1
        assert app.top == MANY - 10
        assert len(app.drawn) <= 40


@pytest.mark.parametrize(
    "moves, cursor",
    [
        (("move", 3), 3),
        (("move", -3), 0),
        (("page", 1), 9),
        (("half_page", 1), 5),
        (("last",), MANY - 1),
    ],
)
async def test_the_cursor_moves_and_stays_in_view(moves: tuple[str, int], cursor: int) -> None:
    app = Stage()
    async with app.run_test() as pilot:
        getattr(app.rows, moves[0])(*moves[1:])
        await pilot.pause()
        assert app.rows.cursor == cursor
        assert app.top <= cursor < app.top + 10
        assert app.posted == ([("moved", cursor)] if cursor else [])
        app.rows.first()
        await pilot.pause()
        assert (app.rows.cursor, app.top) == (0, 0)


async def test_a_page_down_and_up_comes_back() -> None:
    app = Stage(100)
    async with app.run_test() as pilot:
        for step in (app.rows.page, app.rows.half_page):
            step(1)
            await pilot.pause()
            assert app.rows.cursor > 0
            step(-1)
            await pilot.pause()
            assert app.rows.cursor == 0


async def test_a_click_moves_the_cursor_and_chooses() -> None:
    app = Stage(100)
    async with app.run_test() as pilot:
        await pilot.click(RowList, offset=(3, 4))
        assert app.rows.cursor == 4
        assert app.posted == [("moved", 4), ("chosen", 4)]
        await pilot.click(RowList, offset=(3, 4))
        assert app.posted[2:] == [("chosen", 4)]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Stage(100)
    async with app.run_test() as pilot:
        await pilot._post_mouse_events([events.MouseScrollDown], RowList)
        await pilot.wait_for_animation()
        assert app.top > 0
        assert app.rows.cursor == 0
        assert not app.posted


async def test_headings_are_no_items_and_are_shown_with_the_first_one() -> None:
    app = Stage(100, lines=2, heads=True)
    async with app.run_test() as pilot:
        app.rows.go_to(50)
        app.rows.go_to(5)  # the first below the second heading
        await pilot.pause()
        assert app.top == 11
        await pilot.click(RowList, offset=(3, 0))
        assert app.rows.cursor == 5
        await pilot.click(RowList, offset=(3, 4))
        assert app.rows.cursor == 6
        assert app.rows.region_of(6).y == 3


async def test_every_item_of_several_lines_is_reached_page_by_page() -> None:
    app = Stage(37, lines=3, heads=True)
    async with app.run_test() as pilot:
        seen = [0]
        while seen[-1] < 36:
            app.rows.page(1)
            await pilot.pause()
            assert app.rows.cursor > seen[-1]
            first = app.rows.region_of(app.rows.cursor)
            assert first.y >= 0
            assert first.bottom <= 10
            seen.append(app.rows.cursor)


async def test_what_is_shown_again_keeps_the_cursor_within_it() -> None:
    app = Stage(100)
    async with app.run_test() as pilot:
        app.rows.last()
        app.rows.show(3, app.lay_out)
        await pilot.pause()
        assert (app.rows.cursor, app.top) == (2, 0)
        app.rows.show(0, lambda columns: text_rows("No matches.", columns))
        await pilot.pause()
        assert app.rows.cursor == 0
        assert "No matches." in "".join(cell.text for cell in app.rows.line_at(0)[0])
        await pilot.click(RowList, offset=(3, 0))
        assert [name for name, _ in app.posted if name == "chosen"] == []


async def test_the_cursor_is_paler_without_the_keyboard_where_the_list_can_have_it() -> None:
    app = Stage(3)
    async with app.run_test() as pilot:
        assert app.rows.line_at(0)[1] == CURSOR
        app.rows.can_focus = True
        assert app.rows.line_at(0)[1] == CURSOR_ELSEWHERE
        app.rows.focus()
        await pilot.pause()
        assert app.rows.line_at(0)[1] == CURSOR
        assert app.rows.line_at(1)[1] == "text on panel"


async def test_it_can_be_as_high_as_its_items() -> None:
    app = Stage(4, lines=2)
    async with app.run_test() as pilot:
        app.rows.styles.height = "auto"
        app.rows.styles.max_height = 12
        await pilot.pause()
        assert app.rows.size.height == 8
        app.count = 30
        app.rows.show(30, app.lay_out)
        await pilot.pause()
        assert app.rows.size.height == 12
