"""The text of one section while it is edited: Textual's document, with every byte of the file kept.

Textual splits lines as `str.splitlines` does, gives a document one newline kind, and draws whatever it holds.
Here a line ends where it does everywhere in specui, every line keeps its own newline, and each character that
must not be drawn as it is stands, while it is edited, as a private-use character of one cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from textual.document._document import Document, EditResult, Location, Newline

from specui.markdown.edits import TextEdit
from specui.tui.rendering.safe_text import ODD_RUN, REPLACEMENT, safe, width

# Plane 16 is for private use, and the icon fonts use plane 15 and the basic plane.
_FIRST_CODE, _LAST_CODE = 0x100000, 0x10FFFD
_CODE = re.compile("[\U00100000-\U0010fffd]")
_NEWLINE = re.compile(r"\r\n|\n|\r")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_INVISIBLE = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]")
_MAX_COMPARED = 40_000  # pairs of lines; difflib is cubic at its worst


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
        """Return what a person types or pastes as this document holds it, with its own newline kind."""
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


def text_edits(before: str, after: str) -> list[TextEdit]:
    """Return the least edits that make `after` of `before`, in characters of `before`: none within an equal line."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    position = sum(map(len, old[:head]))
    edits: list[TextEdit] = []
    for old_lines, new_lines, equal in _blocks(middle_old, middle_new):
        if not equal:
            edits += _edits_of_block(position, old_lines, new_lines)
        position += sum(map(len, old_lines))
    return _apart(edits)


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    if not old or not new or len(old) * len(new) > _MAX_COMPARED:
        yield old, new, False
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield old[a:b], new[c:d], tag == "equal"


def _edits_of_block(position: int, old: list[str], new: list[str]) -> Iterator[TextEdit]:
    if len(old) != len(new):
        old, new = ["".join(old)], ["".join(new)]
    for before, after in zip(old, new, strict=True):
        if before != after:
            yield _trimmed(position, before, after)
        position += len(before)


def _trimmed(position: int, before: str, after: str) -> TextEdit:
    """Return one edit without the common start and end, that cuts no CRLF in two."""
    head = _common(before, after)
    if head and before[head - 1] == "\r" and "\n" in {before[head : head + 1], after[head : head + 1]}:
        head -= 1
    tail = _common(before[head:][::-1], after[head:][::-1])
    while (
        tail
        and before[len(before) - tail] == "\n"
        and "\r" in {_char_before(t, tail) for t in (before, after)}
    ):
        tail -= 1
    return TextEdit(position + head, position + len(before) - tail, after[head : len(after) - tail])


def _char_before(text: str, tail: int) -> str:
    at = len(text) - tail - 1
    return text[at] if at >= 0 else ""


def _apart(edits: list[TextEdit]) -> list[TextEdit]:
    """Join edits that touch, so that no two are meant at one place."""
    joined: list[TextEdit] = []
    for edit in edits:
        if joined and joined[-1].end == edit.start:
            last = joined.pop()
            edit = TextEdit(last.start, edit.end, last.replacement + edit.replacement)
        joined.append(edit)
    return joined


def _common(one: list[str] | str, other: list[str] | str) -> int:
    """Return how many items two sequences have in common at their start."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


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
    """Characters that cannot be drawn to private-use characters, and back; one to one, in the order they come."""

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
    """Say whether `char` must not stand for itself while it is edited."""
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
