"""The signs of severities and messages: one cell each, different without colours, and none of them a bullet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from specui.rules.diagnostic import Severity

if TYPE_CHECKING:
    from specui.tui.rendering.paint import Cell


class Sign(NamedTuple):
    """A severity's sign, word, and the role of its colour."""

    sign: str
    word: str
    role: str


SIGNS: dict[Severity, Sign] = {
    Severity.ERROR: Sign("✖", "error", "error"),
    Severity.WARNING: Sign("▲", "warning", "warning"),
    Severity.INFO: Sign("i", "info", "info"),
}
"""The worst first."""

MESSAGE_SIGNS = {"error": SIGNS[Severity.ERROR].sign, "warning": SIGNS[Severity.WARNING].sign, "ok": "✓"}
"""The sign before a message, by its role."""


def count_cells(counts: Iterable[int]) -> list[Cell]:
    """Return the count of each severity with its sign, the worst first; nothing for zero."""
    from specui.tui.rendering.paint import Cell  # imports Textual, which is not needed to count

    cells: list[Cell] = []
    for sign, count in zip(SIGNS.values(), counts, strict=True):
        if count:
            cells += [Cell(" ")] if cells else []
            cells.append(Cell(f"{sign.sign}{count}", sign.role))
    return cells
