"""Cells: the text and the style of each.

Rows are plain lists with one item for each cell, because whole slices are replaced and compared at once. The second
cell of a wide character holds an empty text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

BLANK = " "


class Style(NamedTuple):
    """The style of a cell: colours as SGR parameters ("" for the terminal's own), and bits of ATTRIBUTES."""

    foreground: str
    background: str
    attributes: int


DEFAULT = Style("", "", 0)

ATTRIBUTES = {
    code: 1 << bit
    for bit, code in enumerate(("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"))
}
"""SGR code → bit: bold, dim, italic, underline, two blinks, reverse, hidden, struck, and the rare ones."""

ENDS = {
    code: sum(ATTRIBUTES[ended] for ended in codes.split())
    for code, codes in {
        "22": "1 2", "23": "3", "24": "4 21", "25": "5 6", "27": "7", "28": "8", "29": "9", "54": "51 52", "55": "53",
    }.items()
}  # fmt: skip
"""SGR code → the bits that it switches off."""

ON_BLANKS = sum(ATTRIBUTES[code] for code in ("4", "21", "7", "9", "51", "52", "53"))
"""The attributes that show on a blank."""


class Grid:
    """The cells of a screen, and its cursor; x may be one after the last column."""

    __slots__ = ("changed", "columns", "rows", "styles", "text", "x", "y")

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.text = [[BLANK] * columns for _ in range(rows)]
        self.styles = [[DEFAULT] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.changed = set(range(rows))
        """Rows that were written to. Whoever sends a row removes it."""

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size; cells that remain keep their content."""
        more = max(0, columns - self.columns)
        for text, styles in zip(self.text, self.styles, strict=True):
            text[columns:] = [BLANK] * more
            styles[columns:] = [DEFAULT] * more
            if columns and text[-1] and columns < self.columns:
                text[-1] = BLANK  # may be the first half of a wide character
        for _ in range(rows - self.rows):
            self.text.append([BLANK] * columns)
            self.styles.append([DEFAULT] * columns)
        del self.text[rows:], self.styles[rows:]
        self.columns, self.rows = columns, rows
        self.x, self.y = min(self.x, columns), min(self.y, rows - 1)
        self.changed = set(range(rows))

    def erase(self, y: int, start: int, end: int, style: Style) -> None:
        """Blank the cells from `start` to `end` of row `y`, in the background of `style`."""
        text = self.text[y]
        start, end = max(0, start), min(end, self.columns)
        if start >= end:
            return
        if not text[start] and start:
            text[start - 1] = BLANK
        if end < self.columns and not text[end]:
            text[end] = BLANK
        text[start:end] = [BLANK] * (end - start)
        self.styles[y][start:end] = [Style("", style.background, 0)] * (end - start)
        self.changed.add(y)


@lru_cache(4096)
def apply_sgr(style: Style, parameters: str) -> Style:
    """Return `style` after an SGR sequence with these parameters; unknown ones are ignored."""
    foreground, background, attributes = style
    codes = iter([code.lstrip("0") or "0" for code in parameters.split(";")])
    for code in codes:
        if code == "0":
            foreground, background, attributes = DEFAULT
        elif code in ATTRIBUTES:
            attributes |= ATTRIBUTES[code]
        elif code in ENDS:
            attributes &= ~ENDS[code]
        elif code in {"38", "48"}:
            colour = _colour(code, next(codes, ""), codes)
            if colour and code == "38":
                foreground = colour
            elif colour:
                background = colour
        elif code == "39" or (len(code) == 2 and code[0] in "39" and code[1] in "01234567"):
            foreground = "" if code == "39" else code
        elif code == "49" or (code[:-1] in {"4", "10"} and code[-1] in "01234567"):
            background = "" if code == "49" else code
    return Style(foreground, background, attributes)


def _colour(code: str, kind: str, codes: Iterator[str]) -> str:
    count = {"5": 1, "2": 3}.get(kind, 0)
    values = list(islice(codes, count))
    if not count or len(values) != count or any(len(value) > 3 or int(value) > 255 for value in values):
        return ""
    return ";".join((code, kind, *values))


@lru_cache(8192)
def sgr(before: Style | None, after: Style) -> str:
    """Return the shortest sequence from one style to another; "" if they are equal. `before` is None if unknown."""
    if before == after:
        return ""
    parts = [code for code, bit in ATTRIBUTES.items() if after.attributes & bit]
    parts += [colour for colour in after[:2] if colour]
    afresh = ";".join(("0", *parts)) if parts else ""
    if before is None:
        return f"\x1b[{afresh}m"
    ended = before.attributes & ~after.attributes
    kept = before.attributes
    parts = []
    for code, bits in ENDS.items():
        if bits & ended:
            parts.append(code)
            kept &= ~bits
    parts += [code for code, bit in ATTRIBUTES.items() if after.attributes & ~kept & bit]
    if before.foreground != after.foreground:
        parts.append(after.foreground or "39")
    if before.background != after.background:
        parts.append(after.background or "49")
    changed = ";".join(parts)
    return f"\x1b[{min(afresh, changed, key=len)}m"
