"""What is typed in place while others write, while the line drops, and while the screen changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.dialog import TextDialog
from tests.tui.harbour import HARBOUR, Hand, at_the_harbour


async def typing(hand: Hand, words: str = "A boat lands", typed: str = "!") -> None:
    await hand.at(words)
    await hand.press("enter", *typed)


async def others_write(hand: Hand, text: str) -> None:
    hand.path.write_bytes(text.encode())
    hand.app.files.reload(hand.path)
    await hand.pilot.pause()


async def test_lines_above_move_the_editor_and_what_is_typed_is_carried_over(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await typing(hand)
        await others_write(hand, HARBOUR.replace("- [ ] A boat lands", "- [ ] Fog lifts\n- [ ] A boat lands"))
        view, inline = hand.bench.section_view, hand.bench.desk.inline
        assert view.element is not None and view.element.text == "A boat lands"
        area = view.area_region(view.element, 0)
        assert area is not None
        assert inline.text.region.offset == area.translate(view.region.offset).offset
        assert inline.text.value == "A boat lands!"
        await hand.press("enter")
        assert hand.lines_changed == (["- [ ] A boat lands"], ["- [ ] Fog lifts", "- [ ] A boat lands!"])


@pytest.mark.parametrize("answer, line", [("m", "- [ ] A boat lands!"), ("d", "- [ ] A ship lands")])
async def test_where_both_wrote_the_same_line_it_is_asked(folder: Path, answer: str, line: str) -> None:
    async with at_the_harbour(folder) as hand:
        await typing(hand)
        await others_write(hand, HARBOUR.replace("A boat lands", "A ship lands"))
        await hand.press("enter")
        assert isinstance(hand.app.screen, TextDialog)
        await hand.press("escape")
        assert hand.bench.desk.inline.text.has_focus
        await hand.press("enter", answer)
        assert not hand.editing
        assert hand.lines_changed[1] == [line]


async def test_a_file_that_is_gone_keeps_what_is_typed_and_can_be_written_again(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await typing(hand)
        hand.path.unlink()
        hand.app.files.reload(hand.path)
        await hand.pilot.pause()
        assert hand.editing and "gone" in hand.message
        await hand.press("enter", "m")
        assert hand.lines_changed[1] == ["- [ ] A boat lands!"]


async def test_a_form_is_carried_over_too(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        await hand.press("a", *"Waves", "enter")
        await others_write(hand, HARBOUR.replace("A harbour.", "A wide harbour.\n\nWith boats."))
        assert "Waves" in hand.drawn
        await hand.press("down", "enter", "enter")
        assert "| Waves | 🔴 Critical | |\n" in hand.text and "With boats." in hand.text


async def test_a_save_that_fails_keeps_the_editor_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from specui.workspace.storage import file_store as storage
    from specui.workspace.storage.errors import StorageError

    async with at_the_harbour(folder) as hand:
        await typing(hand)

        def full(*_: object, **__: object) -> None:
            raise StorageError("the disk is full", hand.path)

        with monkeypatch.context() as broken:
            broken.setattr(storage, "save", full)
            await hand.press("enter")
        assert "disk is full" in hand.message
        assert hand.editing and hand.bench.desk.inline.text.value == "A boat lands!"
        await hand.press("enter")
        assert hand.lines_changed[1] == ["- [ ] A boat lands!"]


async def test_it_follows_when_the_screen_is_resized_and_the_section_scrolled(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await typing(hand, typed=" and stays there for as long as the wind blows")
        for size in ((80, 24), (60, 20), (120, 40)):
            await hand.pilot.resize_terminal(*size)
            await hand.pilot.pause()
            view, text = hand.bench.section_view, hand.bench.desk.inline.text
            assert view.element is not None
            area = view.area_region(view.element, 0)
            assert area is not None
            assert text.region.offset == area.translate(view.region.offset).offset
            assert text.region.width >= area.width
            assert text.has_focus


async def test_leaving_asks_and_what_is_kept_is_saved(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await typing(hand)
        await hand.press("ctrl+q")
        assert isinstance(hand.app.screen, TextDialog)
        await hand.press("escape")
        assert hand.editing
        await hand.press("ctrl+q", "s")
        assert hand.lines_changed[1] == ["- [ ] A boat lands!"]
        assert hand.app._exit


async def test_a_form_is_kept_as_its_fields(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await typing(hand)
        found = hand.bench.desk.unsaved()
        assert found is not None
        draft, text, _ = found
        assert (draft.name, text) == ("Acceptance Criteria", "A boat lands!")
        kept = hand.bench.unsaved()
        assert kept is not None and kept[2] is not None
        assert (kept[2].how, kept[2].line, kept[2].values) == (
            "edit",
            "- [ ] A boat lands",
            ("A boat lands!",),
        )
        await hand.press("enter")
        await hand.at("Fog")
        await hand.press("a", *"Waves")
        found = hand.bench.desk.unsaved()
        assert found is not None and found[1] == "Gap: Waves"
