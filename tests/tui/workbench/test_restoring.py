"""The last session at the workbench: as it was, as far as that is still there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from specui.tui.app import SpecuiApp
from specui.tui.models.pane_layout import Sizes
from specui.tui.workbench.session_place import place_now
from specui.workspace.session import Session
from specui.workspace.state.last_session import LastSeen, load_last_session
from tests.tui.seat import TEXT, Seat, seated


@asynccontextmanager
async def again(path: Path, seen: LastSeen | None, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Seat]:
    session = Session(path, today=date(2026, 11, 25))
    session.discover()
    app = SpecuiApp(session, seen=seen)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: app.files.workspace.loading == 0 and app.takes_keys)
        await pilot.pause()
        yield seat


def said(seat: Seat) -> str:
    element = seat.bench.section_view.element
    return element.text if element is not None else ""


async def test_what_is_left_is_taken_up_again(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria("tier1/quay.md", line=16)
        seat.bench.tree_view.collapsed = {"tier2"}
        await seat.press("A", "z")
        seat.bench.state.sizes = Sizes(44)
        seat.bench.panes.share()
        await seat.press("q")
    seen = load_last_session(str(folder))
    assert seen is not None
    async with again(folder, seen) as seat:
        assert seat.bench.state.at.file == "tier1/quay.md" == seat.bench.tree_view.file_name
        assert said(seat) == "Boats leave"
        assert seat.bench.section_view.has_focus and seat.bench.state.zoomed and seat.bench.state.all_problems
        assert tuple(seat.bench.state.sizes) == (44, None, None)
        assert seat.bench.tree_view.collapsed == {"tier2"}
        assert place_now(seat.bench.bench) == seen


async def test_the_item_is_found_where_it_stands_by_now(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        seen = place_now(seat.bench.bench)
    (folder / "tier1/pier.md").write_bytes(
        TEXT.replace("- [ ] Boats land", "- [ ] New\n- [x] Newer").encode()
    )
    async with again(folder, seen) as seat:
        assert said(seat) == "Boats leave"


@pytest.mark.parametrize(
    "seen",
    [
        LastSeen("gone.md", "Gaps", 3, "x", "problems", sizes=(9999, 1, 0)),
        LastSeen("../out.md", "", 10**8),
        LastSeen("tier1/pier.md", "No such section", 10**8, "nothing", "section"),
        LastSeen("tier1/pier.md", "Current State", 0, "", "section"),
        LastSeen("", "", filter="zzz", folded=("nowhere",), top=900),
    ],
)
async def test_what_does_not_fit_any_more_is_passed_over_in_silence(folder: Path, seen: LastSeen) -> None:
    async with again(folder, seen) as seat:
        assert seat.message == ""
        await seat.press("tab", "shift+tab", "escape", "down", "up")
        assert seat.bench.state.at.file in seat.app.files.workspace.names


async def test_a_filter_is_not_restored(folder: Path) -> None:
    async with again(folder, LastSeen("tier2/buoy.md", filter="buoy")) as seat:
        assert len(seat.bench.tree_view.files_shown) == 4 and not seat.bench.query("#filter")
        assert seat.bench.tree_view.has_focus
        assert seat.bench.state.at.file == "tier2/buoy.md"


async def test_what_is_done_is_hidden_again(folder: Path) -> None:
    (folder / "tier1/pier.md").write_bytes(TEXT.replace("[ ] Boats land", "[x] Boats land").encode())
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        await seat.press("H")
        seen = place_now(seat.bench.bench)
    async with again(folder, seen) as seat:
        layout = seat.bench.section_view.layout_shown
        assert layout is not None and all(element.text != "Boats land" for element in layout.elements)
        assert said(seat) == "Boats leave"


async def test_one_file_has_its_section_and_cursor_again(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    async with seated(path) as seat:
        await seat.press("3", "G", "q")
    seen = load_last_session(str(path))
    assert seen is not None and load_last_session(str(folder)) is None
    async with again(path, seen) as seat:
        assert said(seat) == "Boats leave" and seat.bench.section_view.has_focus


async def test_the_first_place_can_not_be_gone_back_from(folder: Path) -> None:
    async with again(folder, LastSeen("tier1/quay.md", "Acceptance Criteria", 0, "Boats leave")) as seat:
        await seat.press("comma")
        assert "No earlier location" in seat.message
        assert said(seat) == "Boats leave"
