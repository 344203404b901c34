"""Both grids together: text from Textual goes in, text for the terminal comes out on request.

It has no thread and no file. Threads that share it need a lock, except for `terminal_has`.
"""

from __future__ import annotations

from collections import deque

from specui.terminal.display_mode import Signs
from specui.tui.terminal.cells.differ import Differ
from specui.tui.terminal.cells.grid import Grid
from specui.tui.terminal.cells.reader import ENTER, LEAVE, Reader

_SYNC_START, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_ALL_AT_ONCE = 400
"""The terminal shows a smaller frame at once in any case."""


class Screens:
    """The wanted grid and the sent grid of a terminal."""

    def __init__(
        self, columns: int, rows: int, *, erases_in_colour: bool = True, signs: Signs = "all"
    ) -> None:
        self._wanted = Grid(columns, rows)
        self._reader = Reader(self._wanted, signs)
        self._sent = Differ(columns, rows, erases_in_colour=erases_in_colour)
        self._size = (columns, rows)
        self._resizes: deque[tuple[int, int]] = deque()
        self._drawing = False
        """Whether the terminal is on the alternate screen; nothing is drawn before and after that."""
        self._entered = False

    def terminal_has(self, columns: int, rows: int, *, changed: bool = True) -> None:
        """Take the size of the terminal; after a change it is unknown what it shows. For any thread or signal handler."""
        if changed or (columns, rows) != self._size:
            self._size = (columns, rows)
            self._resizes.append(self._size)

    def already_shown(self, output: str) -> None:
        """Take what the terminal shows after `output` on the alternate screen, which is not cleared again.

        For a first frame that was drawn before Textual was imported; it stays until Textual paints over it.
        """
        self._resize()
        Reader(self._wanted).feed(output)
        self._wanted.changed.clear()
        self._sent.shows(self._wanted)
        self._entered = True

    def feed(self, data: str) -> None:
        """Read Textual's output."""
        self._resize()
        self._reader.feed(data)

    @property
    def has_news(self) -> bool:
        """Whether there is something to send."""
        if self._reader.controls:
            return True
        return self._drawing and bool(self._wanted.changed or not self._sent.at(self._wanted))

    def take(self, limit: int) -> str:
        """Return what to send next, about `limit` characters plus a row at most; call it while `has_news`.

        The result counts as sent: the next difference is made from it to the latest wanted grid.
        """
        controls = "".join([self._switch(control) for control in self._reader.controls.values()])
        self._reader.controls.clear()
        if not self._drawing:
            return controls
        frame = self._sent.draw(self._wanted, limit)
        if self._reader.synchronized and len(frame) > _ALL_AT_ONCE and not self._wanted.changed:
            # Not for a frame in several parts: then the terminal is slow, and should show what it has.
            return f"{controls}{_SYNC_START}{frame}{_SYNC_END}"
        return controls + frame

    def _switch(self, control: str) -> str:
        if control == LEAVE:
            self._drawing = self._entered = False
            return f"\x1b[m{LEAVE}"
        if control == ENTER:
            self._drawing = True
            if self._entered:
                return ""
            self._entered = True
            self._wanted.changed.update(range(self._wanted.rows))
            self._sent.cleared()
            return f"{ENTER}\x1b[m\x1b[2J"  # some terminals have no alternate screen
        return control

    def _resize(self) -> None:
        while self._resizes:
            size = self._resizes.popleft()
            self._wanted.resize(*size)
            self._sent.resize(*size)
