"""The columns of a table, read once: reading a single cell costs as much as reading its row."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter

from specui.markdown.blocks import Document, Table
from specui.markdown.lazy import lazy


class Columns:
    """A table's names and values, column by column."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @lazy
    def names(self) -> tuple[str, ...]:
        """The texts of the header's cells."""
        return tuple(self.table.header.texts)

    @lazy
    def rows(self) -> tuple[list[str], ...]:
        """The texts of the cells of each row."""
        return tuple(row.texts for row in self.table.rows)

    def name(self, column: int) -> str:
        """Return the name of a column; "" if there is no such column."""
        return self.names[column] if column < len(self.names) else ""

    def values(self, column: int) -> list[str]:
        """Return the texts of a column, for the rows that reach it."""
        return [row[column] for row in self.rows if column < len(row)]


def columns(document: Document, table: Table) -> Columns:
    """Return the columns of a table."""
    known = _read(document, table.start)
    return known if known is not None and known.table is table else Columns(table)


@lru_cache(maxsize=4)
def _read(document: Document, start: int) -> Columns | None:
    tables = document.tables
    index = bisect_left(tables, start, key=itemgetter(0))
    return Columns(tables[index]) if index < len(tables) and tables[index].start == start else None
