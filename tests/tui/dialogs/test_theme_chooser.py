"""Choosing a theme: each one shows under the cursor, enter saves it, and changed files apply."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from specui.resources import themes_dir
from specui.terminal.colours import ANSI, Colours
from specui.tui.dialogs.settings_faults import FaultsDialog
from specui.tui.dialogs.theme_chooser import About, ThemeChooser
from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import Seat, seated

UNDERTOW = (themes_dir() / "undertow.toml").read_text(encoding="utf-8")
MINE = UNDERTOW.replace('"undertow"', '"mine"')


async def chooser(seat: Seat) -> ThemeChooser:
    await seat.bench.action_command("theme")
    await seat.pilot.pause()
    assert isinstance(seat.app.screen, ThemeChooser)
    return seat.app.screen


async def write(path: Path, text: str) -> None:
    await asyncio.to_thread(path.parent.mkdir, exist_ok=True)
    await asyncio.to_thread(path.write_text, text, "utf-8")


async def test_each_theme_shows_under_the_cursor_and_escape_restores(
    folder: Path, config_folder: Path
) -> None:
    async with seated(folder) as seat:
        before = seat.app.theme
        await chooser(seat)
        await seat.press("down")
        assert seat.app.theme == "specui-light"
        assert seat.app.theme_variables["background"] == "#f2f1ee"
        await seat.press("home")
        assert seat.app.theme == "blue-orange-dark"
        await seat.press("escape")
        assert seat.app.theme == before
        assert len(seat.app.screen_stack) == 1
        assert not (config_folder / "config.toml").exists()


async def test_enter_saves_the_theme_and_keeps_the_rest_of_the_file(
    folder: Path, config_folder: Path
) -> None:
    (config_folder / "config.toml").write_text("# mine\nmouse = true  # yes\n")
    async with seated(folder) as seat:
        await chooser(seat)
        await seat.press("down", "enter")
        assert seat.app.theme == "specui-light"
        assert "saved to your settings" in seat.message
    assert (
        config_folder / "config.toml"
    ).read_text() == '# mine\nmouse = true  # yes\ntheme = "specui-light"\n'


async def test_a_theme_that_cannot_be_saved_still_shows_with_a_message(
    folder: Path, config_folder: Path
) -> None:
    (config_folder / "config.toml").write_text("mouse = [\n")
    async with seated(folder) as seat:
        await chooser(seat)
        await seat.press("down", "enter")
        assert seat.app.theme == "specui-light"
        assert "not saved" in seat.message
    assert (config_folder / "config.toml").read_text() == "mouse = [\n"


async def test_with_sixteen_colours_only_fitting_themes_are_listed_with_a_reason(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.app.looks.colours = Colours("16")
        seat.app.looks.show_theme(ANSI)
        screen = await chooser(seat)
        assert [theme.name for theme in screen._themes] == [ANSI]
        told = " ".join("".join(c.text for c in line) for line in screen.query_one(About).lines(40))
        assert "need 256 colours, and this terminal shows 16" in told
        await seat.press("escape")
        seat.app.looks.keep_theme("lamplight")
        assert seat.app.theme == ANSI
        assert "needs 256 colours" in seat.message


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 10)])
async def test_the_whole_dialog_shows_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with seated(folder, size) as seat:
        screen = await chooser(seat)
        await seat.press("end")
        keys = screen.query_one("#dialog-keys").region
        assert keys.bottom < size[1]
        assert screen.rows.size.height >= 1
        assert "undertow" in "".join(screen.rows.render_line(y).text for y in range(screen.rows.size.height))


async def test_a_users_theme_applies_when_its_file_changes(folder: Path, config_folder: Path) -> None:
    mine = config_folder / "themes" / "mine.toml"
    await write(mine, MINE)
    async with seated(folder) as seat:
        seat.app.looks.keep_theme("mine")
        assert seat.app.theme == "mine"
        await write(mine, MINE.replace('accent = "#6fd2c7"', 'accent = "#ffd2c7"'))
        await seat.until(lambda: seat.app.theme_variables["accent"] == "#ffd2c7")
        footer = seat.bench.query_one(KeyFooter)
        await seat.until(lambda: footer._paint is None or footer._paint._variables["accent"] == "#ffd2c7")
        await write(mine, MINE.replace("dark = true", 'dark = "no"\nacent = 3').replace("#6fd2c7", "teal"))
        await seat.until(lambda: isinstance(seat.app.screen, FaultsDialog))
        dialog = seat.app.screen
        assert isinstance(dialog, FaultsDialog)
        text = "\n".join(f"{para.lead[0].text if para.lead else ''}{para.text}" for para in dialog._body)
        for words in (
            "mine.toml",
            "`dark` must be true or false",
            "unknown key `acent`",
            "`accent` is 'teal'",
        ):
            assert words in text
        assert seat.app.theme_variables["accent"] == "#ffd2c7"
        await write(mine, MINE)
        await seat.until(lambda: len(seat.app.screen_stack) == 1)
        await seat.until(lambda: seat.app.theme_variables["accent"] == "#6fd2c7")
        await asyncio.to_thread(mine.unlink)
        await seat.until(lambda: seat.app.theme == "specui-dark")
