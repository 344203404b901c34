"""Test coverage: the tables of existing tests and of golden sets (missing tests are tasks)."""

from __future__ import annotations

from typing import NamedTuple

from specui.specs.rows import Record, records
from specui.specs.spec import Spec


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


def read_existing_tests(spec: Spec) -> tuple[ExistingTest, ...]:
    """Return all rows of the existing-tests tables, in file order."""
    return tuple(
        ExistingTest(
            r.get("Test", "Test name"), r.get("Location", "File"), r.get("Coverage"), r.none, r.row.line, r
        )
        for r in records(spec.groups("existing_tests"))
    )


def read_golden_sets(spec: Spec) -> tuple[GoldenSet, ...]:
    """Return all rows of the golden-set tables, in file order."""
    return tuple(
        GoldenSet(
            r.get("Golden Set"),
            r.get("Location"),
            r.get("Threshold"),
            r.get("Last Run"),
            r.none,
            r.row.line,
            r,
        )
        for r in records(spec.groups("golden_sets"))
    )
