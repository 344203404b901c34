"""The cursor of a section view: on an element, on one of its areas; and the selection from another element to it."""

from __future__ import annotations

from specui.tui.rendering.section import Element, Row
from specui.tui.widgets.section_paint import RowState
from specui.tui.widgets.section_rows import SectionRows

_MARKED = frozenset({"task", "item", "entry", "question", "row", "field", "paragraph"})


class SectionCursor(SectionRows):
    """Shows a layout with a cursor that actions move; a subclass sets the layout."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._cursor = 0
        self._column = 0  # the number of the wanted area, for elements with several
        self._mark: int | None = None  # the element where the selection begins

    @property
    def element(self) -> Element | None:
        """The element under the cursor."""
        return self._layout.elements[self._cursor] if self._layout else None

    @property
    def area(self) -> int:
        """The number of the area under the cursor: of a cell in a row, else 0."""
        element = self.element
        return min(self._column, max(0, len(element.areas) - 1)) if element is not None else 0

    @property
    def marking(self) -> bool:
        """Whether there is a selection."""
        return self._mark is not None

    @property
    def marked(self) -> tuple[Element, ...]:
        """The items and rows of the selection; empty without one."""
        layout = self._layout
        if layout is None or self._mark is None:
            return ()
        return tuple(layout.elements[n] for n in self._range() if layout.elements[n].kind in _MARKED)

    # Moving

    def action_cursor_up(self) -> None:
        """Go to the element above; scroll first within an element that is higher than the view."""
        self._step(-1)

    def action_cursor_down(self) -> None:
        """Go to the element below; scroll first within an element that is higher than the view."""
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
        """Go to the first element."""
        if not self._turn(-1, whole=True):
            self._move_to(0)

    def action_last(self) -> None:
        """Go to the last element."""
        if self._layout is not None and not self._turn(1, whole=True):
            self._move_to(len(self._layout.elements) - 1)

    def step_area(self, by: int) -> bool:
        """Go to another cell of the row under the cursor; says whether there was one."""
        element, area = self.element, self.area
        if element is None or not 0 <= area + by < len(element.areas):
            return False
        self.select_area(area + by)
        return True

    def select_area(self, area: int) -> None:
        """Put the cursor on an area of its element."""
        element, before = self.element, self.area
        self._column = area
        if element is not None and self.area != before:
            self._repaint_area(element, before)
            self._repaint_area(element, self.area)
            self._post_element_changed(element)

    def action_mark(self) -> None:
        """Start a selection at the cursor, or end it."""
        if self._mark is None and self._layout is not None:
            self._mark = self._cursor
            self._repaint_element(self._cursor)
            self._post_element_changed(self._layout.elements[self._cursor])
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
            self._repaint_element(number)
        self._post_element_changed(layout.elements[self._cursor])

    def _range(self) -> range:
        if self._mark is None:
            return range(0)
        return range(min(self._mark, self._cursor), max(self._mark, self._cursor) + 1)

    def _step(self, way: int) -> None:
        layout, element = self._layout, self.element
        if layout is None or element is None:
            return
        top, height = self.scroll_offset.y, self._height
        first, last = self._line_of(element.first), self._line_of(element.last)
        if way > 0 and last >= top + height and element.height > height:
            self._scroll(min(top + max(1, height // 2), last - height + 1))
        elif way < 0 and first < top and element.height > height:
            self._scroll(max(top - max(1, height // 2), first))
        else:
            self._move_to(self._cursor + way)

    def _page(self, way: int, rows: int) -> None:
        layout, element = self._layout, self.element
        if layout is None or element is None:
            return
        page = max(1, rows)
        if element.height > self._height:
            row = self._row_at(self.scroll_offset.y + (self._height - 1 if way > 0 else 0))
            if element.first < row < element.last:
                self._step(way)
                return
        wanted = layout.element_at_row(max(0, element.first + way * page))
        index = wanted.number if wanted.number != self._cursor else self._cursor + way
        self._move_to(index)

    def _move_to(self, index: int) -> None:
        layout = self._layout
        if layout is None or (not 0 <= index < len(layout.elements) and self._turn(1 if index > 0 else -1)):
            return
        index = max(0, min(index, len(layout.elements) - 1))
        before, marked = self._cursor, set(self._range())
        self._cursor = index
        if index != before:
            for number in {before, index} | marked ^ set(self._range()):
                self._repaint_element(number)
        self._show_cursor()
        if index != before:
            self._post_element_changed(layout.elements[index])

    def _show_cursor(self) -> None:
        if self._layout is not None and self.element is not None:
            self._scroll_to_show(self.element, self._layout)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Repaint the cursor, which looks different without the focus."""
        super().watch_has_focus(_has_focus)
        self._repaint_element(self._cursor)

    def _row_state(self, row: Row | None, number: int) -> RowState:
        """Return whether a row is under the cursor, in the selection, or both, and which cell is."""
        element = self.element
        if row is None or element is None or row.element < 0:
            return RowState()
        marked = row.element in self._range() and self._layout is not None
        if row.element != self._cursor:
            return RowState(marked=marked)
        if len(element.areas) < 2:
            return RowState(True, self.has_focus, marked)
        x, first, width, height = element.areas[self.area]
        inside = first <= number - element.first < first + height
        return RowState(True, self.has_focus, marked, (x, x + width) if inside else (0, 0))

    def _turn(self, way: int, *, whole: bool = False) -> bool:
        """Go on to a part of a very large section that is not drawn, or with `whole` to its end; say whether there was one."""
        raise NotImplementedError

    def _post_element_changed(self, element: Element) -> None:
        """Post that the cursor is on another element or area."""
        raise NotImplementedError
