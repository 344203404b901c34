"""The lines that a transaction removes and adds, for previews and checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown.edits import Transaction
from specui.markdown.text import LineIndex


class Hunk(NamedTuple):
    """Lines that are removed and lines that replace them, without newlines.

    ``line`` is the first line that is removed, counted from 1 in the text before; if none is, the line before
    which the new ones are added.
    """

    line: int
    removed: tuple[str, ...]
    added: tuple[str, ...]


def hunks(text: str, transaction: Transaction) -> tuple[Hunk, ...]:
    """Return the changes in the order of the text, without the lines that stay."""
    index = LineIndex(text)
    found = list[Hunk]()
    for first, last, after in _stretches(text, index, transaction):
        old = _lines(text[index.starts[first] : _end(index, last)])
        new = _lines(after)
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        found.append(
            Hunk(first + head + 1, tuple(old[head : len(old) - tail]), tuple(new[head : len(new) - tail]))
        )
    return tuple(found)


def lines_gone(found: tuple[Hunk, ...]) -> frozenset[int]:
    """Return the lines that are removed or changed, counted from 1 in the text before."""
    return frozenset(hunk.line + step for hunk in found for step in range(len(hunk.removed)))


def _stretches(text: str, index: LineIndex, transaction: Transaction) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that edits touch, first and last from 0, and the text in their place."""
    edits = list(transaction.edits)
    while edits:
        first = index.line_at(edits[0].start) - 1
        last, position, made = first, index.starts[first], ""
        while edits and (edits[0].start <= _end(index, last)):
            edit = edits.pop(0)
            made += text[position : edit.start] + edit.replacement
            position = edit.end
            last = max(last, index.line_at(edit.end) - 1)
        yield first, last, made + text[position : _end(index, last)]


def _end(index: LineIndex, line: int) -> int:
    """Return where a line's text ends, before its newline."""
    return index.ends[line]


def _lines(text: str) -> list[str]:
    index = LineIndex(text)
    return [text[start:end] for start, end in zip(index.starts, index.ends, strict=True)]
