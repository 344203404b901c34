"""The fewest bytes from the screen that was sent to the wanted one.

It remembers what the terminal shows, its current style, and its cursor. Each may be unknown; then it is set, and not
assumed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from specui.markdown.lazy import lazy_pattern
from specui.tui.rendering.safe_text import ODD_RUN
from specui.tui.terminal.cells.grid import BLANK, DEFAULT, ON_BLANKS, Grid, Style, sgr
from specui.tui.terminal.cells.runs import Run, in_order, same_blank, worth_ordering

_UNKNOWN = "\0"  # no cell ever holds this
_BRIDGE = 4
"""Up to this many unchanged cells are written again: that is cheaper than a cursor move."""
_AGREED = lazy_pattern(
    "[\u2400-\u2426\ufffd]"
)  # replacements for control characters, which all terminals draw alike
_PLACE = 12
"""Bytes of a cursor move and a colour, about."""
_LONG_BLANKS = lazy_pattern("( {11,})")
"""So many blanks are cheaper to erase, with a cursor move, than to write."""


class Differ:
    """The screen of a terminal after the output of `draw`.

    `erases_in_colour` says whether the terminal erases cells in the current background colour, as nearly all do.
    """

    def __init__(self, columns: int, rows: int, *, erases_in_colour: bool = True) -> None:
        self._erases_in_colour = erases_in_colour
        self._columns, self._rows = columns, rows
        self.forget()

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size; what the terminal shows then is unknown."""
        self._columns, self._rows = columns, rows
        self.forget()

    def forget(self) -> None:
        """Forget what the terminal shows."""
        self._set([[_UNKNOWN] * self._columns for _ in range(self._rows)], None)

    def cleared(self) -> None:
        """The terminal was cleared, in its own colours."""
        self._set([[BLANK] * self._columns for _ in range(self._rows)], DEFAULT)

    def shows(self, grid: Grid) -> None:
        """The terminal shows `grid`."""
        self._set([row.copy() for row in grid.text], None)
        self._styles = [row.copy() for row in grid.styles]

    def draw(self, grid: Grid, limit: int) -> str:
        """Return what draws the changed rows of `grid`, and remove the rows from its `changed`.

        Stops after the row that makes the result longer than `limit`. The cursor moves after the last row.
        """
        self._out: list[str] = []
        length = 0
        runs: list[Run] = []
        for y in sorted(grid.changed):
            grid.changed.discard(y)
            done = len(self._out)
            found = self._draw_row(y, grid.text[y], grid.styles[y])
            length += sum(map(len, self._out[done:])) + sum(_PLACE + run.end - run.start for run in found)
            runs += found
            if length > limit:
                break
        self._draw_runs(runs)
        if not grid.changed:
            self._move(grid.y, min(grid.x, self._columns - 1))
        return "".join(self._out)

    def at(self, grid: Grid) -> bool:
        """Say whether the terminal's cursor is where the cursor of `grid` is."""
        return (self._y, self._x) == (grid.y, min(grid.x, self._columns - 1))

    def _set(self, text: list[list[str]], pen: Style | None) -> None:
        self._text = text
        self._styles = [[DEFAULT] * self._columns for _ in range(self._rows)]
        self._odd = [False] * self._rows
        self._pen = pen
        self._x: int | None = None
        self._y: int | None = None

    def _draw_row(self, y: int, text: list[str], styles: list[Style]) -> list[Run]:
        """Return the runs of a row that must be written; a row with cells of doubtful width is written at once."""
        shown, shown_styles = self._text[y], self._styles[y]
        if shown == text and shown_styles == styles:
            return []
        changed = [
            x
            for x, (new, old, style, before) in enumerate(zip(text, shown, styles, shown_styles, strict=True))
            if new != old
            or (style is not before and style != before and not (new == BLANK and same_blank(style, before)))
        ]
        odd = ODD_RUN.search("".join(text)) is not None
        if odd or self._odd[y] or "" in text:
            changed = _whole(changed, text, shown)
        text, styles = text.copy(), styles.copy()
        self._text[y], self._styles[y], self._odd[y] = text, styles, odd
        runs = [
            Run(y, start, end, text, styles) for start, end in _runs(changed, text, styles, self._columns)
        ]
        if not odd:
            return runs
        for run in runs:
            self._move(y, run.start)
            self._draw_odd(y, run.start, run.end, text, styles)
        return []

    def _draw_runs(self, runs: list[Run]) -> None:
        """Write the runs of all rows without doubtful cells, in the cheapest order."""
        if not worth_ordering(runs):
            for run in runs:
                self._move(run.y, run.start)
                self._draw_run(run.start, run.end, run.text, run.styles)
            return
        for style, pieces in in_order(runs, self._pen):
            for piece in pieces:
                self._move(piece.y, piece.x)
                self._choose(style)
                self._write(piece.words, piece.end, last=True)

    def _draw_run(self, start: int, end: int, text: Sequence[str], styles: Sequence[Style]) -> None:
        """Write the cells from `start` to `end`; the cursor is at `start`."""
        parts = [(style, len(list(cells))) for style, cells in groupby(styles[start:end])]
        x = start
        for number, (style, count) in enumerate(parts, 1):
            words = "".join(text[x : x + count])
            x += count
            if words.isspace() and words == BLANK * count:
                self._choose_for_blanks(style, parts[number][0] if number < len(parts) else style)
            else:
                self._choose(style)
            self._write(words, x, last=x == end)

    def _write(self, words: str, end: int, *, last: bool) -> None:
        """Write `words`, which fill the cells up to `end`; `last` says that nothing follows them in the row."""
        out, pen = self._out, self._pen
        if pen is None or pen.attributes & ON_BLANKS or not (self._erases_in_colour or not pen.background):
            out.append(words)
            self._x = end if end < self._columns else None
            return
        blanks = len(words) - len(words.rstrip(BLANK)) if last else 0
        erased = f"\x1b[{blanks}X"
        if last and end == self._columns and blanks > 3:
            erased = "\x1b[K"
        if blanks <= len(erased):
            blanks, erased = 0, ""
        kept = words[: len(words) - blanks]
        for part in _LONG_BLANKS.split(kept) if "           " in kept else [kept]:
            if len(part) > 10 and part == BLANK * len(part):
                out.append(f"\x1b[{len(part)}X\x1b[{len(part)}C")
            else:
                out.append(part)
        out.append(erased)
        at = end - blanks
        self._x = at if at < self._columns else None

    def _draw_odd(self, y: int, start: int, end: int, text: list[str], styles: list[Style]) -> None:
        """Write cells of doubtful width: move the cursor after each of them."""
        x = start
        while x < end:
            stop = x + 1
            while stop < end and not text[stop]:
                stop += 1
            if not is_doubtful(text[x]):
                while stop < end and not is_doubtful(text[stop]):
                    stop += 1
                self._move(y, x)
                self._draw_run(x, stop, text, styles)
                x = stop
                continue
            if stop < self._columns and text[stop] == BLANK and same_blank(styles[stop], styles[x]):
                stop += 1
            self._move(y, x)
            self._choose(styles[x])
            if stop - x > 1:  # first blank all cells that the character may take
                self._out.append(BLANK * (stop - x))
                self._x = stop if stop < self._columns else None
                self._move(y, x)
            self._out.append(text[x])
            self._x = None
            x = stop

    def _choose(self, style: Style) -> None:
        if style != self._pen:
            self._out.append(sgr(self._pen, style))
            self._pen = style

    def _choose_for_blanks(self, style: Style, following: Style) -> None:
        """Blanks show little of a style: keep the current one, or take the following one, if blanks look the same."""
        if style.attributes & ON_BLANKS:
            self._choose(style)
        elif self._pen is None or not same_blank(style, self._pen):
            self._choose(following if same_blank(style, following) else Style("", style.background, 0))

    def _move(self, y: int, x: int) -> None:
        """Move the cursor to a cell with the fewest bytes."""
        if (self._x, self._y) == (x, y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"]
        if self._y is not None:
            down = _step(y - self._y, "B", "A") if y != self._y else ""
            ways.append(down + (f"\x1b[{x + 1}G" if x else "\r"))
            if self._x is not None:
                ways.append(down + _along(self._x, x))
            ways.append(f"{down}\r{_step(x, 'C', '')}" if x else f"{down}\r")
        self._out.append(min(ways, key=len))
        self._x, self._y = x, y


@lru_cache(1024)
def is_doubtful(cell: str) -> bool:
    """Say whether terminals may disagree about the width of `cell`."""
    if len(cell) < 2 and (not ODD_RUN.match(cell) or _AGREED.match(cell)):
        return False
    first, *marks = map(unicodedata.category, cell)
    return first[0] not in "LNZ" or any(mark != "Mn" for mark in marks)


def _whole(changed: list[int], text: list[str], shown: list[str]) -> list[int]:
    """Return the changed cells, and the cells that must be written with them.

    These are the other half of a wide character; the cell after a doubtful one, because a terminal may draw over it;
    and the cell after a doubtful one that is gone, because a terminal may have blanked it.
    """
    columns = len(text)
    if len(changed) == columns:
        return changed
    cells = set(changed)
    cells.update(x + 1 for x in changed if x + 1 < columns and is_doubtful(shown[x]))
    start, doubtful = 0, False
    for x, cell in enumerate(text):
        if cell and not doubtful:
            if x - start > 1 and not cells.isdisjoint(range(start, x)):
                cells.update(range(start, x))
            start = x
        if cell:
            doubtful = not cell.isascii() and is_doubtful(cell)
    if columns - start > 1 and not cells.isdisjoint(range(start, columns)):
        cells.update(range(start, columns))
    return sorted(cells)


def _runs(changed: list[int], text: list[str], styles: list[Style], columns: int) -> list[tuple[int, int]]:
    """Return the ranges of cells to write: the changed ones, with short unchanged ranges between them."""
    if len(changed) == columns:
        return [(0, columns)]
    runs: list[tuple[int, int]] = []
    start = end = -1
    for x in changed:
        if end >= 0 and (x == end or (x - end <= _BRIDGE and _may_bridge(text, styles, end, x))):
            end = x + 1
            continue
        if end >= 0:
            runs.append((start, end))
        start, end = x, x + 1
    if end >= 0:
        runs.append((start, end))
    return runs


def _may_bridge(text: list[str], styles: list[Style], start: int, end: int) -> bool:
    style = styles[start - 1]
    return all(
        text[x].isascii()
        and text[x]
        and (styles[x] == style or (text[x] == BLANK and same_blank(styles[x], style)))
        for x in range(start, end)
    )


def _along(start: int, end: int) -> str:
    if start == end:
        return ""
    return _step(end - start, "C", "D")


def _step(distance: int, forward: str, back: str) -> str:
    count = abs(distance)
    return f"\x1b[{count if count > 1 else ''}{forward if distance > 0 else back}"
