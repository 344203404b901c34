"""A merge conflict on the screen: found, shown, resolved with one key, undone with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.commands import Here, commands_at
from specui.tui.dialogs.dialog import Question
from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import TEXT, Seat, seated

CONFLICT = "<<<<<<< HEAD\n- [ ] Boats wait\n=======\n- [ ] Boats turn\n>>>>>>> feature/night\n"
BEFORE = "- [ ] Boats leave\n"
WITH = TEXT.replace(BEFORE, BEFORE + CONFLICT)
HEAD = "<<<<<<< HEAD\n**Tier:** 1\n=======\n**Tier:** 2\n>>>>>>> other\n"
OWN = f"# Notes\n\nText.\n{CONFLICT}\n## Tasks\n\n- [ ] One\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "specs" / "pier.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def here(seat: Seat) -> Here:
    return seat.bench.surroundings.here


async def at_conflict(seat: Seat) -> None:
    """Go from problem to problem until the cursor stands on the conflict."""
    for _ in range(len(seat.bench.panel.problems)):
        await seat.press("]")
        await seat.pilot.pause()
        if here(seat).sides:
            return
    pytest.fail("no problem leads to the conflict")


@pytest.mark.parametrize(
    "key, kept, said",
    [
        ("left_parenthesis", "- [ ] Boats wait\n", "Kept HEAD. Press u to undo."),
        ("right_parenthesis", "- [ ] Boats turn\n", "Kept feature/night. Press u to undo."),
        ("ampersand", "- [ ] Boats wait\n- [ ] Boats turn\n", "Kept both. Press u to undo."),
    ],
)
async def test_one_key_keeps_a_side_and_one_takes_it_back(
    tmp_path: Path, key: str, kept: str, said: str
) -> None:
    path = written(tmp_path, WITH.replace("\n", "\r\n"))
    async with seated(path) as seat:
        await at_conflict(seat)
        await seat.press(key)
        assert seat.message == said
        after = TEXT.replace(BEFORE, BEFORE + kept).replace("\n", "\r\n")
        assert path.read_bytes() == after.encode()
        assert not here(seat).sides
        await seat.press("u")
        assert path.read_bytes() == WITH.replace("\n", "\r\n").encode()
        await seat.until(lambda: here(seat).sides == ("HEAD", "feature/night"))


@pytest.mark.parametrize("text", [TEXT.replace("**Tier:** 1\n", HEAD), OWN, f"{CONFLICT}\n{TEXT}"])
async def test_one_outside_any_section_is_gone_to_and_resolved_too(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    async with seated(path) as seat:
        await at_conflict(seat)
        await seat.press("right_parenthesis")
        found = path.read_text(encoding="utf-8")
        assert "<<<<<<<" not in found
        assert ">>>>>>>" not in found
        assert len(found.splitlines()) == len(text.splitlines()) - 4


async def test_the_footer_names_the_keys_at_a_conflict_and_nowhere_else(tmp_path: Path) -> None:
    async with seated(written(tmp_path, WITH)) as seat:
        await at_conflict(seat)
        footer = seat.bench.query_one(KeyFooter)
        line = "".join(cell.text for cell in footer.lines(118)[0])
        assert "( keep HEAD" in line
        assert ") keep feature/night" in line
        assert "& keep both" in line
        await seat.press("up")
        assert not [
            c for c in commands_at("section") if c.group == "conflict" and c.does_something(here(seat))
        ]
        await seat.press("left_parenthesis")
        assert "No merge conflict here" in seat.message
        assert "<<<<<<<" in (tmp_path / "specs" / "pier.md").read_text(encoding="utf-8")


async def test_the_list_of_problems_goes_there_and_a_fix_offers_the_same_choice(tmp_path: Path) -> None:
    path = written(tmp_path, WITH)
    async with seated(path) as seat:
        seat.bench.focus_pane("problems")
        await seat.pilot.pause()
        assert seat.bench.panel.problem is not None
        assert seat.bench.panel.problem.diagnostic.rule == "conflict-markers"
        await seat.press("enter")
        await seat.until(lambda: bool(here(seat).sides))
        assert here(seat).fixable
        await seat.press("f")
        await seat.until(lambda: isinstance(seat.app.screen, Question))
        await seat.press("escape")
        assert path.read_text(encoding="utf-8") == WITH
        await seat.press("f")
        await seat.press("ampersand")
        await seat.until(lambda: "<<<<<<<" not in path.read_text(encoding="utf-8"))
        assert "Boats wait\n- [ ] Boats turn\n" in path.read_text(encoding="utf-8")


async def test_what_writes_elsewhere_does_nothing_at_a_conflict(tmp_path: Path) -> None:
    path = written(tmp_path, WITH)
    async with seated(path) as seat:
        await at_conflict(seat)
        for key in (
            "space",
            "a",
            "d",
            "J",
            "K",
            "less_than_sign",
            "greater_than_sign",
            "plus",
            "minus",
            "M",
            "r",
        ):
            await seat.press(key)
            assert seat.bench.desk.is_idle, key
        assert path.read_text(encoding="utf-8") == WITH
        assert not seat.app.files.session.undoable


async def test_a_conflict_resolved_by_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path, WITH)
    async with seated(path) as seat:
        await at_conflict(seat)
        path.write_text(TEXT, encoding="utf-8")
        await seat.press("left_parenthesis")
        assert path.read_text(encoding="utf-8") == TEXT
