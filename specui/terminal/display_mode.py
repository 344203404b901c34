"""How the screen behaves on this terminal: which signs it draws, how often it paints, whether it asks for the mouse."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from specui.terminal.charset import Charset, charset

Signs: TypeAlias = Literal["all", "console", "ascii"]
"""All there are; those that the font of a Linux console has; ASCII only."""

_LEAN_SECONDS = 1 / 12
"""From one frame to the next that nobody waits for."""


class Manner(NamedTuple):
    """`frame_seconds`: how long the screen waits from one frame to the next that is no answer to a key."""

    signs: Signs = "all"
    lean: bool = False
    mouse: bool = True

    @property
    def frame_seconds(self) -> float:
        return _LEAN_SECONDS if self.lean else 0.0


def choose_manner(
    *,
    ascii: bool | None = None,  # noqa: A002 - the option's name
    lean: bool | None = None,
    mouse: bool = True,
    environ: Mapping[str, str] | None = None,
    locale: Charset | None = None,
) -> Manner:
    """Return how to behave here.

    `ascii` and `lean` are what the user asks for; None: as the locale, as the connection is. `environ` and `locale` are this
    process's by default.
    """
    environ = os.environ if environ is None else environ
    return Manner(choose_signs(environ, locale, ascii=ascii), is_lean(environ, lean), mouse)


def choose_signs(
    environ: Mapping[str, str],
    locale: Charset | None = None,
    *,
    ascii: bool | None = None,  # noqa: A002
) -> Signs:
    """Return which signs can be drawn: the wish, then the locale, then the terminal's font decide."""
    if ascii or (ascii is None and not (locale or charset()).is_utf8):
        return "ascii"
    return "console" if environ.get("TERM", "").partition("-")[0] == "linux" else "all"


def is_lean(environ: Mapping[str, str], wish: bool | None = None) -> bool:
    """Say whether to send as little as can be: as the user wishes, else over SSH."""
    if wish is not None:
        return wish
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
