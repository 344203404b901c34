"""What `a` adds, `d` deletes, and what moves: in the file as few lines as say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from specui.tui.dialogs.dialog import Question
from tests.tui.harbour import HARBOUR, Hand, at_the_harbour


async def test_an_item_is_added_after_the_cursor_and_the_cursor_stands_on_it(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("a")
        assert "New criterion in Functional" in hand.drawn
        await hand.press("enter")
        assert "▲" in hand.drawn and hand.text == HARBOUR
        await hand.press(*"Ropes hold", "enter")
        assert hand.lines_changed == ([], ["- [ ] Ropes hold"])
        assert hand.message.startswith("Added criterion “Ropes hold”. Press a to add another")
        element = hand.bench.section_view.element
        assert element is not None and element.text == "Ropes hold"


async def test_a_row_is_one_form_and_one_step_of_the_history(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        steps = len(hand.app.files.session.undoable)
        await hand.press("a", *"Waves", "enter", "down", "down", "enter", *"high | low", "enter")
        assert hand.lines_changed == ([], ["| Waves | 🟡 High | high \\| low |"])
        assert len(hand.app.files.session.undoable) == steps + 1
        await hand.press("u")
        assert hand.text == HARBOUR


async def test_a_form_can_be_walked_back_and_kept_from_anywhere(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        await hand.press("a", *"Waves", "tab", "h", "tab", "shift+tab", "shift+tab", "!", "f2")
        assert hand.lines_changed == ([], ["| Waves! | 🟡 High | |"])


async def test_dependencies_without_a_degraded_mode_are_offered(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("**If Pilots")
        await hand.press("a")
        assert "Weather" in hand.drawn and "Pilots" not in hand.drawn
        await hand.press("down", "enter", *"nobody leaves.", "enter")
        assert hand.lines_changed == ([], ["- **If Weather is down:** nobody leaves."])


async def test_what_is_down_can_be_something_else(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("**If Pilots")
        await hand.press("a", *"Wea", "enter", *"dark", "enter")
        assert hand.lines_changed[1] == ["- **If Wea is down:** dark"]


@pytest.mark.parametrize("gone", ["## 7. Degraded Mode", "### Compliance / Security", "**Tier:**"])
async def test_what_is_missing_is_made_where_it_belongs(folder: Path, gone: str) -> None:
    start = HARBOUR.index(gone)
    ends = {"#": "\n## 8", "*": "\n\n## 1", "C": "\n## 4"}["C" if "Comp" in gone else gone[0]]
    end = HARBOUR.index(ends, start) + (1 if gone[0] == "#" else 0)
    text = HARBOUR[:start].rstrip("\n") + HARBOUR[end:] if gone[0] == "*" else HARBOUR[:start] + HARBOUR[end:]
    async with at_the_harbour(folder) as hand:
        hand.path.write_text(text, encoding="utf-8")
        hand.app.files.reload(hand.path)
        if "Degraded" in gone:
            await hand.press("7")
            await hand.press("a")
            assert "## 7. Degraded Mode" in hand.text
            assert (
                hand.bench.navigator.entry is not None and hand.bench.navigator.entry.name == "Degraded Mode"
            )
            return
        await hand.at("A boat lands" if "Comp" in gone else "**Last")
        await hand.press("G", *(["up"] if "Comp" in gone else []))
        element = hand.bench.section_view.element
        assert element is not None and element.kind == "missing"
        await hand.press("enter")
        if "Tier" in gone:
            await hand.press("1", "enter")
            assert "\n**Tier:** 1 — Revenue\n" in hand.text or "\n**Tier:** 1\n" in hand.text
        else:
            assert "### Compliance / Security\n" in hand.text
        await hand.press("u")
        assert hand.text == text


async def test_an_item_is_deleted_at_one_key_and_taken_back_at_another(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Boats turn")
        await hand.press("d")
        assert hand.lines_changed == (["- Boats turn", "  - in wind"], [])
        assert "u to undo" in hand.message
        await hand.press("u")
        assert hand.text == HARBOUR


async def test_items_move_nest_and_come_out_again(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat leaves")
        await hand.press("K")
        assert hand.lines_changed == (["- [ ] A boat lands", "- [x] A boat leaves"], ["- [x] A boat leaves", "- [ ] A boat lands"])  # fmt: skip
        assert hand.bench.section_view.element is not None
        assert hand.bench.section_view.element.text == "A boat leaves"
        await hand.press("J")
        assert hand.text == HARBOUR
        await hand.press("greater_than_sign")
        assert hand.lines_changed == (["- [x] A boat leaves"], ["  - [x] A boat leaves"])
        await hand.press("less_than_sign")
        assert hand.text == HARBOUR
        await hand.press("J")
        assert hand.text == HARBOUR and "last" in hand.message


async def test_an_item_of_the_state_goes_on_with_one_key_and_what_is_nested_with_it(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Boats turn")
        await hand.press("+")
        assert hand.message.startswith("Moved to Partially Working")
        assert "- Boats leave\n- Boats turn\n  - in wind\n" in hand.text
        await hand.press("+")
        assert hand.message.startswith("Moved to Shipped")
        assert "- Boats land\n- Boats turn\n  - in wind\n" in hand.text
        await hand.press("+")
        assert "Already in the first group, Shipped." in hand.message
        await hand.press("u", "u")
        assert hand.text == HARBOUR


async def test_an_item_moves_to_a_group_that_is_chosen(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("M")
        assert "Compliance / Security" in hand.drawn
        await hand.press("enter")
        assert "- [ ] Papers are read\n- [ ] A boat lands\n" in hand.text
        assert hand.message.startswith("Moved “A boat lands” to Compliance / Security")


async def test_a_range_is_ticked_moved_and_deleted_as_one_step(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("v", "down", "space")
        assert hand.lines_changed == (["- [ ] A boat lands"], ["- [x] A boat lands"])
        assert hand.message.startswith("Ticked “A boat lands”")
        await hand.press("u")
        await hand.at("A boat lands")
        await hand.press("v", "down", "M", "enter")
        assert "- [ ] Papers are read\n- [ ] A boat lands\n- [x] A boat leaves\n" in hand.text
        assert "2 items" in hand.message
        await hand.press("u")
        assert hand.text == HARBOUR
        await hand.at("A boat lands")
        await hand.press("v", "down", "d")
        assert "A boat" not in hand.text and "Deleted 2 items" in hand.message
        await hand.press("u")
        assert hand.text == HARBOUR


async def test_the_footer_speaks_of_what_is_under_the_cursor(folder: Path) -> None:
    from specui.tui.widgets.bars import KeyFooter

    async with at_the_harbour(folder, (200, 40)) as hand:

        def footer() -> str:
            return "".join(cell.text for cell in hand.bench.query_one(KeyFooter).lines(200)[0])

        for words, area, named, unnamed in (
            ("Fog", 1, ("space choose", "enter edit severity", "a add gap", "d delete"), ("+",)),
            ("Boats leave", 0, ("+ to Shipped", "- to Not Implemented", "a add"), ("space",)),
            ("A boat leaves", 0, ("space untick", "enter edit criterion"), ("+ ",)),
            ("Who rings", 0, ("space answer", "enter edit question"), ("+ ",)),
            ("**Last", 0, ("+ a day later",), ("space", "delete")),
            ("A harbour.", 0, ("enter edit text",), ("space",)),
        ):
            await hand.at(words, area)
            assert all(word in footer() for word in named), (words, footer())
            assert not any(f" {word}" in footer() for word in unnamed), (words, footer())


LINES = "- [ ] Ropes hold\n\n- [x] Bells ring\nLamps shine\n"


async def _paste(hand: Hand, text: str) -> None:
    hand.app.post_message(events.Paste(text))
    await hand.pilot.pause()
    await hand.pilot.pause()


def _asked(hand: Hand) -> bool:
    return isinstance(hand.app.screen, Question)


async def test_pasted_lines_are_an_item_each_or_one(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        steps = len(hand.app.files.session.undoable)
        await hand.press("a")
        await _paste(hand, LINES)
        assert _asked(hand)
        await hand.press("escape")
        assert hand.editing and hand.text == HARBOUR
        await hand.press("escape", "d", "a")
        await _paste(hand, LINES)
        await hand.press("enter")
        assert hand.lines_changed == ([], ["- [ ] Ropes hold", "- [ ] Bells ring", "- [ ] Lamps shine"])
        assert hand.message.startswith("Added 3 criteria.")
        element = hand.bench.section_view.element
        assert element is not None and element.text == "Ropes hold"
        assert len(hand.app.files.session.undoable) == steps + 1
        await hand.press("u")
        assert hand.text == HARBOUR
        await hand.press("a")
        await _paste(hand, LINES)
        await hand.press("o")
        assert hand.lines_changed == ([], ["- [ ] Ropes hold Bells ring Lamps shine"])


async def test_lines_pasted_into_a_row_are_a_row_each_and_into_a_value_one(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        await hand.press("a", *"Waves")
        await _paste(hand, " high\nRain\tLow")
        assert _asked(hand)
        await hand.press("y")
        assert hand.lines_changed == ([], ["| Waves high | | |", "| Rain | 🟢 Low | |"])
        await hand.press("u", "enter")
        await _paste(hand, "Rain\nSnow")
        assert not _asked(hand)
        await hand.press("escape", "d")
        await hand.at("**If Pilots")
        await hand.press("a")
        await _paste(hand, "Rain\nSnow")
        assert not _asked(hand)
        assert "1 degraded mode" in hand.message
