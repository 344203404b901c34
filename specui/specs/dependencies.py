"""What a feature leans on, and what happens without it: dependencies and degraded modes."""

from __future__ import annotations

import re
from typing import NamedTuple

from specui.markdown.blocks import ListItem
from specui.specs import names
from specui.specs.rows import Record, records
from specui.specs.spec import Spec
from specui.specs.template import label_of

_IF = re.compile(r"^(?:if|when)\s+", re.IGNORECASE)


class InternalDependency(NamedTuple):
    """A system of one's own; ``none`` where the row says that there are none."""

    system: str
    why_needed: str
    failure_mode: str
    none: bool
    line: int
    record: Record


class ExternalService(NamedTuple):
    """A service of somebody else's."""

    service: str
    purpose: str
    fallback: str
    none: bool
    line: int
    record: Record


class DegradedMode(NamedTuple):
    """A labelled bullet: what happens under a condition; the condition is empty where no label stands."""

    condition: str
    behavior: str
    line: int
    item: ListItem


class DataLossRisk(NamedTuple):
    """The bullet that says what may be lost."""

    text: str
    line: int
    item: ListItem


def read_internal_dependencies(spec: Spec) -> tuple[InternalDependency, ...]:
    """Return all rows of the internal-dependency tables, in file order."""
    return tuple(
        InternalDependency(
            r.get("System", "Dependency", "Name"),
            r.get("Why needed", "Purpose"),
            r.get("Failure mode"),
            r.none,
            r.row.line,
            r,
        )
        for r in records(spec.groups("internal_dependencies"))
    )


def read_external_services(spec: Spec) -> tuple[ExternalService, ...]:
    """Return all rows of the external-service tables, in file order."""
    return tuple(
        ExternalService(r.get("Service", "Name"), r.get("Purpose"), r.get("Fallback"), r.none, r.row.line, r)
        for r in records(spec.groups("external_services"))
    )


def read_degraded_modes(spec: Spec) -> tuple[tuple[DegradedMode, ...], DataLossRisk | None]:
    """Return the degraded modes in file order, and the data-loss bullet if there is one."""
    modes: list[DegradedMode] = []
    risk: DataLossRisk | None = None
    document = spec.document
    for group in spec.groups("degraded_modes"):
        for item in group.items:
            if item.depth > 0:
                continue
            label, rest_at = label_of(document, item) or ("", item.text_start)
            rest = document.flat(rest_at, item.text_end).strip()
            if names.key(label).startswith("data loss") and risk is None:
                risk = DataLossRisk(rest, item.line, item)
            else:
                modes.append(DegradedMode(_IF.sub("", label), rest, item.line, item))
    return tuple(modes), risk
