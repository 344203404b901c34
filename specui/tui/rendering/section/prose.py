"""Paragraphs, fields and labels, quotes, code, comments: everything but lists and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from specui.markdown.blocks import (
    Document,
    Fence,
    FieldLine,
    FrontMatter,
    HtmlBlock,
    IndentedCode,
    ListItem,
    Paragraph,
    Quote,
)
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.tui.rendering.safe_text import fit, width as cell_width
from specui.tui.rendering.section.canvas import hang
from specui.tui.rendering.section.model import EditArea, Line, Picture
from specui.tui.rendering.section.text_flow import cut, flow, verbatim, wrap

LABEL_ROOM = 22
"""A label that is wider stands on a row of its own."""

_NOTHING: Line = (("–", "faint"),)
_INDENT: Line = (("  ", ""),)
_QUOTE_MARK = lazy_pattern(r"^[ \t]{0,3}>[ \t]?")
_STARTS_ANEW = lazy_pattern(r"^(?:[-*+]|\d{1,9}[.)]|#{1,6})\s|^[`~]{3}|^\|")
_LINE = lazy_pattern(r"\r\n|\r|\n")

TONES = {
    "🔴": "error", "❌": "error", "⛔": "error", "🟥": "error", "✖": "error",
    "🟡": "warning", "🟠": "warning", "⚠": "warning", "🟨": "warning", "🚧": "warning", "⏳": "warning",
    "🟢": "success", "✅": "success", "🟩": "success", "✔": "success", "☑": "success",
    "⚫": "muted", "⚪": "muted", "🔵": "info",
}  # fmt: skip


class Piece(NamedTuple):
    """A part of a paragraph: a field with the lines that continue it, or the text between fields."""

    start: int
    end: int
    line: int
    field: FieldLine | None


def tone_of(raw: str) -> str:
    """Return the style for the sign at the start of a value, or ""."""
    sign = names.leading_sign(raw)
    return TONES.get(sign[:1], "") if sign else ""


def pieces(
    block: Paragraph | ListItem, fields: Sequence[FieldLine], shown: range | None = None
) -> Iterator[Piece]:
    """Split a paragraph or an item at its fields, all or those that are shown; each field ends at the next one."""
    if not fields:
        yield Piece(block.start, block.end, block.line, None)
        return
    shown = range(len(fields)) if shown is None else shown
    if fields[0].start > block.start and type(block) is Paragraph and not shown.start:
        yield Piece(block.start, fields[0].start, block.line, None)
    last = block.text_end if type(block) is ListItem else block.end
    for index in shown:
        line = fields[index]
        end = fields[index + 1].start if index + 1 < len(fields) else max(last, line.end)
        yield Piece(line.start, end, line.line, line)


def value_of(document: Document, line: FieldLine, end: int) -> str:
    """Return a field's value with the lines that continue it up to ``end``, without the separator before the next field."""
    value = document.slice(line.value_start, line.value_end)
    behind = document.lines.ends[line.line - 1]
    return f"{value}{document.slice(behind, end)}".strip() if end > behind else value.strip()


def label_width(labels: list[str]) -> int:
    """Return the width of the column of these labels."""
    widths = [cell_width(label) for label in labels]
    return max((w for w in widths if w <= LABEL_ROOM), default=0)


def draw_field(label: str, value: str, column: int, width: int, over: str = "") -> Picture:
    """Draw ``label  value``, values in one column; a wide label is above its value, which is the area.

    ``label`` is drawn as it is (see ``one_line``), ``value`` is Markdown.
    """
    room = width - column - 2
    taken = cell_width(label)
    if taken <= column and room >= 16:
        name: Line = ((label, "muted"), (" " * (column - taken + 2), ""))
        lines = flow(value, room, over=over) if value else (_NOTHING,)
        return Picture(hang(name, column + 2, lines), (EditArea(column + 2, 0, room, len(lines)),))
    above = wrap(Content(label), width, width, "muted", "")
    lines = flow(value, width - 2, over=over) if value else (_NOTHING,)
    area = EditArea(2, len(above), width - 2, len(lines))
    return Picture([*above, *hang(_INDENT, 2, lines)], (area,))


def draw_quote(document: Document, block: Quote, width: int) -> list[Line]:
    """Draw a quote after a bar, with a new line for each of its paragraphs and items."""
    bar: Line = (("▎ ", "quote"),)
    lines: list[Line] = []
    for text in _quoted(cut(document.slice(block.start, block.end))):
        lines += [(*bar, *line) for line in flow(text, width - 2, over="muted")]
    return lines or [bar]


def draw_code(
    document: Document, block: Fence | IndentedCode | HtmlBlock, width: int, column: int
) -> list[Line]:
    """Draw code verbatim, long lines broken; ``column`` is where its container's content begins."""
    if isinstance(block, HtmlBlock):
        return [
            line for text in _source_lines(document, block) for line in verbatim(text.strip(), width, "faint")
        ]
    bar: Line = (("▏ ", "faint"),)
    whole = document.slice(block.start, block.end)
    drawn = cut(whole)
    source = _LINE.split(drawn)
    lines: list[Line] = []
    if isinstance(block, Fence):
        if block.info:
            lines.append((*bar, (fit(block.info, width - 2), "faint")))
        position = document.lines.position(block.start).column - 1
        source = source[1:-1] if block.closed and drawn is whole and len(source) > 1 else source[1:]
        column = max(column, position)
    else:
        column += 4
    for text in source:
        lines += [(*bar, *line) for line in verbatim(_dedent(text, column), width - 2, "code-block")]
    return lines or [bar]


def draw_front_matter(document: Document, block: FrontMatter, width: int) -> list[Line]:
    """Draw the YAML above a title, faint, without its fences."""
    whole = document.slice(block.start, block.end)
    source = _source_lines(document, block)
    return _faint(source[1 : -1 if cut(whole) is whole else None], width)


def draw_verbatim(source: str, width: int) -> list[Line]:
    """Draw lines of front matter without fields, faint."""
    return _faint(_LINE.split(cut(source)), width)


def _faint(source: Sequence[str], width: int) -> list[Line]:
    return [line for text in source for line in verbatim(text, width, "faint")] or [_NOTHING]


def _source_lines(document: Document, block: HtmlBlock | FrontMatter) -> list[str]:
    """Return a block's lines without those of its conflicts, which are drawn separately."""
    return _LINE.split(cut(without_conflicts(document, block.start, block.end)))


def without_conflicts(document: Document, start: int, end: int) -> str:
    """Return a range of whole lines without those of conflicts."""
    inside = document.conflicts_within(start, end)
    if not inside:
        return document.slice(start, end)
    starts = document.lines.starts
    parts, at = [], start
    for conflict in inside:
        parts.append(document.text[at : max(at, conflict.start)])
        at = starts[conflict.end_line] if conflict.end_line < len(starts) else end
    return "".join([*parts, document.text[at : max(at, end)]])


def _quoted(source: str) -> Iterator[str]:
    """Yield the paragraphs of a quote; list markers and headings begin a new one."""
    open_lines: list[str] = []
    for line in _LINE.split(source):
        bare = _QUOTE_MARK.sub("", line.lstrip(" \t"))
        while bare.startswith(">"):
            bare = _QUOTE_MARK.sub("", bare)
        if open_lines and (not bare.strip() or _STARTS_ANEW.match(bare)):
            yield "\n".join(open_lines)
            open_lines = []
        if bare.strip():
            open_lines.append(bare)
    if open_lines:
        yield "\n".join(open_lines)


def _dedent(line: str, columns: int) -> str:
    """Remove up to so many columns of indentation from a line."""
    column = 0
    for offset, char in enumerate(line):
        if column >= columns or char not in " \t":
            return " " * (column - columns) + line[offset:]
        column += 4 - column % 4 if char == "\t" else 1
    return ""
