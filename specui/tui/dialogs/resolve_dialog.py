"""Closing a gap: every change that belongs to it with a box before it, and what is ticked applied with one key."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView

from specui.markdown.edits import Transaction
from specui.specs.edits.places import EditRefused
from specui.specs.resolve.resolution import Closing
from specui.tui.bindings import bindings
from specui.tui.dialogs.dialog import LOW, Answer, AnswerLine, DialogTitle
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.resolution_rows import GROUND, Row, closing_rows, height_of
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import Drawn

WIDEST, SIDES, FRAME, AIR = 110, 4, 2, 2


class ResolveScreen(CommandScreen, ModalScreen[Transaction | None], inherit_bindings=False):
    """Returns the one transaction of what was ticked; None where it was left."""

    CSS_PATH = "resolving.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("boxes")
    answers = (
        Answer(("boxes-apply",), "apply what is ticked", "apply", "boxes"),
        Answer(("boxes-tick",), "tick", "tick", "boxes"),
        Answer(("boxes-all",), "all", "all", "boxes"),
        Answer(("boxes-leave",), "leave it", "", "boxes"),
    )

    def __init__(self, closing: Closing, title: str) -> None:
        """``title`` is what is closed, in its own words."""
        super().__init__()
        self._offered = closing
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(id="closing"):
            yield DialogTitle(f"Resolve: {self._title}")
            yield Parts(self._offered)
            yield Told()
            yield AnswerLine(self.answers)

    def on_mount(self) -> None:
        self._tell("")

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")
        self._fit()

    @property
    def parts(self) -> Parts:
        return self.query_one(Parts)

    def action_move(self, by: int) -> None:
        self.parts.move(by)

    def action_tick(self) -> None:
        self._tell("" if self.parts.tick() else "This belongs to closing the gap and stays.")

    def action_tick_all(self) -> None:
        self.parts.tick_all()
        self._tell("")

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_apply(self) -> None:
        try:
            made = self._offered.compose(self._offered.parts[i] for i in sorted(self.parts.ticked))
        except EditRefused as refused:
            self._tell(str(refused))
            return
        self.dismiss(made)

    def answer(self, value: str) -> None:
        """Give an answer by the mouse."""
        {"apply": self.action_apply, "tick": self.action_tick, "all": self.action_tick_all}.get(
            value, self.action_leave
        )()

    def _tell(self, warning: str) -> None:
        self.query_one(Told).show(warning, len(self.parts.ticked), len(self._offered.parts))
        self._fit()

    def _fit(self) -> None:
        columns = min(WIDEST, int(self.size.width * 0.96)) - SIDES
        used = sum(bar.fit_height(columns) for bar in self.query(Bar))
        self.parts.limit(self.size.height - used - FRAME - (0 if self.has_class("-low") else AIR), columns)


class Parts(Drawn, ScrollView, can_focus=False):
    """The parts with their lines; ``ticked`` are the numbers of those that are taken."""

    def __init__(self, closing: Closing) -> None:
        super().__init__()
        self._offered = closing
        self.ticked = frozenset(i for i, part in enumerate(closing.parts) if part.sure or part.needed)
        self._cursor = next((i for i, part in enumerate(closing.parts) if not part.needed), 0)
        self._rows: list[Row] = []

    def limit(self, rows: int, columns: int) -> None:
        """Be no higher than that, at so many columns."""
        self._lay(columns)
        if len(self._rows) > rows:
            self._lay(columns - 1)  # beside the scroll bar
        self.styles.height = max(1, min(len(self._rows), rows))
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        self._lay(self.scrollable_content_region.width)
        self._show()

    def move(self, by: int) -> None:
        """Go to the part so many further."""
        self._cursor = max(0, min(self._cursor + by, len(self._offered.parts) - 1))
        self._show()

    def tick(self) -> bool:
        """Take the part at the cursor, or leave it out; False where it must be."""
        if self._offered.parts[self._cursor].needed:
            return False
        self._set(self.ticked ^ {self._cursor})
        return True

    def tick_all(self) -> None:
        """Take all; where all are taken, only those that must be."""
        every = frozenset(range(len(self._offered.parts)))
        needed = frozenset(i for i in every if self._offered.parts[i].needed)
        self._set(needed if self.ticked == every else every)

    def on_click(self, event: events.Click) -> None:
        y = event.y + self.scroll_offset.y
        if 0 <= y < len(self._rows) and self._rows[y].part >= 0:
            self._cursor = self._rows[y].part
            self.tick()
            self._show()

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        y += self.scroll_offset.y
        if y >= len(self._rows):
            return [], GROUND
        return list(self._rows[y].cells), self._rows[y].ground

    def _set(self, ticked: Iterable[int]) -> None:
        self.ticked = frozenset(ticked)
        self._show()

    def _lay(self, columns: int) -> None:
        self._rows = closing_rows(self._offered, self.ticked, self._cursor, max(20, columns))
        self.virtual_size = Size(columns, len(self._rows))

    def _show(self) -> None:
        self._lay(self.scrollable_content_region.width)
        first, rows = height_of(self._rows, self._cursor)
        self.scroll_to_region(Region(0, first, 1, min(rows, self.size.height)), animate=False, force=True)
        self.refresh_changed()


class Told(Bar):
    """How many of the changes are taken, or why something cannot be."""

    base = "muted on panel"

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Cell] = []

    def show(self, warning: str, taken: int, of: int) -> None:
        text = f"▲ {safe(warning)}" if warning else f"{taken} of {of} changes are ticked"
        self._lines = [Cell(text, "warning" if warning else "")]
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        return [
            [Cell(line, cell.look)] for cell in self._lines for line in wrap_words(cell.text, max(8, columns))
        ]
