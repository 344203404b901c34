"""Highlights the hits of a search in rows that are already drawn."""

from __future__ import annotations

from collections.abc import Mapping

from textual.strip import Strip

from specui.markdown.text_folding import TextQuery
from specui.tui.models.section_search import spans
from specui.tui.rendering.paint import Paint
from specui.tui.rendering.section import GUTTER, Layout

LOOK = "accent bold underline reverse"


class SearchHighlight:
    """The words of a search, and where they are in the rows on the screen."""

    def __init__(self, wanted: TextQuery) -> None:
        self.wanted = wanted
        self._known: tuple[Layout | None, Mapping[int, list[tuple[int, int]]]] = (None, {})

    def over(self, strip: Strip, layout: Layout | None, row: int, paint: Paint) -> Strip:
        """Return a drawn row of a layout, with its gutter, and with the hits highlighted."""
        if layout is None:
            return strip
        if self._known[0] is not layout:
            self._known = (layout, spans(layout, self.wanted))
        for first, last in self._known[1].get(row, ()):
            start, end = first + GUTTER, last + GUTTER
            hit = strip.crop(start, end).apply_style(paint.style(LOOK))
            strip = Strip.join([strip.crop(0, start), hit, strip.crop(end)])
        return strip
