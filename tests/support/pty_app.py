"""Runs a real program in a real pseudo-terminal, sends keys and reads its screen.

No call sleeps: waiting is one `select` on the terminal and the process, so a test continues as soon as the text appears
or the process ends.

    with PtyApp([sys.executable, "-m", "specui", "--demo"], columns=120, rows=40) as app:
        app.wait_for("Problems")
        app.press("down", "space")
        app.press("q")
        assert app.wait_exit() == 0
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from tests.support.emulator import Emulator
from tests.support.processes import start

KEYS: Mapping[str, str] = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
}

# Queries that a program may wait for: the cursor position and the kind of terminal.
QUERIES = (b"\x1b[6n", b"\x1b[c", b"\x1b[0c", b"\x1b[5n")

Predicate: TypeAlias = "Callable[[PtyApp], bool]"


class ScreenTimeoutError(AssertionError):
    """The expected screen did not appear; the message contains the last screen."""


class PtyApp:
    """A program running in a pseudo-terminal of `columns` by `rows` cells.

    `env` overrides the environment of the test; None removes a variable.
    `emoji_width` is the number of cells of a sign followed by U+FE0F: 2, or 1 as in xterm. `warm` allows a program in Python
    to begin in a process that has imported specui (`warm_start.py`).
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        columns: int = 120,
        rows: int = 40,
        term: str = "xterm-256color",
        env: Mapping[str, str | None] | None = None,
        cwd: str | Path | None = None,
        emoji_width: int = 2,
        warm: bool = False,
    ) -> None:
        self.output = bytearray()
        """All bytes that the program wrote to the terminal."""
        self.chunks: list[tuple[float, int]] = []
        """For each read: the seconds since the start, and the length of `output` after it."""
        self.exit_status: int | None = None
        """None while the program runs; negative for the signal that ended it."""
        self.started = time.perf_counter()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._closed = False
        self._emulator = Emulator(columns, rows, emoji_width, reply=self.send)
        self._drawn = 0
        self._process = start(
            [os.fspath(part) for part in argv], (columns, rows), _environment(term, env),
            None if cwd is None else os.fspath(cwd), warm=warm,
        )  # fmt: skip
        self.pid, self._fd = self._process.pid, self._process.terminal
        self._pidfd = os.pidfd_open(self.pid) if hasattr(os, "pidfd_open") else None

    # -- the screen

    @property
    def emulator(self) -> Emulator:
        """The terminal after all output so far; draws only on access, so that reading keeps pace with the program."""
        if self._drawn < self.written:
            new, self._drawn = bytes(self.output[self._drawn :]), self.written
            self._emulator.feed(self._decoder.decode(new))
        return self._emulator

    @property
    def text(self) -> str:
        """The screen as text, one line per row, without trailing blanks."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.emulator.lines()]

    @property
    def written(self) -> int:
        """The number of bytes that the program has written so far."""
        return len(self.output)

    def find(self, text: str) -> tuple[int, int]:
        """Return the (column, row), from 0, of `text`; raises AssertionError if it is not on the screen."""
        place = self.emulator.find(text)
        assert place is not None, f"{text!r} is not on the screen:\n{self.text}"
        return place

    # -- input

    def send(self, text: str | bytes) -> None:
        """Write to the terminal; does nothing if the program has ended."""
        data = text.encode() if isinstance(text, str) else text
        try:
            while data:
                data = data[os.write(self._fd, data) :]
        except OSError:
            self._closed = True

    def press(self, *keys: str) -> None:
        """Press keys by name: `down`, `f2`, `ctrl+s`, `alt+x`, or one character each."""
        for key in keys:
            self.send(encode_key(key))

    def paste(self, text: str) -> None:
        self.send(f"\x1b[200~{text}\x1b[201~")

    def click(self, column: int, row: int) -> None:
        """Click the left button on a cell, counted from 0."""
        at = f"{column + 1};{row + 1}"
        self.send(f"\x1b[<0;{at}M\x1b[<0;{at}m")

    def resize(self, columns: int, rows: int) -> None:
        self.emulator.resize(columns, rows)
        termios.tcsetwinsize(self._fd, (rows, columns))  # the kernel sends SIGWINCH

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the program, if it still runs."""
        if self.exit_status is None:
            os.kill(self.pid, number)

    # -- waiting

    def wait_for(self, what: str | Predicate, timeout: float = 20.0) -> str:
        """Read until `what` holds, a text on the screen or a predicate of this app; return the screen.

        Raises ScreenTimeoutError after `timeout` seconds, or if the program ends first.
        """
        holds = _as_predicate(what)
        deadline = time.monotonic() + timeout
        while not holds(self):
            if self._closed or not self._pump(deadline):
                if holds(self):
                    break
                if self._closed:  # the terminal closes a moment before the process ends
                    self._pump(min(deadline, time.monotonic() + 1))
                ended = "" if self.exit_status is None else f"; it ended with {self.exit_status}"
                label = what if isinstance(what, str) else getattr(what, "__name__", "the predicate")
                msg = f"waited {timeout:g} s for {label!r}{ended}; on the screen:\n{self.text}"
                raise ScreenTimeoutError(msg)
        return self.text

    def wait_gone(self, text: str, timeout: float = 20.0) -> str:
        """Read until `text` is no longer on the screen."""
        return self.wait_for(lambda app: app.emulator.find(text) is None, timeout)

    def wait_quiet(self, quiet: float = 0.3, timeout: float = 20.0) -> float:
        """Read until the program writes nothing for `quiet` seconds; return the seconds from the start to the last byte.

        Raises ScreenTimeoutError if the program keeps writing for `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while self._comes_more(quiet):
            if time.monotonic() > end:
                msg = f"still writing after {timeout:g} s; on the screen:\n{self.text}"
                raise ScreenTimeoutError(msg)
        return self.chunks[-1][0] if self.chunks else 0.0

    def wait_exit(self, timeout: float = 20.0) -> int:
        """Read until the program ends; return its exit status, negative for a signal."""
        deadline = time.monotonic() + timeout
        while self.exit_status is None:
            if not self._pump(deadline) and self.exit_status is None:
                msg = f"still running after {timeout:g} s; on the screen:\n{self.text}"
                raise ScreenTimeoutError(msg)
        while not self._closed and self._pump(time.monotonic()):
            pass  # its last output
        return self.exit_status

    def close(self) -> None:
        """End the program, if it still runs, and close the terminal."""
        self.kill()
        if self.exit_status is None:
            self._reap(block=True)
        for descriptor in (self._fd, self._pidfd):
            if descriptor is not None:
                os.close(descriptor)
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _comes_more(self, within: float) -> bool:
        before, deadline = self.written, time.monotonic() + within
        while self.written == before:
            if self._closed or not self._pump(deadline):
                return False
        return True

    def _pump(self, deadline: float) -> bool:
        """Handle one event, output or the end of the process; return False if the deadline comes first."""
        descriptors = [] if self._closed else [self._fd]
        if self.exit_status is None and self._pidfd is not None:
            descriptors.append(self._pidfd)
        left = max(0.0, deadline - time.monotonic())
        if self._pidfd is None:  # this system has no event for the end of a process: poll
            left = min(left, 0.02)
        ready, _, _ = select.select(descriptors, [], [], left)
        if self._fd in ready:
            self._read()
        ended = self._reap()
        return bool(ready) or ended or (self._pidfd is None and time.monotonic() < deadline)

    def _read(self) -> None:
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # EIO: the other end is closed
            data = b""
        if not data:
            self._closed = True
            return
        self.output += data
        self.chunks.append((time.perf_counter() - self.started, self.written))
        if any(query in data for query in QUERIES):
            _ = self.emulator  # drawing sends the answer

    def _reap(self, *, block: bool = False) -> bool:
        if self.exit_status is not None:
            return False
        self.exit_status = self._process.wait(block=block)
        return self.exit_status is not None


def encode_key(key: str) -> str:
    """Return the characters that a terminal sends for `key`; raises ValueError for an unknown name."""
    if key in KEYS:
        return KEYS[key]
    if len(key) == 1:
        return key
    modifier, _, rest = key.partition("+")
    if modifier == "ctrl" and len(rest) == 1:
        return chr(ord(rest.upper()) & 0x1F)
    if modifier == "alt":
        return "\x1b" + encode_key(rest)
    if modifier in {"shift", "ctrl"} and rest in {"up", "down", "right", "left", "home", "end"}:
        return f"\x1b[1;{2 if modifier == 'shift' else 5}{KEYS[rest][-1]}"
    msg = f"unknown key {key!r}"
    raise ValueError(msg)


def _as_predicate(what: str | Predicate) -> Predicate:
    if isinstance(what, str):
        return lambda app: app.emulator.find(what) is not None
    return what


def _environment(term: str, env: Mapping[str, str | None] | None) -> dict[str, str]:
    merged: dict[str, str | None] = {
        **os.environ,
        "TERM": term,
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        # These would override the size or the colours of the terminal.
        "COLUMNS": None,
        "LINES": None,
        "NO_COLOR": None,
        "TMUX": None,
        **(env or {}),
    }
    return {name: value for name, value in merged.items() if value is not None}
