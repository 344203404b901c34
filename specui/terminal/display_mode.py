"""Choose how the screen uses this terminal: which symbols it draws, how often it paints, whether it uses the mouse."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from specui.terminal.charset import Charset, charset

Signs: TypeAlias = Literal["all", "console", "ascii"]
"""All symbols; those in the font of a Linux console; ASCII only."""

_LEAN_SECONDS = 1 / 12
"""The time between frames that are not a reply to a key."""


class DisplayMode(NamedTuple):
    """How the screen uses a terminal."""

    signs: Signs = "all"
    lean: bool = False
    mouse: bool = True

    @property
    def frame_seconds(self) -> float:
        """The least time between frames that are not a reply to a key."""
        return _LEAN_SECONDS if self.lean else 0.0


def choose_display_mode(
    *,
    ascii: bool | None = None,  # noqa: A002 - the option's name
    lean: bool | None = None,
    mouse: bool = True,
    environ: Mapping[str, str] | None = None,
    locale: Charset | None = None,
) -> DisplayMode:
    """Return the display mode for this terminal.

    `ascii` and `lean` are the user's settings; None lets the locale and the connection decide. `environ` and `locale`
    default to those of this process.
    """
    environ = os.environ if environ is None else environ
    return DisplayMode(choose_signs(environ, locale, ascii=ascii), is_lean(environ, lean), mouse)


def choose_signs(
    environ: Mapping[str, str],
    locale: Charset | None = None,
    *,
    ascii: bool | None = None,  # noqa: A002
) -> Signs:
    """Return which symbols to draw: the setting decides, then the locale, then the font of the terminal."""
    if ascii or (ascii is None and not (locale or charset()).is_utf8):
        return "ascii"
    return "console" if environ.get("TERM", "").partition("-")[0] == "linux" else "all"


def is_lean(environ: Mapping[str, str], setting: bool | None = None) -> bool:
    """Return whether to minimise output: as set, or else over SSH."""
    if setting is not None:
        return setting
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
