"""Two emulators side by side: one gets Textual's own output, the other what the cells package makes of it."""

from __future__ import annotations

from typing import Any

import pyte
from wcwidth import wcwidth

from specui.tui.terminal.cells.reader import ENTER
from specui.tui.terminal.cells.screen_pair import Screens
from tests.support.emulator import Emulator, _Screen

Cell = tuple[str, str, str, bool, bool, bool, bool, bool]


class StrictScreen(_Screen):
    """pyte's screen that blanks half a wide character when the other half is overwritten, as terminals do."""

    def draw(self, data: str) -> None:
        for char in data:
            row, x = self.buffer[self.cursor.y], self.cursor.x
            if wcwidth(char) > 0 and 0 < x < self.columns and not row[x].data:
                row[x - 1] = row[x - 1]._replace(data=" ")
            super().draw(char)
            x = self.cursor.x
            if x < self.columns and not row[x].data:
                row[x] = row[x]._replace(data=" ")

    def erase_characters(self, count: int | None = None) -> None:
        super().erase_characters(count)
        self._mend()

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        super().erase_in_line(how, private)
        self._mend()

    def _mend(self) -> None:
        row = self.buffer[self.cursor.y]
        for x in range(self.columns):
            if (_is_wide(row[x].data) and (x + 1 == self.columns or row[x + 1].data)) or (
                not row[x].data and (x == 0 or not _is_wide(row[x - 1].data))
            ):
                row[x] = row[x]._replace(data=" ")


def _is_wide(data: str) -> bool:
    return "\ufe0f" in data or wcwidth(data[:1]) == 2


class StrictEmulator(Emulator):
    def __init__(self, columns: int, rows: int, emoji_width: int = 2) -> None:
        super().__init__(columns, rows, emoji_width)
        self.screen = StrictScreen(columns, rows, emoji_width, None)
        self._stream = pyte.Stream(self.screen)
        self.feed("\x1b[?7l")

    def feed(self, text: str) -> None:
        # As a tty does.
        super().feed(text.replace("\n", "\r\n"))

    def picture(self) -> list[list[Cell]]:
        """What a person sees, cell by cell; the text colour of a blank does not count."""
        return [[seen(cell) for cell in row] for row in self.cells()]


def seen(cell: Any) -> Cell:
    shown = (cell.underscore, cell.reverse, cell.strikethrough)
    if cell.data == " " and not any(shown):
        return (" ", "", cell.bg, False, False, *shown)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.italics, *shown)


class SideBySide:
    """Feeds both; `check` draws the rest and compares."""

    def __init__(self, columns: int, rows: int, emoji_width: int = 2) -> None:
        self.straight = StrictEmulator(columns, rows, emoji_width)
        self.drawn = StrictEmulator(columns, rows, emoji_width)
        self.screens = Screens(columns, rows)
        self.straight_bytes = self.drawn_bytes = 0
        self.feed(ENTER)

    def feed(self, data: str) -> None:
        self.straight_bytes += len(data.encode())
        self.straight.feed(data)
        self.screens.feed(data)

    def take(self, limit: int = 1 << 20) -> str:
        text = self.screens.take(limit)
        self.drawn_bytes += len(text.encode())
        self.drawn.feed(text)
        return text

    def resize(self, columns: int, rows: int) -> None:
        self.straight.resize(columns, rows)
        self.drawn.resize(columns, rows)
        self.screens.terminal_has(columns, rows)

    def check(self) -> None:
        while self.screens.has_news:
            self.take()
        for y, (drawn, straight) in enumerate(
            zip(self.drawn.picture(), self.straight.picture(), strict=True)
        ):
            for x, (got, wanted) in enumerate(zip(drawn, straight, strict=True)):
                assert got == wanted, (x, y)
        cursor, other = self.drawn.screen.cursor, self.straight.screen.cursor
        edge = self.straight.screen.columns - 1  # a cursor after the last cell is on it
        assert (min(cursor.x, edge), cursor.y) == (min(other.x, edge), other.y)
