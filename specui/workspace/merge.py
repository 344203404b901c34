"""Carry an edit over to a text that somebody else has changed meanwhile.

Both changes are kept where they touch different lines; where they touch the same
lines, or the edit's section is not the same any more, there is no merge: nothing
is guessed, and no conflict marker is ever written.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from specui.markdown.edits import EditError, TextEdit, Transaction
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
        first, last = _lines_of(old, edit)
        targets = [standing_at.get(line) for line in range(first, last + 1)]
        start = targets[0]
        if start is None or targets != list(range(start, start + len(targets))):
            return None
        if _heading_above(old_lines, first) != _heading_above(new_lines, start):
            return None
        shift = new.starts[start] - old.starts[first]
        moved.append(TextEdit(edit.start + shift, edit.end + shift, edit.replacement))
    return Transaction.of(theirs, moved, transaction.title)


def rebase_step(base: str, theirs: str, transaction: Transaction) -> Transaction | None:
    """Return what `rebase` does for a step that goes back or forth, where lines beside its own are gone too.

    Whole lines that go or come touch the line before or the one after, by where their newline is counted: ``A⏎[B⏎]C``
    is ``A[⏎B]⏎C``. One of both must stand. So rows that two programs wrote side by side go in any order.
    """
    whole = rebase(base, theirs, transaction)
    if whole is not None or base == theirs:
        return whole
    moved = list[TextEdit]()
    for edit in transaction.edits:
        ways = (rebase(base, theirs, Transaction((one,), len(base))) for one in _ways(base, theirs, edit))
        found = next((way for way in ways if way is not None), None)
        if found is None:
            return None
        moved += found.edits
    try:
        return Transaction.of(theirs, moved, transaction.title)
    except EditError:  # two of them meet in this text
        return None


def _ways(base: str, theirs: str, edit: TextEdit) -> Iterator[TextEdit]:
    """Yield an edit, and those that do the same with its lines' newlines counted on the other side."""
    yield edit
    gone, come = base[edit.start : edit.end], edit.replacement
    if bool(gone) == bool(come):
        return
    words = gone or come
    for newline in ("\r\n", "\n", "\r"):
        size = len(newline)
        if words.startswith(newline) and base.startswith(newline, edit.end):
            slid = TextEdit(edit.start + size, edit.end + size, come and come[size:] + newline)
            if come or _has_neighbour(base, theirs, slid):
                yield slid
            return
        if come and words.endswith(newline) and base.endswith(newline, 0, edit.start):
            yield TextEdit(edit.start - size, edit.end - size, newline + come[:-size])
            return


def _has_neighbour(base: str, theirs: str, edit: TextEdit) -> bool:
    """Whether a line before or after those of an edit stands beside them in the other text, too.

    A line may stand there a second time, by somebody else.
    """
    old, new = LineIndex(base), LineIndex(theirs)
    standing_at = standing(_lines(base, old), _lines(theirs, new))
    first, last = _lines_of(old, edit)
    start, end = standing_at.get(first), standing_at.get(last)
    if start is None or end is None:
        return False
    before = first > 0 and standing_at.get(first - 1) == start - 1
    return before or (last + 1 < len(old.starts) and standing_at.get(last + 1) == end + 1)


def _lines_of(index: LineIndex, edit: TextEdit) -> tuple[int, int]:
    """Return the first and the last line that an edit touches, from 0; the one behind it, where it is joined to it."""
    first, last = index.line_at(edit.start) - 1, index.line_at(edit.end) - 1
    if edit.end > edit.start and last > first and index.starts[last] == edit.end:
        ends_a_line = edit.replacement[-1:] in {"\n", "\r"}
        if ends_a_line or (not edit.replacement and index.starts[first] == edit.start):
            last -= 1
    return first, last


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
