"""Paints a row in a theme: the layout's styles as roles of the theme, the gutter, the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from specui.tui.rendering.paint import Paint
from specui.tui.rendering.section import GUTTER, Row
from specui.tui.rendering.signs import SIGNS

LOOKS = {
    "title": "accent bold",
    "heading": "accent bold",
    "subheading": "text bold",
    "label": "text bold",
    "count": "muted",
    "bar-done": "ok",
    "bar-left": "table-rule",
    "box": "accent",
    "tick": "ok",
    "done": "faint",
    "bullet": "muted",
    "number": "muted",
    "header": "table-header bold",
    "rule": "table-rule",
    "strong": "bold",
    "emphasis": "italic",
    "struck": "muted strike",
    "code": "code-foreground on code-background",
    "link": "underline",
    "muted": "muted",
    "faint": "faint",
    "guidance": "muted italic",
    "placeholder": "faint italic",
    "missing": "faint",
    "quote": "accent",
    "code-block": "code-foreground",
    "error": "error",
    "warning": "warning",
    "success": "ok",
    "info": "info",
}
"""What each style of the layout looks like, in the theme's roles."""

# On the cursor's rows faint text is brighter: the user reads them.
_CURSOR_LOOKS = LOOKS | {
    "code": "code-foreground",
    "done": "",
    "faint": "muted",
    "missing": "muted",
    "placeholder": "muted italic",
    "rule": "muted",
    "bar-left": "muted",
}
_GROUND = "text on surface"
_CURSOR = "cursor-row-text cursor-row-style on cursor-row"
_CURSOR_BLURRED = "cursor-row-blurred-text cursor-row-blurred-style on cursor-row-blurred"
_MARKED = "text on selection"
_BAR = ("▎", "accent")
_BAR_ELSEWHERE = ("▎", "muted")
_RANGE = ("┃", "accent bold")
_MARKS = {str(severity): (sign.sign, sign.role) for severity, sign in SIGNS.items()}


class RowState(NamedTuple):
    """Whether a row is under the cursor, and whether it is selected.

    ``cells`` is the range of cells of the area under the cursor, right of the gutter: (0, 0) if the area is in
    another row, None if the element has one area only.
    """

    cursor: bool = False
    focused: bool = False
    marked: bool = False
    cells: tuple[int, int] | None = None


def paint_row(paint: Paint, row: Row | None, columns: int, state: RowState) -> Strip:
    """Return a row as ``columns`` cells; None stands for an empty line below all rows or in an open gap."""
    if row is None:
        return Strip.blank(columns, paint.style(_GROUND))
    if state.cells is None:
        return _paint(paint, row, columns, _ground(state), state)
    # Only the cell is highlighted, so that a step sends two cells and not two rows of the table.
    around = _paint(paint, row, columns, _ground(state._replace(cursor=False)), state, LOOKS)
    start, end = state.cells
    if start == end:
        return around
    cell = _paint(paint, row, columns, _ground(state), state)
    start, end = GUTTER + start, min(columns, GUTTER + end)
    return Strip.join([around.crop(0, start), cell.crop(start, end), around.crop(end, columns)])


def _ground(state: RowState) -> str:
    if state.cursor:
        return _CURSOR if state.focused else _CURSOR_BLURRED
    return _MARKED if state.marked else _GROUND


def _paint(
    paint: Paint, row: Row, columns: int, base: str, state: RowState, looks: Mapping[str, str] | None = None
) -> Strip:
    ground = paint.style(base)
    # Reverse video would turn each foreground colour into a coloured patch.
    plain = bool(state.cursor and ground.reverse)
    looks = looks or (_CURSOR_LOOKS if state.cursor else LOOKS)
    bar = _BAR if state.cursor and state.focused and not plain else (" ", "")
    if state.cursor and not state.focused and ground.underline and state.cells is None:
        # A whole paragraph underlined is hard to read: a bar beside it says the same.
        ground, bar = ground + Style(underline=False), _BAR_ELSEWHERE
    sign, look = _MARKS.get(row.mark, bar)
    segments = [Segment(sign, _over(ground, paint.style(look), plain))]
    tail, look = _RANGE if state.marked else (" ", "")
    segments.append(Segment(tail, _over(ground, paint.style(look), plain)))
    for text, style in row.segments:
        drawn = ground
        for name in style.split():
            drawn = _over(drawn, paint.style(looks[name]), plain)
        segments.append(Segment(text, drawn))
    return Strip(segments).adjust_cell_length(columns, ground).simplify()


def _over(ground: Style, look: Style, plain: bool) -> Style:
    return ground + (look.without_color if plain else look)
