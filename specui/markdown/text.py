"""Lines, columns and offsets: the only module that decides where a line starts.

Offsets count characters of the decoded text, ranges are half-open, lines and columns count from 1.  A line ends only
at ``\\r\\n``, ``\\n`` or a lone ``\\r`` (``str.splitlines`` also splits at U+2028, form feed and more).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern

_NEWLINE = lazy_pattern(r"\r\n|\r|\n")


class TextRange(NamedTuple):
    """A half-open range of characters, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` in this range."""
        return text[self.start : self.end]


class Position(NamedTuple):
    """A position as people count: line and column from 1."""

    line: int
    column: int


class LineIndex:
    """The starts and ends of the lines of a text.

    ``starts[i]`` is the offset of line ``i + 1``; ``ends[i]`` is the offset of its newline, or the length of the
    text if it has none.  A text that ends in a newline has an empty last line, as in editors.
    """

    __slots__ = ("ends", "length", "starts")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        if "\r" not in text:
            self.starts = list(accumulate([len(line) + 1 for line in text.split("\n")], initial=0))
            self.ends = [start - 1 for start in self.starts[1:]]
            self.starts.pop()
            return
        starts, ends = [0], []
        for match in _NEWLINE.finditer(text):
            ends.append(match.start())
            starts.append(match.end())
        ends.append(self.length)
        self.starts = starts
        self.ends = ends

    def __len__(self) -> int:
        return len(self.starts)

    def line_at(self, offset: int) -> int:
        """Return the line, from 1, that contains ``offset`` (clamped to the text)."""
        return max(1, bisect_right(self.starts, offset))

    def position(self, offset: int) -> Position:
        """Return the line and column of ``offset`` (clamped to the text)."""
        offset = min(max(offset, 0), self.length)
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """Return the offset of a position; clamps line and column to the text."""
        index = min(max(line, 1), len(self.starts)) - 1
        start, end = self.starts[index], self.ends[index]
        return min(max(start + column - 1, start), end)

    def line_range(self, line: int) -> TextRange:
        """Return the range of a line, from 1, without its newline."""
        return TextRange(self.starts[line - 1], self.ends[line - 1])

    def full_range(self, line: int) -> TextRange:
        """Return the range of a line, from 1, with its newline."""
        start = self.starts[line - 1]
        return TextRange(start, self.starts[line] if line < len(self.starts) else self.length)


def dominant_newline(text: str) -> str:
    """Return the newline that ends most lines of ``text``; ``"\\n"`` if it has none."""
    crlf = text.count("\r\n")
    newline, most = "\n", text.count("\n") - crlf
    if crlf > most:
        newline, most = "\r\n", crlf
    if text.count("\r") - crlf > most:
        return "\r"
    return newline
