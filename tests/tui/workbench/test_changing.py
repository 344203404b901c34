"""What a key changes on disk, and what takes it back."""

from __future__ import annotations

from pathlib import Path

from specui.tui.dialogs.dialog import TextDialog
from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import TEXT, seated


async def test_a_tick_changes_one_byte_on_disk(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.replace(
            "[ ] Boats land", "[x] Boats land"
        ).encode()
        assert "Ticked “Boats land”" in seat.message
        await seat.press("space")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.encode()


async def test_undo_says_what_and_in_which_file_wherever_one_is(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space", "escape", "home", "u")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.encode()
        assert seat.message == "Undone: tick “Boats land”. Press U to redo."
        await seat.press("U")
        assert "[x] Boats land" in (folder / "tier1/pier.md").read_text(encoding="utf-8")
        await seat.press("u", "u")
        assert seat.message == "Nothing to undo."


async def test_an_undo_goes_to_where_it_was(folder: Path) -> None:
    from specui.tui.widgets.bars import KeyFooter

    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space", "1")
        await seat.press("u")
        assert (
            seat.bench.navigator.entry is not None
            and seat.bench.navigator.entry.name == "Acceptance Criteria"
        )
        element = seat.bench.section_view.element
        assert element is not None and element.text == "Boats land"
        footer = "".join(cell.text for cell in seat.bench.query_one(KeyFooter).lines(120)[0])
        assert "U redo" in footer
        seat.bench.navigator.open_from_tree("tier1/quay.md")
        await seat.press("U")
        assert seat.bench.state.at.file == "tier1/pier.md"
        assert seat.message.startswith("Redone: tick “Boats land”")


async def test_an_undo_of_what_has_moved_on_is_refused_with_the_reason(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        path = folder / "tier1/pier.md"
        path.write_bytes(TEXT.replace("- [ ] Boats land\n", "").encode())
        await seat.until(lambda: "changed on disk" in seat.message)
        await seat.press("u")
        assert "Can't undo" in seat.message
        assert "Boats land" not in path.read_text(encoding="utf-8")


async def test_a_fix_is_shown_before_it_is_made_and_can_be_taken_back(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    broken = TEXT.replace("- [ ] Boats leave", "- [] Boats leave").encode()
    path.write_bytes(broken)
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier1/pier.md")
        problem = next(p for p in seat.bench.panel.problems if p.diagnostic.rule == "malformed-checkbox")
        seat.bench.navigator.go_to_problem(problem)
        await seat.pilot.pause()
        await seat.press("f", "escape")
        assert path.read_bytes() == broken
        await seat.press("f", "enter")
        assert "- [ ] Boats leave" in path.read_text(encoding="utf-8")
        await seat.press("u")
        assert path.read_bytes() == broken


async def test_a_file_that_is_not_utf_8_is_shown_and_not_written(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    data = TEXT.encode().replace(b"A pier.", b"Caf\xe9.")
    path.write_bytes(data)
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        assert "UTF-8" in seat.message and "repair" in seat.message
        seat.bench.section_view.go_to_line(13)
        await seat.pilot.pause()
        await seat.press("space")
        assert "UTF-8" in seat.message
        await seat.press("w")
        assert seat.bench.desk.draft is None
        assert path.read_bytes() == data


async def test_markup_in_a_file_is_text_everywhere(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    evil = "[@click=app.quit]x[/] [/ \x1b[31m"
    path.write_bytes(TEXT.replace("Pier", evil).replace("Ada", evil).replace("Boats land", evil).encode())
    (folder / "tier1" / "[b]x[@click=app.quit].md").write_bytes(TEXT.encode())
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        await seat.press("A", "?", "escape", "w", "end")
        await seat.type("!")
        await seat.press("escape", "d")
        assert not seat.app._exit


async def test_no_key_is_named_that_a_file_refuses(folder: Path) -> None:
    path = folder / "tier1/quay.md"
    path.write_bytes(TEXT.encode().replace(b"A pier.", b"Caf\xe9."))
    async with seated(folder) as seat:
        for name, named in (("tier1/pier.md", True), ("tier1/quay.md", False)):
            await seat.open_criteria(name)
            footer = "".join(cell.text for cell in seat.bench.query_one(KeyFooter).lines(120)[0])
            assert ("space tick" in footer, "enter edit" in footer) == (named, named)


async def test_a_fix_of_many_places_is_offered_at_each(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    path.write_bytes(TEXT.replace("# Pier", "# Pier Ã©").replace("Boats land", "Boats land â€” all").encode())
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("m")
        assert isinstance(seat.app.screen, TextDialog)
        await seat.press("escape", "f", "enter")
        assert "Boats land — all" in path.read_text(encoding="utf-8")
        assert seat.message == "Fixed encoding-damage in pier.md. Press u to undo."
        await seat.press("m")
        assert seat.message == "No problem here. Press ] to go to the next."
