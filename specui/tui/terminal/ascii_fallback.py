"""Signs that need more cells where a terminal has only letters: chosen once, before anything is drawn.

All others are one cell, and are spelled by what stands between Textual and the terminal (`specui.markdown.ascii_text`).
"""

from __future__ import annotations

from typing import NamedTuple

from specui.terminal.display_mode import Signs


class Boxes(NamedTuple):
    """How a checkbox is drawn."""

    open: str
    ticked: str


_BOXES = Boxes("☐", "☑")
_SPELLED_BOXES = Boxes("[ ]", "[x]")
_ARROWS = {"↑": "up", "↓": "down", "←": "left", "→": "right"}
_drawn: Signs = "all"


def draw_with(signs: Signs) -> None:
    """Choose which signs there are, from here on."""
    global _drawn  # noqa: PLW0603 - one terminal a process
    _drawn = signs


def boxes() -> Boxes:
    """Return the boxes of a checklist."""
    return _BOXES if _drawn == "all" else _SPELLED_BOXES


def eighths() -> bool:
    """Say whether a part of a cell can be drawn."""
    return _drawn == "all"


def key_label(keys: str) -> str:
    """Return the name of a key, or of several, as it can be drawn: an arrow `<` would be another key."""
    if _drawn == "all" or not set(keys) & set(_ARROWS):
        return keys
    return " ".join(_ARROWS.get(key, key) for key in keys)
