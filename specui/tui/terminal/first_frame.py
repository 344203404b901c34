"""The first frame: the terminal's modes and picture before Textual's driver takes over, and restoring the terminal.

Importing Textual is the longest part of the start. Meanwhile the first frame is on the screen (`frame_sketch.py`), and
keys wait without an echo. Whatever ends the program restores the terminal. The driver knows what was sent
(`SpecuiDriver.frame`) and sends only what differs.

Imports nothing slow: not Textual, and of rich only its table of widths. A test checks that.
"""

from __future__ import annotations

import os
import signal
import termios
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self

from specui.terminal.display_mode import Signs

ENTER = "\x1b[?1049h\x1b[?25l"
LEAVE = "\x1b[m\x1b[?1049l\x1b[?25h"
# Undoes what Textual's driver sets, in case the driver does not do that itself.
RESET = (
    "".join(f"\x1b[?{mode}l" for mode in (1000, 1003, 1015, 1006, 1016, 2004, 1004, 2048)) + "\x1b[?7h\x1b[<u"
)
ENDING = (signal.SIGHUP, signal.SIGTERM)


class FirstFrame:
    """A context manager that draws until the driver takes over, and restores the terminal at the end.

    `output` is what was drawn, on `size` columns and rows. `attributes` are the terminal's attributes before that;
    None if standard input is no terminal.
    """

    def __init__(
        self, output: str = "", *, screen: int | None = None, keys: int = 0, signs: Signs = "all"
    ) -> None:
        self.output = output
        self._signs = signs
        self.size = terminal_size()
        self.attributes: list[Any] | None = None
        self._screen = screen_descriptor() if screen is None else screen
        self._keys = keys
        self._entered = self._driven = self._asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        """Switch to the alternate screen, without echo, and with each key at once."""
        self._entered = True
        self._quiet()
        self._write(ENTER)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_back()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def draw(self, text: str) -> None:
        """Draw text with escape sequences for colours and positions."""
        if self._signs != "all":
            from specui.markdown.ascii_text import spell

            text = spell(text, console=self._signs == "console")
        self.output += text
        self._write(text)

    def ask(self, query: str) -> None:
        """Send a query to the terminal; the driver reads the answer. If the driver never starts, the answer is dropped."""
        self._asked = True
        self._write(query)

    def end_on_signals(self) -> None:
        """Let SIGHUP and SIGTERM restore the terminal and end the process at once, while there is nothing else to save."""
        self._before = {number: signal.signal(number, self._end) for number in ENDING}

    def driver_starts(self) -> None:
        """Called before Textual's driver sets its modes."""
        self._driven = True

    def driver_stopped(self) -> None:
        """Called after the driver has restored the terminal itself."""
        self._entered = False

    def give_back(self) -> None:
        """Restore the terminal, unless that was done before."""
        if not self._entered:
            return
        self._entered = False
        self._write(f"{RESET}{LEAVE}" if self._driven else LEAVE)
        if self.attributes is not None:
            with suppress(termios.error, OSError):  # the terminal is gone
                if self._asked and not self._driven:
                    termios.tcflush(self._keys, termios.TCIFLUSH)  # the shell must not get the answer
                termios.tcsetattr(self._keys, termios.TCSANOW, self.attributes)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self.give_back()
        os._exit(128 + number)

    def _quiet(self) -> None:
        """Set the same attributes as Textual's driver, so that no key is lost in between; waiting keys stay."""
        try:
            self.attributes = termios.tcgetattr(self._keys)
            new = termios.tcgetattr(self._keys)
        except termios.error:
            return
        new[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        new[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        if not os.environ.get("TEXTUAL_ALLOW_SIGNALS"):
            new[3] &= ~termios.ISIG
        new[6][termios.VMIN] = 1
        termios.tcsetattr(self._keys, termios.TCSANOW, new)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        try:
            while data:
                data = data[os.write(self._screen, data) :]
        except OSError:
            pass  # the driver handles a terminal that is gone


def screen_descriptor() -> int:
    """Return the file descriptor of the screen: standard error as in Textual, else standard output."""
    return 2 if os.isatty(2) else 1


def erases_in_colour() -> bool:
    """Say whether the terminal erases cells in the current background colour. GNU screen does not; tmux uses its name too."""
    return not os.environ.get("TERM", "").startswith("screen") or "TMUX" in os.environ


def terminal_size() -> tuple[int, int]:
    """Return columns and rows of the terminal; if it does not say, of COLUMNS and LINES, else 80 by 24."""
    try:
        found = os.get_terminal_size(screen_descriptor())
    except OSError:
        found = os.terminal_size((0, 0))
    return (
        found.columns or _number("COLUMNS") or 80,
        found.lines or _number("LINES") or 24,
    )


def _number(name: str) -> int:
    try:
        return max(0, int(os.environ.get(name, "")))
    except ValueError:
        return 0
