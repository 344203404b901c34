"""Whatever the repository's configuration holds, the screen opens, and says in one notice what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.seat import seated


@pytest.mark.parametrize(
    "text, notice",
    [
        ("hue = 1\n", "specui.toml:1: unknown key “hue”"),
        ("[", "specui.toml:1: not TOML"),
        ('templates = ["a\\u0000.md"]\n', "specui.toml:1: a template must be a file name"),
        ("exclude = " + "[" * 3_000 + "]" * 3_000, "nested too deeply"),
        ("stale_days = " + "1" * 100_000, "a number in it is too long"),
        (
            'hue = 1\nstale_days = 0\n[views]\na = "kidn:x"\n',
            "3 problems in specui.toml, see specui config show; line 2: stale_days must",
        ),
    ],
)
async def test_nothing_in_it_keeps_the_screen_from_opening(folder: Path, text: str, notice: str) -> None:
    (folder / "specui.toml").write_text(text, encoding="utf-8")
    async with seated(folder) as seat:
        await seat.until(lambda: notice in seat.message)
        assert seat.bench.state.at.file == "tier1/pier.md"
        assert len(seat.app.screen_stack) == 1


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
async def test_what_is_no_file_is_not_waited_for(folder: Path, make: Callable[[Path], object]) -> None:
    make(folder / "specui.toml")
    async with seated(folder) as seat:
        await seat.until(lambda: "specui.toml:1: cannot be" in seat.message)


async def test_a_fault_that_comes_is_told_and_what_held_before_holds_on(folder: Path) -> None:
    (folder / "specui.toml").write_text('exclude = ["tier2/"]\n', encoding="utf-8")
    async with seated(folder) as seat:
        assert "tier2/buoy.md" not in seat.app.files.workspace.names
        (folder / "specui.toml").write_text('exclude = ["tier2/\n', encoding="utf-8")
        await seat.until(lambda: "specui.toml:1: not TOML" in seat.message)
        assert "tier2/buoy.md" not in seat.app.files.workspace.names
        (folder / "specui.toml").write_text("exclude = []\n", encoding="utf-8")
        await seat.until(lambda: "specui.toml: no problems" in seat.message)
        assert "tier2/buoy.md" in seat.app.files.workspace.names
