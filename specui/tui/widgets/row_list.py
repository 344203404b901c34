"""The list of every screen: a cursor over items that its owner draws line by line.

An item takes one line or several; headings and empty lines belong to no item. Only the lines in view are drawn, so
that ten thousand items need no object each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView

from specui.tui.rendering.paint import CURSOR, CURSOR_ELSEWHERE, Cell, wrap_words
from specui.tui.widgets.drawn import Drawn

DrawLine: TypeAlias = Callable[[int, bool], tuple[list[Cell], str]]
"""Draws a line by its number, counted from 0; the flag says whether it belongs to the item under the cursor.

Returns the cells and the look that they stand on; "" stands for the look of the list or of its cursor.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of a list at one width.

    `items` holds the number of the item that each line belongs to, -1 for none; without it each line is an item. The
    lines of an item stand together, and items stand in the order of their numbers.
    """

    draw: DrawLine
    items: Sequence[int] | None = None


LayOut: TypeAlias = Callable[[int], Rows]
"""Returns the lines for a width in cells."""


def text_rows(text: str, columns: int) -> Rows:
    """Return lines that are no items: what a list says when it is empty. `text` is safe to draw."""
    lines = wrap_words(text, max(8, columns - 4))
    return Rows(lambda line, _: ([Cell("   "), Cell(lines[line], "muted")], ""), (-1,) * len(lines))


class RowList(Drawn, ScrollView, can_focus=False):
    """Shows items; its owner moves the cursor by commands, the mouse moves it by a click."""

    DEFAULT_CSS = """
    RowList {
        background: $panel; overflow-x: hidden; overflow-y: auto;
        scrollbar-size: 0 1; scrollbar-gutter: stable;
    }
    """

    class OfItem(Message):
        """Something happened to an item; `item` is its number."""

        def __init__(self, rows: RowList, item: int) -> None:
            super().__init__()
            self.rows = rows
            self.item = item

        @property
        def control(self) -> RowList:
            """The list that it comes from."""
            return self.rows

    class Moved(OfItem, namespace="row_list"):
        """A key or a click moved the cursor to another item."""

    class Chosen(OfItem, namespace="row_list"):
        """An item was clicked; the cursor is on it."""

    def __init__(self, *, base: str = "text on panel", id: str | None = None) -> None:  # noqa: A002 - Textual's
        """`base` is the look that lines stand on."""
        super().__init__(id=id)
        self.cursor = 0
        self._base = base
        self._count = 0
        self._lay_out: LayOut = lambda columns: text_rows("", columns)
        self._rows = self._lay_out(0)
        self._starts: Sequence[int] = ()
        self._columns = 0

    # What it shows

    def show(self, count: int, lay_out: LayOut, *, cursor: int | None = None) -> None:
        """Show so many items; the cursor stays on its number, or goes to `cursor`."""
        self._count, self._lay_out = count, lay_out
        self.cursor = max(0, min(self.cursor if cursor is None else cursor, count - 1))
        self.lay_out_again()

    def lay_out_again(self) -> None:
        """Ask the owner for all lines again: an item has changed."""
        before = self.line_count
        if self._columns:
            self._lay_out_for(self._columns)
        if self.line_count != before and self.styles.height is not None and self.styles.height.is_auto:
            self.refresh(layout=True)
        self._show_cursor()
        self.refresh_changed()

    @property
    def line_count(self) -> int:
        """How many lines all items and headings take; 0 before the list has a width."""
        if not self._columns:
            return 0
        return self._count if self._rows.items is None else len(self._rows.items)

    def region_of(self, item: int) -> Region:
        """Return where an item is drawn, in cells of the view as it is scrolled now."""
        first, height = self._lines_of(item)
        return Region(0, first - self.scroll_offset.y, self.size.width, height)

    # Moving

    def move(self, by: int) -> None:
        """Go so many items down, or up."""
        self.go_to(self.cursor + by)

    def page(self, way: int) -> None:
        """Go down a page (1), or up (-1)."""
        self._go_lines(way, max(1, self.size.height - 1))

    def half_page(self, way: int) -> None:
        """Go down half a page (1), or up (-1)."""
        self._go_lines(way, max(1, self.size.height // 2))

    def first(self) -> None:
        """Go to the first item."""
        self.go_to(0)

    def last(self) -> None:
        """Go to the last item."""
        self.go_to(self._count - 1)

    def go_to(self, item: int) -> None:
        """Put the cursor on an item, or on the nearest that there is."""
        item = max(0, min(item, self._count - 1))
        if item == self.cursor:
            self._show_cursor()
            return
        self.cursor = item
        self._show_cursor()
        self.refresh_changed()
        self.post_message(self.Moved(self, item))

    def _go_lines(self, way: int, lines: int) -> None:
        start, _ = self._lines_of(self.cursor)
        line = max(0, min(start + way * lines, self.line_count - 1))
        while line and self._item_at(line) < 0:
            line -= 1
        item = max(0, self._item_at(line))
        self.go_to(item if item != self.cursor else self.cursor + way)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        event.stop()
        item = self._item_at(event.y + self.scroll_offset.y)
        if item >= 0:
            self.go_to(item)
            self.post_message(self.Chosen(self, item))

    # Where each item is drawn

    def _item_at(self, line: int) -> int:
        """Return the number of the item that a line belongs to; -1 for none."""
        if not 0 <= line < self.line_count:
            return -1
        return line if self._rows.items is None else self._rows.items[line]

    def _lines_of(self, item: int) -> tuple[int, int]:
        """Return the first line of an item, and how many it has."""
        items = self._rows.items
        if items is None:
            return item, 1
        if not 0 <= item < len(self._starts):
            return 0, 1
        first = end = self._starts[item]
        while end < len(items) and items[end] == item:
            end += 1
        return first, end - first

    def _lay_out_for(self, columns: int) -> None:
        self._columns = columns
        self._rows = self._lay_out(columns)
        items = self._rows.items
        self._starts = (
            ()
            if items is None
            else [y for y, item in enumerate(items) if item >= 0 and (not y or items[y - 1] != item)]
        )
        self.virtual_size = Size(columns, self.line_count)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are, where the list is as high as its lines."""
        del container, viewport
        columns = max(1, width - self.styles.scrollbar_size_vertical)
        if columns != self._columns:
            self._lay_out_for(columns)
        return max(1, self.line_count)

    def on_resize(self) -> None:
        columns = self.scrollable_content_region.width
        if columns > 0 and columns != self._columns:
            self._lay_out_for(columns)
            self.refresh_changed()
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        """Scroll as little as shows the whole item, and the heading right above it."""
        if not self.size.height or not self._count:
            return
        first, height = self._lines_of(self.cursor)
        if first and self._item_at(first - 1) < 0:
            first, height = first - 1, height + 1
        height = min(height, self.size.height)
        self.scroll_to_region(Region(0, first, 1, height), animate=False, force=True)

    # Drawing

    def on_focus(self) -> None:
        self.refresh_changed()

    def on_blur(self) -> None:
        self.refresh_changed()

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        line = y + self.scroll_offset.y
        if line >= self.line_count:
            return [], self._base
        item = self._item_at(line)
        current = item >= 0 and item == self.cursor
        cells, look = self._rows.draw(line, current)
        if look:
            return cells, look
        focused = self.has_focus or not self.can_focus
        return cells, (CURSOR if focused else CURSOR_ELSEWHERE) if current else self._base
