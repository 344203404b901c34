"""Draws the inline editor: its rows, and where the text of the field with the cursor is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from specui.tui.rendering.paint import CURSOR, Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import fit, safe, width
from specui.tui.rendering.signs import MESSAGE_SIGNS

if TYPE_CHECKING:
    from specui.tui.editors.field_input import Suggestion
    from specui.tui.editors.form_state import FormState

GROUND = "text on panel"
DATE = 12
"""Cells of a date field: the date, and the cursor after it."""
MOST_SUGGESTIONS, MOST_CHOICES = 8, 12
"""Rows of a list under a field, and of a list of choices alone."""
_OTHER_ROWS = 3
"""Rows of a field without the cursor at most."""


class Box(NamedTuple):
    """A rectangle of a drawing, in cells."""

    x: int
    y: int
    width: int
    height: int


class Line(NamedTuple):
    """One row: its cells, and its look."""

    cells: tuple[Cell, ...] = ()
    ground: str = GROUND


class Drawing(NamedTuple):
    """All rows. ``field`` is where the text is typed; ``fields`` and ``suggestions`` map rows to what a click selects."""

    lines: tuple[Line, ...]
    field: Box
    fields: dict[int, int]
    suggestions: dict[int, int]

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return len(self.lines)


class EditorView(NamedTuple):
    """What to draw: the fields, the list of the field with the cursor, and how many rows its text takes.

    ``hint`` is drawn beside the field; a ``quick`` editor is a list alone; ``labelled`` fields show their labels."""

    form: FormState
    title: str
    rows: int
    suggestions: Sequence[Suggestion] = ()
    selected: int = -1
    hint: str = ""
    quick: bool = False
    labelled: bool = False


def text_width(view: EditorView, columns: int) -> int:
    """Return the width of the text with the cursor, in an editor of so many columns."""
    room = max(8, columns - _text_left(view, columns))
    return min(DATE, room) if view.form.field.kind == "date" else room


def draw_editor(view: EditorView, columns: int, most: int) -> Drawing:
    """Draw an editor of so many columns; its list is cut so that it has at most so many rows."""
    if view.quick:
        return _list(view, columns, most)
    lines: list[Line] = []
    fields: dict[int, int] = {}
    suggestions: dict[int, int] = {}
    form = view.form
    left = _text_left(view, columns)
    if view.title:
        lines.append(_title(view.title, columns))
    box = Box(0, 0, 1, 1)
    for index, field in enumerate(form.fields):
        first = len(lines)
        selected = index == form.at
        label = _label(field.label if len(form.fields) > 1 or view.labelled else "", left, selected=selected)
        if selected:
            box = Box(left, first, text_width(view, columns), max(1, view.rows))
            lines += _field_lines(view, box, label, columns)
        else:
            sample = field.placeholder or " / ".join(choice.text for choice in field.choices)
            lines += _other_lines(form.values[index], sample, label, left, columns)
        fields.update(dict.fromkeys(range(first, len(lines)), index))
        lines += _error_lines(form.errors[index], left, columns)
        if selected and view.suggestions:
            taken = len(lines) + (len(form.fields) - index - 1)
            _add_suggestions(
                lines, suggestions, view, left, columns, max(3, min(MOST_SUGGESTIONS, most - taken))
            )
    return Drawing(tuple(lines), box, fields, suggestions)


def _list(view: EditorView, columns: int, most: int) -> Drawing:
    """Draw a list of choices; the text that filters it is typed after its title."""
    lines = [_title(view.title, columns)]
    suggestions: dict[int, int] = {}
    box = Box(_text_left(view, columns), 0, text_width(view, columns), max(1, view.rows))
    lines += [Line()] * (box.height - 1)
    lines += _error_lines(view.form.errors[0], 1, columns)
    _add_suggestions(lines, suggestions, view, 0, columns, max(3, min(MOST_CHOICES, most - len(lines))))
    return Drawing(tuple(lines), box, {}, suggestions)


def _title(title: str, columns: int) -> Line:
    return Line((Cell(f" {fit(safe(title), columns - 2)}", "accent bold"),))


def _text_left(view: EditorView, columns: int) -> int:
    """Return how many cells are left of the typed text."""
    if view.quick:
        return min(width(safe(view.title)) + 3, columns - 9)
    if not view.title and not view.labelled:
        return 0
    if len(view.form.fields) == 1 and not view.labelled:
        return 3
    widest = max(width(safe(field.label)) for field in view.form.fields)
    return min(widest + 3, max(10, columns // 3))


def _add_suggestions(
    lines: list[Line], suggestions: dict[int, int], view: EditorView, left: int, columns: int, room: int
) -> None:
    for at, line in _suggestion_lines(view, left, columns, room):
        if at >= 0:
            suggestions[len(lines)] = at
        lines.append(line)


def _label(text: str, left: int, *, selected: bool) -> Cell | None:
    if not left:
        return None
    return Cell(f" {fit(safe(text), left - 2)}".ljust(left), "accent bold" if selected else "muted")


def _field_lines(view: EditorView, box: Box, label: Cell | None, columns: int) -> list[Line]:
    """Return the rows of the field with the cursor, with its hint."""
    lines: list[Line] = []
    hint = _whole_parts(view.hint, columns - box.x - box.width - 2)
    for row in range(box.height):
        cells = [label] if label and not row else [Cell(" " * box.x)]
        if not row and view.hint:
            cells += [Cell(" " * box.width), Cell(f" {hint}", "muted")]
        lines.append(Line(tuple(cells)))
    if view.hint and not hint:
        lines.append(Line((Cell(" " * box.x), Cell(_whole_parts(view.hint, columns - box.x), "muted"))))
    return lines


def _whole_parts(text: str, columns: int) -> str:
    """Return as many parts of a hint as fit."""
    parts = safe(text).split(" · ")
    while parts and width(" · ".join(parts)) > columns:
        parts.pop()
    return " · ".join(parts)


def _other_lines(value: str, placeholder: str, label: Cell | None, left: int, columns: int) -> list[Line]:
    text, look = (value, "") if value else (placeholder, "faint")
    rows = [
        row
        for line in safe(text, keep_newlines=True).split("\n")
        for row in wrap_words(line, columns - left - 1)
    ]
    if len(rows) > _OTHER_ROWS:
        rows = [*rows[: _OTHER_ROWS - 1], fit(f"{rows[_OTHER_ROWS - 1]} …", columns - left - 1)]
    lines = []
    for index, row in enumerate(rows):
        lead = label if label is not None and not index else Cell(" " * left)
        lines.append(Line((lead, Cell(row, look))))
    return lines


def _error_lines(sentence: str, left: int, columns: int) -> list[Line]:
    if not sentence:
        return []
    lead = f"{MESSAGE_SIGNS['warning']} "
    rows = wrap_words(safe(sentence), max(8, columns - left - width(lead) - 1))
    blank = " " * width(lead)
    return [
        Line((Cell(" " * left), Cell(blank if index else lead, "warning bold"), Cell(row, "warning")))
        for index, row in enumerate(rows)
    ]


def _suggestion_lines(view: EditorView, left: int, columns: int, room: int) -> list[tuple[int, Line]]:
    """Return the lines of the list around the selected suggestion, each with its index; -1 for the line that counts.

    Long suggestions take several lines if there is room for all.
    """
    suggestions, selected = view.suggestions, view.selected
    signs = max((width(safe(suggestion.sign)) for suggestion in suggestions), default=0)
    words = max(4, columns - left - signs - 5)
    wrapped = [wrap_words(safe(suggestion.word), words) for suggestion in suggestions]
    if sum(map(len, wrapped)) > room:
        wrapped = [[fit(safe(suggestion.word), words)] for suggestion in suggestions]
    more = len(suggestions) > room
    room -= more
    first = max(0, min(selected - room // 2, len(suggestions) - room)) if more else 0
    lines: list[tuple[int, Line]] = []
    for index in range(first, min(first + room, len(suggestions))):
        suggestion = suggestions[index]
        here = index == selected
        lead = f" {'›' if here else ' '} "
        sign = safe(suggestion.sign)
        cells = [Cell(" " * left), Cell(lead, "bold" if here else "")]
        if signs:
            cells.append(Cell(sign + " " * (signs - width(sign) + 1), "" if here else "key-hint"))
        indent = Cell(" " * cells_width(cells))
        line, *rest = wrapped[index]
        cells.append(Cell(line, "bold" if here else ""))
        if suggestion.now and cells_width(cells) + len("  current") <= columns:
            cells.append(Cell("  current", "" if here else "faint"))
        others = [[indent, Cell(line, "bold" if here else "")] for line in rest]
        look = CURSOR if here else GROUND
        lines += [(index, Line(tuple(drawn), look)) for drawn in (cells, *others)]
    if more:
        lines.append((-1, Line((Cell(" " * left), Cell(f"   {len(suggestions)} in total", "faint")))))
    return lines
