"""Table rows as values to type, one for each column: choices, dates and paths where the column holds such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from specui.markdown.blocks import Table, TableRow
from specui.markdown.edits import Transaction
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.dates import date_in
from specui.specs.edits.cells import is_note
from specui.specs.edits.columns import columns
from specui.specs.edits.places import EditRefused
from specui.specs.edits.records import column_choices, column_values, set_in_row
from specui.specs.forms import value_checks as checks
from specui.specs.forms.item_values import is_placeholder
from specui.specs.forms.model import Editable, Kind, accepted
from specui.specs.forms.target_places import column_of, part_at
from specui.specs.forms.value_checks import Check
from specui.specs.schema import Choice, ColumnSchema
from specui.specs.spec import Spec

_PATHS = frozenset({"location", "file", "path"})
_PATH = lazy_pattern(r"`[^`\s|]*[/.][^`\s|]*`")
_CODE = lazy_pattern(r"`([^`]*)`")


def row_editables(contents: Contents, table: Table, row: TableRow, today: str) -> tuple[Editable, ...]:
    """Return the cells of a row: one for each column of the header, written or not; of a note under a table its text."""
    spec = contents.spec
    document = spec.document
    there = len(columns(document, table).names)
    if is_note(document.text, row) and there > 1:
        return (_note(contents, table, row),)
    return tuple(_cell(contents, table, row, column, today) for column in range(there))


def row_editable(contents: Contents, table: Table, row: TableRow, column: int, today: str) -> Editable | None:
    """Return one cell of a row, or the text of a note under a table; None if there is no such cell."""
    document = contents.spec.document
    there = len(columns(document, table).names)
    if is_note(document.text, row) and there > 1:
        return None if column else _note(contents, table, row)
    return _cell(contents, table, row, column, today) if 0 <= column < there else None


def new_cells(contents: Contents, table: Table, today: str) -> tuple[Editable, ...]:
    """Return the cells of a new row; the date of a revision defaults to today."""
    found = []
    revisions = part_at(contents.spec, table.start) == "revisions"
    for column in range(len(columns(contents.spec.document, table).names)):
        kind, choices = kind_of(contents.spec, table, column)
        name = _name(contents.spec, table, column)
        value = today if revisions and kind == "date" else ""
        check = _check(kind, name, choices, today)
        sample = _placeholder(contents.spec, table, column)
        found.append(Editable(kind, name, value, False, choices, check, _unused, sample))
    return tuple(found)


def new_cell(column: ColumnSchema, today: str) -> Editable:
    """Return a cell of a table that does not exist yet."""
    kind: Kind = "choice" if column.choices else "date" if column.kind == "date" else "text"
    kind = "path" if kind == "text" and names.field_key(column.name) in _PATHS else kind
    check = _check(kind, column.name, column.choices, today)
    return Editable(kind, column.name, "", False, column.choices, check, _unused)


def written(contents: Contents, table: Table, texts: Sequence[str]) -> dict[int, str]:
    """Return the typed values of a new row as cell texts, by column."""
    spec = contents.spec
    return {
        column: in_code(spec, table, column, "", text) if kind_of(spec, table, column)[0] == "path" else text
        for column, text in enumerate(texts)
    }


def kind_of(spec: Spec, table: Table, column: int) -> tuple[Kind, tuple[Choice, ...]]:
    """Return the kind of values in a column and its choices: by the template, else by its name and its cells."""
    document = spec.document
    name = columns(document, table).names[column]
    choices = column_choices(spec, table, name)
    if choices:
        return "choice", choices
    schema = column_of(spec, table, column)
    key = names.field_key(name)
    values = [value for value in column_values(document, table, column) if value]
    if (schema is not None and schema.kind == "date") or key == "date":
        return "date", ()
    if schema is None and values and all(date_in(value) == value for value in values):
        return "date", ()
    if key in _PATHS or (values and all(_PATH.fullmatch(value) for value in values)):
        return "path", ()
    return "text", ()


def in_code(spec: Spec, table: Table, column: int, old: str, path: str) -> str:
    """Return a path as cell text: as code if the old value or the other cells are code."""
    path = path.strip()
    if not path or "`" in path or re.search(r"\s", path) or names.says_none(path):
        return path
    if old:
        return f"`{path}`" if _CODE.fullmatch(old) else path
    values = [value for value in column_values(spec.document, table, column) if re.search(r"[/.]", value)]
    coded = sum(1 for value in values if value.startswith("`"))
    return path if values and coded * 2 < len(values) else f"`{path}`"


def _cell(contents: Contents, table: Table, row: TableRow, column: int, today: str) -> Editable:
    spec = contents.spec
    document = spec.document
    texts = row.texts
    raw = texts[column] if column < len(texts) else ""
    kind, choices = kind_of(spec, table, column)
    name = _name(spec, table, column)
    placeholder = raw if is_placeholder(spec, raw) or _is_sample(spec, table, column, raw) else ""
    code = _CODE.fullmatch(raw) if kind == "path" else None
    value = "" if placeholder else code[1] if code else raw
    others = any(texts[:column]) or any(texts[column + 1 :])
    check = _check(kind, name, choices, today)
    if not others:
        check = _and(checks.needed(name, "a text; delete the row if there is nothing to say"), check)

    def commit(text: str) -> Transaction:
        if text.strip() == value and value:
            return Transaction((), len(document.text), f"set {name}")
        if not others and not text.strip():
            raise EditRefused("A row needs at least one cell with text; delete the row instead.")
        new = (
            in_code(spec, table, column, raw if code else "" if placeholder else raw, text)
            if kind == "path"
            else text
        )
        return set_in_row(spec, table, row, column, new, name=name.lower(), typed=True)

    checked = checks.unless_same(value, check) if value else check
    return Editable(kind, name, value, False, choices, checked, commit, placeholder)


def _note(contents: Contents, table: Table, row: TableRow) -> Editable:
    value = contents.spec.document.cell(row.cells[0]) if row.cells else ""

    def commit(text: str) -> Transaction:
        return set_in_row(contents.spec, table, row, 0, text, name="note")

    return Editable("text", "Note", value, False, (), checks.needed("Note", "a text"), commit)


def _check(kind: Kind, name: str, choices: Sequence[Choice], today: str) -> Check:
    if kind == "choice":
        return checks.one_of(name, choices, optional=True)
    return checks.a_date(name, today, loose=True) if kind == "date" else accepted


def _and(first: Check, second: Check) -> Check:
    return lambda text: first(text) or second(text)


def _name(spec: Spec, table: Table, column: int) -> str:
    return names.strip_marks(columns(spec.document, table).names[column]) or f"Column {column + 1}"


def _is_sample(spec: Spec, table: Table, column: int, raw: str) -> bool:
    """Whether a cell still says all that the template lets it say (``Yes / No``), or ``YYYY-MM-DD``."""
    schema = column_of(spec, table, column)
    if schema is None or not raw:
        return False
    if schema.kind == "date":
        return raw.strip("`") == "YYYY-MM-DD"
    return bool(schema.choices) and raw == " / ".join(choice.text for choice in schema.choices)


def _placeholder(spec: Spec, table: Table, column: int) -> str:
    schema = column_of(spec, table, column)
    return "YYYY-MM-DD" if schema is not None and schema.kind == "date" else ""


def _unused(text: str) -> Transaction:
    raise EditRefused(f"“{text}” is one cell of a new row; save the whole row.")
