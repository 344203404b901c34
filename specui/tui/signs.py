"""The signs of severities, of messages and of boxes; none of them a bullet, all told apart without a colour.

Most are one cell, and are spelled where the terminal has no such sign by what stands between it and Textual
(`specui.markdown.spelling`). Those that need more room there are chosen here, once, before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from specui.rules.diagnostic import Severity
from specui.terminal.manner import Signs

if TYPE_CHECKING:
    from specui.tui.paint import Cell


class Sign(NamedTuple):
    """How a severity is shown: sign, word, role of its colour."""

    sign: str
    word: str
    role: str


SIGNS: dict[Severity, Sign] = {
    Severity.ERROR: Sign("✖", "error", "error"),
    Severity.WARNING: Sign("▲", "warning", "warning"),
    Severity.INFO: Sign("i", "info", "info"),
}
"""The worst first."""

TOLD = {"error": SIGNS[Severity.ERROR].sign, "warning": SIGNS[Severity.WARNING].sign, "ok": "✓"}
"""What stands before a message of a role."""


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


def key_label(keys: str) -> str:
    """Return the name of a key, or of several, as it can be drawn: an arrow `<` would be another key."""
    if _drawn == "all" or not set(keys) & set(_ARROWS):
        return keys
    return " ".join(_ARROWS.get(key, key) for key in keys)


def count_cells(counts: Iterable[int]) -> list[Cell]:
    """Return how many there are of each severity, the worst first: sign and number; nothing for none."""
    from specui.tui.paint import Cell  # brings Textual, which those who only count do without

    cells: list[Cell] = []
    for sign, count in zip(SIGNS.values(), counts, strict=True):
        if count:
            cells += [Cell(" ")] if cells else []
            cells.append(Cell(f"{sign.sign}{count}", sign.role))
    return cells
