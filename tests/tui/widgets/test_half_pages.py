"""Half pages, wherever there are pages."""

from __future__ import annotations

from pathlib import Path

from specui.tui.dialogs.dialog import TextDialog
from specui.tui.dialogs.preview import Preview
from specui.tui.rendering.paragraphs import Para
from tests.tui.seat import TEXT, seated


async def test_the_tree_moves_by_half_its_height(folder: Path) -> None:
    for number in range(60):
        (folder / f"spec-{number:02}.md").write_bytes(TEXT.encode())
    async with seated(folder, (120, 30)) as seat:
        tree = seat.bench.tree_view
        tree.go_to(0)
        tree.action_half_page_down()
        half = tree.cursor
        assert half == tree.size.height // 2
        tree.action_page_down()
        assert tree.cursor - half > half
        tree.action_half_page_up()
        tree.action_page_up()
        assert tree.cursor == 0


async def test_texts_scroll_by_half_their_height(folder: Path) -> None:
    async with seated(folder, (100, 30)) as seat:
        for screen in (
            TextDialog("Long", [Para(f"Line {n}") for n in range(200)]),
            Preview("Long", "\n\n".join(f"Line {n}" for n in range(200)), 0),
        ):
            seat.app.push_screen(screen)
            await seat.pilot.pause()
            await screen.action_command("half-page-down")
            await seat.pilot.pause()
            half = screen.scrolled.scroll_offset.y
            assert half == screen.scrolled.scrollable_content_region.height // 2
            await screen.action_command("page-down")
            await seat.pilot.pause()
            assert screen.scrolled.scroll_offset.y - half > half
            await screen.action_command("half-page-up")
            await seat.pilot.pause()
            await screen.action_command("page-up")
            await seat.pilot.pause()
            assert screen.scrolled.scroll_offset.y == 0
            await seat.press("escape")
