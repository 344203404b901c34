"""The changes of a resolution as rows: each with its box, and the lines that it changes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from specui.specs import names
from specui.specs.resolve.line_changes import Hunk
from specui.specs.resolve.resolution import Closing, Part
from specui.tui.rendering.ascii_fallback import boxes
from specui.tui.rendering.paint import CURSOR, Cell, wrap_words
from specui.tui.rendering.safe_text import safe, width

GROUND = "text on panel"
_LOOKS = {"−": ("removed", "removed on removed-background"), "+": ("added", "added on added-background")}
_OFF = ("faint", GROUND)
_MARKED = "text on selection"
TAG = 7
"""Cells of the word that says how sure a change is; ``specui triage --plain`` says it in the same words."""


class Row(NamedTuple):
    """A line: its cells, its look, and the number of its part (-1 for none)."""

    cells: tuple[Cell, ...]
    ground: str
    part: int


def closing_rows(
    closing: Closing, ticked: frozenset[int], cursor: int, columns: int, marked: Collection[int] = ()
) -> list[Row]:
    """Return the parts with their lines, and below them what is not possible and why.

    ``ticked``, ``cursor`` and ``marked``, those of a range, count the parts from 0; the lines of a part that is not
    ticked are dimmed.
    """
    digits = max(
        (len(str(hunk.line + len(hunk.removed))) for part in closing.parts for hunk in part.hunks), default=1
    )
    found = list[Row]()
    for index, part in enumerate(closing.parts):
        if index:
            found.append(Row((), GROUND, -1))
        found += _head(part, index, columns, ticked=index in ticked, ground=_ground(index, cursor, marked))
        for hunk in part.hunks:
            found += _hunk(hunk, index, columns, digits, off=index not in ticked)
    for refusal in closing.refusals:
        found.append(Row((), GROUND, -1))
        text = f"Not possible: {safe(refusal.title)} (line {refusal.line}). {safe(refusal.reason)}"
        found += [Row((Cell("   "), Cell(line, "muted")), GROUND, -1) for line in _wrap(text, columns - 4)]
    return found


def _ground(index: int, cursor: int, marked: Collection[int]) -> str:
    return CURSOR if index == cursor else _MARKED if index in marked else GROUND


def _head(part: Part, index: int, columns: int, *, ticked: bool, ground: str) -> Iterator[Row]:
    sign = boxes().ticked if ticked else boxes().open
    box = Cell(f" {'›' if ground == CURSOR else ' '} {sign} ", "tick" if ticked else "box")
    tag = Cell(f"{'always' if part.needed else 'certain' if part.sure else 'likely':<{TAG}}  ", "muted")
    lead = width(box.text) + width(tag.text)
    first, *others = _wrap(safe(names.strip_marks(part.title)), columns - lead - 1)
    look = "bold" if ticked else ""
    yield Row((box, tag, Cell(first, look)), ground, index)
    for text in others:
        yield Row((Cell(" " * lead), Cell(text, look)), ground, index)


def _hunk(hunk: Hunk, index: int, columns: int, digits: int, *, off: bool) -> Iterator[Row]:
    for sign, lines in (("−", hunk.removed), ("+", hunk.added)):
        look, ground = _OFF if off else _LOOKS[sign]
        for step, text in enumerate(lines):
            number = f"{hunk.line + step:>{digits}}" if sign == "−" else " " * digits
            lead = (Cell(f"     {number} ", "faint"), Cell(f"{sign} ", look))
            first, *others = _wrap(safe(text), columns - digits - 9)
            yield Row((*lead, Cell(first, look)), ground, index)
            for more in others:
                yield Row((Cell(" " * (digits + 8)), Cell(more, look)), ground, index)


def _wrap(text: str, columns: int) -> list[str]:
    return wrap_words(text, max(8, columns))
