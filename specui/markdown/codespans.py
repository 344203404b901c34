"""Finds code spans in linear time."""

from __future__ import annotations

from typing import NamedTuple


class CodeSpan(NamedTuple):
    """The range of a code span's content, without the backticks."""

    start: int
    end: int


def code_spans(text: str, start: int, end: int) -> list[CodeSpan]:
    """Return the code spans of ``text[start:end]``, each from a run of backticks to the next run of equal length."""
    runs: list[tuple[int, int]] = []
    pos = text.find("`", start, end)
    while pos >= 0:
        stop = pos + 1
        while stop < end and text[stop] == "`":
            stop += 1
        runs.append((pos, stop))
        pos = text.find("`", stop, end)
    following: dict[int, int] = {}
    closes = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closes[index] = following.get(length, -1)
        following[length] = index
    spans, index = [], 0
    while index < len(runs):
        close = closes[index]
        if close < 0:
            index += 1
            continue
        spans.append(CodeSpan(runs[index][1], runs[close][0]))
        index = close + 1
    return spans
