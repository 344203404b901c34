"""Decide how many colours to use, before Textual is imported.

Textual and rich read the environment once, when they are imported, and guess from the end of TERM. Over SSH, where
COLORTERM is lost, that gives many terminals 16 colours, and treats `dumb` as truecolor. This module decides better, and
passes its decision on through the environment. It imports neither of them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from typing import Literal, NamedTuple, TypeAlias

Depth: TypeAlias = Literal["none", "16", "256", "truecolor"]
Choice: TypeAlias = Literal["auto", "none", "16", "256", "truecolor"]

CHOICES: tuple[Choice, ...] = ("auto", "none", "16", "256", "truecolor")
"""The values of `--color`."""

DEFAULT_DARK = "specui-dark"
ANSI = "specui-ansi"
"""The theme for 16 colours and for NO_COLOR: the terminal's own colours, with reverse and underline for marks."""

_RICH_NAMES = {"none": "standard", "16": "standard", "256": "256", "truecolor": "truecolor"}

# TERM, or its part before the first hyphen, of terminals that show 24-bit colours.
_TRUECOLOR = {
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "iterm2",
    "kitty",
    "mintty",
    "mlterm",
    "rio",
    "wezterm",
    "xterm-ghostty",
    "xterm-kitty",
}
_MONOCHROME = {"vt52", "vt100", "vt102", "vt220", "vt320", "vt420"}
_UNUSABLE = {"", "dumb", "unknown"}


class TerminalError(Exception):
    """The screen cannot be shown here; the message is for the user."""


class Colours(NamedTuple):
    """The chosen number of colours."""

    depth: Depth

    @property
    def needs_ansi_theme(self) -> bool:
        """Whether a theme's own colours cannot be distinguished here."""
        return self.depth in {"none", "16"}


def choose_colours(choice: Choice = "auto", environ: MutableMapping[str, str] | None = None) -> Colours:
    """Choose the number of colours, and write it to `environ` (by default os.environ) for Textual.

    `choice` wins over NO_COLOR, NO_COLOR over COLORTERM, COLORTERM over TERM. Call this before Textual is imported.
    Raises TerminalError if no screen can be drawn.
    """
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "").strip().lower()
    if term in _UNUSABLE:
        raise TerminalError(
            f"this terminal cannot show the workbench (TERM={term or 'not set'}); "
            "set TERM to its real type, or use a command such as specui check."
        )
    depth = choice if choice != "auto" else _depth(term, environ)
    # Textual treats an empty NO_COLOR as set.
    if depth == "none":
        environ["NO_COLOR"] = "1"
    else:
        environ.pop("NO_COLOR", None)
    environ["TEXTUAL_COLOR_SYSTEM"] = _RICH_NAMES[depth]
    return Colours(depth)


def decided_by(choice: Choice, environ: Mapping[str, str]) -> str:
    """Return what `choose_colours` decides by, in words."""
    term = environ.get("TERM", "").strip().lower()
    if choice != "auto":
        return f"color = {choice}"
    if environ.get("NO_COLOR"):
        return "NO_COLOR"
    if environ.get("COLORTERM") and _depth("", {"COLORTERM": environ["COLORTERM"]}) == "truecolor":
        if _in_gnu_screen(term, environ):
            return f"TERM={term}; GNU screen ignores COLORTERM"
        return f"COLORTERM={environ['COLORTERM']}"
    return f"TERM={term}" + ("" if environ.get("COLORTERM") else "; COLORTERM is not set")


def require_terminal() -> None:
    """Raise TerminalError unless standard input and output are terminals."""
    for descriptor, stream in ((0, "input"), (1, "output")):
        if not os.isatty(descriptor):
            raise TerminalError(
                f"standard {stream} is not a terminal, which the workbench needs; "
                "in scripts, use commands such as specui check or specui show."
            )


def _depth(term: str, environ: Mapping[str, str]) -> Depth:
    if environ.get("NO_COLOR"):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"} and not _in_gnu_screen(
        term, environ
    ):
        return "truecolor"
    if term in _TRUECOLOR or term.partition("-")[0] in _TRUECOLOR or term.endswith("-direct"):
        return "truecolor"
    if term.endswith(("-256color", "-256")):
        return "256"
    if term in _MONOCHROME or term.endswith(("-mono", "-m")):
        return "none"
    if term.endswith(("-16color", "-color", "-88color")) or term in {
        "linux",
        "xterm",
        "screen",
        "ansi",
        "cygwin",
    }:
        return "16"
    return _depth_in_terminfo(term)


def _in_gnu_screen(term: str, environ: Mapping[str, str]) -> bool:
    """Return whether this is GNU screen, which passes COLORTERM on but cannot show such colours."""
    return term.startswith("screen") and "STY" in environ and "TMUX" not in environ


def _depth_in_terminfo(term: str) -> Depth:
    """Look up an unknown TERM in the terminal database; 16 if it is unknown there too."""
    try:
        import curses

        curses.setupterm(term, 1)
        colours = curses.tigetnum("colors")
    except Exception:  # noqa: BLE001  # curses may be missing, and with it the name of its error
        return "16"
    if colours >= 1 << 24:
        return "truecolor"
    if colours >= 256:
        return "256"
    return "16" if colours >= 8 else "none"
