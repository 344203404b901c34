"""The rows of the finder, as cells. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from specui.specs.items.kinds import KINDS
from specui.specs.search import Hit, Kind
from specui.tui.rendering.paint import Cell, cells_width
from specui.tui.rendering.safe_text import fit, safe, width

PREFIXES: dict[str, tuple[Kind, str]] = {
    "@": ("spec", "specs"),
    "#": ("heading", "headings"),
    **{kind.sign: (kind.id, kind.listing) for kind in KINDS.values()},
    ">": ("dependency", "dependencies"),
    "-": ("state", "current state"),
    "%": ("degraded", "degraded modes"),
}
"""Sign to type first → the kind that it selects, and its plural."""
SIGNS: dict[Kind, str] = {kind: sign for sign, (kind, _) in PREFIXES.items()} | {"item": "·"}
BESIDE = 0.42
"""Share of a row that the place of an item may take."""
TEXT = 8
"""Cells that the text of an item has at least."""
BEFORE = 12
"""Characters before the first match, if the start of a text is cut."""


def split(typed: str) -> tuple[Kind | None, str]:
    """Return the kind that the first sign selects, and the rest."""
    bare = typed.lstrip()
    known = PREFIXES.get(bare[:1])
    return (known[0], bare[1:]) if known is not None else (None, typed)


def row(hit: Hit, columns: int, *, current: bool) -> list[Cell]:
    """Return one row: the sign of the kind, the text with its matches, and the place. `current` marks the cursor row."""
    item = hit.item
    lead = [Cell(f" {'›' if current else ' '} "), Cell(f"{SIGNS[item.kind]} ", "" if current else "muted")]
    most = columns - cells_width(lead) - TEXT - 3
    place = matched(
        item.place, hit.beside, min(most, max(8, int(columns * BESIDE) - 2)), "" if current else "muted"
    )
    room = columns - cells_width(lead) - cells_width(place) - 3
    text = matched(item.text, hit.letters, max(TEXT, room), "bold" if item.kind == "spec" else "")
    gap = columns - cells_width(lead) - cells_width(text) - cells_width(place) - 1
    return [*lead, *text, Cell(" " * max(1, gap)), *place, Cell(" ")]


def matched(text: str, letters: Sequence[int], columns: int, look: str = "") -> list[Cell]:
    """Return text in at most `columns` cells, with these letters highlighted; the start is cut before a match is."""
    first = letters[0] if letters else 0
    begins = (
        max(0, first - BEFORE) if width(safe(text[: letters[-1] + 1 if letters else 0])) >= columns else 0
    )
    cells = [Cell("…", look)] if begins else []
    room = columns - len(cells)
    lit = set(letters)
    start = begins
    while start < len(text) and room > 0:
        end = start + 1
        while end < len(text) and (end in lit) == (start in lit):
            end += 1
        drawn = safe(text[start:end])
        last = end >= len(text)
        if width(drawn) > room - (0 if last else 1):
            cut = fit(drawn, room) if width(drawn) > room else drawn[:-1] + "…"
            cells.append(Cell(cut, MATCH if start in lit else look))
            break
        cells.append(Cell(drawn, MATCH if start in lit else look))
        room -= width(drawn)
        start = end
    return cells


MATCH = "accent bold underline"
"""The style of matching letters."""


def legend(kind: Kind | None, columns: int) -> list[list[Cell]]:
    """Return the signs with their words in as few lines as possible, the selected one highlighted."""
    lines: list[list[Cell]] = [[Cell("  ")]]
    used = 2
    for sign, (of, word) in PREFIXES.items():
        size = len(word) + 4
        if used + size - 2 > columns:
            lines.append([Cell("  ")])
            used = 2
        chosen = of == kind
        lines[-1] += [
            Cell(sign, "key-hint bold"),
            Cell(f" {word}", "accent bold underline" if chosen else "muted"),
            Cell("  "),
        ]
        used += size
    other = "  · other items"
    if used + len(other) - 2 > columns:
        lines.append([])
    lines[-1].append(Cell(other if used + len(other) - 2 > columns else other[2:], "muted"))
    return lines
