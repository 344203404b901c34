"""Tables: columns fitted to their content and to the room, or one record below the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import Table, TableRow
from specui.specs import names
from specui.specs.spec import match_choice
from specui.specs.template import Choice
from specui.tui.rendering.safe_text import width as cell_width
from specui.tui.rendering.section.canvas import cells
from specui.tui.rendering.section.model import EditArea, Line, Picture
from specui.tui.rendering.section.prose import draw_field, label_width, tone_of
from specui.tui.rendering.section.table_order import ARROWS
from specui.tui.rendering.section.text_flow import drawn, flow, one_line
from specui.tui.rendering.section.view_options import SortOrder
from specui.tui.rendering.section.window import CELLS

GAP = 2
STACK_BELOW = 62
"""A table that must be squeezed to fit less than this many cells is drawn as records."""

_LEAST = 8  # a narrower column of text is unreadable


class Cell(NamedTuple):
    """The content of a cell: Markdown source, and its style."""

    source: str
    style: str


_UNWRITTEN = Cell("", "")


class Grid(NamedTuple):
    """A table measured for a width; ``widths`` is empty for a table drawn as records."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    alignments: tuple[str, ...]
    room: int


def measure(
    table: Table,
    choices: dict[int, tuple[Choice, ...]],
    is_placeholder: Callable[[str], bool],
    room: int,
    order: SortOrder | None = None,
) -> Grid:
    """Read a table's cells and decide how wide each column is; ``choices`` are those of the template.

    The column that the rows are sorted by, ``order``, has an arrow behind its name.
    """
    header = tuple(Cell(text, "") for text in table.header.texts[:CELLS])
    columns = len(header)
    if order is not None:
        arrow = ARROWS[order.descending]
        header = tuple(
            Cell(f"{cell.source} {arrow}".lstrip(), "") if index == order.column else cell
            for index, cell in enumerate(header)
        )
    rows = tuple(_row(row, choices, is_placeholder) for row in table.rows)
    natural = [max(1, _width(cell.source)) for cell in header]
    fixed = [False] * columns
    for row, source in zip(rows, table.rows, strict=True):
        if is_note(source) and columns > 1:
            continue
        for index, cell in enumerate(row[:columns]):
            natural[index] = max(natural[index], _width(cell.source))
            fixed[index] = fixed[index] or index in choices
    widths = _share(natural, fixed, room - GAP * (columns - 1))
    squeezed = widths != natural
    narrow = any(w < min(_LEAST, n) for w, n in zip(widths, natural, strict=True))
    if narrow or (squeezed and room < STACK_BELOW) or (squeezed and min_text(widths, natural) < 14):
        widths = []
    return Grid(header, rows, tuple(widths), table.alignments[:CELLS], room)


def is_note(row: TableRow) -> bool:
    """Say whether a row is text right below a table, which is a row only because the blank line is missing."""
    return "|" not in row.written


def min_text(widths: list[int], natural: list[int]) -> int:
    """Return the width of the narrowest column that was cut."""
    return min((w for w, n in zip(widths, natural, strict=True) if w < n), default=max(widths))


def is_airy(grid: Grid) -> bool:
    """Say whether blank rows separate the rows: for records, and if most rows take several lines."""
    if not grid.widths:
        return True
    tall = sum(
        any(_width(cell.source) > width for cell, width in zip(row, grid.widths, strict=False))
        for row in grid.rows
    )
    return tall * 2 > len(grid.rows)


def draw_header(grid: Grid) -> list[Line]:
    """Draw the column names and the rule under them; nothing for records."""
    if not grid.widths:
        return []
    lines = _draw_cells(grid.header, grid, "header")
    used = sum(grid.widths) + GAP * (len(grid.widths) - 1)
    return [*lines, (("─" * min(used, grid.room), "rule"),)]


def header_areas(grid: Grid, height: int) -> tuple[EditArea, ...]:
    """Return where the column names are, without the rule below them; empty for records."""
    return _columns(grid, max(1, height - 1)) if grid.widths else ()


def draw_names(grid: Grid) -> list[Line]:
    """Draw the column names alone, for a table of records without rows."""
    return list(flow(" · ".join(cell.source for cell in grid.header), grid.room, base="header"))


def draw_row(grid: Grid, index: int) -> Picture:
    """Draw a row, and below it what does not fit its columns; each column has an area."""
    row = grid.rows[index]
    columns = len(grid.header)
    lines, areas = _draw_fields(row, grid)
    if len(row) < columns:
        note = f"{len(row)} of {columns} cells"
        lines.append((("▲ ", "warning"), (note, "warning")))
    elif len(row) > columns:
        extra = " | ".join(cell.source for cell in row[columns:])
        found = flow(f"{len(row)} cells in {columns} columns: {extra}", grid.room - 2, over="warning")
        lines += [(("▲ " if number == 0 else "  ", "warning"), *line) for number, line in enumerate(found)]
    return Picture(lines, areas)


def draw_note(source: str, room: int) -> Picture:
    """Draw text right below a table, which is its last row only because the blank line is missing."""
    lines = list(flow(source, room))
    return Picture(lines, (EditArea(0, 0, room, len(lines)),))


def _row(
    row: TableRow,
    choices: dict[int, tuple[Choice, ...]],
    is_placeholder: Callable[[str], bool],
) -> tuple[Cell, ...]:
    texts = row.texts[:CELLS]
    if any(is_placeholder(text) for text in texts):
        return tuple(Cell(text, "placeholder") for text in texts)
    if texts and names.says_none(texts[0]):
        return tuple(Cell(text, "muted") for text in texts)
    return tuple(_cell(text, choices.get(index, ())) for index, text in enumerate(texts))


def _cell(source: str, choices: tuple[Choice, ...]) -> Cell:
    """Return the cell of a choice with its sign and colour, even if the file has the word alone."""
    if not choices:
        return Cell(source, tone_of(source))
    choice = match_choice(source, choices)
    tone = tone_of(source)
    if choice is None or tone or not choice.sign:
        return Cell(source, tone)
    return Cell(f"{choice.sign} {source}", tone_of(choice.sign))


@lru_cache(maxsize=16384)
def _width(source: str) -> int:
    plain = drawn(source).plain
    if "\n" not in plain:
        return cell_width(plain)
    return max(cell_width(line) for line in plain.split("\n"))


def _share(natural: list[int], fixed: list[bool], room: int) -> list[int]:
    """Return the widths of columns: what each needs if there is room, and equal shares of the rest for the widest."""
    if sum(natural) <= room:
        return natural
    widths = list(natural)
    giving = [i for i, is_fixed in enumerate(fixed) if not is_fixed] or list(range(len(natural)))
    left = room - sum(natural[i] for i in range(len(natural)) if i not in giving)
    for index in sorted(giving, key=lambda i: natural[i]):
        if natural[index] > left // len(giving):
            break
        left -= natural[index]
        giving = [i for i in giving if i != index]
    # What is left goes to the long columns by their length, so that rows stay low; none is starved.
    least = max(1, left * 3 // (5 * len(giving)))
    spare = max(0, left - least * len(giving))
    wanted = sum(natural[i] for i in giving)
    for index in giving:
        widths[index] = max(1, min(natural[index], least + spare * natural[index] // wanted))
    return widths


def _draw_cells(row: tuple[Cell, ...], grid: Grid, base: str) -> list[Line]:
    columns: list[tuple[Line, ...]] = []
    for index, width in enumerate(grid.widths):
        if index >= len(row):
            columns.append(((),))
        elif not row[index].source:
            columns.append(((("–", "faint"),),) if not base else ((),))
        else:
            columns.append(flow(row[index].source, width, base=base, over=row[index].style))
    return [_join(columns, number, grid) for number in range(max(map(len, columns)))]


def _join(columns: list[tuple[Line, ...]], number: int, grid: Grid) -> Line:
    """Join the lines of all columns with this number."""
    line: list[tuple[str, str]] = []
    at = left = 0
    for index, (column, width) in enumerate(zip(columns, grid.widths, strict=True)):
        part = column[number] if number < len(column) else ()
        if part:
            used = cells(part)
            spare = width - used
            start = left + {"right": spare, "center": spare // 2}.get(grid.alignments[index], 0)
            if start > at:
                line.append((" " * (start - at), ""))
            line.extend(part)
            at = start + used
        left += width + GAP
    return tuple(line)


def _draw_fields(row: tuple[Cell, ...], grid: Grid) -> Picture:
    if not grid.widths:
        return _draw_record(row, grid)
    lines = _draw_cells(row, grid, "")
    return Picture(lines, _columns(grid, len(lines)))


def _columns(grid: Grid, height: int) -> tuple[EditArea, ...]:
    areas = []
    left = 0
    for width in grid.widths:
        areas.append(EditArea(left, 0, width, height))
        left += width + GAP
    return tuple(areas)


def _draw_record(row: tuple[Cell, ...], grid: Grid) -> Picture:
    labels = [one_line(cell.source) for cell in grid.header]
    column = label_width(labels)
    lines: list[Line] = []
    areas: list[EditArea] = []
    for number, label in enumerate(labels):
        cell = row[number] if number < len(row) else _UNWRITTEN
        style = cell.style or ("" if number else "strong")
        drawn = draw_field(label, cell.source, column, grid.room, style)
        areas += [area._replace(y=area.y + len(lines)) for area in drawn.areas]
        lines += drawn.lines
    return Picture(lines, tuple(areas))
