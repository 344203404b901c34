"""GFM tables: cells of a row, and the row of dashes below the header."""

from __future__ import annotations

import re

from specui.markdown.blocks import TableRow
from specui.markdown.text import TextRange

_DASHES = re.compile(r":?-++:?")
_ALIGNMENTS = {(False, False): "", (True, False): "left", (True, True): "center", (False, True): "right"}
_new = tuple.__new__


def table_row(text: str, pos: int, end: int, line: int) -> TableRow:
    """Return the row in ``text[pos:end]``; ``pos`` is no blank.

    The pipes at both ends are optional; a pipe behind a backslash parts nothing.
    """
    while text[end - 1] in " \t":
        end -= 1
    cells = []
    find = text.find
    left = pos + 1 if text[pos] == "|" else pos
    while left < end:
        pipe = find("|", left, end)
        while pipe > pos and text[pipe - 1] == "\\":
            pipe = find("|", pipe + 1, end)
        right = following = pipe
        if pipe < 0:
            right = following = end
        # Most cells have one blank at each end; those are seen to without a loop.
        if left < right and text[left] == " ":
            left += 1
        if left < right and text[right - 1] == " ":
            right -= 1
        if left < right and (text[left] in " \t" or text[right - 1] in " \t"):
            while left < right and text[left] in " \t":
                left += 1
            while left < right and text[right - 1] in " \t":
                right -= 1
        cells.append(_new(TextRange, (left, right)))
        left = following + 1
    return _new(TableRow, (pos, end, line, tuple(cells)))


def delimiter_row(text: str, pos: int, end: int) -> tuple[str, ...]:
    """Return the alignments that ``|---|:-:|`` gives, one a column; empty where it is no such row.

    A row without any pipe or colon is none: it underlines a heading.
    """
    row = text[pos:end].rstrip(" \t")
    if "|" not in row and ":" not in row:
        return ()
    parts = row.split("|")
    if not parts[0]:
        del parts[0]
    if parts and not parts[-1]:
        del parts[-1]
    alignments = []
    for part in parts:
        dashes = part.strip(" \t")
        if not _DASHES.fullmatch(dashes):
            return ()
        alignments.append(_ALIGNMENTS[dashes[0] == ":", dashes[-1] == ":"])
    return tuple(alignments)
