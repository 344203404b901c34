"""Assigns gaps, and finds the columns of their severity and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from specui.markdown.edits import Transaction
from specui.specs import names
from specui.specs.edits.columns import columns
from specui.specs.edits.entries import iso_day, write_entry
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.edits.questions import NEEDS_NAME
from specui.specs.edits.records import set_in_row
from specui.specs.edits.row_entries import with_entry
from specui.specs.items.gaps import SEVERITY_KEYS, Gap
from specui.specs.items.row_entries import NOTES_COLUMNS, OWNER_COLUMNS
from specui.specs.items.severity import is_severity
from specui.specs.rows import Record
from specui.specs.spec import Spec


def assign_gap(spec: Spec, gap: Gap, to: str, *, on: str, by: str = "") -> Transaction:
    """Assign a gap: in the owner column of its table, else at the end of its notes, else as an entry under it.

    An earlier assignment in the same cell is replaced.  ``on`` is a date such as ``2026-11-22``, ``by`` who decided.
    """
    name = one_line(to)
    if not name:
        raise EditRefused(NEEDS_NAME)
    day = iso_day(on)
    record, label = gap.record, f"Assigned {day}"
    if record is None:
        return write_entry(spec.document, gap, label, by, name, "assign")
    title = f"assign {gap.id}"
    owner = _column(spec, record, OWNER_COLUMNS)
    if owner >= 0:
        return replace(set_in_row(spec, record.table, record.row, owner, name), title=title)
    notes = notes_column(spec, record)
    if notes < 0:
        raise EditRefused(f"{gap.id}: this table has no column for an owner or for notes.")
    said = with_entry(record.get(*NOTES_COLUMNS), label, by, name)
    return replace(set_in_row(spec, record.table, record.row, notes, said), title=title)


def severity_column(spec: Spec, record: Record) -> int:
    """Return the place of the severity column in a row's table, from 0; -1 where it has none."""
    keys = _keys(spec, record)
    named = next((at for at, key in enumerate(keys) if key.startswith(SEVERITY_KEYS)), -1)
    return named if named >= 0 else next((at for at, t in enumerate(record.row.texts) if is_severity(t)), -1)


def notes_column(spec: Spec, record: Record) -> int:
    """Return the place of the notes column in a row's table, from 0; -1 where it has none."""
    return _column(spec, record, NOTES_COLUMNS)


def _column(spec: Spec, record: Record, wanted: Sequence[str]) -> int:
    keys = _keys(spec, record)
    return next((keys.index(key) for key in wanted if key in keys), -1)


def _keys(spec: Spec, record: Record) -> list[str]:
    return [names.field_key(title) for title in columns(spec.document, record.table).names]
