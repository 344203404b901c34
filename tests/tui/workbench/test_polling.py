"""Where the system tells nothing of changes the screen says so at once, and as long as it lasts."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.commands import Place
from specui.tui.widgets.bars import Bar, Crumbs
from specui.tui.widgets.spec_header import SpecHeader
from specui.workspace.files import watcher
from tests.tui.seat import TEXT, Seat, seated

SIZES = [(120, 40), (80, 24), (60, 20), (40, 10)]


def _refused(_folders: dict[str, int]) -> object:
    raise OSError('OS file watch limit reached. about ["/x"]')


def _signs(seat: Seat, sign: str) -> list[type[Bar]]:
    """Where a sign is to be seen."""
    found: list[type[Bar]] = []
    for kind in (Crumbs, SpecHeader):
        bar = seat.bench.query_one(kind)
        shown = any(sign in cell.text for line in bar.lines(bar.size.width) for cell in line)
        if shown and bar.display and bar.region.height:
            found.append(kind)
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_an_exhausted_limit_is_told_once_and_shown_while_it_lasts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    opens = watcher._open
    monkeypatch.setattr(watcher, "_open", _refused)
    monkeypatch.setattr(watcher, "_RETRY_SECONDS", 0.0)
    async with seated(folder, size) as seat:
        await seat.until(lambda: "Watching by polling: the inotify limit is reached" in seat.message)
        told = seat.bench.query_one("#message").serial  # type: ignore[attr-defined]
        panes: tuple[Place, ...] = ("tree", "section", "problems")
        for pane in panes:
            seat.bench.focus_pane(pane)
            await seat.pilot.pause()
            assert len(_signs(seat, "polling")) == 1, pane
        assert "Watching" not in seat.message or seat.bench.query_one("#message").serial == told  # type: ignore[attr-defined]
        (folder / "tier2/buoy.md").write_bytes(TEXT.replace("[ ] Boats land", "[x] Boats land").encode())
        await seat.until(lambda: "buoy.md changed on disk" in seat.message)
        assert len(_signs(seat, "polling")) == 1
        monkeypatch.setattr(watcher, "_open", opens)
        await seat.until(lambda: "Watching by events again" in seat.message)
        await seat.until(lambda: _signs(seat, "polling") == [])


async def test_where_nothing_is_watched_any_more_that_stands_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object) -> None:
        raise RuntimeError("a fault")

    async with seated(folder) as seat:
        await seat.until(lambda: seat.app.files.is_ready)
    monkeypatch.setattr(watcher.Watcher, "_watch", broken)
    async with seated(folder) as seat:
        await seat.until(lambda: "File watching stopped" in seat.message and "a fault" in seat.message)
        await seat.until(lambda: _signs(seat, "not watching") == [SpecHeader])
