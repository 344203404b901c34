"""What others do to the files while one looks on."""

from __future__ import annotations

from pathlib import Path

from tests.tui.seat import TEXT, seated


async def test_what_others_change_is_told_once_and_marked_until_visited(folder: Path) -> None:
    async with seated(folder) as seat:
        (folder / "tier2/buoy.md").write_bytes(TEXT.replace("[ ] Boats land", "[x] Boats land").encode())
        await seat.until(lambda: "tier2/buoy.md changed on disk" in seat.message)
        assert "1 ticked" in seat.message
        assert "tier2/buoy.md" in seat.bench.tree_view._marked
        seat.bench.navigator.open_from_tree("tier2/buoy.md")
        await seat.pilot.pause()
        assert "tier2/buoy.md" not in seat.bench.tree_view._marked


async def test_the_selection_stays_on_its_file_when_files_come_and_go(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier2/buoy.md")
        (folder / "tier1" / "new.md").write_bytes(TEXT.encode())
        await seat.until(lambda: "tier1/new.md" in seat.app.files.workspace.names)
        assert seat.bench.tree_view.file_name == "tier2/buoy.md"
        (folder / "tier1" / "quay.md").unlink()
        await seat.until(lambda: "tier1/quay.md" not in seat.app.files.workspace.names)
        assert seat.bench.tree_view.file_name == "tier2/buoy.md" == seat.bench.state.at.file


async def test_the_cursor_stays_on_its_item_when_lines_come_above(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        (folder / "tier1/pier.md").write_bytes(
            TEXT.replace("- [ ] Boats land", "- [ ] New\n- [ ] Boats land").encode()
        )
        await seat.until(lambda: "changed on disk" in seat.message)
        await seat.press("space")
        assert "[x] Boats leave" in (folder / "tier1/pier.md").read_text(encoding="utf-8")


async def test_our_own_save_is_no_change(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        said = seat.message
        (folder / "tier2/buoy.md").write_bytes(TEXT.encode() + b"\n")  # the watcher has come as far as this
        await seat.until(lambda: "buoy" in seat.message)
        assert "pier" not in seat.message and said != seat.message


async def test_an_empty_folder_says_what_to_do_and_fills_itself(tmp_path: Path) -> None:
    async with seated(tmp_path) as seat:
        assert "No Markdown files" in seat.bench.notice._heading
        (tmp_path / "pier.md").write_bytes(TEXT.encode())
        await seat.until(lambda: seat.bench.state.at.file == "pier.md")


async def test_a_spec_that_goes_makes_room_for_the_next_one(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier1/pier.md")
        (folder / "tier1/pier.md").unlink()
        await seat.until(
            lambda: seat.bench.state.at.file == "tier1/quay.md" == seat.bench.tree_view.file_name
        )
        seat.bench.navigator.open_from_tree("tier2/buoy.md")
        (folder / "tier2/buoy.md").unlink()
        await seat.until(
            lambda: seat.bench.state.at.file == "tier1/quay.md" == seat.bench.tree_view.file_name
        )


async def test_what_changes_under_triage_shows_when_triage_closes(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        await seat.press("t")
        await seat.until(lambda: not seat.bench.is_on_top)
        (folder / "tier1/pier.md").write_bytes(
            TEXT.replace("- [ ] Boats land", "- [ ] New\n- [x] Boats land").encode()
        )
        await seat.until(lambda: "New" in seat.app.files.workspace.files["tier1/pier.md"].text)
        await seat.press("q")
        assert seat.bench.is_on_top
        await seat.press("space")
        assert "[x] Boats leave" in (folder / "tier1/pier.md").read_text(encoding="utf-8")


async def test_a_file_that_goes_under_triage_gives_way_when_triage_closes(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria("tier2/buoy.md")
        await seat.press("t")
        await seat.until(lambda: not seat.bench.is_on_top)
        (folder / "tier2/buoy.md").unlink()
        await seat.until(lambda: "tier2/buoy.md" not in seat.app.files.workspace.names)
        await seat.press("q")
        assert seat.bench.state.at.file in seat.app.files.workspace.names
        assert seat.bench.state.at.file == seat.bench.tree_view.file_name
