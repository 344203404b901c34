"""The signs of severities and of messages: one cell each, told apart without a colour, none of them a bullet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from specui.rules.diagnostic import Severity

if TYPE_CHECKING:
    from specui.tui.rendering.paint import Cell


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


def count_cells(counts: Iterable[int]) -> list[Cell]:
    """Return how many there are of each severity, the worst first: sign and number; nothing for none."""
    from specui.tui.rendering.paint import Cell  # brings Textual, which those who only count do without

    cells: list[Cell] = []
    for sign, count in zip(SIGNS.values(), counts, strict=True):
        if count:
            cells += [Cell(" ")] if cells else []
            cells.append(Cell(f"{sign.sign}{count}", sign.role))
    return cells
