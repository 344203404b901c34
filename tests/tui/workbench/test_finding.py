"""The finder at the workbench: results as one types, there and back."""

from __future__ import annotations

from pathlib import Path

from specui.tui.dialogs.finder import Finder, FinderPreview
from tests.tui.seat import TEXT, Seat, seated


def texts(seat: Seat) -> list[str]:
    assert isinstance(seat.app.screen, Finder)
    return [hit.item.text for hit in seat.app.screen._hits]


async def test_enter_goes_to_the_item_in_whatever_spec_it_is(folder: Path) -> None:
    (folder / "tier2/buoy.md").write_bytes(TEXT.replace("Pier", "Buoy").replace("leave", "sink").encode())
    async with seated(folder) as seat:
        await seat.press("F")
        await seat.type("boats sin")
        assert texts(seat)[0] == "Boats sink"
        await seat.press("enter")
        assert seat.bench.state.at.file == "tier2/buoy.md" == seat.bench.tree_view.file_name
        element = seat.bench.section_view.element
        assert element is not None and element.text == "Boats sink"
        assert seat.bench.section_view.has_focus


async def test_escape_leaves_everything_as_it_was(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        await seat.press("ctrl+f")
        await seat.type("buoy")
        await seat.press("down", "escape")
        assert seat.bench.state.at.file == "tier1/pier.md"
        element = seat.bench.section_view.element
        assert element is not None and element.line == 16
        assert seat.bench.section_view.has_focus


async def test_a_sign_shows_one_kind_and_nothing_typed_the_specs(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("F")
        assert texts(seat) == ["Notes", "Pier", "Quay", "Buoy"]
        await seat.type("?")
        assert texts(seat) == ["Who pays?"] * 3


async def test_it_says_what_to_do_where_nothing_is_found(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("F")
        await seat.type("zzz")
        assert isinstance(seat.app.screen, Finder)
        line, _ = seat.app.screen.rows.line_at(0)
        assert "fewer letters" in "".join(cell.text for cell in line)
        await seat.press("enter")
        assert isinstance(seat.app.screen, Finder)


async def test_what_changes_on_disk_is_found_as_it_is_now(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("F")
        await seat.type("boats hover")
        assert texts(seat) == []
        path = folder / "tier1/quay.md"
        path.write_bytes(TEXT.replace("leave", "hover").encode())
        seat.app.files.reload(path)
        await seat.pilot.pause()
        assert texts(seat) == ["Boats hover"]


async def test_what_is_around_it_is_shown_where_there_is_room(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("F")
        await seat.type("boats leav")
        view = seat.app.screen.query_one(FinderPreview)
        await seat.until(lambda: view.element is not None and view.element.text == "Boats leave")
        await seat.pilot.resize_terminal(80, 24)
        await seat.pilot.pause()
        assert not view.display


async def test_while_typing_only_the_chord_finds_and_open_typing_is_not_lost(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w")
        await seat.press("F")
        assert "F" in seat.bench.desk.section.typed
        await seat.press("ctrl+f")
        await seat.type("buoy")
        await seat.press("enter")
        await seat.pilot.pause()
        assert seat.bench.desk.draft is not None and "F" in seat.bench.desk.section.typed
        assert seat.bench.state.at.file == "tier1/pier.md"


async def test_a_filter_that_hides_it_gives_way(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("/")
        await seat.type("pier")
        await seat.press("enter", "F")
        await seat.type("@buoy")
        await seat.press("enter")
        assert seat.bench.state.at.file == "tier2/buoy.md" == seat.bench.tree_view.file_name
