"""The widgets of triage: the header, the item, the queue. They draw what they are given, and post what was clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from specui.specs.triage import Key, Queue
from specui.tui.bindings import bindings
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.section import GUTTER, Row
from specui.tui.rendering.section.model import Line
from specui.tui.triage.queue_rows import QueueRow, head_cells, nearest, queue_rows, row_cells
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.drawn import Painted
from specui.tui.widgets.row_list import RowList, Rows
from specui.tui.widgets.section_paint import RowState, paint_row

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


class ItemView(Painted, ScrollView, can_focus=True):
    """The current item, large."""

    BINDINGS = bindings("triage")

    def __init__(self) -> None:
        super().__init__(id="triage-item")
        self._draw: Callable[[int], Sequence[Line]] = lambda _columns: ()
        self._lines: tuple[Line, ...] = ()
        self._about: object = None

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

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        row = Row(self._lines[number]) if number < len(self._lines) else None
        return paint_row(self.paint, row, self.size.width, RowState())


class QueueView(RowList, can_focus=True):
    """The queue: a row for each item, under the headings of its groups."""

    BINDINGS = bindings("triage")

    class Picked(Message):
        """A row was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(base="text on background", id="triage-queue")
        self._queue: Queue | None = None
        self._entries: tuple[QueueRow, ...] = ()
        self._lines: tuple[QueueRow, ...] = ()
        self._items: tuple[int, ...] = ()

    def show_queue(self, queue: Queue) -> None:
        """Show a queue; its cursor stays visible."""
        before, self._queue = self._queue, queue
        if before is None or queue.groups is not before.groups:
            self._lines = queue_rows(queue)
            self._entries = tuple(row for row in self._lines if row.entry is not None)
            numbers = count()
            self._items = tuple(-1 if row.entry is None else next(numbers) for row in self._lines)
        self.show(len(self._entries), self._draw_for, cursor=nearest(self._entries, queue.at))

    def _draw_for(self, columns: int) -> Rows:
        queue = self._queue
        selected = queue.selected if queue is not None else frozenset()

        def draw(line: int, current: bool) -> tuple[list[Cell], str]:
            row = self._lines[line]
            return row_cells(row, columns, here=current, marked=row.key in selected), ""

        return Rows(draw, self._items)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key = self._entries[event.item].key
        if key is not None:
            self.post_message(self.Picked(key))
