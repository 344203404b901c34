"""What text from files and file names looks like on a plain terminal: one character for each of the text's own.

The screen has a picture of its own (`specui.tui.rendering.safe_text`), which must agree with Textual on widths; what is printed
line by line only has to be harmless, and to keep columns where they are.
"""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\ufffd"

_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """Return the text with every control and direction character as a picture or U+FFFD; its length is the same.

    Tabs and newlines are pictures too: what may have several lines is handed over line by line.
    """
    return text if text.isprintable() else _ODD.sub(_picture, text)


def cell_width(text: str) -> int:
    """Return how many cells a printable text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def expand_tabs(text: str, tab: int = 4) -> str:
    """Return the text with its tabs as blanks, by what stands before them in cells."""
    if "\t" not in text:
        return text
    parts = text.split("\t")
    drawn = parts[0]
    for part in parts[1:]:
        drawn += " " * (tab - cell_width(drawn) % tab) + part
    return drawn


def escape_json(text: str) -> str:
    """Return JSON made with ensure_ascii=False in which no control or direction character stands for itself."""
    return text if text.isprintable() else _ODD_IN_JSON.sub(_escape, text)


_ODD_IN_JSON = re.compile(_ODD.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))  # newlines are layout


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
