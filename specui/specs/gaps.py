"""Known gaps: rows of the gaps table, with their severity."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from specui.specs import names
from specui.specs.rows import Record, records
from specui.specs.spec import Spec, match_choice
from specui.specs.template import Choice, Template

DEFAULT_SEVERITIES = (Choice("🔴", "Critical"), Choice("🟡", "High"), Choice("🟢", "Low"))


class Gap(NamedTuple):
    """One gap; ``severity`` is the template's word, or the file's own where it is not allowed."""

    id: str
    gap: str
    severity: str
    known: bool
    notes: str
    none: bool
    line: int
    record: Record


@lru_cache(maxsize=32)
def severities(template: Template | None) -> tuple[Choice, ...]:
    """Return the severities that a template allows, worst first."""
    for section in template.sections if template else ():
        for group in section.groups:
            for column in group.columns:
                if names.field_key(column.name) == "severity" and column.choices:
                    return column.choices
    return DEFAULT_SEVERITIES


def read_gaps(spec: Spec) -> tuple[Gap, ...]:
    """Return all rows of the gaps tables, in file order."""
    allowed = severities(spec.template)
    found = []
    for number, record in enumerate(records(spec.groups("gaps")), 1):
        raw = record.get("Severity")
        choice = match_choice(raw, allowed)
        severity = choice.word if choice else names.strip_signs(raw)
        text = record.get("Gap") or next(iter(record.cells.values()), "")
        notes = record.get("Notes", "Note", "Comment")
        gap = Gap(
            f"gap{number}", text, severity, choice is not None, notes, record.none, record.row.line, record
        )
        found.append(gap)
    return tuple(found)


def is_critical(gap: Gap, spec: Spec) -> bool:
    """Whether a gap has the worst severity that the template knows."""
    return gap.known and not gap.none and gap.severity == severities(spec.template)[0].word
