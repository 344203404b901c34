"""A unified diff as paragraphs, with line numbers, signs and colours."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from specui.markdown.text import LineIndex
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe

CONTEXT = 2
LIMIT = 400
"""At most so many lines are shown; what is left out is counted."""


class DiffLine(NamedTuple):
    """A line: `sign` is `+`, `-`, a blank, or `@` before a hunk; `line` is its number."""

    sign: str
    line: int
    text: str


def unified(old: str, new: str, context: int = CONTEXT) -> list[DiffLine]:
    """Return the lines that differ, with the lines around them."""
    return list(_unified(_lines(old), _lines(new), context))


def diff_paragraphs(lines: list[DiffLine], digits: int = 1) -> list[Para]:
    """Return the lines as paragraphs: number (of at least so many `digits`), sign and text, coloured."""
    digits = max([digits, *(len(str(line.line)) for line in lines)])
    found: list[Para] = []
    for line in lines[:LIMIT]:
        if line.sign == "@":
            if found:
                found.append(Para("⋯", "faint", (Cell(" " * (digits + 1)),)))
            continue
        look, base = _LOOKS.get(line.sign, ("muted", "text on panel"))
        sign = "−" if line.sign == "-" else line.sign
        lead = (Cell(f" {line.line:>{digits}} ", "faint"), Cell(f"{sign} ", look))
        found.append(Para(safe(line.text), look, lead, base))
    if len(lines) > LIMIT:
        found.append(Para(f"… and {len(lines) - LIMIT} more lines", "muted"))
    return found or [Para("Nothing differs.", "muted")]


_LOOKS = {"+": ("added", "added on added-background"), "-": ("removed", "removed on removed-background")}


def _unified(old: list[str], new: list[str], context: int) -> Iterator[DiffLine]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(context):
        yield DiffLine("@", group[0][3] + 1, "")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (DiffLine(" ", j + 1, new[j]) for j in range(j1, j2))
                continue
            yield from (DiffLine("-", i + 1, old[i]) for i in range(i1, i2))
            yield from (DiffLine("+", j + 1, new[j]) for j in range(j1, j2))


def _lines(text: str) -> list[str]:
    index = LineIndex(text)
    return [text[a:b] for a, b in zip(index.starts, index.ends, strict=True)]
