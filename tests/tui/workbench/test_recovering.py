"""What an earlier program left: offered, opened again as what it was, merged with what others wrote since."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from specui.tui.dialogs.dialog import TextDialog
from specui.tui.triage.decision_form import DecisionForm
from specui.tui.triage.screen import TriageScreen
from specui.workspace.state.recovery import Recovery
from tests.tui.harbour import HARBOUR, Hand, at_the_harbour
from tests.tui.seat import seated


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of this test only."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("SPECUI_STATE_DIR", str(folder))
    return folder


def hang_up(hand: Hand) -> None:
    """What a terminal that is gone does."""
    hand.app.program.keep_all()


@asynccontextmanager
async def next_start(folder: Path) -> AsyncIterator[Hand]:
    """Start again, and wait for what is offered."""
    async with seated(folder) as seat:
        hand = Hand(seat.app, seat.pilot)
        hand.path = spec(folder)
        await hand.until(lambda: isinstance(hand.app.screen, TextDialog))
        yield hand


def spec(folder: Path) -> Path:
    return folder / "tier1" / "pier.md"


def shown(hand: Hand) -> str:
    screen = hand.app.screen
    assert isinstance(screen, TextDialog)
    return "\n".join([screen._title, *(para.text for para in screen._body)])


def left(state: Path) -> list[str]:
    return [json.loads(path.read_bytes())["text"] for path in (state / "recovery").glob("*.json")]


async def write_overview(hand: Hand, typed: str = "!") -> None:
    await hand.at("A harbour")
    await hand.press("w", "end", *typed)


async def test_typing_is_merged_with_another_line(folder: Path, state: Path) -> None:
    path = spec(folder)
    async with at_the_harbour(folder) as hand:
        await write_overview(hand)
        hang_up(hand)
    path.write_text(HARBOUR.replace("A harbour.\n", "A harbour.\nIt is wide.\n"), encoding="utf-8")
    async with next_start(folder) as hand:
        assert "your edit is merged" in shown(hand)
        await hand.press("r")
        assert hand.bench.desk.section.typed == "A harbour.!\nIt is wide."
        assert left(state), "kept until it is saved"
        await hand.press("f2")
        assert hand.text == HARBOUR.replace("A harbour.\n", "A harbour.!\nIt is wide.\n")
    assert left(state) == []


@pytest.mark.parametrize("answer, line", [("m", "A harbour.!"), ("d", "A port."), ("escape", "A port.")])
async def test_typing_in_a_line_that_others_changed_is_asked_about(
    folder: Path, state: Path, answer: str, line: str
) -> None:
    path = spec(folder)
    async with at_the_harbour(folder) as hand:
        await write_overview(hand)
        hang_up(hand)
    theirs = HARBOUR.replace("A harbour.", "A port.").replace("| Ice |", "| Icebergs |")
    path.write_text(theirs, encoding="utf-8")
    async with next_start(folder) as hand:
        await hand.press("r", "f2")
        assert "Conflict: line 10" in shown(hand) and "1 other change is merged, made by others" in shown(
            hand
        )
        assert "Icebergs" not in shown(hand), "only the lines in conflict are shown"
        await hand.press(answer)
        assert ("Saved Feature Overview in tier1/pier.md; 1 other change merged" in hand.message) == (
            answer == "m"
        )
        assert hand.text == theirs.replace("A port.", line)
        assert (hand.bench.desk.draft is None) == (answer != "escape")
        assert bool(left(state)) == (answer == "escape")


async def test_typing_of_which_nobody_knows_what_it_began_with_never_writes_over_a_line(
    folder: Path, state: Path
) -> None:
    path = spec(folder)
    theirs = HARBOUR.replace("A harbour.", "A port.\nIt is wide.\nBoats land.")
    path.write_text(theirs, encoding="utf-8")
    kept = Recovery()
    kept.write(path, "Feature Overview", "another", "A harbour.!\nIt is wide.\nShips land.")
    kept.close()
    async with next_start(folder) as hand:
        assert "specui asks about each difference" in shown(hand)
        await hand.press("r", "f2")
        assert "Conflict 1 of 2: line 10" in shown(hand)
        await hand.press("m")
        assert "Conflict 2 of 2: line 12" in shown(hand)
        assert hand.text == theirs
        await hand.press("d")
        assert hand.text == theirs.replace("A port.", "A harbour.!")


async def test_a_file_that_is_gone_is_written_again_as_it_was_with_the_typing(
    folder: Path, state: Path
) -> None:
    path = spec(folder)
    async with at_the_harbour(folder) as hand:
        path.write_bytes(b"\xef\xbb\xbf" + HARBOUR.replace("\n", "\r\n").encode())
        hand.app.files.reload(path)
        await write_overview(hand)
        hang_up(hand)
        before = path.read_bytes()
    path.unlink()
    async with next_start(folder) as hand:
        assert "deleted since" in shown(hand)
        await hand.press("r")
        assert path.read_bytes() == before.replace(b"A harbour.", b"A harbour.!")
    assert left(state) == []


async def opened(hand: Hand, what: str) -> None:
    """Open a form and type in it."""
    if what == "edit":
        await hand.at("A boat lands")
        await hand.press("enter", *"zz")
    elif what == "cell":
        await hand.at("Fog", area=2)
        await hand.press("enter", *"zz")
    elif what == "add":
        await hand.at("Fog")
        await hand.press("a", *"zz")
    elif what == "answer":
        await hand.at("Who rings")
        await hand.press("space", *"zz")
    elif what == "defer":
        await hand.at("Who rings")
        await hand.press("space", "1", "tab", *"zz")
    elif what == "sign-off":
        await hand.press("S", *"zz")
    elif what == "triage":
        await hand.press("t", "j", "j", "a", *"zz")


FORMS = ["edit", "cell", "add", "answer", "defer", "sign-off", "triage"]


@pytest.mark.parametrize("what", FORMS)
async def test_a_form_comes_back_as_the_form_and_writes_nothing_by_itself(
    folder: Path, state: Path, what: str
) -> None:
    path = spec(folder)
    async with at_the_harbour(folder) as hand:
        await opened(hand, what)
        values = typed(hand)
        hang_up(hand)
    assert len(left(state)) == 1 and "zz" in left(state)[0]
    theirs = HARBOUR.replace("A harbour.", "A wide harbour.\n\nAnd a deep one.")
    path.write_text(theirs, encoding="utf-8")
    async with next_start(folder) as hand:
        assert "Unsaved" in shown(hand) and "Restore opens it again" in shown(hand)
        await hand.press("enter", "y", "f2", "s")
        assert hand.text == theirs and not hand.editing
        assert "Unsaved" in shown(hand), "only r restores"
        await hand.press("r")
        await hand.until(lambda: typed(hand) == values)
        assert hand.text == theirs
        assert len(left(state)) == 1
        await hand.press("f2")
        await hand.until(lambda: hand.text != theirs)
        assert "zz" in hand.text and "A wide harbour." in hand.text
        await hand.until(lambda: not left(state))


def typed(hand: Hand) -> tuple[str, ...]:
    """The values of the form that is open."""
    if isinstance(hand.app.screen, DecisionForm):
        return tuple(hand.app.screen.values.values())
    return hand.bench.desk.inline.read().values if hand.editing else ()


@pytest.mark.parametrize("key", ["d", "escape"])
async def test_a_form_that_is_not_restored_writes_nothing(folder: Path, state: Path, key: str) -> None:
    async with at_the_harbour(folder) as hand:
        await opened(hand, "add")
        hang_up(hand)
    async with next_start(folder) as hand:
        await hand.press(key)
        assert hand.text == HARBOUR and not hand.editing
        assert len(left(state)) == (key == "escape")


@pytest.mark.parametrize(
    "what, gone",
    [
        ("edit", "- [ ] A boat lands\n"),
        ("add", "| Fog | 🟡 High | since May |\n"),
        ("answer", "2. Who rings the bell?\n"),
        ("triage", "1. **Fees**: Does the boat pay, or does the owner pay?\n"),
    ],
)
async def test_a_form_whose_item_is_gone_is_shown_to_be_copied(
    folder: Path, state: Path, what: str, gone: str
) -> None:
    async with at_the_harbour(folder) as hand:
        await opened(hand, what)
        hang_up(hand)
    (spec(folder)).write_text(HARBOUR.replace(gone, ""), encoding="utf-8")
    async with next_start(folder) as hand:
        assert "is gone, so the" in shown(hand) and "zz" in shown(hand)
        await hand.press("r")
        assert isinstance(hand.app.screen, TextDialog) and not hand.editing
        await hand.press("c")
        assert "zz" in hand.app._clipboard
        assert hand.text == HARBOUR.replace(gone, "")
        assert len(left(state)) == 1


async def test_a_decision_that_others_made_since_is_not_made_again(folder: Path, state: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await opened(hand, "defer")
        hang_up(hand)
    theirs = HARBOUR.replace(
        "2. Who rings the bell?\n", "2. Who rings the bell?\n   - **Answered 2026-11-01 (Bo):** Bo does.\n"
    )
    (spec(folder)).write_text(theirs, encoding="utf-8")
    async with next_start(folder) as hand:
        await hand.press("r")
        await hand.until(lambda: "can't be restored" in shown(hand))
        assert "zz" in shown(hand) and hand.text == theirs and not hand.editing


async def test_a_form_that_has_other_fields_by_now_is_shown_to_be_copied(folder: Path, state: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await opened(hand, "add")
        hang_up(hand)
    theirs = HARBOUR.replace("Severity | Notes |\n|-----|", "Severity | Notes | Owner |\n|-----|----|")
    assert theirs != HARBOUR
    spec(folder).write_text(theirs, encoding="utf-8")
    async with next_start(folder) as hand:
        await hand.press("r")
        await hand.until(lambda: "can't be restored" in shown(hand))
        assert "zz" in shown(hand) and hand.text == theirs and not hand.editing


@pytest.mark.parametrize("answer, line", [("m", "- [ ] A boat landszz"), ("d", "- [ ] A boat lands soon")])
async def test_an_edit_of_a_value_that_others_changed_is_asked_about(
    folder: Path, state: Path, answer: str, line: str
) -> None:
    async with at_the_harbour(folder) as hand:
        await opened(hand, "edit")
        hang_up(hand)
    theirs = HARBOUR.replace("A boat lands", "A boat lands soon").replace("A harbour.", "A port.")
    (spec(folder)).write_text(theirs, encoding="utf-8")
    async with next_start(folder) as hand:
        await hand.press("r")
        await hand.until(lambda: hand.editing)
        await hand.press("f2")
        assert "Conflict" in shown(hand) and hand.text == theirs
        await hand.press("escape")
        assert hand.editing and hand.bench.desk.inline.text.has_focus
        await hand.press("f2", answer)
        assert hand.text == theirs.replace("- [ ] A boat lands soon", line)
        assert not hand.editing


async def test_a_form_of_the_triage_screen_is_kept_while_it_is_typed(folder: Path, state: Path) -> None:
    async with at_the_harbour(folder) as hand:
        await opened(hand, "triage")
        assert isinstance(hand.app.screen, DecisionForm)
        hand.app.screen.keep_journal()
        await hand.until(lambda: left(state) == ["zz"])
        await hand.press("escape")
        await hand.until(lambda: left(state) == [])
        assert isinstance(hand.app.screen, TriageScreen)
