"""A picture of the overview, with a cursor that moves from link to link."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from specui.tui.overview import Link, Picture, Target, nearest, place_of
from specui.tui.rendering.section import GUTTER, Row
from specui.tui.widgets.drawn import Painted
from specui.tui.widgets.section_paint import RowState, paint_row

Place = tuple[int, int]
"""A row of the picture, and the number of a link in it."""


class OverviewView(Painted, ScrollView, can_focus=True):
    """Draws rows; the cursor is on a link if there is one."""

    class Opened(Message):
        """A link was clicked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.picture: Picture = ()
        self.place: Place | None = None
        self._headed = 0  # rows of the part that starts with column headers

    @property
    def link(self) -> Link | None:
        """The link under the cursor."""
        return self.picture[self.place[0]].links[self.place[1]] if self.place is not None else None

    @property
    def columns(self) -> int:
        """Columns for the rows, without the gutter."""
        return max(1, self.scrollable_content_region.width - GUTTER)

    def show(self, picture: Picture, wanted: Target | None = None) -> None:
        """Show another picture; the cursor goes to the wanted target, else stays on its target."""
        link, old = self.link, self.place
        self.picture = picture
        named = bool(picture and picture[0].links and picture[0].links[0].target.verb == "sort")
        self._headed = next((n for n, shown in enumerate(picture) if n and shown.heads), len(picture)) * named
        self.virtual_size = Size(self.size.width, len(picture))
        at = (
            place_of(picture, wanted)
            or place_of(picture, link.target if link else None)
            or nearest(picture, old[0] if old else 0, link.x if link else 0)
        )
        self.place = at
        self.refresh()
        self.call_after_refresh(self.reveal)

    def go_to(self, place: Place | None) -> bool:
        """Move the cursor to a link; says whether there is one."""
        if place is None:
            return False
        old, self.place = self.place, place
        for row in {place[0], *(old[:1] if old else ())}:
            self._refresh_row(row)
        self.reveal()
        return True

    @property
    def parts(self) -> list[tuple[int, int]]:
        """The parts with links: first row and end row."""
        heads = [row for row, shown in enumerate(self.picture) if shown.heads]
        ends = zip(heads, [*heads[1:], len(self.picture)], strict=True)
        return [
            (first, last) for first, last in ends if any(shown.links for shown in self.picture[first:last])
        ]

    def go_to_part(self, first: int, last: int) -> None:
        """Go to the first link of a part that is not a column header, and show as much of the part as fits."""
        links = [
            (row, number)
            for row in range(first, last)
            for number, link in enumerate(self.picture[row].links)
            if link.target.verb != "sort"
        ]
        if links:
            self.show_rows(first, last)
            self.go_to(links[0])

    def reveal(self) -> None:
        """Scroll to the cursor and to the rows without links around it: titles above, charts below."""
        if self.place is None:
            return
        row = top = bottom = self.place[0]
        while top and not self.picture[top - 1].links and row - top < 3:
            top -= 1
        while bottom + 1 < len(self.picture) and not self.picture[bottom + 1].links:
            bottom += 1
        self.show_rows(row, bottom + 1)
        self.show_rows(top, row + 1)

    def _row_at(self, y: int) -> int:
        """Return the row that is drawn on a line: the column headers stay at the top."""
        row = y + self.scroll_offset.y
        return 0 if y == 0 and 0 < row < self._headed - 1 else row

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def show_rows(self, first: int, last: int) -> None:
        """Scroll to these rows, from the first one on if not all fit."""
        first -= 1 if 0 < first < self._headed else 0
        height = max(1, min(last - first, self.size.height))
        self.scroll_to_region(Region(0, first, 1, height), animate=False, force=True)

    def move(self, way: int) -> bool:
        """Move to the link above or below; says whether there is one."""
        if self.place is None or self.link is None:
            return False
        return self.go_to(nearest(self.picture, self.place[0], self.link.x, way))

    def step(self, by: int) -> bool:
        """Move to the next link of the row; says whether there is one."""
        if self.place is None:
            return False
        row, number = self.place[0], self.place[1] + by
        return 0 <= number < len(self.picture[row].links) and self.go_to((row, number))

    def page(self, way: int, *, half: bool = False) -> None:
        """Move a page up or down, or half of one."""
        if self.place is None or self.link is None:
            return
        rows = self.size.height // 2 if half else self.size.height - 2
        row = max(0, min(self.place[0] + way * max(1, rows), len(self.picture) - 1))
        self.go_to(nearest(self.picture, row, self.link.x))

    def end(self, way: int) -> None:
        """Move to the first or the last row."""
        if self.link is not None:
            self.go_to(nearest(self.picture, 0 if way < 0 else len(self.picture) - 1, self.link.x))

    def on_focus(self) -> None:
        self._refresh_cursor()

    def on_blur(self) -> None:
        self._refresh_cursor()

    def _refresh_cursor(self) -> None:
        if self.place is not None:
            self._refresh_row(self.place[0])

    def _refresh_row(self, row: int) -> None:
        self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def on_click(self, event: events.Click) -> None:
        row, x = self._row_at(event.y), event.x - GUTTER
        if 0 <= row < len(self.picture):
            for number, link in enumerate(self.picture[row].links):
                if link.x <= x < link.x + link.width:
                    self.focus(scroll_visible=False)
                    self.go_to((row, number))
                    self.post_message(self.Opened())
                    return

    def render_line(self, y: int) -> Strip:
        number = self._row_at(y)
        columns = self.size.width
        if number >= len(self.picture):
            return paint_row(self.paint, None, columns, RowState())
        row = Row(self.picture[number].segments)
        link = self.link
        if self.place is None or link is None or number != self.place[0] or not self.has_focus:
            return paint_row(self.paint, row, columns, RowState())
        lit = RowState(cursor=True, focused=True, cells=(link.x, link.x + link.width))
        return paint_row(self.paint, row, columns, lit)
