"""Text in plain ASCII, of as many cells: for terminals and locales that have nothing else.

A sign that specui draws itself has its own spelling here; a letter keeps its base; everything else is `?` a cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from specui.markdown.printable import cell_width

_SIGNS: Mapping[str, str] = {
    # marks of lists, boxes, decisions
    "☐": "_", "☑": "x", "•": "-", "◦": "-", "○": "o", "●": "*", "◷": "@", "↳": ">", "✎": "*", "–": "-", "—": "-",
    # severities and what was done
    "✖": "E", "▲": "W", "✓": "+", "✔": "+", "⚠": "!", "✗": "x", "ℹ": "i",
    # folding, cursors, ways
    "▾": "v", "▸": ">", "›": ">", "‹": "<", "▎": ">", "▏": "|", "▍": ">", "▌": "|", "▐": "|", "→": ">", "←": "<",
    "↑": "^", "↓": "v", "⋯": "~", "…": "~", "▴": "^", "▼": "v", "◂": "<", "↵": "<", "↩": "<", "⏎": "<",
    # rules, bars, frames
    "─": "-", "━": "=", "═": "=", "│": "|", "┃": "|", "║": "|", "╌": "-", "┄": "-", "┈": "-", "╎": "|",
    "█": "#", "▓": "#", "▒": ":", "░": ".", "■": "#", "□": "_", "▪": "-", "▫": "-", "◆": "*", "◇": "o",
    # words
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "«": "<", "»": ">", "‐": "-", "‑": "-", "−": "-",
    "·": "|", "×": "x", "÷": "/", "≤": "<", "≥": ">", "≠": "#", "≈": "~", "±": "+", "°": "o", "§": "S", "¶": "P",
    "†": "+", "‡": "+", "€": "E", "£": "L", "¥": "Y", "©": "c", "®": "R", "™": "T", "µ": "u", "′": "'", "″": '"',
    "ß": "s", "æ": "e", "Æ": "E", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "t", "Þ": "T", "œ": "e", "Œ": "E", "ı": "i", "¡": "!", "¿": "?", "¬": "-", "¦": "|", "¢": "c",
    # what templates and people mark with, two cells each
    "🔴": "!!", "🟠": "! ", "🟡": "~ ", "🟢": "+ ", "🔵": "i ", "🟣": "* ", "⚫": "- ", "⚪": "o ", "🟥": "!!",
    "🟧": "! ", "🟨": "~ ", "🟩": "+ ", "🟦": "i ", "⬛": "- ", "⬜": "o ", "✅": "+ ", "❌": "x ", "❎": "x ",
    "⛔": "!!", "🚧": "~ ", "⏳": "~ ", "⌛": "~ ", "❗": "! ", "❓": "? ", "⭐": "* ", "🚀": "^ ", "🔒": "# ",
}  # fmt: skip
_CORNERS = "╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪"
# A fraction of a cell is the end of a scroll bar: the colour behind it shows as well.
_FRACTIONS = "▁▂▃▄▅▆▇▀▔▕▖▗▘▝▉▊▋"
# Pictures of controls, and what stands for what may not be drawn.
_PICTURES = re.compile("[\u2400-\u2426\ufffd]")

# What the fonts of a Linux console have in common: Latin-1, the lines and blocks of the first PCs.
_ON_CONSOLE = re.compile("[ -~\u00a0-\u00ac\u00ae-\u00ff─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬█▒░]*")
_FOR_CONSOLE: Mapping[str, str] = {"━": "═", "▏": "│", "▎": "█", "•": "·", "◦": "-", "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘"}  # fmt: skip


def spell(text: str, *, console: bool = False) -> str:
    """Return `text` in ASCII, or as a Linux console has it, of as many cells; newlines and other controls stay."""
    return text if text.isascii() else _spelled(text, console)


@lru_cache(4096)
def spell_cell(cell: str, columns: int, *, console: bool = False) -> str:
    """Return what stands in `columns` cells of the screen, in as many ASCII characters.

    With `console`, in characters that a Linux console has: still one a cell.
    """
    if cell.isascii():
        return cell.ljust(columns)[:columns]
    first = cell[0]
    if console:
        if len(cell) == columns == 1 and _ON_CONSOLE.fullmatch(cell):
            return cell
        if columns == 1 and first in _FOR_CONSOLE:
            return _FOR_CONSOLE[first]
    found = _SIGNS.get(first)
    if found is None:
        found = _by_kind(cell, columns)
    return found.ljust(columns)[:columns]


def _by_kind(cell: str, columns: int) -> str:
    first = cell[0]
    if first in _CORNERS:
        return "+"
    if first in _FRACTIONS:
        return " "
    base = "".join(c for c in unicodedata.normalize("NFKD", cell) if not unicodedata.combining(c))
    if base and base.isascii() and base.isprintable() and len(base) <= columns and not _PICTURES.match(first):
        return base
    return " " if first.isspace() else "?" * columns


def _spelled(text: str, console: bool) -> str:
    drawn: list[str] = []
    for char in text:
        if char.isascii():
            drawn.append(char)
        elif (columns := cell_width(char)) > 0:
            drawn.append(spell_cell(char, columns, console=console))
    return "".join(drawn)
