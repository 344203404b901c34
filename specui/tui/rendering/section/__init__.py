"""Drawing one section of a spec for a terminal: pure, in cells, without an app.

``lay_out`` is the way in.  ``model`` says what comes out, ``painter`` walks a section's blocks,
``prose``, ``lists`` and ``tables`` draw one kind each, ``absent`` what the file lacks, ``flow`` wraps text;
``options`` is what can be hidden and sorted of it.  Every character of a file
passes ``specui.tui.rendering.safe_text.safe`` on its way into a row, and no row is wider than was asked for.
"""

from specui.tui.rendering.section.model import GUTTER, MIN_WIDTH, STYLES, Layout, Row, Segment, Stop, StopKind
from specui.tui.rendering.section.painter import lay_out

__all__ = ["GUTTER", "MIN_WIDTH", "STYLES", "Layout", "Row", "Segment", "Stop", "StopKind", "lay_out"]
