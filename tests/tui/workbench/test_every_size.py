"""Sizes from the least to a wide screen, changed live: nothing clipped, no word cut in two, no bar without need."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.scroll_view import ScrollView
from textual.widget import Widget

from specui.tui.rendering.paint import cells_width
from specui.tui.widgets.bars import Bar, Crumbs, KeyFooter, MessageLine, PaneTitle
from specui.tui.widgets.spec_header import SectionTabs, SpecHeader
from tests.tui.seat import TEXT, Seat, seated

NAMED = [(200, 60), (120, 40), (80, 24), (60, 20), (40, 10)]
EDGES = [(99, 24), (100, 13), (100, 14), (179, 10), (180, 10), (60, 29), (60, 30), (220, 70), (40, 70)]
TITLE = "Passenger Rebooking and Refund Windows after Cancelled Crossings"
OWNERS = "Hana Okafor (Ferry Desk), Keel (agent), Bartholomew Winterbottom (Harbour Office)"


def sizes(seed: int, count: int) -> list[tuple[int, int]]:
    chosen = random.Random(seed)
    return [*NAMED, *EDGES, *((chosen.randint(40, 220), chosen.randint(10, 70)) for _ in range(count))]


@pytest.fixture
def long_names(folder: Path) -> Path:
    text = TEXT.replace("Pier", TITLE).replace("Ada", OWNERS).replace("🟡 Draft", "🟢 Approved")
    (folder / "tier1" / "passenger-rebooking-and-refund-windows.md").write_bytes(text.encode())
    return folder


async def open_long(seat: Seat) -> None:
    await seat.open_criteria("tier1/passenger-rebooking-and-refund-windows.md")


def bars(seat: Seat) -> Iterator[tuple[Bar, list[str]]]:
    """Yield the lines around the panes with what they want to say, as text."""
    for bar in seat.bench.query(Bar):
        if bar.display and bar.region.area:
            yield bar, ["".join(cell.text for cell in line) for line in bar.lines(bar.size.width)]


def assert_whole(seat: Seat) -> None:
    """Raise AssertionError where a line around the panes is clipped, or has a word cut in two."""
    drawn = [strip.text for strip in seat.app.screen_stack[0]._compositor.render_strips()]
    for bar, said in bars(seat):
        where = (seat.app.size, type(bar).__name__, said)
        assert len(said) <= bar.size.height, where
        for line in bar.lines(bar.size.width):
            assert cells_width(line) <= bar.size.width, where
        if isinstance(bar, Crumbs | PaneTitle | SpecHeader | SectionTabs):
            cut = [word.rstrip("…") for word in " ".join(said).split() if word.endswith("…")]
            assert set(cut) <= {"", *f"{TITLE} {OWNERS}".replace(",", "").split()}, where
        if len(seat.app.screen_stack) == 1 and isinstance(bar, KeyFooter | MessageLine | PaneTitle):
            assert drawn[bar.region.y].count("help") == said[0].count("help"), where


def assert_no_idle_bar(seat: Seat) -> None:
    for widget in seat.app.screen.walk_children(Widget):
        if widget.display and widget.region.area:
            assert not widget.show_horizontal_scrollbar, (seat.app.size, widget)
            assert not (widget.show_vertical_scrollbar and widget.max_scroll_y == 0), (seat.app.size, widget)


async def test_a_list_that_goes_on_has_a_bar(folder: Path) -> None:
    for number in range(40):
        (folder / f"pier-{number}.md").write_text(TEXT, encoding="utf-8")
    async with seated(folder) as seat:
        await resize(seat, 80, 24)
        tree = seat.bench.tree_view
        assert tree.show_vertical_scrollbar and tree.max_scroll_y > 0
        await seat.press(":")
        choices = seat.app.screen.query_one("RowList", ScrollView)
        assert choices.show_vertical_scrollbar and choices.max_scroll_y > 0


async def resize(seat: Seat, columns: int, rows: int) -> None:
    await seat.pilot.resize_terminal(columns, rows)
    await seat.pilot.pause()
    await seat.pilot.pause()  # a bar comes and goes with the layout after


async def test_every_size_shows_whole_lines(long_names: Path) -> None:
    async with seated(long_names) as seat:
        await open_long(seat)
        for number, (columns, rows) in enumerate(sizes(1, 16)):
            if number % 4 == 3:
                await seat.press("tab")
            await resize(seat, columns, rows)
            assert_whole(seat)
            assert_no_idle_bar(seat)
            assert seat.bench.query_one(KeyFooter).region == (0, rows - 1, columns, 1)
            footer = "".join(c.text for c in seat.bench.query_one(KeyFooter).lines(columns)[0])
            assert "? help" in footer
            section = seat.bench.section_view
            if section.display and section.region.area:
                assert section.size.height >= 3, (columns, rows)


@pytest.mark.parametrize("over", ["?", "p", ":", "e"])
async def test_what_stands_open_follows_the_size(long_names: Path, over: str) -> None:
    async with seated(long_names) as seat:
        await open_long(seat)
        await seat.press(over)
        screens = list(seat.app.screen_stack)
        for columns, rows in (*NAMED, *sizes(ord(over), 2)[-2:]):
            await resize(seat, columns, rows)
            assert seat.app.screen_stack == screens
            assert seat.app.focused is not None
            assert_whole(seat)
            assert_no_idle_bar(seat)
            inside = seat.app.focused.region
            assert seat.app.screen.region.contains_region(inside), (columns, rows)
            assert inside.height >= 1 and inside.width >= 20
        await seat.press("escape")
        assert len(seat.app.screen_stack) == 1 and seat.bench.desk.draft is None


@pytest.mark.parametrize("over", ["", "?", ":", "e"])
async def test_a_screen_that_is_too_small_says_so_in_whole_words_and_comes_back(
    folder: Path, over: str
) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        if over:
            await seat.press(over)
        for columns, rows in ((39, 30), (100, 9), (20, 5), (12, 6)):
            await resize(seat, columns, rows)
            said = " ".join(" ".join(s.text for s in seat.app.screen._compositor.render_strips()).split())
            assert f"specui needs 40 × 10 cells; this is {columns} × {rows}." in said, (columns, rows)
        await resize(seat, 80, 24)
        assert_whole(seat)
        assert seat.app.focused is not None


async def test_the_footer_keeps_its_places_while_one_ticks(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        footers = []
        for _ in range(2):
            footers.append("".join(c.text for c in seat.bench.query_one(KeyFooter).lines(120)[0]))
            await seat.press("space")
        assert "untick" in footers[1] and "untick" not in footers[0]
        assert footers[0].index("tab") == footers[1].index("tab")


@pytest.mark.parametrize("over", ["?", ":", "F", "p"])
async def test_too_small_for_a_dialog_only_what_needs_no_eyes_is_done(folder: Path, over: str) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press(over)
        under = list(seat.app.screen_stack)
        await resize(seat, 30, 8)
        await seat.press("d", "enter", "down")
        await resize(seat, 80, 24)
        assert seat.app.screen_stack == under
        await resize(seat, 30, 8)
        await seat.press("escape")
        await seat.pilot.pause()
        assert len(seat.app.screen_stack) == 1
        await resize(seat, 80, 24)
        assert_whole(seat)


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("over", ["", "?"])
async def test_a_screen_that_is_too_small_can_be_left(folder: Path, over: str, key: str) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press(*over)
        await resize(seat, 30, 8)
        assert "q quits." in " ".join(
            " ".join(s.text for s in seat.app.screen._compositor.render_strips()).split()
        )
        await seat.press(key)
        await seat.pilot.pause()
        assert seat.app._exit


async def test_nothing_is_done_to_a_file_that_cannot_be_seen(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        before = (folder / "tier1" / "pier.md").read_text(encoding="utf-8")
        await resize(seat, 30, 8)
        await seat.press("space", "u", "d", "e", "x")
        await resize(seat, 80, 24)
        assert (folder / "tier1" / "pier.md").read_text(encoding="utf-8") == before


async def test_what_is_typed_is_kept_where_leaving_cannot_ask(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "x", "y", "z")
        await resize(seat, 30, 8)
        await seat.press("ctrl+q")
        await seat.pilot.pause()
        assert seat.app._exit
        (left,) = seat.app.journal.left(seat.app.files.session.root)
        assert "xyz" in left.text
