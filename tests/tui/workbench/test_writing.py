"""Writing in a section: keeping, leaving, and what comes between."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.dialog import TextDialog
from tests.tui.seat import TEXT, seated


async def test_what_is_kept_changes_only_what_was_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w", "end")
        await seat.type(" softly")
        await seat.press("f2")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.replace(
            "Boats land", "Boats land softly"
        ).encode()
        assert seat.bench.desk.draft is None
        assert seat.bench.section_view.has_focus
        await seat.press("u")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.encode()


async def test_escape_leaves_at_once_when_nothing_was_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w", "escape")
        assert seat.bench.desk.draft is None and len(seat.app.screen_stack) == 1


@pytest.mark.parametrize(
    "answer, draft, saved", [("d", False, False), ("s", False, True), ("escape", True, False)]
)
async def test_escape_asks_when_something_would_be_lost(
    folder: Path, answer: str, draft: bool, saved: bool
) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w", "end")
        await seat.type("!")
        await seat.press("escape")
        assert isinstance(seat.app.screen, TextDialog)
        await seat.press(answer)
        assert (seat.bench.desk.draft is not None) is draft
        assert ("Boats land!" in (folder / "tier1/pier.md").read_text(encoding="utf-8")) is saved
        if draft:
            assert seat.bench.desk.section.typed.count("Boats land!") == 1


async def test_problems_follow_what_is_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        before = len(seat.bench.panel.problems)
        await seat.press("w", "end", "enter")
        await seat.type("Boats leave")
        await seat.until(
            lambda: any(p.diagnostic.rule == "duplicate-criterion" for p in seat.bench.panel.problems)
        )
        await seat.press("escape", "d")
        assert len(seat.bench.panel.problems) == before


async def test_a_change_elsewhere_while_one_writes_is_merged(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w", "end")
        await seat.type("!")
        path.write_bytes(TEXT.replace("A pier.", "A long pier.").encode())
        await seat.until(lambda: "changed on disk" in seat.message)
        assert seat.bench.desk.section.typed.count("Boats land!") == 1
        await seat.press("f2")
        text = path.read_text(encoding="utf-8")
        assert "A long pier." in text and "Boats land!" in text


@pytest.mark.parametrize("answer, kept", [("m", "Boats land!"), ("d", "Ships land")])
async def test_a_change_of_the_same_line_is_asked_about(folder: Path, answer: str, kept: str) -> None:
    path = folder / "tier1/pier.md"
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w", "end")
        await seat.type("!")
        path.write_bytes(TEXT.replace("Boats land", "Ships land").encode())
        await seat.until(lambda: "changed on disk" in seat.message)
        await seat.press("f2")
        assert isinstance(seat.app.screen, TextDialog)
        assert path.read_bytes() == TEXT.replace("Boats land", "Ships land").encode()
        await seat.press(answer)
        await seat.until(lambda: seat.bench.desk.draft is None)
        text = path.read_text(encoding="utf-8")
        assert kept in text and text.count("land") == 1


async def test_a_file_that_is_gone_while_one_writes_can_be_written_again(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w", "end")
        await seat.type("!")
        path.unlink()
        await seat.until(lambda: "is gone" in seat.message)
        assert seat.bench.desk.draft is not None
        await seat.until(lambda: seat.bench.panel.empty == "Not checked: this file was deleted.")
        await seat.press("f2", "m")
        await seat.until(lambda: seat.bench.desk.draft is None)
        assert path.read_bytes() == TEXT.replace("Boats land", "Boats land!").encode()


async def test_leaving_asks_when_something_is_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w", "end")
        await seat.type("!")
        await seat.press("ctrl+q")
        assert isinstance(seat.app.screen, TextDialog) and not seat.app._exit
        await seat.press("escape")
        assert seat.bench.desk.section.typed.count("!") == 1
        await seat.press("ctrl+q", "d")
        assert seat.app._exit


async def test_the_cursor_begins_where_the_text_of_the_item_does(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("w")
        await seat.type("Big ")
        await seat.press("f2")
        assert b"- [ ] Big Boats land\n" in (folder / "tier1/pier.md").read_bytes()


async def test_a_line_that_is_too_long_is_left_to_an_own_editor(folder: Path) -> None:
    (folder / "tier1/pier.md").write_bytes(TEXT.replace("A pier.", "pier " * 10_000).encode())
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier1/pier.md")
        await seat.press("1", "w")
        assert seat.bench.desk.draft is None
        assert "Press E to open" in seat.message


async def test_a_hint_goes_with_the_next_key(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=13)
        await seat.press("space")
        assert "Nothing to toggle" in seat.message
        await seat.press("down")
        assert seat.message == ""
        seat.bench.navigator.open_from_tree("README.md")
        await seat.press("5")
        assert "No section 5" in seat.message
        await seat.press("escape", "down")
        assert seat.message == ""
