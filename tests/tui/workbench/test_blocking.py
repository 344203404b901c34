"""What stands between a spec and Approved: the list, the way to each item and back, the question before approving."""

from __future__ import annotations

from pathlib import Path

from specui.tui.dialogs.dialog import Question
from specui.tui.dialogs.location_dialog import LocationDialog
from specui.tui.widgets.spec_header import LEFT, SpecHeader
from tests.tui.harbour import HARBOUR, Hand, at_the_harbour
from tests.tui.seat import seated


def listing(hand: Hand) -> LocationDialog:
    assert isinstance(hand.app.screen, LocationDialog)
    return hand.app.screen


def asked(hand: Hand) -> list[str]:
    assert isinstance(hand.app.screen, Question)
    return [para.text for para in hand.app.screen._body]


async def test_enter_goes_to_the_item_and_the_list_opens_there_again(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.press("B")
        items = [item.text for item in listing(hand).listing.items]
        assert items == [
            "Fees: Does the boat pay, or does the owner pay?",
            "Who rings the bell?",
            "A boat lands",
            "Papers are read",
            "Leaving",
        ]
        await hand.press("down", "j", "down", "enter")
        assert len(hand.app.screen_stack) == 1
        element = hand.bench.section_view.element
        assert (
            hand.bench.state.pane == "section" and element is not None and element.text == "Papers are read"
        )
        await hand.press("space", "B")
        item = listing(hand).item
        assert item is not None and item.text == "Leaving"  # it took the place of the one that is done
        await hand.press("B")
        assert len(hand.app.screen_stack) == 1


async def test_an_error_is_gone_to_as_the_problem_that_it_is(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        broken = HARBOUR.replace("🟡 Draft", "🟢 Approved")
        hand.path.write_bytes(broken.encode())
        hand.app.files.reload(hand.path)
        await hand.press("B")
        assert listing(hand).listing.title == "Open items of Harbour, which is Approved"
        errors = [item for item in listing(hand).listing.items if item.key.startswith("error:")]
        assert errors
        number = listing(hand).listing.items.index(errors[0])
        await hand.press(*["down"] * number, "enter")
        problem = hand.bench.navigator.problem_here()
        assert (
            problem is not None
            and f"error:{problem.diagnostic.rule}:{problem.diagnostic.message}" == errors[0].key
        )


async def test_it_follows_what_others_write(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.press("B", "end")
        hand.path.write_bytes(hand.path.read_bytes().replace(b"[ ] A boat lands", b"[x] A boat lands"))
        hand.app.files.reload(hand.path)
        await hand.until(lambda: len(listing(hand).listing.items) == 4)
        item = listing(hand).item
        assert item is not None and item.text == "Leaving"


async def test_escape_goes_nowhere(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Fog")
        await hand.press("B", "end", "pageup", "pagedown", "home", "escape")
        element = hand.bench.section_view.element
        assert len(hand.app.screen_stack) == 1 and element is not None and "Fog" in element.text


async def test_the_count_in_the_header_opens_the_list(folder: Path) -> None:
    for size in ((120, 40), (60, 20)):
        async with at_the_harbour(folder, size) as hand:
            header = hand.bench.query_one(SpecHeader)
            await hand.pilot.click(SpecHeader, offset=(2, 0))
            await hand.pilot.pause()
            assert len(hand.app.screen_stack) == 1
            await hand.pilot.click(SpecHeader, offset=(header.size.width - 3, 0))
            await hand.pilot.pause()
            first = listing(hand)
            row = next(y for y, row in enumerate(first.rows._rows.items or ()) if row == 2)
            await hand.pilot.click("RowList", offset=(5, row))
            await hand.pilot.pause()
            element = hand.bench.section_view.element
            assert element is not None and element.text == "A boat lands"


async def test_approving_asks_first_and_says_what_is_not_done(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Spec status")
        await hand.press("space", *"appr", "enter")
        assert hand.text == HARBOUR
        told = asked(hand)
        assert told[0] == "2 open questions, 2 open criteria and 1 missing test block approval."
        assert "Papers are read" in told and "2 open criteria" in told
        await hand.press("escape")
        assert hand.text == HARBOUR and hand.bench.desk.inline_edit is not None
        await hand.press("enter", "A")
        assert hand.lines_changed == (["**Spec status:** 🟡 Draft"], ["**Spec status:** 🟢 Approved"])
        await hand.press("u")
        assert hand.text == HARBOUR


async def test_approving_without_a_template_asks_since_nobody_can_tell(folder: Path) -> None:
    loose = "# Harbour\n\n- Status: Draft\n- Owner: Ada\n\n## Context\n\nBoats.\n\n## Decision\n\nLand.\n"
    async with at_the_harbour(folder) as hand:
        hand.path.write_bytes(loose.encode())
        hand.app.files.reload(hand.path)
        await hand.until(lambda: hand.text == loose)
        await hand.at("Status")
        await hand.press("enter", *["backspace"] * len("Draft"), *"Approved", "enter")
        assert asked(hand)[0] == "Without a template specui cannot tell what blocks approval."
        assert hand.text == loose
        await hand.press("A")
        assert hand.text == loose.replace("Draft", "Approved")


async def test_from_the_question_one_goes_to_what_is_not_done(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Spec status")
        await hand.press("space", *"appr", "enter", "b")
        assert listing(hand).item is not None and not hand.editing
        await hand.press("enter")
        element = hand.bench.section_view.element
        assert hand.text == HARBOUR and element is not None and "Does the boat pay" in element.text


async def test_another_status_is_not_asked_about(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Spec status")
        await hand.press("space", *"gaps", "enter")
        assert len(hand.app.screen_stack) == 1 and "Gaps Identified" in hand.text


async def test_a_spec_that_is_ready_is_approved_at_once(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        done = HARBOUR.replace("[ ]", "[x]")
        done = done[: done.index("1. **Fees")] + "None\n" + done[done.index("\n## Revision") :]
        hand.path.write_bytes(done.encode())
        hand.app.files.reload(hand.path)
        await hand.press("B")
        assert listing(hand).item is None
        await hand.press("enter", "escape")
        await hand.at("Spec status")
        await hand.press("space", *"appr", "enter")
        assert len(hand.app.screen_stack) == 1 and "🟢 Approved" in hand.text


async def test_approving_as_markdown_is_asked_about_too(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await hand.at("Spec status")
        await hand.press("w")
        await hand.until(lambda: bool(hand.writing))
        await hand.press("end", *["backspace"] * len("🟡 Draft"), *"Approved")
        await hand.press("ctrl+s")
        assert asked(hand) and hand.text == HARBOUR
        await hand.press("n")
        assert hand.bench.desk.draft is not None
        await hand.press("ctrl+s", "A")
        assert "**Spec status:** Approved\n" in hand.text and hand.bench.desk.draft is None


async def test_the_header_says_which_key_lists_what_is_left(folder: Path) -> None:
    async with at_the_harbour(folder) as hand:
        header = hand.bench.query_one(SpecHeader)
        assert drawn(header, 120).endswith(f"ready   B {LEFT}") and drawn(header, 80).endswith("ready")
        assert drawn(header, 50).endswith("ready")


def drawn(header: SpecHeader, columns: int) -> str:
    return "".join(cell.text for cell in header.lines(columns)[0]).rstrip()


async def test_a_file_that_is_no_spec_has_no_blockers(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("README.md")
        await seat.press("B")
        assert len(seat.app.screen_stack) == 1 and "No template matches" in seat.message
