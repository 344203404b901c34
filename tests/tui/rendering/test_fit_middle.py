"""A long name is cut in its middle, at whole letters."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.tui.rendering.safe_text import fit_middle, safe, width


@pytest.mark.parametrize(
    "text, cells, shown",
    [
        ("add-change-stacking-awareness", 15, "add-cha…areness"),
        ("short", 15, "short"),
        ("exactly-fifteen", 15, "exactly-fifteen"),
        ("too-long", 6, "too-l…"),
        ("add-e\u0301te\u0301-1234567890", 11, "add-e\u0301…67890"),
    ],
)
def test_both_ends_stay(text: str, cells: int, shown: str) -> None:
    assert fit_middle(text, cells) == shown


@given(st.text(max_size=40), st.integers(1, 30))
def test_it_always_fits(text: str, cells: int) -> None:
    shown = fit_middle(text, cells)
    assert width(shown) <= cells
    assert shown == safe(text) or "…" in shown
