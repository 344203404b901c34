"""The text of one section while it is edited: Textual's document, with every byte of the file kept.

Textual splits lines as `str.splitlines` does, gives a document one kind of newline, and draws whatever it holds.
Here a line ends at `\\r\\n`, `\\r` or `\\n` only, every line keeps its own newline, and each character that must not
reach the terminal is replaced, while it is edited, by a private-use character of one cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from textual.document._document import Document, EditResult, Location, Newline

from specui.markdown.lazy import lazy_pattern
from specui.tui.rendering.safe_text import ODD_RUN, REPLACEMENT, safe, width

# Plane 16 is for private use, and the icon fonts use plane 15 and the basic plane.
_FIRST_CODE, _LAST_CODE = 0x100000, 0x10FFFD
_CODE = lazy_pattern("[\U00100000-\U0010fffd]")
_NEWLINE = lazy_pattern(r"\r\n|\n|\r")
_INVISIBLE = lazy_pattern("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]")


class SectionDocument(Document):
    """A document of lines that each keep their newline. `newline` is for a text that has none yet."""

    def __init__(self, text: str, newline: Newline = "\n") -> None:
        self._codec = _Codec()
        lines, newlines = _split(self._codec.encode(text))
        self._lines = lines
        self._newlines = newlines
        counts = Counter(newlines[:-1])
        self._newline = counts.most_common(1)[0][0] if counts else newline  # type: ignore[assignment]

    @property
    def value(self) -> str:
        """The text as it is in the file."""
        return self._codec.decode(self.text)

    @property
    def text(self) -> str:
        parts = []
        for row, (line, newline) in enumerate(zip(self._lines, self._newlines, strict=True)):
            # An empty line between a lone CR and a LF would make one newline of two.
            apart = line or newline[:1] != "\n" or not row or self._newlines[row - 1] != "\r"
            parts.append(line + newline if apart else "\r")
        return "".join(parts)

    def incoming(self, text: str) -> str:
        """Return typed or pasted text as this document holds it, with the document's newlines."""
        return _NEWLINE.sub(self._newline, self._codec.encode(text))

    def outgoing(self, text: str) -> str:
        """Return a part of this document as it is in the file, for the clipboard."""
        return self._codec.decode(text)

    def picture(self, row: int) -> str:
        """Return a line as it is drawn, character for character."""
        return self._codec.picture(self._lines[row])

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace a range by `text`, which must have gone through `incoming` or come from this document."""
        top, bottom = sorted((start, end))
        (top_row, top_column), (bottom_row, bottom_column) = top, bottom
        lines, newlines = self._lines, self._newlines
        replaced = self.get_text_range(top, bottom)
        before = lines[top_row][:top_column] if top_row < len(lines) else ""
        after = lines[bottom_row][bottom_column:] if bottom_row < len(lines) else ""
        last_newline = newlines[bottom_row] if bottom_row < len(lines) else ""
        added, added_newlines = _split(text)
        added[0] = before + added[0]
        column = len(added[-1])
        added[-1] += after
        lines[top_row : bottom_row + 1] = added
        newlines[top_row : bottom_row + 1] = [*added_newlines[:-1], last_newline]
        return EditResult((top_row + len(added) - 1, column), replaced)

    def get_text_range(self, start: Location, end: Location) -> str:
        if start == end:
            return ""
        (top_row, top_column), (bottom_row, bottom_column) = sorted((start, end))
        lines = self._lines
        if top_row == bottom_row:
            return lines[top_row][top_column:bottom_column]
        parts = [lines[top_row][top_column:], self._newlines[top_row]]
        for row in range(top_row + 1, min(bottom_row, len(lines))):
            parts += lines[row], self._newlines[row]
        if bottom_row < len(lines):
            parts.append(lines[bottom_row][:bottom_column])
        return "".join(parts)

    def get_index_from_location(self, location: Location) -> int:
        row, column = location
        return sum(map(len, self._lines[:row])) + sum(map(len, self._newlines[:row])) + column

    def get_location_from_index(self, index: int) -> Location:
        rest = index
        for row, (line, newline) in enumerate(zip(self._lines, self._newlines, strict=True)):
            if 0 <= rest <= len(line):
                return row, rest
            if rest < len(line) + len(newline):
                return row, len(line)  # between CR and LF
            rest -= len(line) + len(newline)
        raise ValueError(f"{index} is no place in a text of {len(self.text)} characters")


def _split(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of `text` and the newline after each; the last has none."""
    starts = [0]
    newlines = []
    lines = []
    for match in _NEWLINE.finditer(text):
        lines.append(text[starts[-1] : match.start()])
        newlines.append(match[0])
        starts.append(match.end())
    lines.append(text[starts[-1] :])
    newlines.append("")
    return lines, newlines


class _Codec:
    """Maps characters that must not be drawn to private-use characters, and back: one to one, in order of appearance."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._chars: dict[str, str] = {}
        self._pictures: dict[str, str] = {}

    def encode(self, text: str) -> str:
        return ODD_RUN.sub(self._encode_run, text)

    def decode(self, text: str) -> str:
        return _CODE.sub(lambda match: self._chars[match[0]], text) if self._chars else text

    def picture(self, text: str) -> str:
        return _CODE.sub(lambda match: self._pictures[match[0]], text) if self._chars else text

    def _encode_run(self, match: re.Match[str]) -> str:
        return "".join(self._codes.get(char) or self._encode_char(char) for char in match[0])

    def _encode_char(self, char: str) -> str:
        if char == "\r" or not _needs_code(char):
            return char
        number = _FIRST_CODE + len(self._codes)
        if number > _LAST_CODE:
            raise ValueError(
                "the text uses more than 65,000 private-use characters and cannot be edited here"
            )
        code = chr(number)
        self._codes[char] = code
        self._chars[code] = char
        self._pictures[code] = _picture(char)
        return code


@lru_cache(maxsize=4096)
def _needs_code(char: str) -> bool:
    """Say whether `char` must be replaced while it is edited."""
    if _CODE.match(char) or _INVISIBLE.match(char):
        return True
    if unicodedata.category(char)[0] == "M" or "\u1161" <= char <= "\u11ff":
        return False  # drawn with the character before
    return safe(char, tab=None) != char


def _picture(char: str) -> str:
    if _CODE.match(char):
        return char
    if _INVISIBLE.match(char):
        return " "
    drawn = "·" if char == "\u200d" else safe(char)
    return drawn if width(drawn) == 1 else REPLACEMENT
