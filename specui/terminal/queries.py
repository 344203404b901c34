"""Ask the terminal questions by escape sequences, and read its replies within a time limit.

The last question is one that every terminal answers, so its reply means that no other reply will come. Keys typed in the
meantime are lost, but no part of a reply is left for the shell.
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

from specui.markdown.lazy import lazy_pattern

SECONDS = 1.0
"""The time limit for one question; a slow link needs most of it."""

_DELAYED = (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGQUIT)
"""Signals that wait until the terminal is restored."""

_PLACE = lazy_pattern(rb"\x1b\[(\d+);(\d+)R")
_ATTRIBUTES = lazy_pattern(rb"\x1b\[\?([\d;]+)c")
_MODE = lazy_pattern(rb"\x1b\[\?(\d+);(\d)\$y")
_KEYS = lazy_pattern(rb"\x1b\[\?(\d+)u")
_VERSION = lazy_pattern(rb"\x1bP>\|([^\x1b\x07]*)(?:\x1b\\|\x07)")


class Answers(NamedTuple):
    """The replies of a terminal.

    `answered` is False if it does not reply at all; `widths` are cells by symbol, `attributes` its device attributes,
    `modes` the private modes that it supports.
    """

    answered: bool
    widths: Mapping[str, int] = {}
    attributes: tuple[int, ...] = ()
    modes: frozenset[int] = frozenset()
    kitty_keys: bool = False
    version: str = ""


class Terminal:
    """A context in which a terminal can be asked; it always restores the terminal."""

    def __init__(self, descriptor: int, *, seconds: float = SECONDS) -> None:
        self._descriptor = descriptor
        self._seconds = seconds
        self._before = termios.tcgetattr(descriptor)

    def __enter__(self) -> Self:
        quiet = termios.tcgetattr(self._descriptor)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
        self._blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _DELAYED)
        # TCSANOW, because the other modes wait until all output is read, which may be never.
        termios.tcsetattr(self._descriptor, termios.TCSANOW, quiet)
        return self

    def __exit__(self, *_: object) -> None:
        try:
            termios.tcflush(self._descriptor, termios.TCIFLUSH)  # discard late replies
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, self._blocked)

    def ask(self, signs: Sequence[str], modes: Sequence[int]) -> Answers:
        """Ask all questions; leaves nothing on the screen."""
        if self._cursor() is None:
            return Answers(answered=False)
        widths: dict[str, int] = {}
        for sign in signs:
            self._write(f"\r{sign}".encode())
            place = self._cursor()
            self._write(b"\r\x1b[K")
            if place is None:
                return Answers(answered=True, widths=widths)
            widths[sign] = place[1] - 1
        questions = b"".join(b"\x1b[?%d$p" % mode for mode in modes) + b"\x1b[?u\x1b[>q\x1b[c"
        reply = self._answer(questions, _ATTRIBUTES)
        self._write(b"\r\x1b[K")  # some terminals print unknown questions
        attributes = _ATTRIBUTES.search(reply)
        version = _VERSION.search(reply)
        return Answers(
            True,
            widths,
            tuple(int(part) for part in attributes[1].split(b";") if part) if attributes else (),
            frozenset(int(mode) for mode, state in _MODE.findall(reply) if state in b"123"),
            bool(_KEYS.search(reply)),
            _strip_control(version[1]) if version else "",
        )

    def _cursor(self) -> tuple[int, int] | None:
        """Return row and column of the cursor, from 1; None without a reply."""
        found = _PLACE.search(self._answer(b"\x1b[6n", _PLACE))
        return (int(found[1]), int(found[2])) if found else None

    def _answer(self, question: bytes, last: re.Pattern[bytes]) -> bytes:
        """Return what is read until `last` matches, or time is up."""
        self._write(question)
        deadline = time.monotonic() + self._seconds
        reply = b""
        while not last.search(reply) and (left := deadline - time.monotonic()) > 0:
            if select.select([self._descriptor], [], [], left)[0]:
                piece = os.read(self._descriptor, 4096)
                if not piece:
                    break
                reply += piece
        return reply

    def _write(self, data: bytes) -> None:
        while data:
            if not select.select([], [self._descriptor], [], self._seconds)[1]:
                raise TimeoutError("the terminal accepts no output")
            data = data[os.write(self._descriptor, data) :]


def ask_terminal(
    signs: Sequence[str], modes: Sequence[int], path: str = "/dev/tty", seconds: float = SECONDS
) -> Answers | None:
    """Ask the terminal of this process; None without one, or if this process is in the background."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.tcgetpgrp(descriptor) != os.getpgrp():
            return None  # writing would stop a background process
        with Terminal(descriptor, seconds=seconds) as terminal:
            return terminal.ask(signs, modes)
    except (OSError, termios.error):  # gone, or stalled
        return None
    finally:
        os.close(descriptor)


def _strip_control(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    return "".join(char for char in text if unicodedata.category(char)[0] not in "CZ" or char == " ")[:60]
