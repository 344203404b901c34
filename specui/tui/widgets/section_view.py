"""A section of a spec on the screen, with a cursor on its items.

It holds no state of the document: `show` hands it down, and messages say what the user wants. What is drawn comes from
`specui.tui.rendering.section`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from specui.specs.contents import Contents
from specui.specs.items.questions import Question
from specui.specs.schema import SectionSchema
from specui.specs.spec import Section
from specui.tui.commands import said
from specui.tui.rendering.paint import Paint
from specui.tui.rendering.safe_text import width
from specui.tui.rendering.section import Element, Layout, Row, lay_out
from specui.tui.rendering.section.model import GUTTER, TITLES, Placed
from specui.tui.rendering.section.view_options import DEFAULT, KeyHints, SortOrder, ViewOptions, next_order
from specui.tui.widgets import section_messages as messages
from specui.tui.widgets.section_cursor import SectionCursor
from specui.tui.widgets.section_paint import paint_row
from specui.tui.widgets.section_rows import area_at

if TYPE_CHECKING:
    from specui.tui.widgets.search_highlight import SearchHighlight

_BESIDE_FROM = 100  # a screen of so many columns shows the sides of a conflict side by side
_MARGIN = 1  # empty cells between the text and the scrollbar


class SectionView(SectionCursor, can_focus=True):
    """Shows a section, or the head of a spec; a subclass binds keys to its actions."""

    DEFAULT_CSS = """
    SectionView {
        background: $surface;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    ElementChanged: TypeAlias = messages.ElementChanged
    EditRequested: TypeAlias = messages.EditRequested
    BoxClicked: TypeAlias = messages.BoxClicked

    def __init__(
        self,
        *,
        show_guidance: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.show_guidance = show_guidance
        self.today = ""
        """The ISO day from which a deferred question is due; lay out again after setting it."""
        self._contents: Contents | None = None
        self._section: Section | SectionSchema | None = None
        self._file = ""
        self._diagnostics: tuple[Placed, ...] = ()
        self._options: dict[tuple[str, str], ViewOptions] = {}
        self._places: dict[tuple[str, str], tuple[Element, int]] = {}
        self._wanted: int | None = None  # an offset to go to once there is a size to lay out for
        self._writable = True
        self._paint: Paint | None = None
        self.highlight: SearchHighlight | None = None
        """What is searched for, state in what is drawn; refresh after setting it."""

    # What it shows

    @property
    def layout_shown(self) -> Layout | None:
        """The layout on the screen; None before the first `show`, or before the view has a size."""
        return self._layout

    @property
    def _place(self) -> tuple[str, str]:
        return self._file, self._section.name if self._section is not None else ""

    def show(
        self,
        contents: Contents,
        section: Section | SectionSchema | None,
        diagnostics: Iterable[Placed] = (),
        *,
        file: str = "",
        offset: int | None = None,
        writable: bool = True,
    ) -> None:
        """Show a section of a file, a section that it lacks, or its head (None).

        The cursor goes to the element at ``offset``. Without it, the cursor stays on its item if the view already shows
        this section of this file, else goes to its last position there, else to the top. Without ``file``, a spec is
        known by its title. If the file is not ``writable``, no key is shown that would write.
        """
        before = self._contents
        if self._file and self.element is not None:
            self._places[self._place] = self.element, self._column
        same = (
            before is not None and file == self._file and _is_same(self._section, section, before, contents)
        )
        if before is not None and not file:
            same = same and before.spec.title == contents.spec.title
        self._contents, self._section, self._diagnostics = contents, section, tuple(diagnostics)
        self._file = file
        self._wanted = offset
        self._writable = writable
        if not same:
            self._column = self._places[self._place][1] if self._place in self._places else 0
            self._mark = None
            self._gap_rows = 0
        self._lay_out(keep=same)

    def mark(self, diagnostics: Iterable[Placed]) -> None:
        """Mark the elements of these findings; the document stays the same."""
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
        """Put the cursor on the element at an offset of the text."""
        if self._layout is None or self._layout.is_hidden(offset) or not self._layout.reaches(offset):
            self._wanted = offset
            self._lay_out(keep=True)
            return
        self._move_to(self._layout.element_at(offset).number)

    def go_below_titles(self) -> None:
        """Move the cursor from a title to the first element below."""
        if self._layout is not None and self.element is not None:
            self._move_to(self._layout.below_titles(self.element).number)

    def go_to_element(self, number: int) -> None:
        """Put the cursor on the element with this number."""
        self._move_to(number)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on the element at a line of the file, counted from 1."""
        if self._contents is not None:
            source = self._contents.spec.document.lines
            self.go_to(source.ends[min(max(line, 1), len(source)) - 1])

    # View options

    @property
    def view_options(self) -> ViewOptions:
        """What is hidden and how tables are sorted in this section; kept while the program runs."""
        return self._options.get(self._place, DEFAULT)

    @property
    def hide_done(self) -> bool:
        """Whether ticked boxes are hidden, with the items nested in them, unless one of those is open."""
        return self.view_options.hide_done

    @hide_done.setter
    def hide_done(self, hide: bool) -> None:
        self._set_view_options(self.view_options._replace(hide_done=hide))

    @property
    def hides(self) -> str:
        """What the key does to completed items: ``hide`` or ``show``; "" if there are none."""
        if self._layout is None:
            return ""
        if self.hide_done:
            return "show"
        return "hide" if any(s.task is not None and s.task.checked for s in self._layout.elements) else ""

    @property
    def order(self) -> SortOrder | None:
        """How the table under the cursor is sorted; None for the order of the file, and without a table."""
        return self.view_options.orders.get(self._table())

    def sort_by(self, column: int | None, *, descending: bool = False) -> None:
        """Sort the table under the cursor by a column; None restores the order of the file."""
        number = self._table()
        orders = {n: order for n, order in self.view_options.orders.items() if n != number}
        if column is not None and number >= 0:
            orders[number] = SortOrder(column, descending)
        self._set_view_options(self.view_options._replace(orders=orders))

    def action_sort(self) -> None:
        """Sort by the column under the cursor: ascending, then descending, then as in the file."""
        order = next_order(self.order, self.area)
        self.sort_by(order.column if order else None, descending=bool(order and order.descending))

    def action_hide_done(self) -> None:
        """Hide completed items, or show them."""
        self.hide_done = not self.hide_done

    def _table(self) -> int:
        return (
            self._layout.table_of(self.element)
            if self._layout is not None and self.element is not None
            else -1
        )

    def _set_view_options(self, options: ViewOptions) -> None:
        self._options[self._place] = options
        self._lay_out(keep=True)

    # Editing

    def action_edit(self) -> None:
        """Post that the user wants to edit the element under the cursor."""
        element = self.element
        if element is not None:
            self.post_message(self.EditRequested(self, element, self.area))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked element. A click on a box posts BoxClicked; a double click elsewhere edits."""
        layout = self._layout
        offset = event.get_content_offset(self)
        if layout is None or offset is None:
            return
        row = self._row_at(offset.y + self.scroll_offset.y)
        if not 0 <= row < len(layout.rows) or layout.rows[row].element < 0:
            return
        element = layout.elements[layout.rows[row].element]
        if len(element.areas) > 1:
            area = area_at(element.areas, offset.x - GUTTER, row - element.first)
            if element.number == self._cursor:
                self.select_area(area)
            self._column = area
        self._move_to(element.number)
        if element.task is not None and _is_box(layout.rows[row], offset.x - GUTTER):
            if event.chain == 1:
                self.post_message(self.BoxClicked(self, element))
        elif event.chain == 2:
            self.action_edit()

    # Layout

    def on_resize(self) -> None:
        """Lay out for the new width; the cursor stays on its element."""
        self._lay_out(keep=True)

    def _post_element_changed(self, element: Element) -> None:
        self.post_message(self.ElementChanged(self, element, self.area))

    def _lay_out(self, *, keep: bool) -> None:
        columns = self.scrollable_content_region.width
        if columns <= 0 and not keep:  # hidden: the layout will be out of date when it shows again
            self._layout, self._cursor = None, 0
        if self._contents is None or columns <= 0:
            return
        layout = self._drawn(self._contents, columns - _MARGIN, keep=keep)
        if self._wanted is not None and layout.is_hidden(self._wanted):
            self._options[self._place] = self.view_options._replace(hide_done=False)
            layout = self._drawn(self._contents, columns - _MARGIN, keep=keep)
        self._take(layout, keep=keep)

    def _around(self, *, keep: bool) -> int:
        """Return the offset around which a very large section is drawn."""
        if self._wanted is not None:
            return self._wanted
        element = self.element if keep else None
        known = self._places.get(self._place)
        return element.start if element is not None else known[0].start if known is not None else -1

    def _turn(self, way: int, *, whole: bool = False) -> bool:
        shown = self._layout.shown if self._layout is not None else None
        if (
            shown is None
            or self._layout is None
            or self.marking
            or not (shown.below if way > 0 else shown.above)
        ):
            return False
        if whole:
            self._wanted = self._layout.end if way > 0 else self._layout.start
        else:
            self._wanted = shown.end if way > 0 else shown.start - 1
        self._lay_out(keep=True)
        return True

    def _drawn(self, contents: Contents, columns: int, *, keep: bool) -> Layout:
        return lay_out(
            contents,
            self._section,
            columns,
            diagnostics=self._diagnostics,
            show_guidance=self.show_guidance,
            options=self.view_options._replace(
                keys=self._keys(), beside=self.app.size.width >= _BESIDE_FROM, today=self.today
            ),
            around=self._around(keep=keep),
        )

    def _keys(self) -> KeyHints:
        hide = said("hide-done", "section")
        return (
            KeyHints(
                said("add", "section"),
                said("edit", "section"),
                hide,
                said("keep-ours", "section"),
                said("keep-theirs", "section"),
                said("keep-both", "section"),
            )
            if self._writable
            else KeyHints("", "", hide, "", "", "")
        )

    def _take(self, layout: Layout, *, keep: bool = True) -> None:
        """Show another layout; repaint only what differs."""
        before, old = self._layout, self.element
        self._layout = layout
        if self._wanted is not None:
            element = layout.element_at(self._wanted)
            self._wanted = None
        elif keep and old is not None:
            element = (
                old if before is not None and before.elements is layout.elements else layout.same_element(old)
            )
        else:
            known = self._places.get(self._place)
            element = layout.same_element(known[0]) if known is not None else _first_wanted(layout)
        row_in_view = self._line_of(old.first) - self.scroll_offset.y if keep and old is not None else None
        self._cursor = element.number
        if self._mark is not None:
            self._mark = layout.same_element(before.elements[self._mark]).number if keep and before else None
        self._fit()
        self._repaint_differences(before, layout)
        if old is not None and old.number != element.number:
            self._repaint_rows(old.first, old.last)
            self._repaint_element(element.number)
        if row_in_view is not None and old is not None and element.first != old.first:
            self._scroll(
                self._line_of(element.first) - row_in_view
            )  # keep the cursor's line where it is on the screen
        elif row_in_view is None:
            self._scroll(0)
        self._show_cursor()
        if element != old:
            self._post_element_changed(element)

    # Drawing

    def notify_style_update(self) -> None:
        """Take the colours of the new theme."""
        self._paint = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the view."""
        if self._paint is None:
            self._paint = Paint(self.app.theme_variables)
        number = self._row_at(y + self.scroll_offset.y)
        rows = self._layout.rows if self._layout else ()
        row = rows[number] if 0 <= number < len(rows) else None
        strip = paint_row(self._paint, row, self.size.width, self._row_state(row, number))
        return (
            strip if self.highlight is None else self.highlight.over(strip, self._layout, number, self._paint)
        )


def _is_box(row: Row, x: int) -> bool:
    """Say whether a cell of a row, counted from behind the gutter, belongs to a checkbox."""
    end = 0
    for text, style in row.segments:
        start, end = end, end + width(text)
        if start <= x < end:
            return bool({"box", "tick"} & set(style.split()))
    return False


def _first_wanted(layout: Layout) -> Element:
    """Return the first position of the cursor: the first field of a head, the first open question, or below the titles."""
    if layout.section is None:
        fields = (element for element in layout.elements if element.kind == "field")
        return next(fields, layout.elements[0])
    items = [element for element in layout.elements if element.kind not in TITLES]
    waiting = (
        element for element in items if isinstance(element.target, Question) and element.target.is_open
    )
    if (question := next(waiting, None)) is not None:
        return question
    return next((element for element in items if element.kind != "missing"), (items or layout.elements)[0])


def _is_same(
    old: Section | SectionSchema | None,
    new: Section | SectionSchema | None,
    before: Contents,
    after: Contents,
) -> bool:
    """Say whether this is the section that was shown before, perhaps in another version of the file."""
    if old is None or new is None:
        return old is new
    if not isinstance(old, Section) or not isinstance(new, Section):
        return old is new
    if before.spec.document is after.spec.document:
        return old.start == new.start
    return old.name == new.name
