"""The cursor of a section view: on a stop, on one of its spots; and the selection from another stop to it."""

from __future__ import annotations

from specui.tui.rendering.section import Row, Stop
from specui.tui.widgets.section_paint import RowState
from specui.tui.widgets.section_rows import SectionRows

_MARKED = frozenset({"task", "item", "entry", "question", "row", "field", "paragraph"})


class SectionCursor(SectionRows):
    """Shows a layout with a cursor that actions move; a subclass sets the layout."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._cursor = 0
        self._column = 0  # the number of the wanted spot, for stops with several
        self._mark: int | None = None  # the stop where the selection begins

    @property
    def stop(self) -> Stop | None:
        """The stop under the cursor."""
        return self._layout.stops[self._cursor] if self._layout else None

    @property
    def spot(self) -> int:
        """The number of the spot under the cursor: of a cell in a row, else 0."""
        stop = self.stop
        return min(self._column, max(0, len(stop.spots) - 1)) if stop is not None else 0

    @property
    def marking(self) -> bool:
        """Whether there is a selection."""
        return self._mark is not None

    @property
    def marked(self) -> tuple[Stop, ...]:
        """The items and rows of the selection; empty without one."""
        layout = self._layout
        if layout is None or self._mark is None:
            return ()
        return tuple(layout.stops[n] for n in self._range() if layout.stops[n].kind in _MARKED)

    # Moving

    def action_cursor_up(self) -> None:
        """Go to the stop above; scroll first within a stop that is higher than the view."""
        self._step(-1)

    def action_cursor_down(self) -> None:
        """Go to the stop below; scroll first within a stop that is higher than the view."""
        self._step(1)

    def action_page_up(self) -> None:
        """Go up by the height of the view."""
        self._page(-1, self._height - 2)

    def action_page_down(self) -> None:
        """Go down by the height of the view."""
        self._page(1, self._height - 2)

    def action_half_page_up(self) -> None:
        """Go up by half the height of the view."""
        self._page(-1, self._height // 2)

    def action_half_page_down(self) -> None:
        """Go down by half the height of the view."""
        self._page(1, self._height // 2)

    def action_first(self) -> None:
        """Go to the first stop."""
        if not self._turn(-1, whole=True):
            self._move_to(0)

    def action_last(self) -> None:
        """Go to the last stop."""
        if self._layout is not None and not self._turn(1, whole=True):
            self._move_to(len(self._layout.stops) - 1)

    def step_spot(self, by: int) -> bool:
        """Go to another cell of the row under the cursor; says whether there was one."""
        stop, spot = self.stop, self.spot
        if stop is None or not 0 <= spot + by < len(stop.spots):
            return False
        self.select_spot(spot + by)
        return True

    def select_spot(self, spot: int) -> None:
        """Put the cursor on a spot of its stop."""
        stop, before = self.stop, self.spot
        self._column = spot
        if stop is not None and self.spot != before:
            self._repaint_spot(stop, before)
            self._repaint_spot(stop, self.spot)
            self._post_stop_changed(stop)

    def action_mark(self) -> None:
        """Start a selection at the cursor, or end it."""
        if self._mark is None and self._layout is not None:
            self._mark = self._cursor
            self._repaint_stop(self._cursor)
            self._post_stop_changed(self._layout.stops[self._cursor])
        else:
            self.unmark()

    def unmark(self) -> None:
        """End the selection."""
        layout = self._layout
        if layout is None or self._mark is None:
            return
        numbers = self._range()
        self._mark = None
        for number in numbers:
            self._repaint_stop(number)
        self._post_stop_changed(layout.stops[self._cursor])

    def _range(self) -> range:
        if self._mark is None:
            return range(0)
        return range(min(self._mark, self._cursor), max(self._mark, self._cursor) + 1)

    def _step(self, way: int) -> None:
        layout, stop = self._layout, self.stop
        if layout is None or stop is None:
            return
        top, height = self.scroll_offset.y, self._height
        first, last = self._line_of(stop.first), self._line_of(stop.last)
        if way > 0 and last >= top + height and stop.height > height:
            self._scroll(min(top + max(1, height // 2), last - height + 1))
        elif way < 0 and first < top and stop.height > height:
            self._scroll(max(top - max(1, height // 2), first))
        else:
            self._move_to(self._cursor + way)

    def _page(self, way: int, rows: int) -> None:
        layout, stop = self._layout, self.stop
        if layout is None or stop is None:
            return
        page = max(1, rows)
        if stop.height > self._height:
            row = self._row_at(self.scroll_offset.y + (self._height - 1 if way > 0 else 0))
            if stop.first < row < stop.last:
                self._step(way)
                return
        wanted = layout.stop_at_row(max(0, stop.first + way * page))
        index = wanted.number if wanted.number != self._cursor else self._cursor + way
        self._move_to(index)

    def _move_to(self, index: int) -> None:
        layout = self._layout
        if layout is None or (not 0 <= index < len(layout.stops) and self._turn(1 if index > 0 else -1)):
            return
        index = max(0, min(index, len(layout.stops) - 1))
        before, marked = self._cursor, set(self._range())
        self._cursor = index
        if index != before:
            for number in {before, index} | marked ^ set(self._range()):
                self._repaint_stop(number)
        self._show_cursor()
        if index != before:
            self._post_stop_changed(layout.stops[index])

    def _show_cursor(self) -> None:
        if self._layout is not None and self.stop is not None:
            self._scroll_to_show(self.stop, self._layout)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Repaint the cursor, which looks different without the focus."""
        super().watch_has_focus(_has_focus)
        self._repaint_stop(self._cursor)

    def _row_state(self, row: Row | None, number: int) -> RowState:
        """Return whether a row is under the cursor, in the selection, or both, and which cell is."""
        stop = self.stop
        if row is None or stop is None or row.stop < 0:
            return RowState()
        marked = row.stop in self._range() and self._layout is not None
        if row.stop != self._cursor:
            return RowState(marked=marked)
        if len(stop.spots) < 2:
            return RowState(True, self.has_focus, marked)
        x, first, width, height = stop.spots[self.spot]
        inside = first <= number - stop.first < first + height
        return RowState(True, self.has_focus, marked, (x, x + width) if inside else (0, 0))

    def _turn(self, way: int, *, whole: bool = False) -> bool:
        """Go on to a part of a very large section that is not drawn, or with `whole` to its end; say whether there was one."""
        raise NotImplementedError

    def _post_stop_changed(self, stop: Stop) -> None:
        """Post that the cursor is on another stop or spot."""
        raise NotImplementedError
