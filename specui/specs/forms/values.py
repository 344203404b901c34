"""The values that can be edited at one target, in the order of its areas."""

from __future__ import annotations

from specui.markdown.blocks import FieldLine, Heading, ListItem, Paragraph, TableRow
from specui.specs.contents import Contents
from specui.specs.forms.field_values import field_editable, line_editable, missing_field
from specui.specs.forms.item_values import item_editable
from specui.specs.forms.model import Editable
from specui.specs.forms.prose_values import empty_editable, heading_editable, paragraph_editable
from specui.specs.forms.row_values import row_editable, row_editables
from specui.specs.forms.target_places import item_of, row_of
from specui.specs.schema import FieldSchema
from specui.specs.spec import FieldValue, Group, Section
from specui.specs.targets import Target


def editables(contents: Contents, target: Target, *, today: str) -> tuple[Editable, ...]:
    """Return the values that can be edited in place at a target, one for each area.

    ``today`` is a date such as ``2026-11-22``.
    """
    if isinstance(target, FieldValue):
        return (field_editable(contents, target, today),)
    if isinstance(target, FieldSchema):
        return (missing_field(contents, target, today),)
    item = item_of(target)
    if item is not None:
        return (item_editable(contents, item),) if _is_text(contents, item) else ()
    found = row_of(contents.spec.document, target)
    if found is not None:
        return _with_fields(
            contents, found.row, row_editables(contents, found.table, found.row, today), today
        )
    made: Editable | None = None
    match target:
        case FieldLine():
            made = line_editable(contents, target)
        case Paragraph():
            made = paragraph_editable(contents, target)
        case Heading():
            made = heading_editable(contents, target)
        case Section() | Group():
            made = empty_editable(contents, target)
        case _:
            pass
    return (made,) if made is not None else ()


def _with_fields(
    contents: Contents, row: TableRow, made: tuple[Editable, ...], today: str
) -> tuple[Editable, ...]:
    """Return the cells of a row, those that are values of the head's fields as such."""
    fields = [f for f in contents.spec.fields if f.form == "row" and f.line.line == row.line]
    if not fields:
        return made
    cells, found = row.cells, list(made)
    for field in fields:
        below = field.line.key_start < row.start
        at = next((i for i, c in enumerate(cells) if c.start == field.line.value_start), -1) if below else 1
        if 0 <= at < len(found):
            found[at] = field_editable(contents, field, today)
    return tuple(found)


def editable_at(contents: Contents, target: Target, area: int, *, today: str) -> Editable | None:
    """Return the value that can be edited in place at one area of a target, or None."""
    found = row_of(contents.spec.document, target) if item_of(target) is None else None
    if found is not None:
        return row_editable(contents, found.table, found.row, area, today)
    made = editables(contents, target, today=today)
    return made[area] if 0 <= area < len(made) else None


def _is_text(contents: Contents, item: ListItem) -> bool:
    """Whether an item begins with text or is empty, rather than with a table or code."""
    index = contents.spec.document.blocks.index(item)
    following = contents.spec.document.blocks[index + 1 : index + 2]
    return item.text_end > item.text_start or not (following and following[0].start < item.end)
