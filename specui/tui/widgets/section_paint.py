"""How a drawn row looks in a theme: the layout's styles in the theme's roles, the gutter, the cursor."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from specui.tui.layout import GUTTER, Row
from specui.tui.paint import Paint
from specui.tui.signs import SIGNS

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

# On the cursor's rows what steps back comes forward: they are what is read.
_LIT = LOOKS | {
    "code": "code-foreground",
    "done": "muted",
    "faint": "muted",
    "missing": "muted",
    "placeholder": "muted italic",
    "rule": "muted",
    "bar-left": "muted",
}
_GROUND = "text on surface"
_CURSOR = "cursor-row-text cursor-row-style on cursor-row"
_CURSOR_BLURRED = "cursor-row-blurred-text cursor-row-blurred-style on cursor-row-blurred"
_BAR = ("▎", "accent")
_MARKS = {str(severity): (sign.sign, sign.role) for severity, sign in SIGNS.items()}


def paint_row(paint: Paint, row: Row | None, columns: int, *, lit: bool, focused: bool) -> Strip:
    """Return a row as ``columns`` cells; ``lit`` where the cursor stands on it, None for what is below all rows."""
    ground = paint.style((_CURSOR if focused else _CURSOR_BLURRED) if lit else _GROUND)
    if row is None:
        return Strip.blank(columns, ground)
    # Reverse video would turn each colour into a patch of it.
    plain = bool(lit and ground.reverse)
    looks = _LIT if lit else LOOKS
    sign, look = _MARKS.get(row.mark, _BAR if lit and focused and not plain else (" ", ""))
    segments = [Segment(sign.ljust(GUTTER), _over(ground, paint.style(look), plain))]
    for text, style in row.segments:
        drawn = ground
        for name in style.split():
            drawn = _over(drawn, paint.style(looks[name]), plain)
        segments.append(Segment(text, drawn))
    return Strip(segments).adjust_cell_length(columns, ground).simplify()


def _over(ground: Style, look: Style, plain: bool) -> Style:
    return ground + (look.without_color if plain else look)
