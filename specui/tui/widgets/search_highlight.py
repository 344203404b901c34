"""What a search has found, lit in rows that are drawn already."""

from __future__ import annotations

from collections.abc import Mapping

from textual.strip import Strip

from specui.markdown.letters import Sought
from specui.tui.models.section_search import spans
from specui.tui.rendering.paint import Paint
from specui.tui.rendering.section import GUTTER, Layout

LOOK = "accent bold underline reverse"


class SearchHighlight:
    """The words that are looked for, and where they stand in the rows that are shown."""

    def __init__(self, wanted: Sought) -> None:
        self.wanted = wanted
        self._known: tuple[Layout | None, Mapping[int, list[tuple[int, int]]]] = (None, {})

    def over(self, strip: Strip, layout: Layout | None, row: int, paint: Paint) -> Strip:
        """Return a row of a layout as it was drawn, gutter and all, with what was found lit."""
        if layout is None:
            return strip
        if self._known[0] is not layout:
            self._known = (layout, spans(layout, self.wanted))
        for first, last in self._known[1].get(row, ()):
            start, end = first + GUTTER, last + GUTTER
            lit = strip.crop(start, end).apply_style(paint.style(LOOK))
            strip = Strip.join([strip.crop(0, start), lit, strip.crop(end)])
        return strip
