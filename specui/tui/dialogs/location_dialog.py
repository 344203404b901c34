"""A list of places over the workbench, in groups: one goes to what the cursor is on."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView

from specui.tui.bindings import bindings
from specui.tui.dialogs.dialog import Answer, AnswerLine
from specui.tui.rendering.location_list import Item, Listing, Row, rows, span
from specui.tui.rendering.paint import Cell, spread, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import CURSOR, Drawn

LOW, SLIM = 26, 70
"""Under so many rows or columns the list has the whole screen."""
FRAME = 2
AIR = 2


class ListingScreen(CommandScreen, ModalScreen[Item], inherit_bindings=False):
    """Returns the item to go to, or None. What it lists is made again when the files change."""

    CSS_PATH = "listing.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("listing")
    answers = (
        Answer(("list-choose",), "go there", "go", "listing"),
        Answer(("list-leave",), "back", "", "listing"),
        Answer(("help",), "help", "help", "listing"),
    )

    def __init__(
        self, make: Callable[[], Listing], chosen: str = "", number: int = 0, toggle: str = ""
    ) -> None:
        """`make` gives what is listed. The cursor stands on the `chosen` item, or else on the one of that number.

        `toggle` is the command that has opened it, whose key closes it again.
        """
        super().__init__()
        self._make = make
        self._toggle = toggle
        self._listing = make()
        self._first = (chosen, number)

    def compose(self) -> ComposeResult:
        with Vertical(id="listing"):
            yield ListingTitle()
            yield ListingFacts()
            yield ListingView()
            yield AnswerLine(self.answers)

    def on_mount(self) -> None:
        self._show()
        self.view.stand(*self._first)
        self.watch(self.app, "workspace", self._workspace_changed, init=False)

    def on_resize(self) -> None:
        self._limit()

    def _workspace_changed(self) -> None:
        self._listing = self._make()
        self._show()

    def _show(self) -> None:
        self.query_one(ListingTitle).show(self._listing.title)
        self.query_one(ListingFacts).show(self._listing.facts)
        self.view.show(self._listing)
        self._limit()

    def _limit(self) -> None:
        """Leave room for the title and the keys, however long the list is."""
        low = self.size.height < LOW or self.size.width < SLIM
        self.set_class(low, "-low")
        columns = self.size.width if low else min(110, int(self.size.width * 0.96))
        bars = sum(bar.fit_height(columns - 4) for bar in self.query(Bar))
        tallest = self.size.height if low else int(self.size.height * 0.92)
        self.view.limit(columns - 5, tallest - bars - FRAME - (0 if low else AIR), whole=low)

    @property
    def view(self) -> ListingView:
        """The list itself."""
        return self.query_one(ListingView)

    def action_move(self, by: int) -> None:
        self.view.move(by)

    def action_page(self, way: int) -> None:
        self.view.page(way)

    def action_choose(self) -> None:
        item = self.view.item
        if item is not None:
            self.dismiss(item)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_blockers(self) -> None:
        """Leave by the key that has opened it."""
        if self._toggle == "blockers":
            self.dismiss(None)

    def action_help(self) -> None:
        from specui.tui.dialogs.help import help_dialog

        self.app.push_screen(help_dialog("listing"))

    def answer(self, value: str) -> None:
        """Give an answer by the mouse."""
        if value == "go":
            self.action_choose()
        elif value == "help":
            self.action_help()
        else:
            self.action_leave()


class ListingTitle(Bar):
    """What is listed."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="listing-title")
        self._text = ""

    def show(self, text: str) -> None:
        self._text = safe(text)
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        return [
            [Cell(" "), Cell(line, "pane-title pane-title-style")]
            for line in wrap_words(self._text, max(8, columns - 2))[:2]
        ]


class ListingFacts(Bar):
    """What is to be said of all of it."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="listing-facts")
        self._facts: tuple[Cell, ...] = ()

    def show(self, facts: tuple[Cell, ...]) -> None:
        self._facts = facts
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        return [spread([Cell(" "), *self._facts], [], columns)]


class ListingView(Drawn, ScrollView, can_focus=False):
    """The items with their heads."""

    def __init__(self) -> None:
        super().__init__()
        self._listing = Listing("", (), ())
        self._rows: tuple[Row, ...] = ()
        self._cursor = 0
        self._columns = 0

    @property
    def item(self) -> Item | None:
        """What the cursor is on."""
        items = self._listing.items
        return items[self._cursor] if items else None

    @property
    def number(self) -> int:
        """The number of the item that the cursor is on."""
        return self._cursor

    def show(self, listing: Listing) -> None:
        """Show this; the cursor stays on its item, or where it was."""
        before = self.item
        self._listing = listing
        self.stand(before.key if before is not None else "", self._cursor)

    def stand(self, key: str, number: int) -> None:
        """Put the cursor on the item of this key, or else on the one of that number."""
        keys = [item.key for item in self._listing.items]
        self._cursor = keys.index(key) if key in keys else max(0, min(number, len(keys) - 1))
        self._lay_out()

    def limit(self, columns: int, height: int, *, whole: bool) -> None:
        """Be no higher than that; as high where it has the `whole` screen."""
        self._columns = max(20, columns)
        self._lay_out()
        self.styles.height = max(1, height if whole else min(height, len(self._rows)))
        self.call_after_refresh(self._show_cursor)

    def move(self, by: int) -> None:
        self._cursor = max(0, min(self._cursor + by, len(self._listing.items) - 1))
        self._show_cursor()
        self.refresh_changed()

    def page(self, way: int) -> None:
        """Go on by as many items as a page of lines holds."""
        top, _ = span(self._rows, self._cursor)
        wanted = max(0, min(top + way * max(1, self.size.height - 1), len(self._rows) - 1))
        near = [row.item for row in self._rows[: wanted + 1] if row.item >= 0] or [0]
        self.move((near[-1] - self._cursor) or way)

    def _lay_out(self) -> None:
        self._rows = rows(self._listing, self._columns) if self._columns else ()
        self.virtual_size = Size(self._columns, len(self._rows))
        self._show_cursor()
        self.refresh_changed()

    def _show_cursor(self) -> None:
        if not self._rows or not self.size.height:
            return
        top, height = span(self._rows, self._cursor)
        height = min(height, self.size.height)
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        y = event.y + self.scroll_offset.y
        number = self._rows[y].item if y < len(self._rows) else -1
        if number >= 0 and isinstance(self.screen, ListingScreen):
            self._cursor = number
            self.screen.action_choose()

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index = y + self.scroll_offset.y
        if index >= len(self._rows):
            return [], "text on panel"
        row = self._rows[index]
        if row.item < 0 or row.item != self._cursor:
            return [*row.cells], "text on panel"
        first = index == 0 or self._rows[index - 1].item != row.item
        cells = [cell._replace(look="bold" if "bold" in cell.look.split() else "") for cell in row.cells]
        if first and cells:
            cells[0] = Cell(" › ", "bold")
        return cells, CURSOR
