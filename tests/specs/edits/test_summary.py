"""One line says what changed."""

from __future__ import annotations

import pytest

from specui.specs.edits.summary import summary_of_changes
from tests.specs.reading import contents_of

TEXT = """\
# Production Spec: Lamp Timer

**Last updated:** 2026-01-02
**Spec status:** 🟡 Draft
**Owner agent(s):** Ilva

## 1. Feature Overview

It lights lamps.

## 2. Current State

### Shipped ✅
- lamps

### Not Implemented ❌
- timers for every lamp

## 3. Acceptance Criteria

### Functional
- [ ] lamps are lit
- [ ] lamps are put out
- [x] nobody is blinded

## 4. Known Gaps

| Gap | Severity | Notes |
|---|---|---|
| no switch | 🔴 Critical | x |

## 7. Degraded Mode

- **If Power is down:** candles
- **Data loss risk:** None

## 8. Open Questions

1. Who switches?
2. When?
3. Why?

## Revision History

| Date | Author | Change |
|---|---|---|
| 2026-01-02 | Ilva | Initial |
"""
CASES = [
    ([], ""),
    ([("2026-01-02", "2026-01-03"), ("Initial", "First")], ""),
    ([("[ ] lamps", "[x] lamps")], "2 criteria ticked"),
    ([("[x] nobody", "[ ] nobody")], "1 criterion unticked"),
    ([("- [ ] lamps are lit\n", "")], "1 criterion removed"),
    ([("lamps are lit", "lamps are all lit")], "1 criterion reworded"),
    ([("| no switch |", "| no cable | 🟡 High | y |\n| no switch |")], "1 gap added (High)"),
    ([("🔴 Critical", "🟢 Low")], "gap no switch Critical → Low"),
    ([("| x |", "| y |")], "1 gap changed"),
    ([("| x |", "| x; Assigned 2026-01-03: Onno |")], "1 gap assigned"),
    ([("2. When?\n", "2. When?\n   - **Answered 2026-01-03:** at dusk\n")], "question 2 answered"),
    ([("2. When?\n", "2. When?\n   - **Deferred to 2026-02-03:** x\n"), ("3. Why?\n", "3. Why?\n   - **Deferred to 2026-02-03:** x\n")],
     "questions 2 and 3 deferred"),
    ([("- timers for every lamp\n", ""), ("- lamps\n", "- lamps\n- timers for every lamp\n")], "1 item moved to Shipped"),
    ([("- lamps\n", "- lamps\n- a cellar full of oil\n")], "1 item added to Shipped"),
    ([("🟡 Draft", "🟢 Approved")], "Spec status Draft → Approved"),
    ([("Ilva\n", "Onno\n")], "Owner agent(s) changed"),
    ([("candles", "torches")], "1 degraded mode changed"),
    ([("risk:** None", "risk:** Possible")], "data loss risk changed"),
    ([("It lights", "It dims")], "Feature Overview reworded"),
    ([("## 7. Degraded Mode\n", "## 6. Dependencies\n\n## 7. Degraded Mode\n")], "section Dependencies added"),
    ([("[ ] lamps", "[x] lamps"), ("| no switch |", "| no cable | 🔴 Critical | y |\n| no switch |"),
      ("2. When?\n", "2. When?\n   - **Answered 2026-01-03:** at dusk\n")],
     "2 criteria ticked, 1 gap added (Critical), question 2 answered"),
]  # fmt: skip


@pytest.mark.parametrize("changes, expected", CASES)
def test_what_changed_is_said_in_one_line(changes: list[tuple[str, str]], expected: str) -> None:
    new = TEXT
    for old, replacement in changes:
        assert old in new
        new = new.replace(old, replacement)
    assert summary_of_changes(contents_of(TEXT), contents_of(new)) == expected


def test_all_that_can_come_can_go() -> None:
    bare = contents_of(TEXT[: TEXT.index("## 2.")])
    assert "section Known Gaps / Tech Debt removed" in summary_of_changes(contents_of(TEXT), bare)
    come = summary_of_changes(bare, contents_of(TEXT))
    assert "3 criteria added, 1 gap added (Critical)" in come
    assert "3 questions added" in come and "\n" not in come
