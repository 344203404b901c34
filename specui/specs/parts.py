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
    "overview",
    "state",
    "criteria",
    "gaps",
    "existing_tests",
    "missing_tests",
    "tasks",
    "golden_sets",
    "internal_dependencies",
    "external_services",
    "degraded_modes",
    "questions",
    "revisions",
]
PARTS: tuple[Part, ...] = get_args(Part)

_SECTIONS: Mapping[str, Part] = {
    "feature overview": "overview",
    "overview": "overview",
    "summary": "overview",
    "intent": "overview",
    "current state": "state",
    "current status": "state",
    "acceptance criteria": "criteria",
    "success criteria": "criteria",
    "criteria": "criteria",
    "exit criteria": "criteria",
    "acceptance": "criteria",
    "acceptance criteria checklist": "criteria",
    "acceptance gate": "criteria",
    "acceptance scenarios": "criteria",
    "completion criteria": "criteria",
    "graduation criteria": "criteria",
    "phase exit criteria": "criteria",
    "definition of done": "criteria",
    "definition of done checklist": "criteria",
    "done when": "criteria",
    "known gaps": "gaps",
    "gaps": "gaps",
    "tech debt": "gaps",
    "technical debt": "gaps",
    "known issues": "gaps",
    "known limitations": "gaps",
    "known bugs": "gaps",
    "limitations": "gaps",
    "current limitations": "gaps",
    "remaining issues": "gaps",
    "remaining gaps": "gaps",
    "critical gaps": "gaps",
    "open issues": "gaps",
    "existing tests": "existing_tests",
    "current tests": "existing_tests",
    "missing tests": "missing_tests",
    "missing test coverage": "missing_tests",
    "test gaps": "missing_tests",
    "tests to write": "missing_tests",
    "tests needed": "missing_tests",
    "test plan": "missing_tests",
    "testing plan": "missing_tests",
    "test coverage": "missing_tests",
    "tasks": "tasks",
    "task list": "tasks",
    "task breakdown": "tasks",
    "subtasks": "tasks",
    "implementation tasks": "tasks",
    "action items": "tasks",
    "golden set eval": "golden_sets",
    "golden set evaluation": "golden_sets",
    "golden set": "golden_sets",
    "golden sets": "golden_sets",
    "dependencies": "internal_dependencies",
    "internal dependencies": "internal_dependencies",
    "external services": "external_services",
    "external dependencies": "external_services",
    "third-party services": "external_services",
    "degraded mode": "degraded_modes",
    "degraded modes": "degraded_modes",
    "degraded behavior": "degraded_modes",
    "degraded behaviour": "degraded_modes",
    "graceful degradation": "degraded_modes",
    "open questions": "questions",
    "questions": "questions",
    "unresolved questions": "questions",
    "outstanding questions": "questions",
    "questions for you": "questions",
    "questions for human review": "questions",
    "clarifications needed": "questions",
    "items requiring clarification": "questions",
    "open points": "questions",
    "revision history": "revisions",
    "revisions": "revisions",
    "change history": "revisions",
    "document history": "revisions",
    "version history": "revisions",
    "change log": "revisions",
    "changelog": "revisions",
}
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
