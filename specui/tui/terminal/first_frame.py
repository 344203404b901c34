"""The terminal from the first byte until Textual's driver has it: its modes, a first frame, and the ways back.

Importing Textual takes longer than everything else at the start. Meanwhile the first frame stands on the screen
(`sketch.py`), keys wait unseen for whoever reads them first, and whatever ends the program gives the terminal back.
The driver is told what was sent (`SpecuiDriver.frame`), and sends what differs.

Imports neither Textual nor rich (but for its table of widths), nor anything that takes long; held by tests/tui/terminal/test_first_frame.py.
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
# What Textual's driver has set, in case that it comes to no end.
RESET = (
    "".join(f"\x1b[?{mode}l" for mode in (1000, 1003, 1015, 1006, 1016, 2004, 1004, 2048)) + "\x1b[?7h\x1b[<u"
)
ENDING = (signal.SIGHUP, signal.SIGTERM)


class FirstFrame:
    """A context: on its screen can be drawn until the driver takes over, and at the end the terminal is as it was.

    `output` is what was drawn, on `size` columns and rows; `attributes` are the terminal's before, None where it has
    none.
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
        """Take the terminal: the alternate screen, no echo, every key as it comes."""
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
        """Draw text, colours and places; what the terminal shows is kept count of."""
        if self._signs != "all":
            from specui.markdown.ascii_text import spell

            text = spell(text, console=self._signs == "console")
        self.output += text
        self._write(text)

    def ask(self, question: str) -> None:
        """Write a question to the terminal, whose answer the driver takes; given back before, it goes nowhere."""
        self._asked = True
        self._write(question)

    def end_on_signals(self) -> None:
        """Let a hang-up end the process at once, the terminal given back; for when there is nothing else to keep."""
        self._before = {number: signal.signal(number, self._end) for number in ENDING}

    def driver_starts(self) -> None:
        """Textual's driver sets its modes from here on."""
        self._driven = True

    def driver_stopped(self) -> None:
        """The driver has given the terminal back itself."""
        self._entered = False

    def give_back(self) -> None:
        """Make the terminal what it was, if that has not been done."""
        if not self._entered:
            return
        self._entered = False
        self._write(f"{RESET}{LEAVE}" if self._driven else LEAVE)
        if self.attributes is not None:
            with suppress(termios.error, OSError):  # the terminal is gone
                if self._asked and not self._driven:
                    termios.tcflush(self._keys, termios.TCIFLUSH)  # no answer for the shell
                termios.tcsetattr(self._keys, termios.TCSANOW, self.attributes)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self.give_back()
        os._exit(128 + number)

    def _quiet(self) -> None:
        """Set what Textual's driver sets, so that nothing is lost between the two; keys that are waiting stay."""
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
            pass  # the driver says what becomes of a terminal that is gone


def screen_descriptor() -> int:
    """Return where the screen is written: standard error as Textual does, else standard output."""
    return 2 if os.isatty(2) else 1


def erases_in_colour() -> bool:
    """Say whether erased cells get the colour that is written on: GNU screen's do not, tmux goes by its name too."""
    return not os.environ.get("TERM", "").startswith("screen") or "TMUX" in os.environ


def terminal_size() -> tuple[int, int]:
    """Return columns and rows: the terminal's own, which change with it; else what the environment says, else 80 by 24."""
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
