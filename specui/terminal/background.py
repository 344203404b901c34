"""Ask the terminal whether its background is light or dark (OSC 11), and filter the reply out of the keys.

The question follows the first frame, so nothing waits for it. The reply arrives among the keys at any time, and must
never be mistaken for some. Only terminals that are known to understand the question are asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Event
from typing import Literal, TypeAlias

from specui.markdown.lazy import lazy_pattern

Shade: TypeAlias = Literal["", "dark", "light"]

QUESTION = "\x1b]11;?\x1b\\"
EXPECT_SECONDS = 5.0
"""How long the beginning of a reply is held back before it counts as a key."""
LEAVE_SECONDS = 0.1
"""How long quitting waits for a reply on its way, so that the shell does not get it."""
_YOUNG = 1.0
"""A reply that takes longer than this is not waited for when quitting."""

_KNOWN = frozenset({
    "xterm", "tmux", "rxvt", "foot", "alacritty", "kitty", "ghostty", "wezterm", "contour", "konsole", "mintty",
    "iterm2", "rio", "st", "vte", "gnome",
})  # fmt: skip
_ANSWER = lazy_pattern(rb"\x1b\]11;([^\x07\x1b]{0,64})(?:\x07|\x1b\\)")
_BEGUN = lazy_pattern(rb"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,64}\x1b?)?)?)?)?\Z")
_SURE = b"\x1b]11;"
_COLOUR = lazy_pattern(r"(?:rgba?:|#)([0-9a-fA-F]+)(?:/([0-9a-fA-F]+)/([0-9a-fA-F]+)(?:/[0-9a-fA-F]+)?)?")


def may_ask(environ: Mapping[str, str]) -> bool:
    """Return whether a terminal is known to answer or ignore the question: not a console, not GNU screen."""
    if environ.get("STY"):
        return False
    first = environ.get("TERM", "").partition("-")[0]
    return first in _KNOWN or (first == "screen" and bool(environ.get("TMUX")))


def shade_of(colour: str) -> Shade:
    """Return whether a colour in X11 notation (`rgb:ffff/ffff/ffff`, `#ffffff`) is dark or light; "" if invalid."""
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


class BackgroundReply:
    """Filters the reply out of the bytes from a terminal that was just asked; used by the thread that reads them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked = clock()
        self._rest = b""
        self._came = Event()
        self.shade: Shade = ""
        """The reply; "" before it arrives, and for an invalid one."""

    def keys(self, data: bytes) -> bytes:
        """Return the bytes that are neither a reply nor the beginning of one."""
        data = self._rest + data
        self._rest = b""
        while found := _ANSWER.search(data):
            self.shade = shade_of(found[1].decode("ascii", "replace")) or self.shade
            self._came.set()
            data = data[: found.start()] + data[found.end() :]
        begun = _BEGUN.search(data)
        if begun and (begun[0].startswith(_SURE) or self._expected(EXPECT_SECONDS)):
            self._rest = begun[0]
            data = data[: begun.start()]
        return data

    def held(self) -> bytes:
        """Return bytes that were held back but may be a key, such as a lone escape; call this after a pause."""
        if self._rest.startswith(_SURE):
            return b""  # cannot be typed: the rest is on its way
        rest, self._rest = self._rest, b""
        return rest

    def wait(self) -> None:
        """Wait briefly for a reply on its way; called by another thread when quitting."""
        if self._expected(_YOUNG):
            self._came.wait(LEAVE_SECONDS)

    def _expected(self, seconds: float) -> bool:
        return not self._came.is_set() and self._clock() - self._asked < seconds
