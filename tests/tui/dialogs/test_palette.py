"""The rows of the palette."""

from __future__ import annotations

from specui.tui.dialogs.palette import _lay_out
from specui.tui.dialogs.palette_search import Choice
from specui.tui.rendering.paint import cells_width


def test_a_remark_is_cut_only_where_the_row_ends() -> None:
    choice = Choice("Overview", "Show progress of all specs: readiness, gaps", "o", lambda: None)
    for columns in range(24, 70):
        cells, _ = _lay_out([choice], columns).draw(0, False)
        drawn = "".join(cell.text for cell in cells)
        assert cells_width(cells) == columns and drawn.endswith(" o ")
        left = drawn.removesuffix(" o ")
        assert "readiness, gaps" in left or left.rstrip().endswith("…")
