"""Conflict markers: where a merge left both sides of a change in a text."""

from __future__ import annotations

from typing import NamedTuple

from specui.markdown.blocks import Conflict, Document
from specui.markdown.text import LineIndex

_OURS, _BASE, _MIDDLE, _THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


class ConflictLines(NamedTuple):
    """The lines of one conflict, as indices from 0; ``base`` is -1 where git shows no common base."""

    first: int
    base: int
    middle: int
    last: int


def find_conflicts(text: str, lines: LineIndex) -> dict[int, ConflictLines]:
    """Return the complete conflicts of a text by the index of their first line.

    A marker stands at the start of its line, seven signs and then a blank or nothing.  What lacks one of the
    three markers is text.
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
    """Return the lines, from 0, of ``<<<<<<< name`` and ``>>>>>>> name`` that belong to no complete conflict."""
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
    """The lines of a conflict's parts, counted from 1: first and last, the last one before the first where it has none.

    ``base`` is what stood there before, where git shows it.
    """

    ours: tuple[int, int]
    base: tuple[int, int]
    theirs: tuple[int, int]


def find_sides(conflict: Conflict) -> ConflictSides:
    """Return which lines are whose; the markers belong to nobody."""
    line, end_line, base, middle = conflict.line, conflict.end_line, conflict.base_line, conflict.middle_line
    return ConflictSides(
        (line + 1, (base or middle) - 1), ((base or middle - 1) + 1, middle - 1), (middle + 1, end_line - 1)
    )


def read_labels(document: Document, conflict: Conflict) -> tuple[str, str]:
    """Return what the markers call our side and theirs: ``HEAD``, ``feature``; else ``ours`` and ``theirs``."""
    ours, theirs = (
        document.lines.line_range(n).of(document.text) for n in (conflict.line, conflict.end_line)
    )
    return ours[7:].strip() or "ours", theirs[7:].strip() or "theirs"


def _marker(text: str, start: int, end: int) -> str:
    """Return the marker that a line begins with; ``=======`` has nothing behind it."""
    mark = text[start : start + 7]
    if mark not in {_OURS, _BASE, _MIDDLE, _THEIRS} or start + 7 > end:
        return ""
    if start + 7 == end:
        return mark
    return mark if text[start + 7] == " " and mark != _MIDDLE else ""
