"""Signs: one cell each, told apart, and none that a section draws for something else."""

from __future__ import annotations

from specui.rules.diagnostic import Severity
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.safe_text import width
from specui.tui.rendering.section.lists import BULLETS
from specui.tui.rendering.signs import MESSAGE_SIGNS, SIGNS, count_cells


def test_each_severity_has_a_sign_of_one_cell_that_is_no_bullet() -> None:
    signs = [sign.sign for sign in SIGNS.values()]
    assert set(SIGNS) == set(Severity) and list(SIGNS) == sorted(Severity, reverse=True)
    assert len(set(signs)) == len(signs) and not set(signs) & {*BULLETS, "☐", "☑"}
    assert [width(sign) for sign in [*signs, *MESSAGE_SIGNS.values()]] == [1] * (
        len(signs) + len(MESSAGE_SIGNS)
    )


def test_counts_are_shown_where_there_are_any() -> None:
    assert count_cells((0, 0, 0)) == []
    assert count_cells((4, 0, 1)) == [Cell("✖4", "error"), Cell(" "), Cell("i1", "info")]
