"""Spells text in plain ASCII of the same width, for terminals and locales that cannot show more.

Each sign that specui draws has its own spelling. A letter keeps its base letter. Everything else becomes one `?` per
cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from specui.markdown.lazy import lazy_pattern
from specui.markdown.printable import cell_width

_SIGNS: Mapping[str, str] = {
    # marks of lists, boxes, decisions
    "☐": "_", "☑": "x", "•": "-", "◦": "-", "○": "o", "●": "*", "◷": "@", "↳": ">", "✎": "*", "–": "-", "—": "-",
    # severities and decisions
    "✖": "E", "▲": "W", "✓": "+", "✔": "+", "⚠": "!", "✗": "x", "ℹ": "i",
    # folding, cursors, directions
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
    # marks in templates and specs, two cells each
    "🔴": "!!", "🟠": "! ", "🟡": "~ ", "🟢": "+ ", "🔵": "i ", "🟣": "* ", "⚫": "- ", "⚪": "o ", "🟥": "!!",
    "🟧": "! ", "🟨": "~ ", "🟩": "+ ", "🟦": "i ", "⬛": "- ", "⬜": "o ", "✅": "+ ", "❌": "x ", "❎": "x ",
    "⛔": "!!", "🚧": "~ ", "⏳": "~ ", "⌛": "~ ", "❗": "! ", "❓": "? ", "⭐": "* ", "🚀": "^ ", "🔒": "# ",
}  # fmt: skip
_CORNERS = "╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪"
# Fractions of a cell end a scroll bar. A blank will do, since its background has the colour.
_FRACTIONS = "▁▂▃▄▅▆▇▀▔▕▖▗▘▝▉▊▋"
# Pictures of control characters, and the replacement character.
_PICTURES = lazy_pattern("[\u2400-\u2426\ufffd]")

# What all fonts of the Linux console have: Latin-1, and the lines and blocks of the IBM PC.
_ON_CONSOLE = lazy_pattern("[ -~\u00a0-\u00ac\u00ae-\u00ff─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬█▒░]*")
_FOR_CONSOLE: Mapping[str, str] = {"━": "═", "▏": "│", "▎": "█", "•": "·", "◦": "-", "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘"}  # fmt: skip


def spell(text: str, *, console: bool = False) -> str:
    """Return `text` in ASCII, or in characters of the Linux console, in as many cells. Control characters stay."""
    return text if text.isascii() else _spelled(text, console)


@lru_cache(4096)
def spell_cell(cell: str, columns: int, *, console: bool = False) -> str:
    """Return the grapheme that fills `columns` cells as that many ASCII characters.

    With `console`, the result may also contain characters of the Linux console, one per cell.
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
