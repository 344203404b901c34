"""The parts of a spec that are tables: tests, golden sets, dependencies, services and revisions, row by row.

Missing tests are not here: they are tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from specui.specs.parts import Part
from specui.specs.rows import Record, records
from specui.specs.spec import Spec

RowType = TypeVar("RowType")


class ExistingTest(NamedTuple):
    """A row of the existing-tests table; ``none`` where it says that there are none."""

    test: str
    location: str
    coverage: str
    none: bool
    line: int
    record: Record


class GoldenSet(NamedTuple):
    """A row of the golden-set table."""

    golden_set: str
    location: str
    threshold: str
    last_run: str
    none: bool
    line: int
    record: Record


class InternalDependency(NamedTuple):
    """An internal system that the feature depends on."""

    system: str
    why_needed: str
    failure_mode: str
    none: bool
    line: int
    record: Record


class ExternalService(NamedTuple):
    """An external service that the feature depends on."""

    service: str
    purpose: str
    fallback: str
    none: bool
    line: int
    record: Record


class Revision(NamedTuple):
    """A row of the Revision History: who changed what, when."""

    date: str
    author: str
    change: str
    none: bool
    line: int
    record: Record


_COLUMNS: Mapping[Callable[..., Any], tuple[tuple[str, ...], ...]] = {
    ExistingTest: (("Test", "Test name"), ("Location", "File"), ("Coverage",)),
    GoldenSet: (("Golden Set",), ("Location",), ("Threshold",), ("Last Run",)),
    InternalDependency: (("System", "Dependency", "Name"), ("Why needed", "Purpose"), ("Failure mode",)),
    ExternalService: (("Service", "Name"), ("Purpose",), ("Fallback",)),
    Revision: (("Date",), ("Author", "By"), ("Change", "Changes", "Description")),
}
"""The columns of the texts of each kind of row, in their order; the first column that a table has counts."""


def read_rows(spec: Spec, part: Part, kind: Callable[..., RowType]) -> tuple[RowType, ...]:
    """Return all rows of the tables of a part, in file order."""
    columns = _COLUMNS[kind]
    return tuple(
        kind(*(record.get(*names) for names in columns), record.none, record.row.line, record)
        for record in records(spec.groups(part))
    )


def read_revisions(spec: Spec) -> tuple[Revision, ...]:
    """Return all rows of the Revision History, in file order."""
    return read_rows(spec, "revisions", Revision)
