"""Is the terminal's ground light or dark: the question (OSC 11), and its answer taken out of what is typed.

Written behind the first frame, so that nothing waits for it; the answer comes among the keys, whenever it comes, and
must never be taken for some. A terminal that is not known to understand the question is not asked.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from threading import Event
from typing import Literal, TypeAlias

Shade: TypeAlias = Literal["", "dark", "light"]

QUESTION = "\x1b]11;?\x1b\\"
EXPECT_SECONDS = 5.0
"""How long the beginning of an answer may be held, from one look at the keys to the next, before it is a key."""
LEAVE_SECONDS = 0.1
"""How long the end waits for an answer that is still under way, so that the shell does not get it."""
_YOUNG = 1.0
"""After so many seconds an answer that has not come will not come while one leaves."""

_KNOWN = frozenset({
    "xterm", "tmux", "rxvt", "foot", "alacritty", "kitty", "ghostty", "wezterm", "contour", "konsole", "mintty",
    "iterm2", "rio", "st", "vte", "gnome",
})  # fmt: skip
_ANSWER = re.compile(rb"\x1b\]11;([^\x07\x1b]{0,64})(?:\x07|\x1b\\)")
_BEGUN = re.compile(rb"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,64}\x1b?)?)?)?)?\Z")
_SURE = b"\x1b]11;"
_COLOUR = re.compile(r"(?:rgba?:|#)([0-9a-fA-F]+)(?:/([0-9a-fA-F]+)/([0-9a-fA-F]+)(?:/[0-9a-fA-F]+)?)?")


def may_ask(environ: Mapping[str, str]) -> bool:
    """Say whether a terminal is known to answer, or to pass over what it does not: no console, no GNU screen."""
    if environ.get("STY"):
        return False
    first = environ.get("TERM", "").partition("-")[0]
    return first in _KNOWN or (first == "screen" and bool(environ.get("TMUX")))


def shade_of(colour: str) -> Shade:
    """Return what a colour is as X11 writes it (`rgb:ffff/ffff/ffff`, `#ffffff`); "" for what is none."""
    found = _COLOUR.fullmatch(colour.strip())
    if found is None:
        return ""
    if found[2] is None:
        size, rest = divmod(len(found[1]), 3)
        if rest or not size:
            return ""
        parts = [found[1][i * size : (i + 1) * size] for i in range(3)]
    else:
        parts = [found[1], found[2], found[3]]
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts)
    return "light" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 else "dark"


class GroundAnswer:
    """Takes the answer out of the bytes that come from a terminal that was just asked. For the thread that reads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked = clock()
        self._rest = b""
        self._came = Event()
        self.told: Shade = ""
        """What it said; empty until then, and where it made no sense."""

    def keys(self, data: bytes) -> bytes:
        """Return what is no answer, nor the beginning of one."""
        data = self._rest + data
        self._rest = b""
        while found := _ANSWER.search(data):
            self.told = shade_of(found[1].decode("ascii", "replace")) or self.told
            self._came.set()
            data = data[: found.start()] + data[found.end() :]
        begun = _BEGUN.search(data)
        if begun and (begun[0].startswith(_SURE) or self._expected(EXPECT_SECONDS)):
            self._rest = begun[0]
            data = data[: begun.start()]
        return data

    def held(self) -> bytes:
        """Return what was held and might be a key after all: a lone escape; call it when nothing came for a moment."""
        if self._rest.startswith(_SURE):
            return b""  # nobody types that: the rest of it is under way
        rest, self._rest = self._rest, b""
        return rest

    def wait(self) -> None:
        """Wait a moment for an answer that is still under way; called by another thread, while one leaves."""
        if self._expected(_YOUNG):
            self._came.wait(LEAVE_SECONDS)

    def _expected(self, seconds: float) -> bool:
        return not self._came.is_set() and self._clock() - self._asked < seconds
