"""What is no row and has no box offers only what can be done with it."""

from __future__ import annotations

from datetime import date

import pytest

from specui.specs.decisions import applicable
from specui.specs.edits.places import EditRefused
from specui.specs.forms.decision_forms import form_of
from specui.specs.triage import entries
from tests.specs.reading import contents_of

TEXT = """# Production Spec: Ferry

**Tier:** 1

## Acceptance Criteria

- A boat is full

## Known Gaps

- **Critical**: tides are read wrongly
"""


def test_a_bullet_takes_no_severity_and_no_tick() -> None:
    contents = contents_of(TEXT)
    criterion, gap = entries("ferry.md", contents, date(2026, 1, 2))
    assert criterion.kind == "criterion" and not criterion.places
    assert not applicable(criterion)
    assert gap.kind == "gap" and "row" not in gap.places
    assert set(applicable(gap)) == {"resolve", "assign", "to-criterion", "to-question"}
    with pytest.raises(EditRefused, match="line 7 has no checkbox"):
        form_of(contents, criterion, "tick", today="2026-01-02", by="Ada")
    with pytest.raises(EditRefused, match="is not a table row"):
        form_of(contents, gap, "severity", today="2026-01-02", by="Ada")
