"""The widgets of triage: the header, the item, the queue. They draw what they are given, and post what was clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from specui.specs.triage import Key, Queue
from specui.tui.bindings import bindings
from specui.tui.rendering.paint import Cell, Paint
from specui.tui.rendering.section import GUTTER, Row
from specui.tui.rendering.section.model import Line
from specui.tui.triage.queue_rows import QueueRow, head_cells, nearest, queue_rows, row_cells
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.drawn import CURSOR, CURSOR_ELSEWHERE, Drawn
from specui.tui.widgets.section_paint import Lit, paint_row

NARROW = 100
"""With fewer columns the header shows only the progress and the filter."""


class TriageHead(Bar):
    """The folder, the progress, the filter and the order."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="triage-head")
        self._queue = Queue()
        self._folder = self._filter = ""

    def show(self, queue: Queue, folder: str, filter_text: str) -> None:
        """Show the progress of a queue."""
        self._queue, self._folder, self._filter = queue, folder, filter_text
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        queue = self._queue
        narrow = columns < NARROW
        return [head_cells(queue, self._folder, queue.sort, columns, narrow=narrow, filter_text=self._filter)]


class ItemView(ScrollView, can_focus=True):
    """The current item, large."""

    BINDINGS = bindings("triage")

    def __init__(self) -> None:
        super().__init__(id="triage-item")
        self._draw: Callable[[int], Sequence[Line]] = lambda _columns: ()
        self._lines: tuple[Line, ...] = ()
        self._about: object = None
        self._paint: Paint | None = None

    def show(self, about: object, draw: Callable[[int], Sequence[Line]]) -> None:
        """Show the lines that `draw` returns for a width; from the top if `about` is another item than before."""
        self._draw = draw
        if about != self._about:
            self._about = about
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()

    def _lay_out(self) -> None:
        columns = self.scrollable_content_region.width - GUTTER - 1
        if columns > 0:
            lines = tuple(self._draw(columns))
            if lines != self._lines:
                self._lines = lines
                self.virtual_size = Size(columns + GUTTER + 1, len(lines))
                self.refresh()

    @property
    def text(self) -> str:
        """The lines, as text."""
        return "\n".join("".join(text for text, _ in line) for line in self._lines)

    def scroll_pages(self, pages: float) -> bool:
        """Scroll by so many pages; says whether there is anything to scroll."""
        if self.max_scroll_y <= 0:
            return False
        rows = int(pages * self.scrollable_content_region.height)
        self.scroll_to(y=self.scroll_y + rows, animate=False)
        return True

    def on_resize(self) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        self._paint = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        if self._paint is None:
            self._paint = Paint(self.app.theme_variables)
        number = y + self.scroll_offset.y
        row = Row(self._lines[number]) if number < len(self._lines) else None
        return paint_row(self._paint, row, self.size.width, Lit())


class QueueView(Drawn, ScrollView, can_focus=True):
    """The queue: a row for each item, under the headings of its groups."""

    BINDINGS = bindings("triage")

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="triage-queue")
        self._groups: object = None
        self._rows: tuple[QueueRow, ...] = ()
        self._at: Key | None = None
        self._selected: frozenset[Key] = frozenset()

    def show(self, queue: Queue) -> None:
        """Show a queue; its cursor stays visible."""
        if queue.groups is not self._groups:
            self._groups = queue.groups
            self._rows = queue_rows(queue)
            self.virtual_size = Size(self.size.width, len(self._rows))
        self._at, self._selected = queue.at, queue.selected
        self._keep_visible()
        self.refresh_changed()

    def on_resize(self) -> None:
        self._keep_visible()

    def _keep_visible(self) -> None:
        """Keep the cursor visible, with the heading above it and a line below if there is room."""
        height = self.size.height
        if not height or not self._rows:
            return
        place = nearest(self._rows, self._at)
        above = place - 1 if place and self._rows[place - 1].entry is None else place
        top, most = self.scroll_offset.y, max(0, len(self._rows) - height)
        if above < top:
            top = above
        elif place >= top + height - 1:
            top = place - height + min(2, height)
        self.scroll_to(y=min(top, most), animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        key = self._rows[index].key if 0 <= index < len(self._rows) else None
        if key is not None:
            self.post_message(self.Chosen(key))

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index = y + self.scroll_offset.y
        if index >= len(self._rows):
            return [], "text on background"
        row = self._rows[index]
        here = row.key is not None and row.key == self._at
        columns = self.scrollable_content_region.width
        cells = row_cells(row, columns, here=here, marked=row.key in self._selected)
        look = (CURSOR if self.has_focus else CURSOR_ELSEWHERE) if here else "text on background"
        return cells, look

    def region_of(self, key: Key) -> Region:
        """Return the region of an entry in the view."""
        return Region(0, nearest(self._rows, key) - self.scroll_offset.y, self.size.width, 1)
