"""How the screen is shared out: numbers only."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.tui.screens.room import BELOW, BESIDE, NARROW, SECTION, TREE, WIDE, Grid, grid


@pytest.mark.parametrize(
    "columns, tree, expected",
    [(120, 30, 36), (120, 41, 41), (120, 60, 44), (100, 60, 40), (160, 52, 52), (179, 90, 60)],
)
def test_the_tree_has_what_its_names_need_and_the_section_what_it_must_have(
    columns: int, tree: int, expected: int
) -> None:
    assert grid(columns, 40, tree=tree, problems=2).columns == f"{expected} 1fr"


@pytest.mark.parametrize(
    "rows, problems, expected", [(40, 2, 3), (40, 5, 5), (40, 40, 10), (24, 40, 7), (24, 1, 3)]
)
def test_the_problems_have_the_lines_they_need(rows: int, problems: int, expected: int) -> None:
    assert grid(120, rows, tree=40, problems=problems).rows == f"1fr {expected}"


def test_one_pane_and_a_single_file_have_no_room_for_a_tree() -> None:
    assert grid(80, 24, tree=40, problems=9, one=True) == Grid((1, 1), "1fr", "1fr")
    assert grid(120, 40, tree=40, problems=9, lone=True) == Grid((1, 2), "1fr", "1fr 9")
    assert grid(200, 40, tree=40, problems=9, lone=True) == Grid((2, 1), f"1fr {BESIDE}", "1fr")


@given(
    columns=st.integers(NARROW, 400),
    rows=st.integers(10, 100),
    tree=st.integers(0, 300),
    problems=st.integers(0, 300),
)
def test_the_section_is_never_squeezed_for_the_others(
    columns: int, rows: int, tree: int, problems: int
) -> None:
    found = grid(columns, rows, tree=tree, problems=problems)
    fixed = sum(int(part) for part in found.columns.split() if part != "1fr")
    assert columns - fixed >= min(SECTION, columns - TREE[1])
    assert found.size == ((3, 1) if columns >= WIDE else (2, 2))
    assert sum(int(part) for part in found.rows.split() if part != "1fr") in range(BELOW[2] + 1)
