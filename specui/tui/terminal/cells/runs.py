"""The order of writing with the fewest changes of colour.

A change to a 24-bit colour takes twenty bytes, a cursor move eight. So all cells of one style are written together,
wherever they are, and the next style is one that shares a colour with the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from specui.tui.terminal.cells.grid import BLANK, ON_BLANKS, Style, sgr

_LONG = 4
"""A colour whose parameters have at least this many characters costs more than a cursor move."""

_MANY = 60
"""More styles than this are sorted by their colours: comparing each with each takes too long."""
_FEW = 10
"""For more styles than this, a better order takes more time than its bytes are worth."""


class Run(NamedTuple):
    """Cells of row `y` from `start` to `end`; `text` and `styles` are those of the whole row."""

    y: int
    start: int
    end: int
    text: Sequence[str]
    styles: Sequence[Style]


class Piece(NamedTuple):
    """Cells of row `y` from `x` to `end` that are written in one style."""

    y: int
    x: int
    end: int
    words: str


def worth_ordering(runs: Iterable[Run]) -> bool:
    """Say whether changes of colour are expensive: several styles, with long colours."""
    looks = {style for run in runs for style in run.styles[run.start : run.end]}
    return len(looks) > 1 and any(
        len(style.foreground) >= _LONG or len(style.background) >= _LONG for style in looks
    )


def in_order(runs: Iterable[Run], pen: Style | None) -> Iterator[tuple[Style, list[Piece]]]:
    """Yield each style with the cells written in it, in an order that is cheap when starting with `pen`."""
    groups = _groups(runs, pen)
    for style in _way(pen, list(groups)):
        yield style, sorted(groups[style])


def same_blank(one: Style, other: Style) -> bool:
    """Say whether a blank looks the same in both styles."""
    return one.background == other.background and not (one.attributes | other.attributes) & ON_BLANKS


def _groups(runs: Iterable[Run], pen: Style | None) -> dict[Style, list[Piece]]:
    groups: dict[Style, list[Piece]] = {}
    blanks: list[tuple[Style, Piece]] = []
    for run in runs:
        for style, x, end in _parts(run):
            piece = Piece(run.y, x, end, "".join(run.text[x:end]))
            if piece.words == BLANK * (end - x) and not style.attributes & ON_BLANKS:
                blanks.append((style, piece))
            else:
                groups.setdefault(style, []).append(piece)
    for style, piece in blanks:  # only the background of their style shows
        looks = [*([pen] if pen is not None else []), *groups]
        like = next((look for look in looks if same_blank(look, style)), None)
        groups.setdefault(like or Style("", style.background, 0), []).append(piece)
    return groups


def _parts(run: Run) -> list[tuple[Style, int, int]]:
    """Split a run by style; blanks go with the cells before or after them."""
    parts: list[tuple[Style, int, int]] = []
    x = run.start
    for style, cells in groupby(run.styles[run.start : run.end]):
        end = x + len(list(cells))
        if parts and _joins(run, parts[-1], style, x, end):
            before, start, _ = parts.pop()
            blank = all(cell == BLANK for cell in run.text[start:x])
            parts.append((style if blank else before, start, end))
        else:
            parts.append((style, x, end))
        x = end
    return parts


def _joins(run: Run, before: tuple[Style, int, int], style: Style, x: int, end: int) -> bool:
    look, start, _ = before
    if look == style:
        return True
    if not same_blank(look, style):
        return False
    return all(cell == BLANK for cell in run.text[x:end]) or all(cell == BLANK for cell in run.text[start:x])


def _way(pen: Style | None, looks: Sequence[Style]) -> list[Style]:
    """Return all styles in an order with few bytes between them."""
    if len(looks) > _MANY:
        return sorted(looks)
    way = _nearest(pen, looks, None)
    if len(looks) > _FEW:
        return way
    way = min((_nearest(pen, looks, first) for first in looks), key=lambda way: _cost(pen, way), default=way)
    least, better = _cost(pen, way), True
    while better:  # 2-opt: reverse a part of the way while that makes it shorter
        better = False
        for start, end in combinations(range(len(way) + 1), 2):
            turned = [*way[:start], *reversed(way[start:end]), *way[end:]]
            cost = _cost(pen, turned)
            if cost < least:
                way, least, better = turned, cost, True
    return way


def _nearest(pen: Style | None, looks: Sequence[Style], first: Style | None) -> list[Style]:
    """Return all styles, each the nearest to the one before; starting with `first` if given."""
    left = dict.fromkeys(looks)
    way: list[Style] = []
    while left:
        style = first or min(left, key=lambda style: len(sgr(pen, style)))
        del left[style]
        way.append(style)
        pen, first = style, None
    return way


def _cost(pen: Style | None, way: Iterable[Style]) -> int:
    """Return the bytes that the changes of style take."""
    return sum(len(sgr(before, style)) for before, style in pairwise((pen, *way)))
