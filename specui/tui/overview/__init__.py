"""The overview as rows for a width, and what can be opened in them. Pure, no widget.

No row is wider than the width that it is drawn for, and every number stands for a `Target` that opens what it counts.
"""

from specui.tui.overview.linked_rows import Link, Picture, Shown, Target, nearest, place_of
from specui.tui.overview.spec_rows import draw_specs
from specui.tui.overview.total_rows import draw_totals

__all__ = ["Link", "Picture", "Shown", "Target", "draw_specs", "draw_totals", "nearest", "place_of"]
