"""One section of a spec on the screen, with a cursor that stands on its items.

Holds no state of the document: `show` hands it down, messages tell what is wanted.  What is drawn is
`specui.tui.layout`'s to say; here are the cursor, the mouse, and as few rows painted anew as can be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from specui.specs.contents import Contents
from specui.specs.spec import Section
from specui.tui.layout import Layout, Row, Stop, lay_out
from specui.tui.layout.model import GUTTER, Placed
from specui.tui.paint import Paint
from specui.tui.widgets import section_messages as messages
from specui.tui.widgets.section_paint import Lit, paint_row
from specui.tui.widgets.section_rows import SectionRows, spot_at

_TITLES = frozenset({"title", "heading", "label", "table"})
_MARKED = frozenset({"task", "item", "entry", "question", "row", "field", "paragraph"})
_MARGIN = 1  # cells left free at the right, between the text and the scrollbar


class SectionView(SectionRows, can_focus=True):
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

    StopChanged: TypeAlias = messages.StopChanged
    ToggleRequested: TypeAlias = messages.ToggleRequested
    EditRequested: TypeAlias = messages.EditRequested
    ChoiceRequested: TypeAlias = messages.ChoiceRequested

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
        self._cursor = 0
        self._column = 0  # of the spot that is wanted, where a stop has several
        self._mark: int | None = None  # the stop where a range begins
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

    @property
    def spot(self) -> int:
        """Which of the spots of the stop under the cursor it stands on: a cell of a row; 0 where there is one."""
        stop = self.stop
        return min(self._column, max(0, len(stop.spots) - 1)) if stop is not None else 0

    @property
    def marking(self) -> bool:
        """Whether a range is being marked."""
        return self._mark is not None

    @property
    def marked(self) -> tuple[Stop, ...]:
        """The items and rows of the range that is marked; none where nothing is."""
        layout = self._layout
        if layout is None or self._mark is None:
            return ()
        return tuple(layout.stops[n] for n in self._range() if layout.stops[n].kind in _MARKED)

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
        if not same:
            self._column = 0
            self._mark = None
            self._gap_rows = 0
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
        self._cursor = self._column = self._gap_rows = 0
        self._mark = None
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
        """Ask for the checkbox under the cursor to be changed, or for the values that the spot can take."""
        stop = self.stop
        if stop is not None and stop.task is not None:
            self.post_message(self.ToggleRequested(self, stop.task))
        elif stop is not None and stop.spots:
            self.post_message(self.ChoiceRequested(self, stop, self.spot))

    def action_edit(self) -> None:
        """Ask for what is under the cursor to be edited."""
        stop = self.stop
        if stop is not None:
            self.post_message(self.EditRequested(self, stop, self.spot))

    def step_spot(self, by: int) -> bool:
        """Go to another cell of the row under the cursor; says whether there was one."""
        stop, spot = self.stop, self.spot
        if stop is None or not 0 <= spot + by < len(stop.spots):
            return False
        self.select_spot(spot + by)
        return True

    def select_spot(self, spot: int) -> None:
        """Put the cursor on a spot of the stop that it stands on."""
        stop, before = self.stop, self.spot
        self._column = spot
        if stop is not None and self.spot != before:
            self._repaint_spot(stop, before)
            self._repaint_spot(stop, self.spot)
            self.post_message(self.StopChanged(self, stop, self.spot))

    def action_mark(self) -> None:
        """Begin to mark a range at the cursor, or end it."""
        if self._mark is None and self._layout is not None:
            self._mark = self._cursor
            self._repaint_stop(self._cursor)
            self.post_message(self.StopChanged(self, self._layout.stops[self._cursor], self.spot))
        else:
            self.unmark()

    def unmark(self) -> None:
        """Mark nothing any more."""
        layout = self._layout
        if layout is None or self._mark is None:
            return
        numbers = self._range()
        self._mark = None
        for number in numbers:
            self._repaint_stop(number)
        self.post_message(self.StopChanged(self, layout.stops[self._cursor], self.spot))

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

    def _page(self, way: int) -> None:
        layout, stop = self._layout, self.stop
        if layout is None or stop is None:
            return
        page = max(1, self._height - 2)
        if stop.height > self._height:
            row = self._row_at(self.scroll_offset.y + (self._height - 1 if way > 0 else 0))
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
        before, marked = self._cursor, set(self._range())
        self._cursor = index
        if index != before:
            for number in {before, index} | marked ^ set(self._range()):
                self._repaint_stop(number)
        self._show_cursor()
        if index != before or told:
            self.post_message(self.StopChanged(self, layout.stops[index], self.spot))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; a second click edits it."""
        layout = self._layout
        offset = event.get_content_offset(self)
        if layout is None or offset is None:
            return
        row = self._row_at(offset.y + self.scroll_offset.y)
        if not 0 <= row < len(layout.rows) or layout.rows[row].stop < 0:
            return
        stop = layout.stops[layout.rows[row].stop]
        if len(stop.spots) > 1:
            spot = spot_at(stop.spots, offset.x - GUTTER, row - stop.first)
            if stop.number == self._cursor:
                self.select_spot(spot)
            self._column = spot
        self._move_to(stop.number)
        if event.chain == 2:
            self.action_edit()

    # Layout

    def on_resize(self) -> None:
        """Draw for the new width, the cursor on the same stop."""
        self._lay_out(keep=True)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint the cursor as the theme says of a pane that has the keyboard, or has it not."""
        super().watch_has_focus(_has_focus)
        self._repaint_stop(self._cursor)

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
        row_in_view = self._line_of(old.first) - self.scroll_offset.y if keep and old is not None else None
        self._cursor = stop.number
        if self._mark is not None:
            self._mark = layout.same_stop(before.stops[self._mark]).number if keep and before else None
        self._fit()
        self._repaint_differences(before, layout)
        if old is not None and old.number != stop.number:
            self._repaint_rows(old.first, old.last)
            self._repaint_stop(stop.number)
        if row_in_view is not None and old is not None and stop.first != old.first:
            self._scroll(
                self._line_of(stop.first) - row_in_view
            )  # what is read stays where it is on the screen
        elif row_in_view is None:
            self._scroll(0)
        self._show_cursor()
        if stop != old:
            self.post_message(self.StopChanged(self, stop, self.spot))

    def _show_cursor(self) -> None:
        if self._layout is not None and self.stop is not None:
            self._scroll_to_show(self.stop, self._layout)

    # Drawing

    def notify_style_update(self) -> None:
        """Ask the theme again."""
        self._paint = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the view."""
        if self._paint is None:
            self._paint = Paint(self.app.theme_variables)
        number = self._row_at(y + self.scroll_offset.y)
        rows = self._layout.rows if self._layout else ()
        row = rows[number] if 0 <= number < len(rows) else None
        return paint_row(self._paint, row, self.size.width, self._lit(row, number))

    def _lit(self, row: Row | None, number: int) -> Lit:
        """Return how a row stands to the cursor, the cell under it and the range that is marked."""
        stop = self.stop
        if row is None or stop is None or row.stop < 0:
            return Lit()
        marked = row.stop in self._range() and self._layout is not None
        if row.stop != self._cursor:
            return Lit(marked=marked)
        if len(stop.spots) < 2:
            return Lit(True, self.has_focus, marked)
        x, first, width, height = stop.spots[self.spot]
        inside = first <= number - stop.first < first + height
        return Lit(True, self.has_focus, marked, (x, x + width) if inside else (0, 0))


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
