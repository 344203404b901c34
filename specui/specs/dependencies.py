"""What a feature depends on: internal systems and external services."""

from __future__ import annotations

from typing import NamedTuple

from specui.specs.degraded import read_degraded_modes
from specui.specs.rows import Record, records
from specui.specs.spec import Spec

__all__ = [
    "ExternalService",
    "InternalDependency",
    "read_degraded_modes",
    "read_external_services",
    "read_internal_dependencies",
]


class InternalDependency(NamedTuple):
    """An internal system; ``none`` marks a row that says there are none."""

    system: str
    why_needed: str
    failure_mode: str
    none: bool
    line: int
    record: Record


class ExternalService(NamedTuple):
    """An external service."""

    service: str
    purpose: str
    fallback: str
    none: bool
    line: int
    record: Record


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
