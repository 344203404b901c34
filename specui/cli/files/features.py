"""Rows of files as rows of features: the files of one feature's folder are one row, with the sums of their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]

_SUMS = ("readiness", "criteria", "tasks", "gaps", "problems")


def by_feature(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with those of one feature joined, each where its first file was.

    A joined row has the rows of its files as ``files``; its path is the folder's. A row of a file that is a unit by
    itself stays as it is.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["feature"] or row["path"], []).append(row)
    return [group[0] if not group[0]["feature"] else _joined(unit, group) for unit, group in groups.items()]


def _joined(unit: str, rows: Sequence[Row]) -> Row:
    """Return the row of a feature: its fields are those of the first of its files that has them.

    Its title is the shortest: the titles of the other files add what they are to it.
    """
    sums = {name: _sum([row[name] for row in rows]) for name in _SUMS}
    told = ("status", "status_raw", "tier", "owners")
    return {
        **rows[0],
        **{name: next((row[name] for row in rows if row[name]), rows[0][name]) for name in told},
        **sums,
        "title": min((row["title"] for row in rows if row["title"]), key=len, default=rows[0]["title"]),
        "path": unit,
        "sections": _sections([row["sections"] for row in rows if row["sections"]]),
        "open_questions": sum(row["open_questions"] for row in rows),
        "parts": [*dict.fromkeys(part for row in rows for part in row["parts"])],
        "files": list(rows),
    }


def _sections(drafts: Sequence[dict[str, int]]) -> dict[str, int] | None:
    """Return how many sections are filled in, in the files of which some are not; None where all are."""
    return _sum(drafts) if drafts else None


def _sum(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return {name: total[name] for name in dict.fromkeys(name for one in counts for name in one)}
