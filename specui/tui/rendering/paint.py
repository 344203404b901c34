"""Lines of cells in roles of the theme, for widgets that draw themselves line by line.

A widget names roles (`muted`, `error`), never colours; the theme defines the roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color as Colour
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from specui.tui.rendering.safe_text import fit, width

_FLAGS = {"bold", "dim", "italic", "underline", "reverse", "strike"}


CURSOR = "cursor-row-text cursor-row-style on cursor-row"
CURSOR_ELSEWHERE = "cursor-row-blurred-text cursor-row-blurred-style on cursor-row-blurred"
"""The looks of the row under the cursor, with the focus here and elsewhere."""
CURSOR_BELOW = "cursor-row-blurred-text on cursor-row-blurred"
"""The look of its other lines, with the focus elsewhere: a style such as underline is for the first line only."""


class Cell(NamedTuple):
    """A run of text that is safe to draw; `look` is a role with flags: `error bold`."""

    text: str
    look: str = ""


class Paint:
    """Resolves looks to styles of one theme, given its `App.theme_variables`."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._styles: dict[str, Style] = {}

    def style(self, look: str) -> Style:
        """Return the style of `role flags on role`; a role whose name ends in `-style` gives flags."""
        found = self._styles.get(look)
        if found is None:
            found = self._styles[look] = self._make(look)
        return found

    def line(self, cells: Iterable[Cell], columns: int, base: str = "") -> Strip:
        """Return the cells on one line of exactly `columns` cells, on the base look."""
        ground = self.style(base)
        style = self._plain if ground.reverse else self.style
        segments = [
            Segment(cell.text, ground + style(cell.look) if cell.look else ground)
            for cell in cells
            if cell.text
        ]
        return Strip(segments).adjust_cell_length(columns, ground)

    def _plain(self, look: str) -> Style:
        """Return the style of a look without its colour, which reverse video would turn into a background."""
        return self.style(look).without_color

    def _make(self, look: str) -> Style:
        text, _, behind = look.partition(" on ")
        words: list[str] = []
        for word in text.split():
            words += self._variables.get(word, "none").split() if word.endswith("-style") else [word]
        roles = [word for word in words if word not in _FLAGS and word != "none"]
        return Style(
            color=self._colour(roles[0]) if roles else None,
            bgcolor=self._colour(behind.strip()) if behind else None,
            bold="bold" in words or None,
            dim="dim" in words or None,
            italic="italic" in words or None,
            underline="underline" in words or None,
            reverse="reverse" in words or None,
            strike="strike" in words or None,
        )

    def _colour(self, role: str) -> Colour:
        return _parsed(self._variables.get(role, "ansi_default"))


@lru_cache(maxsize=256)
def _parsed(value: str) -> Colour:
    return Color.parse(value).rich_color


def cells_width(cells: Iterable[Cell]) -> int:
    """Return the width of cells on the screen."""
    return sum(width(cell.text) for cell in cells)


def spread(left: list[Cell], right: list[Cell], columns: int) -> list[Cell]:
    """Return both on one line, `right` at the end; `left` is cut between words to make room."""
    room = columns - cells_width(right)
    kept, used = [], 0
    for cell in left:
        text = fit_words(cell.text, max(0, room - used - 1))
        if text:
            kept.append(Cell(text, cell.look))
            used += width(text)
    return [*kept, Cell(" " * max(0, room - used)), *right]


def filled(share: float, columns: int) -> int:
    """Return how many cells of a bar are full; a share above 0 shows, and so does a rest."""
    full = round(columns * share)
    return min(columns - 1, max(1, full)) if 0 < share < 1 and columns > 1 else full


def bar_cells(share: float, columns: int, look: str) -> list[Cell]:
    """Return a bar of which a share is full."""
    full = filled(share, columns)
    return [Cell("━" * full, look), Cell("─" * (columns - full), "table-rule")]


def fit_words(text: str, cells: int) -> str:
    """Return `text` in at most so many cells, cut between words if that leaves a third of it."""
    cut = fit(text, cells)
    if cut == text or cut[-1:] != "…" or text[len(cut) - 1 : len(cut)].isspace():
        return cut
    whole = cut.rstrip("…").rpartition(" ")[0].rstrip(" ,;·–—-")
    return f"{whole} …" if width(whole) * 3 >= cells else cut


def both_ends(text: str, columns: int) -> str:
    """Return text of at most so many cells; a longer one loses its middle."""
    if width(text) <= columns:
        return text
    tail = ""
    for character in reversed(text):
        if width(character + tail) > columns // 2:
            break
        tail = character + tail
    return fit(text, columns - width(tail)) + tail


def wrap_words(text: str, columns: int) -> list[str]:
    """Return safe text in lines of at most so many cells, broken at blanks where possible; at least one line."""
    lines: list[str] = []
    line = ""
    first = True
    for word in text.split(" "):
        while width(word) > columns:
            if line:
                lines.append(line)
                line = ""
            head = fit(word, columns, "") or word[:1]
            lines.append(head)
            word = word[len(head) :]
            first = True
        joined = word if first else f"{line} {word}"
        first = False
        if width(joined) <= columns:
            line = joined
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line or not lines else lines
