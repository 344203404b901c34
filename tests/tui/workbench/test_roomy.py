"""What a wide or a bare screen shows: nothing cut where there is room, nothing that colour alone would carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.commands import keys, said_both
from specui.tui.dialogs.jump import LOOK, TYPED
from specui.tui.dialogs.list_keys import ListKeys
from specui.tui.dialogs.preview import PreviewView
from specui.tui.rendering.paint import CURSOR, Cell, Paint
from specui.tui.themes.theme_file import ANSI, DEFAULT_DARK, DEFAULT_LIGHT, app_css_variables, shipped_theme
from specui.tui.widgets.paragraphs import Paragraphs
from specui.tui.widgets.problems_panel import ProblemsPanel
from tests.tui.harbour import at_the_harbour
from tests.tui.seat import Seat, seated

WIDE = (200, 60)


def drawn(panel: ProblemsPanel) -> str:
    """Return what the panel shows, as one line of words."""
    return " ".join(" ".join(panel.render_line(y).text for y in range(panel.size.height)).split())


async def test_all_problems_are_whole_where_they_fit(folder: Path) -> None:
    async with seated(folder, WIDE) as seat:
        await seat.open_criteria()
        panel = seat.bench.panel
        messages = [problem.diagnostic.message for problem in panel.problems]
        assert len(messages) >= 3 and all(message in drawn(panel) for message in messages)
        beginnings = panel.beginnings()
        assert [index for _, index in beginnings] == list(range(len(messages)))
        await seat.pilot.click(panel, offset=(3, beginnings[2][0] + 1))
        assert panel.cursor == 2


async def test_where_they_do_not_fit_the_one_under_the_cursor_is_whole(folder: Path) -> None:
    async with seated(folder, (110, 28)) as seat:
        await seat.open_criteria()
        panel = seat.bench.panel
        for number in (0, 1):
            whole = [p.diagnostic.message in drawn(panel) for p in panel.problems]
            assert whole[number] and not all(whole)
            panel.action_cursor_down()
            await seat.pilot.pause()


async def test_the_preview_stands_in_the_middle(folder: Path) -> None:
    async with seated(folder, WIDE) as seat:
        await seat.open_criteria()
        await seat.press("p")
        view = seat.app.screen.query_one(PreviewView)
        strips = [view.render_line(y) for y in range(view.size.height)]
        lines = [strip.text for strip in strips]
        left = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
        assert 40 < left < 60
        assert {strip.cell_length for strip in strips} == {view.size.width}


async def test_the_help_has_a_line_for_each_sentence(folder: Path) -> None:
    async with seated(folder, WIDE) as seat:
        await seat.press("?")
        body = seat.app.screen.query_one(Paragraphs)
        lines = [body.render_line(y).text.rstrip() for y in range(body.size.height)]
        assert not [line for line in lines if line.startswith(" " * 20)]


async def test_the_palette_says_its_keys_and_how_much_there_is(folder: Path) -> None:
    async with seated(folder, WIDE) as seat:
        await seat.press(":")
        keys = seat.app.screen.query_one(ListKeys)
        assert "esc Cancel" in keys.render_line(0).text
        assert "found" not in keys.render_line(0).text
        await seat.type("buoy")
        assert keys.render_line(0).text.rstrip().endswith(" 1 found")


async def test_an_editor_stands_in_its_place_where_panes_have_a_border(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        assert hand.app.looks.show_theme(ANSI)
        await hand.pilot.pause()
        await hand.at("A boat lands")
        await hand.press("enter")
        view = hand.bench.section_view
        assert view.element is not None
        area = view.area_region(view.element, 0)
        assert area is not None
        assert hand.bench.desk.inline.text.region.offset == area.translate(view.region.offset).offset


async def test_a_form_says_what_a_choice_may_be_and_how_all_is_kept(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        await hand.press("a")
        assert "🔴 Critical / 🟡 High / 🟢 Low" in hand.drawn
        assert "save all" in footer(hand)


async def test_the_footer_calls_a_labelled_item_no_name(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("- **If Pilots")
        assert "enter edit text" in footer(hand)
        await hand.at("A boat lands")
        assert "enter edit criterion" in footer(hand)
        await hand.at("Fog", 1)
        assert "space choose" in footer(hand)


def footer(seat: Seat) -> str:
    return seat.bench.query_one("#footer").render_line(0).text


def test_on_a_reversed_row_nothing_keeps_a_colour_of_its_own() -> None:
    roles = {"cursor-row-text": "ansi_cyan", "cursor-row-style": "reverse", "error": "ansi_bright_red"}
    row, sign = Paint(roles).line([Cell("row "), Cell("E1", "error bold")], 6, CURSOR)
    assert row.style is not None and sign.style is not None
    assert sign.style.color == row.style.color and sign.style.bold and sign.style.reverse


@pytest.mark.parametrize("theme", [DEFAULT_DARK, DEFAULT_LIGHT])
def test_labels_to_jump_by_are_read_in_light_and_dark(theme: str) -> None:
    paint = Paint(app_css_variables(shipped_theme(theme)))
    for look in (LOOK, TYPED):
        style = paint.style(look)
        assert style.reverse and style.color is not None and style.bgcolor is not None
        ink, ground = style.bgcolor.get_truecolor(), style.color.get_truecolor()
        assert abs(sum(ink) - sum(ground)) > 250


def test_two_keys_are_told_apart_where_they_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said_both("list-up", "list-down", "palette") == "↑↓"
    monkeypatch.setattr(keys, "key_name", lambda key: key)
    assert said_both("list-up", "list-down", "palette") == "up down"
