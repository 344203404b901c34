"""Collects rows and elements while a section is drawn from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from specui.specs.targets import Target
from specui.tui.rendering.section.model import EditArea, Element, ElementKind, Line, Row

MEASURE: Final = 96
"""Running text is not drawn wider than this: longer lines are hard to read back from."""


class Canvas:
    """The rows and elements so far; ``width`` is the room right of the gutter, ``measure`` that of running text."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.measure = min(width, MEASURE)
        self.rows: list[Row] = []
        self.elements: list[Element] = []

    def blank(self) -> None:
        """Add one empty row, unless there is one."""
        if self.rows and self.rows[-1].segments:
            self.rows.append(Row(()))

    def aside(self, lines: Iterable[Line]) -> None:
        """Draw rows that the cursor skips."""
        self.rows.extend(Row(line) for line in lines)

    def add_element(
        self,
        kind: ElementKind,
        lines: Iterable[Line],
        *,
        start: int,
        end: int,
        line: int,
        text: str,
        depth: int = 0,
        address: str = "",
        target: Target | None = None,
        areas: tuple[EditArea, ...] = (),
    ) -> None:
        """Draw rows as an element of the cursor."""
        index, first = len(self.elements), len(self.rows)
        self.rows.extend(Row(segments, index) for segments in lines)
        last = max(first, len(self.rows) - 1)
        if first == len(self.rows):
            self.rows.append(Row((), index))
        self.elements.append(
            Element(index, kind, first, last, start, end, line, depth, text, address, target, areas)
        )


def hang(prefix: Line, indent: int, lines: Iterable[Line]) -> list[Line]:
    """Return lines with ``prefix`` before the first and ``indent`` blanks before the others."""
    pad: Line = ((" " * indent, ""),) if indent else ()
    return [(*(pad if number else prefix), *line) for number, line in enumerate(lines)]


def pushed(indent: int, areas: Iterable[EditArea]) -> tuple[EditArea, ...]:
    """Return areas moved to the right, as ``hang`` moves their lines."""
    return tuple(area._replace(x=area.x + indent) for area in areas)


def cells(line: Line) -> int:
    """Return how many cells a line takes."""
    from specui.tui.rendering.safe_text import width

    return sum(width(text) for text, _ in line)
