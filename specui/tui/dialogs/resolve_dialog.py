"""Resolving a gap: each change that belongs to it with a box before it; one key applies those that are ticked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from specui.markdown.edits import Transaction
from specui.specs.edits.places import EditRefused
from specui.specs.resolve.resolution import Closing
from specui.tui.bindings import bindings
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.answers import BOXES
from specui.tui.dialogs.dialog import LOW, AnswerLine, DialogTitle
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.resolution_rows import closing_rows
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.row_list import RowList, Rows

WIDEST, SIDES, FRAME, AIR = 110, 4, 2, 2
"""Columns at most, columns beside the text, lines of the frame, empty lines around the list."""
NEEDED = "Resolving the gap needs this change."


class ResolveDialog(CommandScreen, ModalScreen[Transaction | None], inherit_bindings=False):
    """Returns one transaction of all changes that are ticked, or None when it was cancelled."""

    CSS_PATH = "resolve_dialog.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("changes")

    def __init__(self, closing: Closing, title: str) -> None:
        """``title`` names the gap."""
        super().__init__()
        self._resolution = closing
        self._title = title
        self.ticked = frozenset(i for i, part in enumerate(closing.parts) if part.sure or part.needed)
        self.rows = RowList()
        self._start: int | None = None  # the change where a range begins

    def compose(self) -> ComposeResult:
        with Vertical(id="resolve"):
            yield DialogTitle(f"Resolve: {self._title}")
            yield self.rows
            yield StatusLine()
            yield AnswerLine(BOXES)

    def handlers(self) -> Handlers:
        return {
            "changes-apply": Handler(self._apply),
            "changes-toggle": Handler(self._toggle),
            "changes-toggle-all": Handler(self._toggle_all),
            "changes-range": Handler(self._toggle_range),
            "changes-cancel": Handler(self._leave),
            "changes-up": Handler(lambda: self.rows.move(-1)),
            "changes-down": Handler(lambda: self.rows.move(1)),
        }

    def on_mount(self) -> None:
        parts = self._resolution.parts
        first = next((i for i, part in enumerate(parts) if not part.needed), 0)
        self.rows.show(len(parts), self._lay_out, cursor=first)
        self._show_status()

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")
        self._limit()

    def on_row_list_moved(self) -> None:
        self.rows.lay_out_again()

    def on_row_list_chosen(self) -> None:
        self._start = None
        self._toggle()

    def _lay_out(self, columns: int) -> Rows:
        found = closing_rows(self._resolution, self.ticked, self.rows.cursor, max(20, columns), self._range)
        return Rows(
            lambda line, _current: (list(found[line].cells), found[line].ground), [row.part for row in found]
        )

    def _toggle(self) -> None:
        """Tick the change under the cursor or all of a range; untick if all are ticked. One that is needed stays."""
        parts, wanted = self._resolution.parts, self._range or (self.rows.cursor,)
        free = frozenset(number for number in wanted if not parts[number].needed)
        self._start = None
        if not free:
            self.rows.lay_out_again()
            self._show_status(NEEDED)
            return
        self._tick(self.ticked - free if free <= self.ticked else self.ticked | free)

    @property
    def _range(self) -> range:
        """The changes of the range that has begun."""
        if self._start is None:
            return range(0)
        return range(min(self._start, self.rows.cursor), max(self._start, self.rows.cursor) + 1)

    def _toggle_range(self) -> None:
        """Start a range at the cursor, or end it."""
        self._start = self.rows.cursor if self._start is None else None
        self.rows.lay_out_again()

    def _leave(self) -> None:
        """End a range; without one, close the list."""
        if self._start is None:
            self.dismiss(None)
        else:
            self._toggle_range()

    def _toggle_all(self) -> None:
        """Tick all changes; if all are ticked, untick those that are not needed."""
        parts = self._resolution.parts
        every = frozenset(range(len(parts)))
        needed = frozenset(i for i in every if parts[i].needed)
        self._tick(needed if self.ticked == every else every)

    def _tick(self, ticked: frozenset[int]) -> None:
        self.ticked = ticked
        self.rows.lay_out_again()
        self._show_status()

    def _apply(self) -> None:
        try:
            made = self._resolution.compose(self._resolution.parts[i] for i in sorted(self.ticked))
        except EditRefused as refused:
            self._show_status(str(refused))
            return
        self.dismiss(made)

    def _show_status(self, warning: str = "") -> None:
        self.query_one(StatusLine).show(warning, len(self.ticked), len(self._resolution.parts))
        self._limit()

    def _limit(self) -> None:
        """Leave room for the title, the status and the keys, however long the list is."""
        columns = min(WIDEST, int(self.size.width * 0.96)) - SIDES
        taken = sum(bar.fit_height(columns) for bar in self.query(Bar)) + FRAME
        air = 0 if self.has_class("-low") else AIR
        self.rows.styles.max_height = max(1, self.size.height - taken - air)


class StatusLine(Bar):
    """How many changes are ticked, or why a key did nothing."""

    base = "muted on panel"

    def __init__(self) -> None:
        super().__init__()
        self._cell = Cell("")

    def show(self, warning: str, ticked: int, total: int) -> None:
        text = f"▲ {safe(warning)}" if warning else f"{ticked} of {total} changes selected"
        self._cell = Cell(text, "warning" if warning else "")
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        return [[self._cell._replace(text=line)] for line in wrap_words(self._cell.text, max(8, columns))]
