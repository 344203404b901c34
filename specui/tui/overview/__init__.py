"""The overview: counting, drawing and the screen.

The names exported here are pure: rows for a width, and what can be opened in them. No row is wider than the width that
it is drawn for, and each number has a `Target` that opens what it counts.
"""

from specui.tui.overview.linked_rows import Link, Picture, Shown, Target, nearest, place_of
from specui.tui.overview.spec_rows import draw_specs
from specui.tui.overview.total_rows import draw_totals

__all__ = ["Link", "Picture", "Shown", "Target", "draw_specs", "draw_totals", "nearest", "place_of"]
