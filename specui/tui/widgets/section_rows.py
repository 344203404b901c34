"""The rows of a layout on the screen: scrolling, a gap for the inline editor, repainting of rows that differ.

The cursor and the keys are in `section_cursor` and `section_view`.
"""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

from specui.tui.rendering.section import Element, Layout
from specui.tui.rendering.section.model import GUTTER, EditArea

_AROUND = 2  # rows kept in view above and below the cursor's


class SectionRows(ScrollView):
    """A view of a layout's rows."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._layout: Layout | None = None
        self._gap_row = self._gap_rows = 0  # the row above the gap, and how many rows the gap has

    # The gap

    def make_room(self, row: int, rows: int) -> None:
        """Open blank rows under a row of the layout, so that an editor over them hides nothing."""
        self._open_gap(row, max(0, rows))

    def close_room(self) -> None:
        """Close the rows opened by `make_room`; the rows above stay where they are on the screen."""
        self._open_gap(0, 0)

    def _open_gap(self, row: int, rows: int) -> None:
        if (row, rows) == (self._gap_row, self._gap_rows):
            return
        first = min(row, self._gap_row) if self._gap_rows and rows else row if rows else self._gap_row
        self._gap_row, self._gap_rows = row, rows
        self._fit()
        self._repaint_from(first + 1)

    def _fit(self) -> None:
        """Set the virtual size to the number of rows."""
        count = len(self._layout.rows) + self._gap_rows if self._layout is not None else 0
        size = Size(self.scrollable_content_region.width, count)
        if size != self.virtual_size:
            self.virtual_size = size
            if self.scroll_offset.y > max(0, count - self._height):
                self._scroll(max(0, count - self._height))

    def _line_of(self, row: int) -> int:
        """Return the line of a row of the layout, counted from the top."""
        return row + self._gap_rows if self._gap_rows and row > self._gap_row else row

    def _row_at(self, line: int) -> int:
        """Return the row of the layout on a line, counted from the top; -1 in the gap."""
        if not self._gap_rows or line <= self._gap_row:
            return line
        return line - self._gap_rows if line > self._gap_row + self._gap_rows else -1

    # Where things are

    def area_region(self, element: Element, area: int) -> Region | None:
        """Return where an area is drawn, in cells of the view as it is scrolled now; None for no such area."""
        if self._layout is None or not 0 <= area < len(element.areas):
            return None
        x, y, width, height = element.areas[area]
        return Region(GUTTER + x, self._line_of(element.first + y) - self.scroll_offset.y, width, height)

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, force=True)

    def _scroll_to_show(self, element: Element, layout: Layout) -> None:
        """Scroll as little as needed to show the whole element, or its start if it is too high."""
        top, height = self.scroll_offset.y, self._height
        first_line, last_line = self._line_of(element.first), self._line_of(element.last)
        tall = last_line - first_line + 1
        around = min(_AROUND, max(0, (height - tall) // 2))
        first = 0 if element.number == 0 else max(0, first_line - around)
        last = min(self._line_of(len(layout.rows) - 1), last_line + around)
        if tall > height:
            if not first_line <= top <= last_line:
                self._scroll(first_line)
        elif top > first:
            self._scroll(first)
        elif top + height - 1 < last:
            self._scroll(last - height + 1)

    # Repainting

    def _repaint_from(self, row: int) -> None:
        """Repaint everything from a row on, which is above any gap."""
        line = max(0, row - self.scroll_offset.y)
        if line < self._height:
            self.refresh(Region(0, line, self.size.width, self._height - line))

    def _repaint_rows(self, first: int, last: int) -> None:
        """Repaint rows of the layout that are in view."""
        if not self.size.height:
            self.refresh()
            return
        top = self.scroll_offset.y
        first, last = max(self._line_of(first), top), min(self._line_of(last), top + self._height - 1)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def _repaint_element(self, number: int) -> None:
        layout = self._layout
        if layout is not None and 0 <= number < len(layout.elements):
            self._repaint_rows(layout.elements[number].first, layout.elements[number].last)

    def _repaint_area(self, element: Element, area: int) -> None:
        region = self.area_region(element, area)
        shown = Region(0, 0, self.size.width, self._height)
        if region is not None and region.overlaps(shown):
            self.refresh(region.intersection(shown))

    def _repaint_differences(self, before: Layout | None, layout: Layout) -> None:
        """Repaint the rows that differ from the layout before; all if their number has changed."""
        hidden = not self.size.height  # a hidden view does not know what it will show
        if before is None or hidden or len(before.rows) != len(layout.rows):
            self.refresh()
            return
        top = self.scroll_offset.y
        for line in range(top, top + self._height):
            row = self._row_at(line)
            if 0 <= row < len(layout.rows) and before.rows[row] != layout.rows[row]:
                self.refresh_line(line)


def area_at(areas: tuple[EditArea, ...], x: int, y: int) -> int:
    """Return the index of the area at a cell, or of the nearest one; 0 without areas."""

    def distance(index: int) -> tuple[int, int]:
        area = areas[index]
        rows = max(area.y - y, 0, y - area.y - area.height + 1)
        return rows, max(area.x - x, 0, x - area.x - area.width + 1)

    return min(range(len(areas)), key=distance, default=0)
