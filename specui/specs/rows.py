"""Table rows as records: cells found by their column's name, whatever the order of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown.blocks import Table, TableRow
from specui.markdown.text import TextRange
from specui.specs import names
from specui.specs.spec import Group


class Record(NamedTuple):
    """One row: ``cells`` maps each column's key to its text, ``row`` is where it is.

    ``none`` says that the row is an explicit "there is none".
    """

    row: TableRow
    table: Table
    cells: dict[str, str]
    none: bool

    def get(self, *columns: str) -> str:
        """Return the first of the named columns that the table has, else an empty string."""
        for name in columns:
            text = self.cells.get(names.field_key(name))
            if text is not None:
                return text
        return ""

    def range(self, column: str) -> TextRange | None:
        """Return where a column's cell is, or None where the row does not reach it."""
        wanted = names.field_key(column)
        index = next((at for at, name in enumerate(self.cells) if names.field_key(name) == wanted), -1)
        cells = self.row.cells if index >= 0 else ()
        return cells[index] if 0 <= index < len(cells) else None


def records(groups: tuple[Group, ...]) -> Iterator[Record]:
    """Yield every row of every table of the groups, in file order; blank rows are left out."""
    for group in groups:
        for table in group.tables:
            yield from records_of(table)


def records_of(table: Table) -> Iterator[Record]:
    """Yield every row of a table; blank rows are left out."""
    columns = [names.field_key(text) for text in table.header.texts]
    first: dict[str, int] = {}
    unique = [
        name if name and first.setdefault(name, i) == i else f"{name}#{i + 1}"
        for i, name in enumerate(columns)
    ]
    for row in table.rows:
        texts = row.texts
        if not any(texts) or (len(columns) > 1 and "|" not in row.written):
            continue  # a note right under a table is a row for Markdown alone
        padded = [*texts, *[""] * (len(unique) - len(texts))]
        yield Record(
            row, table, dict(zip(unique, padded, strict=False)), bool(texts) and names.says_none(texts[0])
        )
