"""One section of a spec on the screen, with a cursor that stands on its items.

Holds no state of the document: `show` hands it down, messages tell what is wanted.  What is drawn is
`specui.tui.layout`'s to say; here are the cursor, the mouse, and as few rows painted anew as can be.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from specui.specs.contents import Contents
from specui.specs.spec import Section
from specui.specs.tasks import Task
from specui.tui.layout import Layout, Stop, lay_out
from specui.tui.layout.model import Placed
from specui.tui.paint import Paint
from specui.tui.widgets.section_paint import paint_row

_TITLES = frozenset({"title", "heading", "label", "table"})
_AROUND = 2  # rows kept in view above and below the cursor's
_MARGIN = 1  # cells left free at the right, between the text and the scrollbar


class SectionView(ScrollView, can_focus=True):
    """Shows one section, or a spec's head; give it a document with `show`, and a subclass keys for its actions."""

    DEFAULT_CSS = """
    SectionView {
        background: $surface;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    class StopChanged(Message):
        """The cursor stands on another stop, or the one it stands on has been drawn anew."""

        def __init__(self, view: SectionView, stop: Stop) -> None:
            super().__init__()
            self.view = view
            self.place = stop  # `stop` is a method of messages

        @property
        def control(self) -> SectionView:
            """The view that told it."""
            return self.view

    class ToggleRequested(Message):
        """The checkbox under the cursor is to be ticked or unticked."""

        def __init__(self, view: SectionView, task: Task) -> None:
            super().__init__()
            self.view = view
            self.task = task

        @property
        def control(self) -> SectionView:
            """The view that asks for it."""
            return self.view

    class EditRequested(Message):
        """What the cursor stands on is to be edited."""

        def __init__(self, view: SectionView, stop: Stop) -> None:
            super().__init__()
            self.view = view
            self.place = stop  # `stop` is a method of messages

        @property
        def control(self) -> SectionView:
            """The view that asks for it."""
            return self.view

    def __init__(
        self,
        *,
        show_guidance: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.show_guidance = show_guidance
        self._contents: Contents | None = None
        self._section: Section | None = None
        self._file = ""
        self._diagnostics: tuple[Placed, ...] = ()
        self._layout: Layout | None = None
        self._cursor = 0
        self._places: dict[tuple[str, str], Stop] = {}
        self._wanted: int | None = None  # an offset to go to once there is a size to lay out for
        self._paint: Paint | None = None

    # What it shows

    @property
    def layout_shown(self) -> Layout | None:
        """What is drawn now; None before the first `show`, or before there is a size."""
        return self._layout

    @property
    def _place(self) -> tuple[str, str]:
        return self._file, self._section.name if self._section is not None else ""

    @property
    def stop(self) -> Stop | None:
        """What the cursor stands on."""
        return self._layout.stops[self._cursor] if self._layout else None

    def show(
        self,
        contents: Contents,
        section: Section | None,
        diagnostics: Iterable[Placed] = (),
        *,
        file: str = "",
        offset: int | None = None,
    ) -> None:
        """Show a section, or with None the head, of a file.

        The cursor goes to the stop at ``offset``, else stays on its item where the same section of the
        same file is shown again, newer or not, else goes where it stood there last, else to the top.
        Without ``file`` the spec's title says whether it is the same.
        """
        before = self._contents
        if self._file and self.stop is not None:
            self._places[self._place] = self.stop
        same = (
            before is not None and file == self._file and _is_same(self._section, section, before, contents)
        )
        if before is not None and not file:
            same = same and before.spec.title == contents.spec.title
        self._contents, self._section, self._diagnostics = contents, section, tuple(diagnostics)
        self._file = file
        self._wanted = offset
        self._lay_out(keep=same)

    def mark(self, diagnostics: Iterable[Placed]) -> None:
        """Mark the stops that these findings are about; the document stays."""
        self._diagnostics = tuple(diagnostics)
        if self._layout is not None:
            self._take(self._layout.marked(self._diagnostics))

    def clear(self) -> None:
        """Show nothing."""
        self._contents = self._section = self._layout = None
        self._diagnostics = ()
        self._cursor = 0
        self.virtual_size = Size(self.size.width, 0)
        self.refresh()

    def go_to(self, offset: int) -> None:
        """Put the cursor on the stop that holds an offset of the text."""
        if self._layout is None:
            self._wanted = offset
            return
        self._move_to(self._layout.stop_at(offset).number)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on the stop that holds a 1-based line of the file."""
        if self._contents is not None:
            source = self._contents.spec.document.lines
            self.go_to(source.ends[min(max(line, 1), len(source)) - 1])

    # Moving

    def action_cursor_up(self) -> None:
        """Go to the stop above; within one that is higher than the view, scroll first."""
        self._step(-1)

    def action_cursor_down(self) -> None:
        """Go to the stop below; within one that is higher than the view, scroll first."""
        self._step(1)

    def action_page_up(self) -> None:
        """Go a view's height up."""
        self._page(-1)

    def action_page_down(self) -> None:
        """Go a view's height down."""
        self._page(1)

    def action_first(self) -> None:
        """Go to the first stop."""
        self._move_to(0)

    def action_last(self) -> None:
        """Go to the last stop."""
        if self._layout is not None:
            self._move_to(len(self._layout.stops) - 1)

    def action_toggle(self) -> None:  # type: ignore[override] # Textual's toggles an attribute by its name
        """Ask for the checkbox under the cursor to be changed."""
        stop = self.stop
        if stop is not None and stop.task is not None:
            self.post_message(self.ToggleRequested(self, stop.task))

    def action_edit(self) -> None:
        """Ask for what is under the cursor to be edited."""
        stop = self.stop
        if stop is not None:
            self.post_message(self.EditRequested(self, stop))

    def _step(self, way: int) -> None:
        layout, stop = self._layout, self.stop
        if layout is None or stop is None:
            return
        top, height = self.scroll_offset.y, self._height
        if way > 0 and stop.last >= top + height and stop.height > height:
            self._scroll(min(top + max(1, height // 2), stop.last - height + 1))
        elif way < 0 and stop.first < top and stop.height > height:
            self._scroll(max(top - max(1, height // 2), stop.first))
        else:
            self._move_to(self._cursor + way)

    def _page(self, way: int) -> None:
        layout, stop = self._layout, self.stop
        if layout is None or stop is None:
            return
        page = max(1, self._height - 2)
        if stop.height > self._height:
            row = self.scroll_offset.y + (self._height - 1 if way > 0 else 0)
            if stop.first < row < stop.last:
                self._step(way)
                return
        wanted = layout.stop_at_row(max(0, stop.first + way * page))
        index = wanted.number if wanted.number != self._cursor else self._cursor + way
        self._move_to(index)

    def _move_to(self, index: int, *, told: bool = False) -> None:
        layout = self._layout
        if layout is None:
            return
        index = max(0, min(index, len(layout.stops) - 1))
        before = self._cursor
        self._cursor = index
        if index != before:
            self._refresh_stop(before)
            self._refresh_stop(index)
        self._show_cursor()
        if index != before or told:
            self.post_message(self.StopChanged(self, layout.stops[index]))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; a second click edits it."""
        layout = self._layout
        offset = event.get_content_offset(self)
        if layout is None or offset is None:
            return
        row = offset.y + self.scroll_offset.y
        if not 0 <= row < len(layout.rows) or layout.rows[row].stop < 0:
            return
        self._move_to(layout.rows[row].stop)
        if event.chain == 2:
            self.action_edit()

    # Layout

    def on_resize(self) -> None:
        """Draw for the new width, the cursor on the same stop."""
        self._lay_out(keep=True)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint the cursor as the theme says of a pane that has the keyboard, or has it not."""
        super().watch_has_focus(_has_focus)
        self._refresh_stop(self._cursor)

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _lay_out(self, *, keep: bool) -> None:
        columns = self.scrollable_content_region.width
        if columns <= 0 and not keep:  # hidden: what was drawn is of something else by the time it shows
            self._layout, self._cursor = None, 0
        if self._contents is None or columns <= 0:
            return
        layout = lay_out(
            self._contents,
            self._section,
            columns - _MARGIN,
            diagnostics=self._diagnostics,
            show_guidance=self.show_guidance,
        )
        self._take(layout, keep=keep)

    def _take(self, layout: Layout, *, keep: bool = True) -> None:
        """Show another layout, painting only what differs."""
        before, old = self._layout, self.stop
        self._layout = layout
        if self._wanted is not None:
            stop = layout.stop_at(self._wanted)
            self._wanted = None
        elif keep and old is not None:
            stop = old if before is not None and before.stops is layout.stops else layout.same_stop(old)
        else:
            known = self._places.get(self._place)
            stop = layout.same_stop(known) if known is not None else _first_wanted(layout)
        row_in_view = old.first - self.scroll_offset.y if keep and old is not None else None
        self._cursor = stop.number
        size = Size(self.scrollable_content_region.width, len(layout.rows))
        if size != self.virtual_size:
            self.virtual_size = size
        self._refresh_changed(before, layout, old, stop)
        if row_in_view is not None and old is not None and stop.first != old.first:
            self._scroll(stop.first - row_in_view)  # what is read stays where it is on the screen
        elif row_in_view is None:
            self._scroll(0)
        self._show_cursor()
        if stop != old:
            self.post_message(self.StopChanged(self, stop))

    def _refresh_changed(self, before: Layout | None, layout: Layout, old: Stop | None, stop: Stop) -> None:
        hidden = not self.size.height  # what is painted of it is not known until it shows again
        if before is None or hidden or len(before.rows) != len(layout.rows):
            self.refresh()
            return
        top = self.scroll_offset.y
        for number in range(top, min(top + self._height, len(layout.rows))):
            if before.rows[number] != layout.rows[number]:
                self.refresh_line(number)
        if old is not None and old.number != stop.number:
            self._refresh_rows(old.first, old.last)
            self._refresh_rows(stop.first, stop.last)

    def _refresh_stop(self, index: int) -> None:
        if not self.size.height:
            self.refresh()
        elif self._layout is not None and 0 <= index < len(self._layout.stops):
            stop = self._layout.stops[index]
            self._refresh_rows(stop.first, stop.last)

    def _refresh_rows(self, first: int, last: int) -> None:
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self._height - 1)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def _show_cursor(self) -> None:
        """Scroll as little as shows the whole stop, or its beginning where it is too high."""
        layout, stop = self._layout, self.stop
        if layout is None or stop is None:
            return
        top, height = self.scroll_offset.y, self._height
        around = min(_AROUND, max(0, (height - stop.height) // 2))
        first = 0 if stop.number == 0 else max(0, stop.first - around)
        last = min(len(layout.rows) - 1, stop.last + around)
        if stop.height > height:
            if not stop.first <= top <= stop.last:
                self._scroll(stop.first)
        elif top > first:
            self._scroll(first)
        elif top + height - 1 < last:
            self._scroll(last - height + 1)

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)

    # Drawing

    def notify_style_update(self) -> None:
        """Ask the theme again."""
        self._paint = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the view."""
        if self._paint is None:
            self._paint = Paint(self.app.theme_variables)
        number = y + self.scroll_offset.y
        rows = self._layout.rows if self._layout else ()
        row = rows[number] if number < len(rows) else None
        lit = row is not None and row.stop == self._cursor
        return paint_row(self._paint, row, self.size.width, lit=lit, focused=self.has_focus)


def _first_wanted(layout: Layout) -> Stop:
    """Return where the cursor begins: at the first field of a head, below the titles of a section."""
    if layout.section is None:
        fields = (stop for stop in layout.stops if stop.kind == "field")
        return next(fields, layout.stops[0])
    return next((stop for stop in layout.stops if stop.kind not in _TITLES), layout.stops[0])


def _is_same(old: Section | None, new: Section | None, before: Contents, after: Contents) -> bool:
    """Say whether a section is the one shown before, in this version of the file or another."""
    if old is None or new is None:
        return old is new
    if before.spec.document is after.spec.document:
        return old.start == new.start
    return old.name == new.name
