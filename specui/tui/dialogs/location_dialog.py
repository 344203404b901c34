"""A list of locations over the workbench, in groups; the user goes to the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from specui.tui.bindings import bindings
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.answers import LOCATIONS
from specui.tui.dialogs.dialog import AnswerLine
from specui.tui.dialogs.help import help_dialog
from specui.tui.dialogs.list_keys import list_handlers
from specui.tui.ports import Files
from specui.tui.rendering.location_list import Item, Listing, rows
from specui.tui.rendering.paint import Cell, spread, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.row_list import RowList, Rows
from specui.workspace.workspace import Workspace

LOW, SLIM = 26, 70
"""On a screen of fewer rows or columns the list takes all of it."""
FRAME, AIR = 2, 2
"""Lines of the frame, and empty lines around the list."""


class LocationDialog(CommandScreen, ModalScreen[Item], inherit_bindings=False):
    """Returns the item to go to, or None. Lists anew when the files change."""

    CSS_PATH = "location_dialog.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("locations")

    def __init__(
        self,
        files: Files,
        make: Callable[[], Listing],
        chosen: str = "",
        number: int = 0,
        toggle: str = "",
    ) -> None:
        """`make` returns what is listed. The cursor begins on the item with the key `chosen`, else on that number.

        `toggle` is the command that opened the list, whose key closes it again.
        """
        super().__init__()
        self._files = files
        self._make = make
        self._toggle = toggle
        self.listing = make()
        self._first = (chosen, number)
        self.rows = RowList()

    def compose(self) -> ComposeResult:
        with Vertical(id="listing"):
            yield ListingTitle()
            yield ListingFacts()
            yield self.rows
            yield AnswerLine(LOCATIONS)

    def handlers(self) -> Handlers:
        return {
            **list_handlers(self.rows, self._choose, partial(self.dismiss, None), ends=True),
            "blockers": Handler(self._close_by_blockers),
            "help": Handler(lambda: self.app.push_screen(help_dialog("locations"))),
        }

    def on_mount(self) -> None:
        self._show(*self._first)
        self._files.subscribe(self, self._workspace_changed)

    def on_resize(self) -> None:
        self._limit()

    def on_row_list_chosen(self) -> None:
        self._choose()

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        items = self.listing.items
        return items[self.rows.cursor] if items else None

    @property
    def number(self) -> int:
        """The number of the item under the cursor."""
        return self.rows.cursor

    def _workspace_changed(self, _workspace: Workspace) -> None:
        before = self.item
        self.listing = self._make()
        self._show(before.key if before is not None else "", self.rows.cursor)

    def _show(self, key: str, number: int) -> None:
        """Show the listing, the cursor on the item with this key, else on the one with this number."""
        self.query_one(ListingTitle).show(self.listing.title)
        self.query_one(ListingFacts).show(self.listing.facts)
        keys = [item.key for item in self.listing.items]
        cursor = keys.index(key) if key in keys else number
        self.rows.show(len(keys), partial(_lay_out, self.listing), cursor=cursor)
        self._limit()

    def _limit(self) -> None:
        """Leave room for the title and the keys, however long the list is."""
        low = self.size.height < LOW or self.size.width < SLIM
        self.set_class(low, "-low")
        columns = self.size.width if low else min(110, int(self.size.width * 0.96))
        taken = sum(bar.fit_height(columns - 4) for bar in self.query(Bar)) + FRAME
        tallest = self.size.height if low else int(self.size.height * 0.92)
        self.rows.styles.max_height = max(1, tallest - taken - (0 if low else AIR))

    def _choose(self) -> None:
        item = self.item
        if item is not None:
            self.dismiss(item)

    def _close_by_blockers(self) -> None:
        if self._toggle == "blockers":
            self.dismiss(None)


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
    """What is true of the list as a whole."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="listing-facts")
        self._facts: tuple[Cell, ...] = ()

    def show(self, facts: tuple[Cell, ...]) -> None:
        self._facts = facts
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        return [spread([Cell(" "), *self._facts], [], columns)]


def _lay_out(listing: Listing, columns: int) -> Rows:
    found = rows(listing, max(20, columns))

    def draw(line: int, current: bool) -> tuple[list[Cell], str]:
        cells = [*found[line].cells]
        if current:
            cells = [cell._replace(look="bold" if "bold" in cell.look.split() else "") for cell in cells]
            if cells and (not line or found[line - 1].item != found[line].item):
                cells[0] = Cell(" › ", "bold")
        return cells, ""

    return Rows(draw, [row.item for row in found])
