"""What closing a gap does, as rows with boxes: every part, every line of it, and what cannot be."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from specui.specs.resolve.resolution import Closing, Refusal, close_gaps
from specui.tui.rendering.paint import CURSOR, cells_width
from specui.tui.rendering.resolution_rows import GROUND, Row, closing_rows
from tests.specs.reading import contents_of
from tests.specs.resolve.fixture import GREENHOUSE


def frost() -> Closing:
    contents = contents_of(GREENHOUSE)
    return close_gaps(contents, contents.gaps[:1], today="2026-11-25", by="Ada")


def lines(rows: list[Row]) -> list[str]:
    return ["".join(cell.text for cell in row.cells).rstrip() for row in rows]


def test_each_part_has_a_box_and_the_lines_that_it_changes() -> None:
    closing = frost()
    taken = frozenset(i for i, part in enumerate(closing.parts) if part.sure)
    shown = lines(closing_rows(closing, taken, 1, 100))
    assert shown[0].startswith("   ☑ always   Remove the gap: No frost alarm")
    assert "− | No frost alarm | 🔴 Critical |" in shown[1]
    heads = [line for line in shown if "☑" in line or "☐" in line]
    assert len(heads) == len(closing.parts)
    assert [head.split()[head.split().index("☑" if "☑" in head else "☐") + 1] for head in heads] == [
        "always" if part.needed else "certain" if part.sure else "likely" for part in closing.parts
    ]
    assert [" › " in head for head in heads] == [i == 1 for i in range(len(heads))]
    assert all(("☑" in head) == (i in taken) for i, head in enumerate(heads))
    assert any("+ - **Frost alarm**" in line for line in shown), "the bullet comes to Shipped"
    assert not any("**" in head for head in heads), "the title is words, the lines below it are the file's"


def test_what_is_left_out_is_dimmed_and_the_cursor_lit() -> None:
    closing = frost()
    rows = closing_rows(closing, frozenset({0}), 1, 100)
    own = [row.ground for row in rows if row.part == 1]
    assert own[0] == CURSOR
    assert set(own) == {CURSOR, GROUND}, "no line of a change is coloured"
    assert "added on added-background" in {
        row.ground for row in closing_rows(closing, frozenset({1}), 0, 100)
    }


def test_what_cannot_be_is_said_with_its_reason() -> None:
    refusal = Refusal("question", "Question 2 answered: Who?", 80, "It is gone.")
    shown = lines(closing_rows(replace(frost(), refusals=(refusal,)), frozenset(), 0, 100))
    assert shown[-1].strip() == "Not possible: Question 2 answered: Who? (line 80). It is gone."


@given(columns=st.integers(30, 160), data=st.data())
def test_no_row_is_wider_than_the_room(columns: int, data: st.DataObject) -> None:
    closing = frost()
    taken = data.draw(st.frozensets(st.integers(0, len(closing.parts) - 1)))
    rows = closing_rows(closing, taken, 0, columns)
    assert max(cells_width(row.cells) for row in rows) <= columns
    assert {row.part for row in rows} >= set(range(len(closing.parts)))
