"""Editing in place: each kind of value, and what stands in the file afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.dialog import TextDialog
from tests.tui.harbour import HARBOUR, at_the_harbour


async def test_enter_edits_an_item_where_it_stands(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("enter")
        view, inline = hand.bench.section_view, hand.bench.desk.inline
        element = view.element
        assert element is not None
        area = view.area_region(element, 0)
        assert area is not None
        assert inline.text.region.offset == area.translate(view.region.offset).offset
        await hand.type(" softly")
        await hand.press("enter")
        assert hand.lines_changed == (["- [ ] A boat lands"], ["- [ ] A boat lands softly"])
        assert hand.message.startswith("Saved criterion")
        assert view.element is not None and view.element.address == "functional/1"
        assert view.has_focus
        await hand.press("u")
        assert hand.text == HARBOUR


async def test_a_choice_is_taken_with_arrows_letters_or_by_its_name(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog", 1)
        await hand.press("space")
        assert "🔴 Critical" in hand.drawn and "🟡 High  current" in hand.drawn
        await hand.press("down", "enter")
        assert hand.lines_changed == (["| Fog | 🟡 High | since May |"], ["| Fog | 🟢 Low | since May |"])
        assert hand.message.startswith("Set severity of “Fog” to ")
        await hand.press("enter", "c", "space")
        assert "| Fog | 🔴 Critical | since May |" in hand.text
        await hand.press("enter", "enter")
        assert "| Fog | 🔴 Critical | since May |" in hand.text


async def test_what_is_not_chosen_stays_empty(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Ice", 1)
        await hand.press("enter", "enter")
        assert hand.text == HARBOUR
        assert hand.bench.desk.inline_edit is None


async def test_the_tail_behind_a_choice_is_kept(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("**Tier")
        await hand.press("space", "up", "enter")
        assert hand.lines_changed == (
            ["**Tier:** 3 — Supporting Systems"],
            ["**Tier:** 2 — Supporting Systems"],
        )


async def test_a_date_is_stepped_typed_and_set_to_today(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("**Last")
        await hand.press("+")
        assert "**Last updated:** 2026-02-20\n" in hand.text
        assert hand.message.startswith("Set Last updated to 2026-02-20")
        await hand.press("enter")
        assert "Friday" in hand.drawn
        await hand.press("up", "up", "minus", "enter")
        assert "**Last updated:** 2026-02-21\n" in hand.text
        await hand.press("enter", "t", "enter")
        assert "**Last updated:** 2026-11-25\n" in hand.text
        await hand.press("enter", *"2026-02-31")
        await hand.press("enter")
        assert "▲" in hand.drawn and "2026-02-31" in hand.drawn.replace("\n", "")
        assert "**Last updated:** 2026-11-25\n" in hand.text
        await hand.press("t", "enter")
        assert hand.bench.desk.inline_edit is None


async def test_owners_are_completed_from_other_specs(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        quay = (folder / "tier1/quay.md").read_text(encoding="utf-8").replace("Ada", "Grace (bell — night)")
        (folder / "tier1/quay.md").write_text(quay, encoding="utf-8")
        hand.app.files.reload(folder / "tier1/quay.md")
        await hand.at("**Owner")
        await hand.press("enter", ",", "g")
        await hand.until(lambda: "Grace (bell — night)" in hand.drawn)
        await hand.press("down", "enter", "enter")
        assert hand.lines_changed[1] == ["**Owner agent(s):** Ada (quay), Grace (bell — night)"]


async def test_paths_are_completed_from_the_repository_and_nothing_that_is_ignored(folder: Path) -> None:
    (folder / ".gitignore").write_text("built/\n")
    for name in ("src/leave.test.ts", "built/leave.test.js"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    async with at_the_harbour(folder) as hand:
        await hand.at("Landing", 1)
        await hand.press("enter", "ctrl+u", *"leav")
        await hand.until(lambda: "src/leave.test.ts" in hand.drawn)
        assert "built" not in hand.drawn
        await hand.press("down", "enter", "enter")
        assert hand.lines_changed == (
            ["| Landing | `src/land.test.ts` | all |"],
            ["| Landing | `src/leave.test.ts` | all |"],
        )


async def test_a_bar_in_a_cell_is_written_escaped_and_read_back(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("since May", 2)
        await hand.press("enter", *" | or June")
        await hand.press("enter")
        assert hand.lines_changed[1] == ["| Fog | 🟡 High | since May \\| or June |"]
        await hand.press("enter")
        assert hand.bench.desk.inline.text.value == "since May | or June"


async def test_tab_keeps_and_opens_the_next_cell_and_the_next_row(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        await hand.press("enter", "!", "tab", "tab", "?", "tab")
        opened = hand.bench.desk.inline_edit
        assert opened is not None and opened.fields[0].value == "Ice"
        await hand.press("shift+tab")
        opened = hand.bench.desk.inline_edit
        assert opened is not None and opened.fields[0].value == "since May?"
        await hand.press("escape")
        assert hand.lines_changed[1] == ["| Fog! | 🟡 High | since May? |"]


async def test_an_item_of_several_lines(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("enter", "ctrl+j", *"and stays", "alt+enter", *"there", "enter")
        assert hand.lines_changed == ([], ["  and stays", "  there"])


async def test_one_line_stays_one_whatever_is_pasted(folder: Path) -> None:
    from textual import events

    async with at_the_harbour(folder) as hand:
        await hand.at("since May", 2)
        await hand.press("enter")
        hand.app.post_message(events.Paste(" and\n  June\r\n"))
        await hand.pilot.pause()
        await hand.press("enter")
        assert hand.lines_changed[1] == ["| Fog | 🟡 High | since May and June |"]


@pytest.mark.parametrize("answer, kept", [("d", False), ("s", True)])
async def test_escape_asks_only_where_something_would_be_lost(folder: Path, answer: str, kept: bool) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("enter", "escape")
        assert not hand.editing
        await hand.press("enter", "!", "escape")
        assert isinstance(hand.app.screen, TextDialog)
        await hand.press("escape")
        assert hand.bench.desk.inline.text.has_focus
        await hand.press("escape", answer)
        assert not hand.editing
        assert ("A boat lands!" in hand.text) is kept


async def test_typing_ahead_lands_in_order(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat leaves")
        await hand.pilot.press("a", *"Nets dry", "enter", "a", *"Ropes", "enter", "space")
        await hand.pilot.pause()
        assert hand.lines_changed == ([], ["- [ ] Nets dry", "- [x] Ropes"])


async def test_one_goes_nowhere_while_something_typed_would_be_lost(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A boat lands")
        await hand.press("enter", "!")
        hand.bench.navigator.open_from_tree("tier1/quay.md")
        await hand.pilot.pause()
        assert hand.bench.state.at.file == "tier1/pier.md"
        assert "your edit first" in hand.message
        assert hand.bench.desk.inline.text.has_focus
        await hand.press("enter")
        hand.bench.navigator.open_from_tree("tier1/quay.md")
        assert hand.bench.state.at.file == "tier1/quay.md"


async def test_prose_and_w_open_the_section_as_markdown(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("A harbour.")
        await hand.press("enter")
        assert hand.writing == "A harbour."
        await hand.press("escape")
        await hand.at("Fog")
        await hand.press("w")
        assert "| Fog |" in hand.writing


async def test_a_row_with_too_few_cells_is_mended(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        hand.path.write_text(HARBOUR.replace("| Ice | | winter |", "| Ice |"), encoding="utf-8")
        hand.app.files.reload(hand.path)
        await hand.at("| Ice")
        await hand.press("enter")
        assert "| Ice | | |" in hand.text.replace("  ", " ")
        assert "Fixed" in hand.message


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 10)])
async def test_all_of_an_editor_is_in_view_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with at_the_harbour(folder, size) as hand:
        for words, area, keys in (
            ("**Spec status", 0, ("enter",)),
            ("Boats wait", 0, ("a",)),
            ("Ice", 2, ("a",)),
            ("Who rings", 0, ("space",)),
        ):
            await hand.at(words, area)
            await hand.press(*keys)
            pane = hand.bench.query_one("#section-pane").region
            assert pane.contains_region(hand.bench.desk.inline.text.region), words
            assert hand.bench.section_view.region.contains_region(hand.bench.desk.inline.text.region), words
            await hand.press("escape")


async def test_a_double_click_edits_and_a_click_elsewhere_ends_it(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        view = hand.bench.section_view
        layout = view.layout_shown
        assert layout is not None
        fog, ice = (element for element in layout.elements if element.kind == "row")
        region = view.area_region(fog, 2)
        below = view.area_region(ice, 0)
        assert region is not None and below is not None
        await hand.pilot.click(view, offset=region.offset, times=2)
        await hand.pilot.pause()
        opened = hand.bench.desk.inline_edit
        assert opened is not None and opened.fields[0].value == "since May"
        await hand.press("!")
        await hand.pilot.click(view, offset=below.offset)
        assert view.element is not None and view.element.address == "gap1"
        assert hand.bench.desk.inline.text.has_focus and "your edit first" in hand.message
        await hand.press("backspace")
        await hand.pilot.click(view, offset=below.offset)
        await hand.pilot.pause()
        assert not hand.editing
        assert "Ice" in view.element.text


async def test_a_line_of_a_list_is_chosen_with_the_mouse(folder: Path) -> None:
    from specui.tui.editors.inline_editor import Backdrop

    async with at_the_harbour(folder) as hand:
        await hand.at("Fog", 1)
        await hand.press("space")
        await hand.pilot.click(Backdrop, offset=(4, 1))
        await hand.pilot.pause()
        assert hand.lines_changed[1] == ["| Fog | 🔴 Critical | since May |"]


async def test_a_value_that_is_none_of_the_choices_is_told_and_the_list_stays(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog", 1)
        await hand.press("enter", *"highest")
        assert "Critical" in hand.drawn and "Low" in hand.drawn
        await hand.press("enter")
        assert "takes Critical, High or Low" in " ".join(hand.drawn.split()) and "mean" not in hand.drawn
        await hand.press("escape")  # what was typed was not thrown away by itself
        assert len(hand.app.screen_stack) > 1 and hand.text == HARBOUR
        await hand.press("d")
        assert not hand.editing and hand.text == HARBOUR


async def test_letters_that_have_found_a_choice_are_nothing_to_lose(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog", 1)
        await hand.press("enter", *"cri")
        assert hand.bench.surroundings.here.item.enter == "choose Critical"
        await hand.press("escape")
        assert len(hand.app.screen_stack) == 1 and not hand.editing


async def test_what_is_typed_in_a_form_is_asked_about_field_by_field(folder: Path) -> None:
    from specui.tui.dialogs.dialog import DialogTitle
    from specui.tui.widgets.paragraphs import Paragraphs

    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        await hand.press("a", *"half a gap", "escape")
        screen = hand.app.screen
        title = screen.query_one(DialogTitle).lines(80)[0][0].text
        assert title == "Discard “New gap”?"
        paragraphs = screen.query_one(Paragraphs)
        lines = ["".join(c.text for c in paragraphs.line_at(y)[0]).split() for y in range(3)]
        assert lines == [
            ["Gap", "half", "a", "gap"],
            ["Severity", "(empty)"],
            ["Notes", "(empty)"],
        ]
        await hand.press("escape")
        assert hand.editing
