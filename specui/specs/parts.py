"""The parts of a spec, and the names that sections give them.

Rules, lists and ``show`` ask for parts, never for titles.  A section, or a group
within one, gets its part by its own name, by the columns of its table, or from
what encloses it; a template's configuration may say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from specui.specs import names

Part: TypeAlias = Literal[
    "overview", "state", "criteria", "gaps", "existing_tests", "missing_tests", "tasks", "golden_sets",
    "internal_dependencies", "external_services", "degraded_modes", "questions", "revisions",
]  # fmt: skip
PARTS: tuple[Part, ...] = get_args(Part)

_NAMES: Mapping[Part, tuple[str, ...]] = {
    "overview": ("feature overview", "overview", "summary", "intent"),
    "state": ("current state", "current status"),
    "criteria": (
        "acceptance criteria", "success criteria", "criteria", "exit criteria", "acceptance",
        "acceptance criteria checklist", "acceptance gate", "acceptance scenarios", "completion criteria",
        "graduation criteria", "phase exit criteria", "definition of done", "definition of done checklist",
        "done when",
    ),
    "gaps": (
        "known gaps", "gaps", "tech debt", "technical debt", "known issues", "known limitations", "known bugs",
        "limitations", "current limitations", "remaining issues", "remaining gaps", "critical gaps", "open issues",
    ),
    "existing_tests": ("existing tests", "current tests"),
    "missing_tests": (
        "missing tests", "missing test coverage", "test gaps", "tests to write", "tests needed", "test plan",
        "testing plan", "test coverage",
    ),
    "tasks": (
        "tasks", "task list", "task breakdown", "subtasks", "implementation tasks", "action items",
        "release signoff checklist", "signoff checklist", "sign-off checklist",
    ),
    "golden_sets": ("golden set eval", "golden set evaluation", "golden set", "golden sets"),
    "internal_dependencies": ("dependencies", "internal dependencies"),
    "external_services": ("external services", "external dependencies", "third-party services"),
    "degraded_modes": (
        "degraded mode", "degraded modes", "degraded behavior", "degraded behaviour", "graceful degradation",
    ),
    "questions": (
        "open questions", "questions", "unresolved questions", "outstanding questions", "questions for you",
        "questions for human review", "clarifications needed", "items requiring clarification", "open points",
    ),
    "revisions": (
        "revision history", "revisions", "change history", "document history", "version history", "change log",
        "changelog",
    ),
}  # fmt: skip
"""The names that sections give each part, as they are compared."""

_SECTIONS: Mapping[str, Part] = {name: part for part, known in _NAMES.items() for name in known}
_ENDS_WITH_CRITERIA = " acceptance criteria"
"""The end of a longer name for criteria: ``Testable Acceptance Criteria``."""
# Groups whose name says their part only inside a section that bounds it.
_GROUPS: Mapping[Part, Mapping[str, Part]] = {
    "missing_tests": {"existing": "existing_tests", "missing": "missing_tests"},
    "internal_dependencies": {
        "internal": "internal_dependencies",
        "internal systems": "internal_dependencies",
        "external": "external_services",
        "external systems": "external_services",
        "services": "external_services",
    },
}
_COLUMNS: tuple[tuple[frozenset[str], Part], ...] = (
    (frozenset({"gap", "severity"}), "gaps"),
    (frozenset({"golden set"}), "golden_sets"),
    (frozenset({"test", "location"}), "existing_tests"),
    (frozenset({"system", "failure mode"}), "internal_dependencies"),
    (frozenset({"service", "fallback"}), "external_services"),
    (frozenset({"date", "author", "change"}), "revisions"),
)
NOT_FOR_TASKS: Mapping[Part | None, Part] = {
    "golden_sets": "missing_tests",
    "existing_tests": "missing_tests",
}
"""What a group of this part holds where a checklist is in it: a checklist of golden-set runs is of tests to come."""


@lru_cache(maxsize=1024)
def part_of_section(title: str) -> Part | None:
    """Return the part that a section of this title holds."""
    for alternative in names.alternatives(title):
        if alternative in _SECTIONS:
            return _SECTIONS[alternative]
        if alternative.endswith(_ENDS_WITH_CRITERIA):
            return "criteria"
    return None


@lru_cache(maxsize=4096)
def part_of_title(title: str, section: Part | None) -> Part | None:
    """Return the part that a group's title says by itself, in a section of that part."""
    key = names.key(title)
    own = _SECTIONS.get(key)
    if own is None and section is not None:
        own = _GROUPS.get(section, {}).get(key)
    return own


def part_of_columns(columns: Iterable[str]) -> Part | None:
    """Return the part that a table with these columns holds."""
    keys = {names.field_key(name) for name in columns}
    return next((part for wanted, part in _COLUMNS if wanted <= keys), None)
