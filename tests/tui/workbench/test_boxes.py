"""A box that is none for Markdown is mended by the key that ticks, and ticked by the next press."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import TEXT, seated


@pytest.mark.parametrize(
    "broken, mended, after",
    [
        ("- [] Boats moor", "- [ ] Boats moor", "- [x] Boats moor"),
        ("-[ ] Boats moor", "- [ ] Boats moor", "- [x] Boats moor"),
        ("* [X ] Boats moor", "* [x] Boats moor", "* [ ] Boats moor"),
    ],
)
async def test_space_mends_and_then_ticks(tmp_path: Path, broken: str, mended: str, after: str) -> None:
    path = tmp_path / "pier.md"
    text = TEXT.replace("- [ ] Boats land\n- [ ] Boats leave", broken)
    path.write_text(text)
    async with seated(path, (200, 40)) as seat:
        await seat.press("3")
        seat.bench.section_view.go_to_line(text[: text.index(broken)].count("\n") + 1)
        await seat.pilot.pause()
        assert "space fix the box" in seat.bench.query_one(KeyFooter).render_line(0).text
        await seat.press("space")
        assert path.read_text() == text.replace(broken, mended)
        assert seat.message == "Fixed the checkbox. Press space to tick it."
        await seat.press("space")
        assert path.read_text() == text.replace(broken, after)
        await seat.press("u", "u")
        assert path.read_text() == text


async def test_what_is_no_box_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "pier.md"
    path.write_text(TEXT)
    async with seated(path) as seat:
        await seat.press("1", "space")
        assert path.read_text() == TEXT
        assert seat.message.startswith("Nothing to toggle here")
