"""Revision History: who changed what, when."""

from __future__ import annotations

from typing import NamedTuple

from specui.specs.rows import Record, records
from specui.specs.spec import Spec


class Revision(NamedTuple):
    """A row of the revision table, as written."""

    date: str
    author: str
    change: str
    line: int
    record: Record


def read_revisions(spec: Spec) -> tuple[Revision, ...]:
    """Return all rows of the revision tables, in file order."""
    return tuple(
        Revision(
            r.get("Date"), r.get("Author", "By"), r.get("Change", "Changes", "Description"), r.row.line, r
        )
        for r in records(spec.groups("revisions"))
    )
