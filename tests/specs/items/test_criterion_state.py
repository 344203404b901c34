"""Criteria without a checkbox: which are open, and which are neither open nor done, and so do not count."""

from __future__ import annotations

from datetime import date

import pytest

from specui.markdown.scanner import scan
from specui.specs.readiness import blockers, counted, left_out, readiness
from specui.specs.show import describe
from specui.specs.template import read_template
from specui.specs.triage import entries
from specui.specs.triage.model import to_decide
from tests.specs.reading import contents_of, job

TODAY = date(2026, 3, 20)
PRODUCTION = "# Production Spec: Ferry\n\n**Tier:** 1\n\n## Known Gaps\n\nNone.\n\n"
NUMBERED = (
    "1. **Given** a boat, **When** it leaves, **Then** the bell rings\n2. WHEN it lands THE bell SHALL ring\n"
)
OWN_TEMPLATE = "# Plan: [NAME]\n\n## Goals\n\n[Why]\n\n## Acceptance Criteria\n\n1. [What must be true]\n"


@pytest.mark.parametrize(
    "text, states",
    [
        # Where no criterion of the section has a box, none has a state.
        (f"# Ferry\n\n## Acceptance Criteria\n\n{NUMBERED}", ["", ""]),
        ("# Ferry\n\n## Success Criteria\n\n- **FR-001**: It MUST sail\n- **FR-002**: It MUST land\n", ["", ""]),
        ("# Ferry\n\n## Acceptance Criteria\n\n| Criterion | Weight |\n|---|---|\n| It sails | 3 |\n", [""]),
        ("# Ferry\n\n## Acceptance Criteria\n\n### AC-1 It sails\n\nDaily.\n", [""]),
        # A status column of the row says it.
        (
            "# Ferry\n\n## Acceptance Criteria\n\n| Criterion | Status |\n|---|---|\n| It sails | Done |\n| It lands | |\n",
            ["done", "open"],
        ),
        # Its siblings have boxes, in another group of the section too; those of another section do not count.
        ("# Ferry\n\n## Acceptance Criteria\n\n- [x] It sails\n- It lands\n", ["done", "open"]),
        ("# Ferry\n\n## Acceptance Criteria\n\n### A\n\n- [ ] It sails\n\n### B\n\n- It lands\n", ["open", "open"]),
        (
            "# Ferry\n\n## Acceptance Criteria\n\n- It sails\n\n## Definition of Done\n\n- [ ] Docs\n",
            ["", "open"],
        ),
        # The template has boxes there.
        (f"{PRODUCTION}## Acceptance Criteria\n\n- It sails\n", ["open"]),
        # The template has none.
        ("# Plan: Ferry\n\n## Goals\n\nSail.\n\n## Acceptance Criteria\n\n1. It sails\n", [""]),
    ],
)  # fmt: skip
def test_the_state_of_a_criterion(text: str, states: list[str]) -> None:
    plan = read_template(scan(OWN_TEMPLATE), "plan")
    assert plan is not None
    contents = contents_of(text) if not text.startswith("# Plan") else contents_of(text, plan, job())
    found = [entry for entry in entries("a.md", contents, TODAY) if entry.kind == "criterion"]
    assert [entry.state for entry in found] == states
    assert [entry.waiting for entry in found] == [state == "open" for state in states]
    offered = [entry.state for entry in to_decide("a.md", contents, TODAY) if entry.kind == "criterion"]
    assert offered == [state for state in states if state]
    assert len(contents.counted_criteria) == len(offered)
    assert [row["state"] is None for row in describe(contents, "a.md")["criteria"]] == [
        not state for state in states
    ]


def test_what_has_no_state_does_not_count_and_that_is_said() -> None:
    contents = contents_of(
        f"# Ferry\n\n## Acceptance Criteria\n\n{NUMBERED}\n## Open Questions\n\n1. Who pays?\n"
    )
    assert (str(readiness(contents)), [b.kind for b in blockers(contents)]) == ("0/1", ["question"])
    assert counted(contents) == "no missing tests, no gaps, 1 question"
    assert left_out(contents) == "2 criteria without a checkbox do not count."
    alone = contents_of("# Ferry\n\n## Acceptance Criteria\n\n1. It sails daily\n")
    assert readiness(alone).nothing
    assert left_out(alone) == "1 criterion without a checkbox does not count."
    boxed = contents_of("# Ferry\n\n## Acceptance Criteria\n\n- [ ] It sails daily\n")
    assert (counted(boxed), left_out(boxed)) == ("1 criterion, no missing tests, no gaps, no questions", "")
