"""Reading Textual's output into a grid, and the few controls that draw nothing.

All output to the terminal passes here, so this is the last filter against sequences in the text of files: only the
controls named here pass. Drawing becomes cells. A control passes only in a write that holds nothing else, as Textual
writes them; a frame, which holds the text of files, cannot carry one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from rich.cells import split_graphemes

from specui.markdown.lazy import lazy_pattern
from specui.terminal.display_mode import Signs
from specui.tui.terminal.cells.grid import BLANK, DEFAULT, Grid, Style, apply_sgr

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
"""The sequences that enter and leave the alternate screen."""

_TEXT = "[^\x00-\x1f\x7f-\x9f]"
_TOKEN = lazy_pattern(
    rf"\x1b\[([0-9;]*)([A-DGHJKXdfm])({_TEXT}*)"
    rf"|({_TEXT}+)"
    rf"|(\x1b(?:\[[0-?]*[ -/]*[@-~]|\]{_TEXT}*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])?"
    rf"|[\x00-\x1f\x7f-\x9f])"
)
_SYNC = lazy_pattern(r"\x1b\[\?2026[hl]")
_CONTROL = lazy_pattern(
    # wrapping, cursor, mouse, focus, alternate screen, pasting, size reports
    r"\x1b\[\?(?P<mode>7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2048)[hl]"
    r"|\x1b\[\?(?P<query>2026|2048)\$p"
    r"|\x1b\[(?P<keys>>[0-9]{1,3}|<)u"  # kitty's key protocol
    r"|\x1b\](?P<string>22;[a-z-]{0,40}|52;[a-z]?;[A-Za-z0-9+/=]*|[02];[^\x00-\x1f\x7f-\x9f]*)(?:\x07|\x1b\\)"
    r"|(?P<bell>\x07)"
)
_CONTROLS = lazy_pattern(f"(?:{re.sub('[?]P<[a-z]+>', '?:', _CONTROL.pattern)}|{_SYNC.pattern})+")

# Characters that take one cell each, whatever is beside them.
_NARROW = lazy_pattern(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u218b\u2190-\u2319\u231c-\u2328\u232b-\u23e8"
    "\u2460-\u25fc\ufffd]*"
)
# Categories that reverse text or are invisible. The joiner of emoji is harmless.
_HIDING = frozenset({"Cf", "Cs", "Zl", "Zp"})
_JOINER = "\u200d"
_MOST_IN_A_CELL = 8
"""Characters in one cell: enough for all scripts and for families of emoji; more combining marks are cut."""


class Reader:
    """Reads into `grid`. `controls` are to be sent, in order; of each kind only the latest is kept.

    `signs` says which characters the terminal has; others are replaced cell by cell.
    """

    def __init__(self, grid: Grid, signs: Signs = "all") -> None:
        self.grid = grid
        self._signs = signs
        self.controls: dict[str, str] = {}
        self.synchronized = False
        """Whether the terminal supports synchronized output, as Textual has found out."""
        self._style = DEFAULT
        self._pushed = 0

    def feed(self, data: str) -> None:
        """Read one write of Textual."""
        if data[:1] in {"\x1b", "\x07"} and _CONTROLS.fullmatch(data):
            self._control(data)
        else:
            self._draw(data)

    def _control(self, data: str) -> None:
        self.synchronized = self.synchronized or bool(_SYNC.search(data))
        for match in _CONTROL.finditer(data):
            kind, value = str(match.lastgroup), match[match.lastgroup or 0]
            if kind == "string":
                value = value.partition(";")[0]
            elif kind == "keys":  # they push and pop a state: all must be sent
                self._pushed += 1
                value = str(self._pushed)
            elif kind == "bell":
                value = ""
            self.controls.pop(kind + value, None)
            self.controls[kind + value] = match[0] if self._signs != "ascii" else _in_ascii(match[0])

    def _draw(self, data: str) -> None:
        grid, style = self.grid, self._style
        columns, all_text, all_styles = grid.columns, grid.text, grid.styles
        x, y = grid.x, grid.y
        if not columns or not grid.rows:
            return
        text_row, style_row = all_text[y], all_styles[y]
        changed = grid.changed
        for parameters, final, after, alone, other in _TOKEN.findall(data):
            text = after or alone
            if final == "m":
                style = apply_sgr(style, parameters)
            elif final:
                grid.x, grid.y = x, y
                self._place(final, parameters, style)
                x, y = grid.x, grid.y
                text_row, style_row = all_text[y], all_styles[y]
            elif other == "\n":  # the tty adds a carriage return
                x, y = 0, min(y + 1, grid.rows - 1)
                text_row, style_row = all_text[y], all_styles[y]
            elif other == "\r":
                x = 0
            if not text:
                continue
            cells: list[str] | str = text
            if not text.isascii() and not (self._signs == "all" and _NARROW.fullmatch(text)):
                marks, cells = _cells(text) if self._signs == "all" else ("", _spelled(text, self._signs))
                if marks:
                    _add_marks(text_row, x, marks)
                    changed.add(y)
            end = x + len(cells)
            if end > columns:
                # Textual switches wrapping off and never draws past the edge.
                cells, end = _cut(cells, columns - x), columns
            if x == end:
                continue
            if not text_row[x] and x:
                text_row[x - 1] = BLANK
            text_row[x:end] = cells
            style_row[x:end] = [style] * (end - x)
            if end < columns and not text_row[end]:
                text_row[end] = BLANK
            changed.add(y)
            x = end
        grid.x, grid.y, self._style = x, y, style

    def _place(self, final: str, parameters: str, style: Style) -> None:
        """Move the cursor, or erase cells."""
        grid = self.grid
        numbers = [int(part[:5] or "0") for part in parameters.split(";")]
        first = numbers[0]
        count = max(1, first)
        x = min(grid.x, grid.columns - 1)
        if final in "Hf":
            grid.x, grid.y = (numbers[1] if len(numbers) > 1 else 1) - 1, count - 1
        elif final == "G":
            grid.x = count - 1
        elif final == "d":
            grid.y = count - 1
        elif final in "CD":
            grid.x = x + (count if final == "C" else -count)
        elif final in "AB":
            grid.y += count if final == "B" else -count
        elif final == "X":
            grid.erase(grid.y, x, x + count, style)
        elif first < 3:
            start, end = x if first == 0 else 0, x + 1 if first == 1 else grid.columns
            grid.erase(grid.y, start, end, style)
            if final == "J":
                rows = range(grid.y + 1 if first == 0 else 0, grid.y if first == 1 else grid.rows)
                for y in rows:
                    grid.erase(y, 0, grid.columns, style)
        if final in "HfGdABCD":
            grid.x = min(max(grid.x, 0), grid.columns - 1)
            grid.y = min(max(grid.y, 0), grid.rows - 1)


@lru_cache(4096)
def _cells(text: str) -> tuple[str, list[str]]:
    """Return the combining marks at the start, which belong to the cell before, and the cells as Textual counts them."""
    marks, cells = "", []
    for start, end, width in split_graphemes(text)[0]:
        sign = text[start:end]
        if not sign.isprintable():
            sign = "".join(filter(_is_seen, sign)) or "\ufffd" * (width > 0)
        if width:
            cells.append(sign[:_MOST_IN_A_CELL])
            cells.extend([""] * (width - 1))
        elif cells:
            cells[-1] += sign
        else:
            marks += sign
    return marks, cells


@lru_cache(4096)
def _spelled(text: str, signs: Signs) -> list[str]:
    """Return the cells of `text` in characters that the terminal has; all of them are one cell wide."""
    from specui.markdown.ascii_text import spell_cell

    cells = _cells(text)[1]
    drawn: list[str] = []
    for at, cell in enumerate(cells):
        if cell:
            end = at + 1
            while cells[end : end + 1] == [""]:
                end += 1
            drawn.extend(spell_cell(cell, end - at, console=signs == "console"))
    return drawn


def _in_ascii(control: str) -> str:
    from specui.markdown.ascii_text import spell

    return spell(control)


def _is_seen(char: str) -> bool:
    return char == _JOINER or category(char) not in _HIDING


def _add_marks(row: list[str], x: int, marks: str) -> None:
    """Add combining marks to the character before column `x`."""
    at = x - 2 if x > 1 and not row[x - 1] else x - 1
    if at >= 0:
        row[at] = (row[at] + marks)[:_MOST_IN_A_CELL]


def _cut(cells: list[str] | str, room: int) -> list[str]:
    kept = list(cells[:room])
    if room and cells[room : room + 1] == [""]:
        kept[-1] = BLANK
    return kept
