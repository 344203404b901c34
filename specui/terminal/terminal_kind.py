"""Recognise the terminal from the environment."""

from __future__ import annotations

from collections.abc import Mapping

_BY_PROGRAM = {
    "iterm.app": "iterm2",
    "apple_terminal": "apple-terminal",
    "wezterm": "wezterm",
    "ghostty": "ghostty",
    "rio": "rio",
    "vscode": "vscode",
    "alacritty": "alacritty",
}
_BY_VARIABLE = {
    "KITTY_WINDOW_ID": "kitty",
    "WEZTERM_PANE": "wezterm",
    "ALACRITTY_WINDOW_ID": "alacritty",
    "WT_SESSION": "windows-terminal",
    "KONSOLE_VERSION": "konsole",
    "VTE_VERSION": "vte",
    "XTERM_VERSION": "xterm",
}
_BY_TERM = {
    "alacritty", "contour", "foot", "ghostty", "iterm2", "kitty", "linux", "mintty", "rio", "wezterm",
}  # fmt: skip


def terminal_name(environ: Mapping[str, str]) -> str:
    """Return the name of the terminal in lower case; "" if it is unknown or ambiguous.

    Over SSH, little more than TERM is known. Inside tmux or screen, this is the terminal outside, if it is known at all.
    """
    program = environ.get("TERM_PROGRAM", "").lower()
    if program in _BY_PROGRAM:
        return _BY_PROGRAM[program]
    for variable, name in _BY_VARIABLE.items():
        if environ.get(variable):
            return name
    term = environ.get("TERM", "").lower()
    first, _, rest = term.partition("-")
    if first == "xterm" and rest in {"kitty", "ghostty"}:
        return rest
    if first in _BY_TERM:
        return first
    return "vt" if first.startswith("vt") and first[2:].isdigit() else ""
