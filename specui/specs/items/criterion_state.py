"""Which criteria have a state: whether one without a checkbox is open, or cannot be open or done at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specui.specs.sections import Section
from specui.specs.spec import Spec

NO_CHECKBOX = "without a checkbox"
"""What is said of criteria without a state, after their number."""


class Place(NamedTuple):
    """A criterion for this question: where it begins, and whether it has a box or a status column of its row."""

    start: int
    box: bool
    status: bool


def stateless(spec: Spec, criteria: Sequence[Place]) -> frozenset[int]:
    """Return where the criteria without a state begin.

    A criterion has one if it has a checkbox or a status column, if another criterion of its section has a checkbox, or
    if the template has checkboxes there: then it is open. Any other one (a numbered or an EARS criterion, ``FR-001``, a
    table row, a requirement with scenarios) is listed, but it neither counts as open nor as done.
    """
    without = [one.start for one in criteria if not (one.box or one.status)]
    if not without:
        return frozenset()
    boxed = {_key(spec.section_at(one.start)) for one in criteria if one.box}
    found = [(start, spec.section_at(start)) for start in without]
    return frozenset(start for start, section in found if _key(section) not in boxed and not _asks(section))


def _key(section: Section | None) -> int:
    return section.start if section is not None else -1


def _asks(section: Section | None) -> bool:
    """Return whether the template has checkboxes in a section."""
    schema = section.schema if section is not None else None
    return schema is not None and any(group.kind == "checklist" for group in schema.groups)
