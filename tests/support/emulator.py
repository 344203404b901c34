"""A terminal emulator for tests: pyte with additions.

pyte prints some sequences that it does not know, has no alternate screen and never widens a sign for U+FE0F. The
emulator is separate from the pty, so that tests can compare two streams of bytes cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyte
from pyte.screens import Char

ALTERNATE_SCREEN = 1049

# DCS, SOS, PM, APC strings; kitty keys, mode queries and other private CSI: pyte prints the rest of them.
_UNKNOWN = re.compile(
    r"\x1b[PX_^][^\x1b]*\x1b\\"
    r"|\x1b\[[<>=][0-9;:]*[ -/]*[@-~]"
    r"|\x1b\[\?[0-9;]*(?:\$p|u|[mqcrs])"
    r"|\x1b\[[0-9;]*(?:[ !$'][@-~]|[tu])"
)
# A sequence that the end of a chunk cuts off.
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[PX_^\]][^\x07\x1b]*\x1b?|[ -/]*)?\Z")


class Emulator:
    """A terminal of `columns` by `rows` cells; `feed` it text and read its cells."""

    def __init__(
        self, columns: int, rows: int, emoji_width: int = 2, reply: Callable[[str], None] | None = None
    ) -> None:
        self.screen = _Screen(columns, rows, emoji_width, reply)
        self._stream = pyte.Stream(self.screen)
        self._rest = ""

    def feed(self, text: str) -> None:
        text = self._rest + text
        cut = _UNFINISHED.search(text)
        self._rest = text[cut.start() :] if cut else ""
        self._stream.feed(_UNKNOWN.sub("", text[: cut.start()] if cut else text))

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)

    def cells(self) -> list[list[Char]]:
        """The rows of cells; the second cell of a wide sign has empty `data`."""
        buffer = self.screen.buffer
        return [[buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]

    def lines(self) -> list[str]:
        return ["".join(cell.data for cell in row) for row in self.cells()]

    def find(self, text: str) -> tuple[int, int] | None:
        """Return the (column, row), from 0, of the first `text` within one row, or None."""
        for y, row in enumerate(self.cells()):
            line = "".join(cell.data for cell in row)
            if (at := line.find(text)) < 0:
                continue
            width = 0
            for x, cell in enumerate(row):
                if width >= at and cell.data:
                    return x, y
                width += len(cell.data)
        return None


class _Screen(pyte.Screen):
    def __init__(
        self, columns: int, rows: int, emoji_width: int, reply: Callable[[str], None] | None
    ) -> None:
        self._emoji_width = emoji_width
        self._reply = reply
        self._main: tuple[dict[int, dict[int, Char]], int, int] | None = None
        super().__init__(columns, rows)

    def draw(self, data: str) -> None:
        head, *tails = data.split("\ufe0f")
        if head:
            super().draw(head)
        for tail in tails:
            self._widen()
            if tail:
                super().draw(tail)

    def write_process_input(self, data: str) -> None:
        if self._reply:
            self._reply(data)

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        if kwargs.get("private") and ALTERNATE_SCREEN in modes and self._main is None:
            kept = {y: dict(self.buffer[y]) for y in range(self.lines)}
            self._main = (kept, self.cursor.x, self.cursor.y)
            self.erase_in_display(2)
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and ALTERNATE_SCREEN in modes and self._main is not None:
            kept, x, y = self._main
            self._main = None
            self.erase_in_display(2)
            for row, cells in kept.items():
                self.buffer[row].update(cells)
            self.cursor.x, self.cursor.y = min(x, self.columns - 1), min(y, self.lines - 1)

    def _widen(self) -> None:
        y, x = self.cursor.y, self.cursor.x - 1
        if self._emoji_width == 1 or x < 0 or x + 1 >= self.columns:
            return
        cell = self.buffer[y][x]
        if not cell.data.strip():
            return  # already two cells wide
        self.buffer[y][x] = cell._replace(data=cell.data + "\ufe0f")
        self.buffer[y][x + 1] = cell._replace(data="")
        self.cursor.x += 1
