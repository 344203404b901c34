"""Writes decisions into the cells of a table row: see ``specs/items/row_entries.py``."""

from __future__ import annotations

from specui.specs.edits.entries import signature
from specui.specs.items.row_entries import joined, split_cell


def with_entry(cell: str, label: str, by: str, text: str, *, history: bool = False) -> str:
    """Return the text of a cell with an entry at its end, in place of its last one; ``history`` keeps that.

    ``label`` is its verb and day (``Assigned 2026-11-22``), ``by`` who decided ("" leaves it out).
    """
    who = signature(by)
    head = f"{label} ({who})" if who else label
    return joined(cell.strip() if history else split_cell(cell).before, f"{head}: {text}" if text else head)
