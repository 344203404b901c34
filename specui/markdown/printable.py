"""Makes text from files and file names safe to print: one harmless character for each character of the text.

The screen has its own version (`specui.tui.rendering.safe_text`), which must agree with Textual on widths. Text that
specui prints line by line only has to be harmless and to keep its columns.
"""

from __future__ import annotations

import re
import unicodedata

from specui.markdown.lazy import lazy_pattern

REPLACEMENT = "\ufffd"
_TAB = 4  # cells between tab stops

_ODD = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """Return text of equal length with a picture or U+FFFD for each control and direction character.

    This includes tabs and newlines: pass a text of several lines line by line.
    """
    return text if text.isprintable() else _ODD.sub(_picture, text)


def cell_width(text: str) -> int:
    """Return the number of cells of a printable text: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def expand_tabs(text: str) -> str:
    """Return the text with each tab replaced by blanks up to the next tab stop, counted in cells."""
    if "\t" not in text:
        return text
    parts = text.split("\t")
    drawn = parts[0]
    for part in parts[1:]:
        drawn += " " * (_TAB - cell_width(drawn) % _TAB) + part
    return drawn


def escape_json(text: str) -> str:
    """Return JSON from ``ensure_ascii=False`` with control and direction characters escaped."""
    return text if text.isprintable() else _ODD_IN_JSON.sub(_escape, text)


_ODD_IN_JSON = lazy_pattern(
    _ODD.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f")
)  # keep the newlines between values


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\u2424" if code in {0x2028, 0x2029} else REPLACEMENT


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _character_width(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 2
    return 0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else 1
