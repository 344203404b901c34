"""Known gaps: rows of the gaps table, with their severity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from specui.specs import names
from specui.specs.addresses import AddressError, Checks, find_item
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
    number: int
    checks: Checks

    @property
    def text(self) -> str:
        """What the gap says."""
        return self.gap

    @property
    def check(self) -> str:
        """The check of its text, which makes the address a ref."""
        return self.checks[self.number]

    @property
    def ref(self) -> str:
        """The address with the check of its text: means this gap, wherever it stands by now."""
        return f"{self.id}~{self.check}"


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
    rows = tuple(records(spec.groups("gaps")))
    texts = [record.get("Gap") or next(iter(record.cells.values()), "") for record in rows]
    checks = Checks(texts)
    found = []
    for number, (record, text) in enumerate(zip(rows, texts, strict=True)):
        raw = record.get("Severity")
        choice = match_choice(raw, allowed)
        severity = choice.word if choice else names.strip_signs(raw)
        gap = Gap(
            f"gap{number + 1}",
            text,
            severity,
            choice is not None,
            record.get("Notes", "Note", "Comment"),
            record.none,
            record.row.line,
            record,
            number,
            checks,
        )
        found.append(gap)
    return tuple(found)


def find_gap(gaps: Sequence[Gap], address: str) -> Gap:
    """Return the gap that an address means: ``gap5``, a ref, or ``L57``. Raises AddressError."""
    found = find_item(gaps, address, _nearby)
    if found.none:
        raise AddressError(f"{found.id} says that there is no gap; {_nearby(gaps, address)}")
    return found


def is_critical(gap: Gap, spec: Spec) -> bool:
    """Whether a gap has the worst severity that the template knows."""
    return gap.known and not gap.none and gap.severity == severities(spec.template)[0].word


def _nearby(gaps: Sequence[Gap], _wanted: str) -> str:
    real = [gap for gap in gaps if not gap.none]
    if not real:
        return "the file has no gaps"
    return (
        f"the gaps go from {real[0].id} to {real[-1].id}" if len(real) > 1 else f"the one gap is {real[0].id}"
    )
