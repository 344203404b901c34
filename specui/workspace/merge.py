"""Carry an edit over to a text that somebody else has changed meanwhile.

Both changes are kept where they touch different lines; where they touch the same
lines, or the edit's section is not the same any more, there is no merge: nothing
is guessed, and no conflict marker is ever written.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.text import LineIndex

Line = TypeVar("Line", bound=Hashable)


def rebase(base: str, theirs: str, transaction: Transaction) -> Transaction | None:
    """Return the transaction against ``theirs`` that says what it said against ``base``; None if it cannot.

    Each edit's lines must stand unchanged in ``theirs``, under the same heading.
    """
    if base == theirs:
        return transaction
    old, new = LineIndex(base), LineIndex(theirs)
    old_lines, new_lines = _lines(base, old), _lines(theirs, new)
    standing_at = standing(old_lines, new_lines)
    moved = []
    for edit in transaction.edits:
        first, last = old.line_at(edit.start) - 1, old.line_at(edit.end) - 1
        if edit.end > edit.start and last > first and old.starts[last] == edit.end:
            last -= 1
        targets = [standing_at.get(line) for line in range(first, last + 1)]
        start = targets[0]
        if start is None or targets != list(range(start, start + len(targets))):
            return None
        if _heading_above(old_lines, first) != _heading_above(new_lines, start):
            return None
        shift = new.starts[start] - old.starts[first]
        moved.append(TextEdit(edit.start + shift, edit.end + shift, edit.replacement))
    return Transaction.of(theirs, moved, transaction.title)


def changed_lines(old: str, new: str) -> tuple[range, range] | None:
    """Return the lines (from 0) that differ, in the old text and in the new; None where none does."""
    if old == new:
        return None
    a, b = _lines(old, LineIndex(old)), _lines(new, LineIndex(new))
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return range(start, len(a) - end), range(start, len(b) - end)


def _lines(text: str, index: LineIndex) -> list[str]:
    ends = [*index.starts[1:], index.length]
    return [text[start:end] for start, end in zip(index.starts, ends, strict=True)]


def standing(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Map each old line that still stands to its place: common head and tail, then the longest runs between."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    found = {line: line for line in range(head)}
    found.update({len(old) - 1 - i: len(new) - 1 - i for i in range(tail)})
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if middle_old and middle_new:
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                found[head + block.a + offset] = head + block.b + offset
    return found


def _heading_above(lines: list[str], line: int) -> str:
    for index in range(line, -1, -1):
        if lines[index].startswith("#"):
            return lines[index].strip()
    return ""
