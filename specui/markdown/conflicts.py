"""Finds merge conflicts by their markers, and which lines belong to which side."""

from __future__ import annotations

from typing import NamedTuple

from specui.markdown.blocks import Conflict, Document
from specui.markdown.text import LineIndex

_OURS, _BASE, _MIDDLE, _THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


class ConflictLines(NamedTuple):
    """The lines of the markers of one conflict, from 0; ``base`` is -1 if git shows no common base."""

    first: int
    base: int
    middle: int
    last: int


def find_conflicts(text: str, lines: LineIndex) -> dict[int, ConflictLines]:
    """Return the complete conflicts of a text by their first line, from 0.

    A marker is seven signs at the start of a line, followed by a blank or nothing.  Without all three markers, the
    lines are ordinary text.
    """
    if _OURS not in text or _THEIRS not in text:
        return {}
    found: dict[int, ConflictLines] = {}
    first = base = middle = -1
    for index, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True)):
        mark = _marker(text, start, end)
        if mark == _OURS:
            first, base, middle = index, -1, -1
        elif first < 0 or not mark:
            continue
        elif mark == _BASE and middle < 0:
            base = index
        elif mark == _MIDDLE and middle < 0:
            middle = index
        elif mark == _THEIRS and middle >= 0:
            found[first] = ConflictLines(first, base, middle, index)
            first = -1
    return found


def stray_markers(text: str, lines: LineIndex) -> list[int]:
    """Return the lines, from 0, with ``<<<<<<< name`` or ``>>>>>>> name`` outside complete conflicts."""
    if _OURS not in text and _THEIRS not in text:
        return []
    inside = find_conflicts(text, lines).values()
    taken = {index for region in inside for index in range(region.first, region.last + 1)}
    return [
        index
        for index, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True))
        if end - start > 8 and _marker(text, start, end) in {_OURS, _THEIRS} and index not in taken
    ]


class ConflictSides(NamedTuple):
    """The first and last line, from 1, of each part of a conflict; the last precedes the first if a part is empty.

    ``base`` is the common base, if git shows it.
    """

    ours: tuple[int, int]
    base: tuple[int, int]
    theirs: tuple[int, int]


def find_sides(conflict: Conflict) -> ConflictSides:
    """Return the lines of each side, without the markers."""
    line, end_line, base, middle = conflict.line, conflict.end_line, conflict.base_line, conflict.middle_line
    return ConflictSides(
        (line + 1, (base or middle) - 1), ((base or middle - 1) + 1, middle - 1), (middle + 1, end_line - 1)
    )


def read_labels(document: Document, conflict: Conflict) -> tuple[str, str]:
    """Return the names in the markers for our side and theirs, such as ``HEAD`` and ``feature``.

    Without a name, return ``ours`` or ``theirs``.
    """
    ours, theirs = (
        document.lines.line_range(n).of(document.text) for n in (conflict.line, conflict.end_line)
    )
    return ours[7:].strip() or "ours", theirs[7:].strip() or "theirs"


def _marker(text: str, start: int, end: int) -> str:
    """Return the marker at the start of a line, or ""; nothing may follow ``=======``."""
    mark = text[start : start + 7]
    if mark not in {_OURS, _BASE, _MIDDLE, _THEIRS} or start + 7 > end:
        return ""
    if start + 7 == end:
        return mark
    return mark if text[start + 7] == " " and mark != _MIDDLE else ""
