"""Drawing one section of a spec for a terminal: pure, in cells, without an app.

``lay_out`` returns a ``model.Layout``. ``painter`` walks a section's blocks; ``prose``, ``lists`` and ``tables`` draw one
kind each, ``missing_parts`` what the file lacks; ``text_flow`` wraps text; ``view_options`` hide and sort. Every
character of a file passes ``specui.tui.rendering.safe_text.safe`` on its way into a row, and no row is too wide.
"""

from specui.tui.rendering.section.model import (
    GUTTER,
    MIN_WIDTH,
    STYLES,
    Element,
    ElementKind,
    Layout,
    Row,
    Segment,
)
from specui.tui.rendering.section.painter import lay_out

__all__ = ["GUTTER", "MIN_WIDTH", "STYLES", "Element", "ElementKind", "Layout", "Row", "Segment", "lay_out"]
