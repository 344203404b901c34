"""GFM tables: the cells of a row, and the delimiter row below the header.

The pipes at both ends of a row are optional. A pipe after a backslash does not separate cells.
"""

from __future__ import annotations

from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import TextRange

_DASHES = lazy_pattern(r":?-++:?")
_ALIGNMENTS = {(False, False): "", (True, False): "left", (True, True): "center", (False, True): "right"}


def row_cells(row: str, offset: int) -> tuple[TextRange, ...]:
    """Return the trimmed ranges of the cells of a trimmed row that begins at ``offset`` of its text."""
    cells = []
    find, end = row.find, len(row)
    left = 1 if row[:1] == "|" else 0
    while left < end:
        pipe = find("|", left)
        while pipe > 0 and row[pipe - 1] == "\\":
            pipe = find("|", pipe + 1)
        right = following = pipe
        if pipe < 0:
            right = following = end
        while left < right and row[left] in " \t":
            left += 1
        while left < right and row[right - 1] in " \t":
            right -= 1
        cells.append(TextRange(offset + left, offset + right))
        left = following + 1
    return tuple(cells)


def cell_texts(row: str) -> list[str]:
    """Return the texts of the cells of a trimmed row, with ``\\|`` unescaped to ``|``."""
    if "\\" in row:
        return [row[start:end].replace("\\|", "|") for start, end in row_cells(row, 0)]
    texts = [text.strip(" \t") for text in row.split("|")]
    return texts[row[:1] == "|" : len(texts) - (row[-1:] == "|")]


def delimiter_row(text: str, pos: int, end: int) -> tuple[str, ...]:
    """Return the alignment of each column of a delimiter row such as ``|---|:-:|``; empty for any other row.

    A row without pipes and colons underlines a heading, so it is not a delimiter row.
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
