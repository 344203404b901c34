"""A value in a configuration file that cannot be used, and the line that sets it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """A value that cannot be used, or a key that is unknown; `line` is 1-based."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"

    def to_json(self) -> dict[str, object]:
        """Return the fault for JSON."""
        return {**self._asdict(), "path": str(self.path)}


def line_of(key: str, lines: Iterable[str], table: str = "") -> int:
    """Return the 1-based line that sets `key` in `table`; where there is none, the line of the table, else 1."""
    within, header = "", 1
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped.startswith("["):
            within = stripped.strip("[] ").partition("]")[0].strip(" \"'")
            header = number if within == table else header
            continue
        name = stripped.partition("=")[0].replace('"', "").replace("'", "").replace(" ", "")
        if (within, name) == (table, key) or (not within and table and name in {f"{table}.{key}", table}):
            return number
    return header


def view_fault(value: object) -> str:
    """Return why a value cannot be the filter of a view, as one sentence, or ""."""
    from specui.specs.triage.filters import Filter, FilterFault

    if not isinstance(value, str) or not value.strip():
        return 'a view must be a filter as text, such as "kind:gap tier:1"'
    found = Filter.parse(value)
    return str(found) if isinstance(found, FilterFault) else ""
