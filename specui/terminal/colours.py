"""How many colours this terminal can show, settled before Textual is imported.

Textual and rich read the environment once, while they are imported, and guess by the end of TERM's name;
over SSH, where COLORTERM is lost, that gives many terminals 16 colours, and takes `dumb` for truecolor.
So this module decides, and tells them through the environment. It imports neither.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from typing import Literal, NamedTuple, TypeAlias

Depth: TypeAlias = Literal["none", "16", "256", "truecolor"]
Choice: TypeAlias = Literal["auto", "none", "16", "256", "truecolor"]

CHOICES: tuple[Choice, ...] = ("auto", "none", "16", "256", "truecolor")
"""What `--color` takes."""

DEFAULT_DARK = "specui-dark"
ANSI = "specui-ansi"
"""The theme for terminals of 16 colours and for NO_COLOR: the terminal's own, what is marked is reversed or underlined."""

_RICH_NAMES = {"none": "standard", "16": "standard", "256": "256", "truecolor": "truecolor"}

# By the part of TERM before the first hyphen, or all of it. Terminals that take 24-bit colours under their own name.
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
    """The screen cannot be shown here; the message is one sentence for the user."""


class Colours(NamedTuple):
    """What was chosen. `ansi` themes are for terminals where a theme's own colours cannot be told apart."""

    depth: Depth

    @property
    def needs_ansi_theme(self) -> bool:
        return self.depth in {"none", "16"}


def choose_colours(choice: Choice = "auto", environ: MutableMapping[str, str] | None = None) -> Colours:
    """Settle the number of colours and write it into `environ` (the process's own by default) for Textual.

    `choice` wins over NO_COLOR, NO_COLOR over COLORTERM, COLORTERM over TERM. Call it before Textual is
    imported. Raises TerminalError where no screen can be drawn.
    """
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "").strip().lower()
    if term in _UNUSABLE:
        raise TerminalError(
            f"This terminal (TERM={term or 'not set'}) cannot move its cursor, so the workbench cannot be drawn; "
            "set TERM to what it really is, or use the commands such as `specui check`."
        )
    depth = choice if choice != "auto" else _depth(term, environ)
    # Textual takes even an empty NO_COLOR for one that is set.
    if depth == "none":
        environ["NO_COLOR"] = "1"
    else:
        environ.pop("NO_COLOR", None)
    environ["TEXTUAL_COLOR_SYSTEM"] = _RICH_NAMES[depth]
    return Colours(depth)


def decided_by(choice: Choice, environ: Mapping[str, str]) -> str:
    """Return what `choose_colours` goes by here, in words."""
    term = environ.get("TERM", "").strip().lower()
    if choice != "auto":
        return f"your wish ({choice})"
    if environ.get("NO_COLOR"):
        return "NO_COLOR"
    if environ.get("COLORTERM") and _depth("", {"COLORTERM": environ["COLORTERM"]}) == "truecolor":
        if _in_gnu_screen(term, environ):
            return f"TERM={term}, as GNU screen garbles what COLORTERM promises"
        return f"COLORTERM={environ['COLORTERM']}"
    return f"TERM={term}" + ("" if environ.get("COLORTERM") else "; COLORTERM is not set")


def require_terminal() -> None:
    """Raise TerminalError unless keys can be read and the screen be written."""
    for descriptor, what, instead in ((0, "input", "keys"), (1, "output", "the screen")):
        if not os.isatty(descriptor):
            raise TerminalError(
                f"Standard {what} is not a terminal, and the workbench needs one for {instead}; "
                "in scripts use the commands such as `specui check` or `specui show`."
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
    """GNU screen hands COLORTERM on and garbles what it promises."""
    return term.startswith("screen") and "STY" in environ and "TMUX" not in environ


def _depth_in_terminfo(term: str) -> Depth:
    """Ask the terminal database about a name that is not known here; 16 where it does not know either."""
    try:
        import curses

        curses.setupterm(term, 1)
        colours = curses.tigetnum("colors")
    except Exception:  # noqa: BLE001  # curses may be missing, and its error is then not there to be named
        return "16"
    if colours >= 1 << 24:
        return "truecolor"
    if colours >= 256:
        return "256"
    return "16" if colours >= 8 else "none"
