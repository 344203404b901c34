"""The user's own keys: they work, and everything on the screen says them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TypeVar

import pytest
from textual.widgets import Input

from specui.tui.commands import COMMANDS, keymap, use
from specui.tui.dialogs.answers import DISCARD, KEEP_EDITING
from specui.tui.dialogs.dialog import AnswerLine, Question, TextDialog
from specui.tui.dialogs.finder import Finder
from specui.tui.dialogs.help import help_dialog
from specui.tui.dialogs.preview import Preview
from specui.tui.dialogs.settings_faults import FaultsDialog
from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import Seat, seated

Over = TypeVar("Over")


@pytest.fixture(autouse=True)
def default_keys_again() -> object:
    yield
    use(keymap(COMMANDS))


def footer(seat: Seat) -> str:
    return seat.bench.query_one(KeyFooter).render_line(0).text


def over(seat: Seat, kind: type[Over]) -> Over:
    """Return what stands over the workbench."""
    screen: object = seat.app.screen
    assert isinstance(screen, kind)
    return screen


async def rewrite(seat: Seat, config: Path, text: str) -> None:
    before = seat.app.looks.settings
    await asyncio.to_thread(config.write_text, text)
    await seat.until(lambda: seat.app.looks.settings is not before)
    await seat.pilot.pause()


async def test_keys_change_while_it_runs_and_everything_says_so(folder: Path, config_folder: Path) -> None:
    config = config_folder / "config.toml"
    async with seated(folder) as seat:
        await seat.open_criteria()
        await rewrite(seat, config, '[keys]\ntick = ["x"]\nundo = ["ctrl+z"]\nhelp = ["f9"]\n')
        assert " x tick" in footer(seat)
        assert "F9 help" in footer(seat)
        await seat.press("space")
        assert "[x] Boats land" not in (folder / "tier1/pier.md").read_text()
        await seat.press("x")
        assert "[x] Boats land" in (folder / "tier1/pier.md").read_text()
        assert "ctrl+z undo" in footer(seat)
        await seat.press("u")
        assert "[x] Boats land" in (folder / "tier1/pier.md").read_text()
        await seat.press("ctrl+z")
        assert "[x] Boats land" not in (folder / "tier1/pier.md").read_text()
        lines = [para.lead[0].text.strip() for para in help_dialog("section")._body if para.lead]
        assert "x" in lines and "ctrl+z" in lines and "u" not in lines
        await rewrite(seat, config, "")
        assert "space tick" in footer(seat)
        await seat.press("space")
        assert "[x] Boats land" in (folder / "tier1/pier.md").read_text()


async def test_keys_in_the_editor_and_for_a_pane_made_later(folder: Path, config_folder: Path) -> None:
    async with seated(folder) as seat:
        await rewrite(seat, config_folder / "config.toml", '[keys]\nkeep = ["f5"]\nwrite = ["i"]\n')
        await seat.open_criteria()
        await seat.press("i")
        assert seat.bench.desk.draft is not None
        await seat.press("X", "ctrl+s")
        assert seat.bench.desk.draft is not None
        await seat.press("f5")
        assert "Saved" in seat.message


async def test_all_that_is_wrong_is_one_notice_that_goes_when_it_is_mended(
    folder: Path, config_folder: Path
) -> None:
    config = config_folder / "config.toml"
    async with seated(folder) as seat:
        await rewrite(seat, config, 'mouse = 3\n[keys]\ntick = ["u"]\nundoo = ["x"]\n')
        await seat.until(lambda: isinstance(seat.app.screen, FaultsDialog))
        dialog = seat.app.screen
        assert isinstance(dialog, FaultsDialog)
        text = "\n".join(f"{para.lead[0].text if para.lead else ''}{para.text}" for para in dialog._body)
        for words in (
            str(config),
            "line 1",
            "mouse is 3",
            "line 3",
            "“Tick or choose” and “Undo”",
            "line 4",
            "undo?",
        ):
            assert words in text
        assert seat.app.screen_stack[1:] == [dialog]
        await rewrite(seat, config, "mouse = true\n")
        await seat.until(lambda: len(seat.app.screen_stack) == 1)
        assert "Settings OK" in seat.message


async def test_while_one_writes_it_is_a_line(folder: Path, config_folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("enter")
        await rewrite(seat, config_folder / "config.toml", "mouse = 3\nlean = 3\n")
        await seat.until(lambda: "mouse is 3" in seat.message)
        assert len(seat.app.screen_stack) == 1
        assert "1 more" in seat.message


async def test_what_stands_over_the_workbench_has_the_users_keys_too(
    folder: Path, config_folder: Path
) -> None:
    given = {
        "answer-discard": "x", "answer-cancel": "ctrl+g", "list-down": "alt+j", "list-cancel": "ctrl+g",
        "preview-close": "b", "preview-next": "s", "dialog-close": "x", "form-cancel": "ctrl+g",
    }  # fmt: skip
    lines = "".join(f'{command} = ["{key}"]\n' for command, key in given.items())
    async with seated(folder, (80, 24)) as seat:
        await rewrite(seat, config_folder / "config.toml", f"[keys]\n{lines}")
        assert len(seat.app.screen_stack) == 1, seat.message
        await seat.open_criteria()

        await seat.press("w")
        await seat.type("more")
        await seat.press("escape")
        question = over(seat, Question)
        shown = "".join(cell.text for line in question.query_one(AnswerLine).lines(78) for cell in line)
        assert f"x {DISCARD.hint}" in shown and f"ctrl+g {KEEP_EDITING.hint}" in shown
        await seat.press("d", "escape")
        assert over(seat, Question) is question
        await seat.press("x")
        assert seat.bench.desk.draft is None

        await seat.press("p")
        await seat.until(lambda: isinstance(seat.app.screen, Preview))
        await seat.pilot.pause()
        await seat.press("escape", "q")
        over(seat, Preview)
        await seat.press("b")
        assert len(seat.app.screen_stack) == 1

        await seat.press("ctrl+f")
        await seat.until(lambda: isinstance(seat.app.screen, Finder))
        finder = over(seat, Finder)
        first = finder.hit
        await seat.press("alt+j")
        assert finder.hit != first
        await seat.press("j", "escape")
        assert finder.query_one("#finder-input", Input).value == "j"
        await seat.press("ctrl+g")
        assert len(seat.app.screen_stack) == 1

        await seat.press("?", "q")
        over(seat, TextDialog)
        await seat.press("x")
        assert len(seat.app.screen_stack) == 1


async def test_the_key_that_opens_something_closes_it_again(folder: Path, config_folder: Path) -> None:
    async with seated(folder) as seat:
        await rewrite(
            seat, config_folder / "config.toml", '[keys]\nhelp = ["f9"]\npreview = ["P"]\nfind = ["ctrl+t"]\n'
        )
        for key in ("f9", "P", "ctrl+t"):
            await seat.press(key)
            await seat.until(lambda: len(seat.app.screen_stack) > 1)
            await seat.press(key)
            await seat.until(lambda: len(seat.app.screen_stack) == 1)
