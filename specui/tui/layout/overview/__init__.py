"""The overview as rows for a width, and what can be opened in them. Pure, no widget.

No row is wider than the width that it is drawn for, and every number stands for a `Target` that opens what it counts.
"""

from specui.tui.layout.overview.model import Link, Picture, Shown, Target, nearest, place_of
from specui.tui.layout.overview.specs import draw_specs
from specui.tui.layout.overview.totals import draw_totals

__all__ = ["Link", "Picture", "Shown", "Target", "draw_specs", "draw_totals", "nearest", "place_of"]
