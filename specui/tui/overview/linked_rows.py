"""Rows with links: the places of the overview's cursor, and how it moves between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from specui.specs.triage.filters import Filter, FilterFault
from specui.tui.rendering.paint import filled
from specui.tui.rendering.safe_text import fit, width
from specui.tui.rendering.section.model import Line, Segment


class Target(NamedTuple):
    """What a link opens.

    That is a spec, the list of a filter, the blockers of a spec, the problems, another order, all owners, the
    commands, or triage. `value` is the name of the spec, the text of the filter, or the order; `of` distinguishes links
    that open the same.
    """

    verb: Literal["spec", "list", "blockers", "problems", "sort", "owners", "commands", "triage"]
    value: str = ""
    of: str = ""


class Link(NamedTuple):
    """Cells of a row that open something."""

    x: int
    width: int
    target: Target


class Shown(NamedTuple):
    """One row: its segments, and its links from left to right.

    `heads` says that a part of the picture starts here. `spec` is the name of the spec in this row, or "".
    """

    segments: Line = ()
    links: tuple[Link, ...] = ()
    heads: bool = False
    spec: str = ""

    @property
    def text(self) -> str:
        """The text of the row."""
        return "".join(text for text, _ in self.segments)


Picture: TypeAlias = Sequence[Shown]


class Pen:
    """Writes one row from left to right, in at most `columns` cells."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.at = 0
        self._segments: list[Segment] = []
        self._links: list[Link] = []

    def put(
        self, text: str, style: str = "", *, cells: int = 0, right: bool = False, target: Target | None = None
    ) -> Pen:
        """Write text, cut and padded to `cells`; it may come from a file. With a target it is a link."""
        room = self.columns - self.at
        cells = min(cells, room) if cells else room
        drawn = fit(text, cells)
        size = width(drawn)
        pad = cells - size if cells != room or right else 0
        if right:
            self.blank(pad)
        if target is not None and size:
            self._links.append(Link(self.at, size, target))
        if drawn:
            self._segments.append((drawn, style))
        self.at += size
        if not right:
            self.blank(pad)
        return self

    def blank(self, cells: int = 1) -> Pen:
        """Write blanks."""
        cells = min(cells, self.columns - self.at)
        if cells > 0:
            self._segments.append((" " * cells, ""))
            self.at += cells
        return self

    def bar(self, share: float, cells: int, done: str) -> Pen:
        """Draw a bar, a share of it full; a share above 0 shows, and so does a rest."""
        cells = min(cells, self.columns - self.at)
        full = filled(share, cells)
        for sign, count, style in (("━", full, done), ("─", cells - full, "bar-left")):
            if count > 0:
                self._segments.append((sign * count, style))
        self.at += max(0, cells)
        return self

    def done(self, *, heads: bool = False, spec: str = "") -> Shown:
        """Return the row."""
        return Shown(tuple(self._segments), tuple(self._links), heads, spec)


def listing(*terms: tuple[str, str], of: str = "") -> Target:
    """Return the target that opens the list of a filter, from pairs of a key and a value."""
    return Target("list", " ".join([_term(key, value) for key, value in terms]), of)


@lru_cache(maxsize=50_000)
def _term(key: str, value: str) -> str:
    """Return a term of a filter as text. Cached: thousands of rows use the same few terms, and one of their own."""
    term = Filter.of(key, value)
    return "" if isinstance(term, FilterFault) else str(term)


def place_of(picture: Picture, target: Target | None) -> tuple[int, int] | None:
    """Return the row and the number of the link that opens a target; None if there is none."""
    for row, shown in enumerate(picture):
        for number, link in enumerate(shown.links):
            if link.target == target:
                return row, number
    return None


def nearest(picture: Picture, row: int, x: int, way: int = 0) -> tuple[int, int] | None:
    """Return the link nearest to a cell: in the next row with links in direction `way`; with 0 in this row or near it."""
    if way:
        rows = range(row + way, len(picture) if way > 0 else -1, way)
    else:
        rows = sorted(range(len(picture)), key=lambda n: (abs(n - row), n))  # type: ignore[assignment]
    found = next((n for n in rows if picture[n].links), None)
    if found is None:
        return None
    links = picture[found].links
    number = min(range(len(links)), key=lambda n: (_distance(links[n], x), n))
    return found, number


def _distance(link: Link, x: int) -> int:
    return max(link.x - x, x - (link.x + link.width - 1), 0)
