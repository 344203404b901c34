"""Questions to the terminal itself: written, read back within a time, and nothing left behind.

One session asks all of it: each question is written, and with the last comes one that every terminal answers (where
its cursor is); what was read until then is all there will be. Keys that were typed meanwhile are lost, but nothing of
an answer stays in the queue for the shell.
"""

from __future__ import annotations

import os
import re
import select
import signal
import termios
import time
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

SECONDS = 1.0
"""How long one question may take; a line over a slow link needs most of it."""

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGQUIT)
"""These wait until the terminal is as it was."""

_PLACE = re.compile(rb"\x1b\[(\d+);(\d+)R")
_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]+)c")
_MODE = re.compile(rb"\x1b\[\?(\d+);(\d)\$y")
_KEYS = re.compile(rb"\x1b\[\?(\d+)u")
_VERSION = re.compile(rb"\x1bP>\|([^\x1b\x07]*)(?:\x1b\\|\x07)")


class Answers(NamedTuple):
    """What a terminal said. `widths` are cells by sign, `modes` the private modes that it knows; "" and None: no answer."""

    answered: bool
    widths: Mapping[str, int] = {}
    attributes: tuple[int, ...] = ()
    modes: frozenset[int] = frozenset()
    kitty_keys: bool = False
    version: str = ""


class Terminal:
    """The terminal, in a state where it can be asked; a context that gives it back as it was, whatever happens."""

    def __init__(self, descriptor: int, *, seconds: float = SECONDS) -> None:
        self._descriptor = descriptor
        self._seconds = seconds
        self._before = termios.tcgetattr(descriptor)

    def __enter__(self) -> Self:
        quiet = termios.tcgetattr(self._descriptor)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
        self._blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        # At once: the other ways wait until everything is read, which may be never.
        termios.tcsetattr(self._descriptor, termios.TCSANOW, quiet)
        return self

    def __exit__(self, *_: object) -> None:
        try:
            termios.tcflush(self._descriptor, termios.TCIFLUSH)  # what came too late is thrown away
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, self._blocked)

    def ask(self, signs: Sequence[str], modes: Sequence[int]) -> Answers:
        """Ask everything; nothing is left on the screen."""
        if self._place() is None:
            return Answers(answered=False)
        widths: dict[str, int] = {}
        for sign in signs:
            self._write(f"\r{sign}".encode())
            place = self._place()
            self._write(b"\r\x1b[K")
            if place is None:
                return Answers(answered=True, widths=widths)
            widths[sign] = place[1] - 1
        questions = b"".join(b"\x1b[?%d$p" % mode for mode in modes) + b"\x1b[?u\x1b[>q\x1b[c"
        told = self._answer(questions, _ATTRIBUTES)
        self._write(b"\r\x1b[K")  # there are terminals that print a question they do not know
        attributes = _ATTRIBUTES.search(told)
        version = _VERSION.search(told)
        return Answers(
            True,
            widths,
            tuple(int(part) for part in attributes[1].split(b";") if part) if attributes else (),
            frozenset(int(mode) for mode, state in _MODE.findall(told) if state in b"123"),
            bool(_KEYS.search(told)),
            _plain(version[1]) if version else "",
        )

    def _place(self) -> tuple[int, int] | None:
        """Return row and column of the cursor, counted from 1; None without an answer."""
        found = _PLACE.search(self._answer(b"\x1b[6n", _PLACE))
        return (int(found[1]), int(found[2])) if found else None

    def _answer(self, question: bytes, last: re.Pattern[bytes]) -> bytes:
        """Return what is read until `last` has come, or the time is over."""
        self._write(question)
        until = time.monotonic() + self._seconds
        told = b""
        while not last.search(told) and (left := until - time.monotonic()) > 0:
            if select.select([self._descriptor], [], [], left)[0]:
                piece = os.read(self._descriptor, 4096)
                if not piece:
                    break
                told += piece
        return told

    def _write(self, data: bytes) -> None:
        while data:
            if not select.select([], [self._descriptor], [], self._seconds)[1]:
                raise TimeoutError("the terminal takes nothing")
            data = data[os.write(self._descriptor, data) :]


def ask_terminal(
    signs: Sequence[str], modes: Sequence[int], path: str = "/dev/tty", seconds: float = SECONDS
) -> Answers | None:
    """Ask the terminal of this process; None where there is none, or it is not ours at the moment."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.tcgetpgrp(descriptor) != os.getpgrp():
            return None  # in the background one is stopped by a write
        with Terminal(descriptor, seconds=seconds) as terminal:
            return terminal.ask(signs, modes)
    except (OSError, termios.error):  # gone, or it takes nothing
        return None
    finally:
        os.close(descriptor)


def _plain(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    return "".join(char for char in text if unicodedata.category(char)[0] not in "CZ" or char == " ")[:60]
