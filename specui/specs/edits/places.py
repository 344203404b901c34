"""Lines, columns and newlines at the place of an edit, and the error of an edit that cannot be made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from specui.markdown.blocks import Block, Document, HtmlBlock, ThematicBreak
from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import dominant_newline

TAB = 4
BREAK = lazy_pattern(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
"""The end of a line with the blanks around it."""


class EditRefused(ValueError):
    """A change that cannot be made; the message is one sentence: what, why, and what to do."""


def block_index(document: Document, block: Block, what: str) -> int:
    """Return the index of a block of the document.  Raises EditRefused where it is of another text."""
    try:
        return document.blocks.index(block)
    except ValueError:
        raise EditRefused(f"This {what} is no longer in the file. Reload and retry.") from None


def belongs_behind(block: Block) -> bool:
    """Whether a block at a group's end is of what follows: the rule between sections, a comment over a heading."""
    return block.parent < 0 and (type(block) is ThematicBreak or (type(block) is HtmlBlock and block.comment))


def newline_at(document: Document, line: int) -> str:
    """Return the newline that ends a line; for a last line without one, that of the line before."""
    lines, text = document.lines, document.text
    for index in (line - 1, line - 2):
        if 0 <= index < len(lines.starts) - 1:
            return text[lines.ends[index] : lines.starts[index + 1]]
    return dominant_newline(text)


def line_text(document: Document, line: int) -> str:
    """Return a line without its newline."""
    return document.text[document.lines.starts[line - 1] : document.lines.ends[line - 1]]


def is_blank(document: Document, line: int) -> bool:
    """Whether a line is blank."""
    return not line_text(document, line).strip(" \t")


def filled_before(document: Document, line: int) -> int:
    """Return the last line before ``line`` that is not blank, or 0."""
    line -= 1
    while line > 0 and is_blank(document, line):
        line -= 1
    return line


def blank_after(document: Document, line: int) -> bool:
    """Whether a blank line, or nothing at all, follows a line."""
    return line >= len(document.lines) or is_blank(document, line + 1)


def after_line(document: Document, line: int, content: Sequence[str]) -> TextEdit:
    """Return the edit that puts lines after a line, in its newline style."""
    end = document.lines.ends[line - 1]
    newline = newline_at(document, line)
    return TextEdit(end, end, "".join(newline + added for added in content))


def before_line(document: Document, line: int, content: Sequence[str]) -> TextEdit:
    """Return the edit that puts lines before a line, in its newline style."""
    start = document.lines.starts[line - 1]
    newline = newline_at(document, line)
    return TextEdit(start, start, "".join(added + newline for added in content))


def without_lines(document: Document, first: int, last: int) -> TextEdit:
    """Return the edit that removes whole lines; at the end of the text it removes the newline before them."""
    lines = document.lines
    start, end = lines.starts[first - 1], lines.full_range(last).end
    if end == lines.ends[last - 1] and first > 1:
        start = lines.ends[first - 2]
    return TextEdit(start, end, "")


def smallest(start: int, old: str, new: str) -> list[TextEdit]:
    """Return the smallest edit from ``old``, which is at ``start``, to ``new``."""
    if old == new:
        return []
    limit = min(len(old), len(new))
    head = 0
    while head < limit and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [TextEdit(start + head, start + len(old) - tail, new[head : len(new) - tail])]


def width_of(text: str, start: int = 0) -> int:
    """Return the column after ``text`` that begins in column ``start`` (from 0); tab stops are four columns apart."""
    column = start
    for char in text:
        column += TAB - column % TAB if char == "\t" else 1
    return column


def indent_of(line: str) -> str:
    """Return the blanks and tabs that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def indent(width: int, like: str = "") -> str:
    """Return blanks for this many columns; tabs where ``like`` has tabs."""
    return "\t" * (width // TAB) + " " * (width % TAB) if "\t" in like else " " * width


def shifted(line: str, columns: int) -> str:
    """Return a line with its indentation this many columns wider; a blank one as it is."""
    blanks = indent_of(line)
    if columns == 0 or len(blanks) == len(line):
        return line
    if columns > 0 and "\t" not in blanks:
        return " " * columns + line
    return indent(max(0, width_of(blanks) + columns), blanks) + line[len(blanks) :]


def one_line(text: str) -> str:
    """Return text without blanks at its ends, its lines joined by single blanks."""
    return BREAK.sub(" ", text).strip()


def text_lines(text: str) -> list[str]:
    """Return the lines of a text, stripped, blank ones left out."""
    found = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    return [line for line in found if line]
