"""Signs that take more cells in ASCII than otherwise. The choice is made once, before anything is drawn.

The driver replaces all other signs, which take one cell either way (`specui.markdown.ascii_text`).
"""

from __future__ import annotations

from typing import NamedTuple

from specui.terminal.display_mode import Signs


class Boxes(NamedTuple):
    """The signs of a checkbox."""

    open: str
    ticked: str


_BOXES = Boxes("☐", "☑")
_SPELLED_BOXES = Boxes("[ ]", "[x]")
_ARROWS = {"↑": "up", "↓": "down", "←": "left", "→": "right"}
_drawn: Signs = "all"


def draw_with(signs: Signs) -> None:
    """Choose the signs that the terminal has."""
    global _drawn  # noqa: PLW0603 - a process has one terminal
    _drawn = signs


def boxes() -> Boxes:
    """Return the signs of a checkbox."""
    return _BOXES if _drawn == "all" else _SPELLED_BOXES


def eighths() -> bool:
    """Say whether the terminal can draw eighths of a cell."""
    return _drawn == "all"


def key_label(keys: str) -> str:
    """Return the names of keys without arrows if the terminal has none: `<` in their place would be another key."""
    if _drawn == "all" or not set(keys) & set(_ARROWS):
        return keys
    return " ".join(_ARROWS.get(key, key) for key in keys)
