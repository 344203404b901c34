"""How the screen is shared out: numbers only."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.tui.models.pane_layout import (
    AROUND,
    BELOW,
    BESIDE,
    NARROW,
    SECTION,
    SHORT,
    SMALLEST_SECTION,
    SMALLEST_TREE,
    TREE,
    WIDE,
    Grid,
    Shared,
    Sizes,
    grid,
    resized,
    shared,
)  # fmt: skip


@pytest.mark.parametrize(
    "columns, tree, expected",
    [(120, 30, 36), (120, 41, 41), (120, 60, 44), (100, 60, 40), (160, 52, 52), (179, 90, 60)],
)
def test_the_tree_has_what_its_names_need_and_the_section_what_it_must_have(
    columns: int, tree: int, expected: int
) -> None:
    assert grid(columns, 40, tree=tree, problems=2).columns == f"{expected} 1fr"


@pytest.mark.parametrize(
    "rows, problems, expected",
    [(40, 2, 3), (40, 5, 5), (40, 40, 10), (24, 40, 7), (24, 1, 3), (16, 40, 5), (14, 40, 3)],
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


SHARES = st.none() | st.integers(-50, 500)


@given(
    columns=st.integers(NARROW, 400),
    rows=st.integers(SHORT, 100),
    tree=st.integers(0, 300),
    problems=st.integers(0, 300),
    lone=st.booleans(),
    sizes=st.builds(Sizes, SHARES, SHARES, SHARES),
)
def test_whatever_a_person_wants_every_pane_stays_in_reach(
    columns: int, rows: int, tree: int, problems: int, lone: bool, sizes: Sizes
) -> None:
    found = shared(columns, rows, tree=tree, problems=problems, lone=lone, sizes=sizes)
    assert lone or found.tree >= SMALLEST_TREE
    assert columns - found.tree - found.beside >= SMALLEST_SECTION[0]
    assert bool(found.beside) is (columns >= WIDE) is not bool(found.below)
    assert rows - AROUND - found.below >= SMALLEST_SECTION[1]


@pytest.mark.parametrize(
    "now, pane, by, expected",
    [
        (Shared(40, 7, 0), "tree", 1, Sizes(44)),
        (Shared(40, 7, 0), "section", 1, Sizes(36)),
        (Shared(0, 7, 0), "section", 1, Sizes(below=6)),
        (Shared(40, 7, 0), "problems", -1, Sizes(below=6)),
        (Shared(40, 0, 54), "problems", 1, Sizes(beside=58)),
        (Shared(0, 0, 54), "section", -1, Sizes(beside=58)),
    ],
)
def test_a_key_moves_one_border(now: Shared, pane: str, by: int, expected: Sizes) -> None:
    assert resized(Sizes(), now, pane, by) == expected
