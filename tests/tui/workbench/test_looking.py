"""Cells, ranges, what is hidden and what is sorted, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import Seat, seated

TEXT = """\
# Production Spec: Lock

**Last updated:** 2026-02-19

## 1. Feature Overview

A lock.

## 3. Acceptance Criteria

### Functional
- [x] Gates close
- [ ] Gates open
- [x] Water rises

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Rust | 🟢 Low | paint |
| Leak | 🔴 Critical | seal |

## 8. Open Questions

1. Who pays?
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "lock.md"
    path.write_text(TEXT)
    return path


def rows(seat: Seat) -> list[str]:
    layout = seat.bench.section_view.layout_shown
    assert layout is not None
    return [row.text.strip() for row in layout.rows if row.text.strip()]


def written(path: Path) -> str:
    return path.read_text()


def at(seat: Seat) -> str:
    view = seat.bench.section_view
    assert view.element is not None
    return view.element.text


def footer(seat: Seat) -> str:
    line = seat.bench.query_one(KeyFooter)
    return "".join(segment.text for segment in line.render_line(0))


async def test_left_and_right_go_through_the_cells_and_stay_in_the_row(lock: Path) -> None:
    async with seated(lock, (260, 40)) as seat:
        view = seat.bench.section_view
        await seat.press("4")
        seen = []
        for key in ("l", "right", "j", "left"):
            await seat.press(key)
            seen.append((at(seat)[2:6], view.area))
        assert seen == [("Rust", 1), ("Rust", 2), ("Leak", 2), ("Leak", 1)]
        assert "s sort" in footer(seat)
        await seat.press("l", "l", "l")
        assert seat.message == "This is the last cell of the row. Press 5 for the next section."
        assert (at(seat)[2:6], view.area) == ("Leak", 2)
        await seat.press("h", "h", "h", "h")
        assert seat.message == "This is the first cell of the row. Press 3 for the previous section."
        assert (at(seat)[2:6], view.area) == ("Leak", 0)
        assert seat.bench.state.at.section == "Known Gaps / Tech Debt"


async def test_left_and_right_go_to_the_sections_beside_where_there_are_no_cells(lock: Path) -> None:
    async with seated(lock) as seat:
        await seat.press("3", "l")
        assert seat.bench.state.at.section == "Known Gaps / Tech Debt"
        await seat.press("g", "k", "h")
        assert seat.bench.state.at.section == "Acceptance Criteria"


async def test_what_is_typed_past_the_last_cell_goes_into_that_cell(lock: Path) -> None:
    async with seated(lock) as seat:
        await seat.press("4", "l", "l", "l", "enter")
        await seat.type("!")
        await seat.press("enter")
        assert written(lock) == TEXT.replace("| paint |", "| paint! |")


async def test_s_sorts_up_down_and_as_in_the_file_and_the_section_is_found_so_again(lock: Path) -> None:
    async with seated(lock) as seat:
        await seat.press("4", "l", "s")
        assert [row[:4] for row in rows(seat)[3:]] == ["Leak", "Rust"]
        assert "Severity ↑" in rows(seat)[1]
        assert at(seat).startswith("| Rust")
        await seat.press("3", "4")
        assert "Severity ↑" in rows(seat)[1]
        await seat.press("J")
        assert seat.message.startswith("The table is sorted")
        assert written(lock) == TEXT
        await seat.press("s")
        assert "Severity ↓" in rows(seat)[1]
        await seat.press("s")
        assert rows(seat)[1].split() == ["Gap", "Severity", "Notes"]
        assert written(lock) == TEXT
        await seat.press("3", "s")
        assert seat.message == "No table here."


async def test_what_is_done_is_hidden_and_shown_again_where_one_is_sent(lock: Path) -> None:
    async with seated(lock, (260, 40)) as seat:
        await seat.press("3")
        assert "H hide done" in footer(seat)
        await seat.press("H")
        assert "☑ Gates close" not in rows(seat)
        assert "2 completed hidden. Press H to show them." in rows(seat)
        assert at(seat) == "Gates open"
        await seat.press("space")
        assert "3 completed hidden. Press H to show them." in rows(seat)
        await seat.press("u")
        assert "☐ Gates open" in rows(seat)
        seat.bench.section_view.go_to(TEXT.index("Water rises"))
        await seat.pilot.pause()
        assert at(seat) == "Water rises"
        await seat.press("8", "H")
        assert seat.message == "No completed items to hide."


async def test_a_range_is_marked_and_escape_lets_it_go_before_it_leaves_the_section(lock: Path) -> None:
    async with seated(lock) as seat:
        view = seat.bench.section_view
        await seat.press("3", "v", "j")
        assert [element.text for element in view.marked] == ["Gates close", "Gates open"]
        assert seat.message == "2 selected. Press v or esc to end the range."
        await seat.press("escape")
        assert seat.message == ""
        assert view.marked == ()
        assert view.has_focus


async def test_a_missing_section_shows_what_the_template_says_of_it(lock: Path) -> None:
    async with seated(lock) as seat:
        await seat.press("2")
        assert rows(seat)[0] == "2. Current State"
        assert rows(seat)[1].startswith("Not in this spec yet")
        assert any(row.startswith("✎") for row in rows(seat))


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "odd.md"
    path.write_bytes(TEXT.encode() + b"\xff\xfe\n")
    return path


async def test_of_a_file_that_cannot_be_written_no_key_is_named_that_would_write(odd: Path) -> None:
    async with seated(odd) as seat:
        await seat.press("2")
        assert rows(seat)[1] == "Not in this spec yet"
        await seat.press("3")
        assert "Compliance / Security: missing" in rows(seat)


async def test_what_is_made_of_something_missing_has_the_cursor_where_one_types(lock: Path) -> None:
    async with seated(lock) as seat:
        view = seat.bench.section_view
        await seat.press("2", "a")
        await seat.until(lambda: view.element is not None and view.element.kind != "missing")
        assert view.element is not None
        assert view.element.kind not in {"title", "heading"}
        await seat.press("3", "G")
        assert view.element.kind == "missing"
        name = view.element.text
        await seat.press("a")
        await seat.until(lambda: view.element is not None and view.element.kind != "missing")
        layout = view.layout_shown
        assert layout is not None
        assert layout.elements[view.element.number - 1].text == name
