"""What is read as an item, part by part and shape by shape."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, strategies as st

from specui.specs.contents import Contents
from specui.specs.items.severity import severity_in
from tests.specs.reading import contents_of

HEAD = "# Production Spec: Ferry\n\n**Tier:** 1\n\n"


def under(title: str, body: str) -> Contents:
    return contents_of(
        f"{HEAD}## {title}\n\n{body}\n\n## Revision History\n\n| Date | Author | Change |\n|---|---|---|\n"
    )


class Row(NamedTuple):
    """A body under a part's heading, and what is read of it."""

    body: str
    read: list[str]


CRITERIA = [
    Row("- [x] A\n- [~] B\n- [-] C\n- [/] D\n- [ ]* E\n- [!] F\n- [?] G", ["A+", "B?doing", "C?dropped", "D?doing", "E?optional", "F?unknown", "G?unknown"]),
    Row("- [ ]\\* A\n- [x]\\* B\n  - [ ]\\* C", ["A?optional", "B+", "C?optional"]),
    Row("- Booking\n  - [ ] A\n  - [x] B\n- [x] C\n  - [ ] D", ["A", "B+", "C+", "D"]),
    Row("> - [ ] A\n> - [x] B\n>   goes on", ["A", "B goes on+"]),
    Row("1. A\n2. B", ["A-", "B-"]),
    Row("- A\n- B\n  - a detail", ["A-", "B-"]),
    Row("- Functional:\n  - A\n  - B", ["A-", "B-"]),
    Row("- [ ] A\n- B\n- Note: C is measured weekly", ["A", "B-"]),
    Row("- **Given** a full boat\n- **When** somebody books\n- **Then** they are refused", ["**Given** a full boat-"]),
    Row("1. WHEN a boat is full THEN nobody SHALL book\n2. WHEN it leaves THEN it SHALL be gone", ["WHEN a boat is full THEN nobody SHALL book-", "WHEN it leaves THEN it SHALL be gone-"]),
    Row("### AC-1: A full boat is refused\n\n- Given a full boat\n\n### AC-2: B", ["AC-1: A full boat is refused-", "AC-2: B-"]),
    Row("### Bookings\n\n- A\n- B", ["A-", "B-"]),
    Row("| ID | Criterion | Status |\n|---|---|---|\n| 1 | A | Done |\n| 2 | B | open |", ["A-+", "B-"]),
    Row("| Nr | What |\n|---|---|\n| AC-1 | A |", ["A-"]),
    Row("FR-001: A boat is full.\nFR-002: B", ["FR-001: A boat is full.-", "FR-002: B-"]),
    Row("Given a full boat\nwhen somebody books\nthen they are refused", ["Given a full boat when somebody books then they are refused-"]),
    Row("```gherkin\nFeature: F\n  Scenario: A\n    Given b\n  Scenario Outline: C\n```", ["A-", "C-"]),
    Row("```\n- [ ] an example\n```", []),
    Row("All of it was agreed with the shop.", []),
    Row("- None", []),
    Row("- [ ]\n- [x]  \n- [ ] <!-- later -->\n- [ ] A", ["A"]),
    Row("- [1] a reference\n- [P] a letter", ["[1] a reference-", "[P] a letter-"]),
    Row("- [ ] A\n\n### Out of scope\n\n- B", ["A"]),
    Row("- **AC-1**\n\n  A boat is full", ["**AC-1** A boat is full-"]),
]  # fmt: skip

GAPS = [
    Row("| Gap | Severity | Notes |\n|---|---|---|\n| A | 🔴 Critical | n |\n| None | — | — |", ["A!Critical", "None!none"]),
    Row("- **Critical**: A\n- B", ["A!Critical", "B!"]),
    Row("- [High] A\n- (Low) B\n- 🔴 C\n- 🟡 High: D\n- E (Critical)\n- F — Low", ["A!High", "B!Low", "C!Critical", "D!High", "E!Critical", "F!Low"]),
    Row("- Low water is not read\n- High-speed boats are not read", ["Low water is not read!", "High-speed boats are not read!"]),
    Row("1. A\n   - **Severity:** Critical\n2. B", ["A!Critical", "B!"]),
    Row("### Critical\n\n- A\n\n### Low\n\n- B", ["A!Critical", "B!Low"]),
    Row("### GAP-1: A\n\n**Severity:** High\n\nText.\n\n### GAP-2: B (Low)\n\n- detail", ["GAP-1: A!High", "GAP-2: B!Low"]),
    Row("### A\n\n- **Impact:** big\n- **Severity:** Critical", ["A!Critical"]),
    Row("### Workarounds\n\n- A", []),
    Row("- ~~A~~ fixed\n- [x] B\n- [ ] C", ["~~A~~ fixed!closed", "B!closed", "C!"]),
    Row("### Resolved\n\n- A\n\n### Open\n\n- B", ["A!closed", "B!"]),
    Row("| # | Issue | Priority | Status |\n|---|---|---|---|\n| 1 | A | Critical | Fixed in May |\n| 2 | B | Low | open |", ["A!Critical closed", "B!Low"]),
    Row("| ~~A~~ | x |\n|---|---|\n| ~~B~~ | y |", ["~~B~~!closed"]),
    Row("| Gap | Severity |\n|---|---|\n| A | ~~Critical~~ |", ["A!Critical closed"]),
    Row("| Gap | Severity |\n|---|---|\n| A | Low |\nA note right below", ["A!Low"]),
    Row("| Gap | Sev | Notes |\n|---|---|---|\n| A | Critical | n |", ["A!Critical"]),
    Row("| Risk | Impact | Owner |\n|---|---|---|\n| A | Critical | Bo |", ["A!Critical"]),
    Row("| Gap | Severity |\n|---|---|\n| | Critical |\n| None | Critical |", ["None!Critical"]),
    Row("| Gap | Severity | Notes |\n|---|---|---|\n| | Critical | n |", ["n!Critical"]),
    Row("| Gap | Severity |\n|---|---|\n| A | ~~Low~~ Critical |\n| B | ~~Critical~~ Low |", ["A!Critical", "B!Low"]),
    Row("| Gap | Severity | Status |\n|---|---|---|\n| A | Critical | Fixed? |\n| B | Critical | resolved - no |", ["A!Critical", "B!Critical"]),
    Row("- ~~A~~ B\n- ~~C~~ not fixed after all\n- ~~D~~ fixed in May", ["~~A~~ B!", "~~C~~ not fixed after all!", "~~D~~ fixed in May!closed"]),
    Row("- CRITICAL A\n- A **(Critical)**\n- **GAP-1 (Critical):** A\n- Critical gap: A\n- A, sev: critical", ["A!Critical", "A!Critical", "**GAP-1:** A!Critical", "A!Critical", "A, sev: critical!Critical"]),
    Row("- Critical:\n  - A\n- Low\n  - B", ["A!Critical", "B!Low"]),
    Row("Critical:\n\n- A\n\nThe rest is open.\n\n- B", ["A!Critical", "B!"]),
    Row("### Severity: Critical\n\n- A", ["A!Critical"]),
    Row("### Closed beta\n\n- A\n\n### Closed gaps\n\n- B", ["A!", "B!closed"]),
    Row("### Resolved\n\n- A\n\n**Still open:**\n\n- B", ["A!closed", "B!"]),
    Row("- Billing:\n\n  | Gap | Severity |\n  |---|---|\n  | A | Critical |", ["A!Critical"]),
    Row("> | Gap | Severity |\n> |---|---|\n> | A | Critical |", ["A!Critical"]),
    Row("None known.", []),
    Row("- None\n- No known gaps.", []),
    Row("The table is kept by the floor.", []),
]  # fmt: skip

QUESTIONS = [
    Row("What is it called? Proposed:\n\n- Ferry\n- Boat", ["What is it called? Proposed:=open"]),
    Row("Who knows? Ask:\n\n- Who pays?\n- When?", ["Who pays?=open", "When?=open"]),
    Row("1. A?\n   - **Answered 2026-11-22 (Ada):** yes\n2. **B**: soft, or hard?", ["A?=answered", "**B**: soft, or hard?=open"]),
    Row("### Who pays?\n\nThe shop, or the town.\n\n### Q2: When\n\n- May\n- June", ["Who pays?=open", "Q2: When=open"]),
    Row("### Product\n\n- A?\n- B?", ["A?=open", "B?=open"]),
    Row("### Resolved\n\n- A?", ["A?=answered"]),
    Row("Who pays?\n\nWhen does it ship?\n\nThese need the owner.", ["Who pays?=open", "When does it ship?=open"]),
    Row("Q1: Who pays\nQ2: When", ["Q1: Who pays=open", "Q2: When=open"]),
    Row("• Who pays?\n• When?", ["• Who pays?=open", "• When?=open"]),
    Row("**Who pays?**\n\n- the shop\n- the town", ["**Who pays?**=open"]),
    Row("Who pays?\n\n**Decision:** the shop", ["Who pays?=answered"]),
    Row("### Who pays?\n\n- **Answered 2026-11-22 (Ada):** us", ["Who pays?=answered"]),
    Row("| # | Question | Owner |\n|---|---|---|\n| 1 | Who pays? | Ada |", ["Who pays?=assigned"]),
    Row("| Question | Owner | Answer |\n|---|---|---|\n| A? | TBD | |\n| B? | Ada | us |\n| C? | Ada | Reopened 2026-11-22: no |",
        ["A?=open", "B?=answered", "C?=open"]),
    Row("| Question | Notes |\n|---|---|\n| A? | big; Deferred to 2026-12-15 (Ada): law |\n| B? | Assigned 2026-11-22: Bo |"
        "\n| C? | Not needed 2026-11-22 (Ada): gone |\n| D? | Reassigned 2026-11-22: Bo |",
        ["A?=deferred", "B?=assigned", "C?=dropped", "D?=open"]),
    Row("| Question | Answer |\n|---|---|\n| A? | us |\n| B? | TBD |\n| C? |  |", ["A?=answered", "B?=open", "C?=open"]),
    Row("| Question | Status |\n|---|---|\n| A? | Resolved |\n| B? | Open |", ["A?=answered", "B?=open"]),
    Row("1. A?\n   - **Answered 2026-11-22 (Ada):** TBD\n2. B?\n   - **Answered 2026-11-22 (Ada):** <!-- later -->", ["A?=open", "B?=open"]),
    Row("### Who pays?\n\nOr nobody.\n\n| Question | Answer |\n|---|---|\n| A? | |", ["Who pays?=open", "A?=open"]),
    Row("| Interval | Unit |\n|---|---|\n| 5 | ms |", []),
    Row("### Sandboxing\n\n**Question**: Should it be?\n\n**Options**:\n\n- A) no\n- B) yes", ["Sandboxing=open"]),
    Row("_Decisions that need the owner._", []),
    Row("None at this time.", []),
    Row("The owner decides on Friday.", []),
    Row("- TBD?", []),
]  # fmt: skip

TESTS = [
    Row("- [ ] A\n  - [x] B\n- C", ["A", "B+", "C-"]),
    Row("| Test | Status |\n|---|---|\n| A | missing |\n| B | done |", ["A-", "B-+"]),
    Row("### Unit\n\n- A\n\n**Slow:**\n\n- B", ["A-", "B-"]),
    Row("| # | Question | Answer |\n|---|---|---|\n| 1 | A? | |", []),
    Row("All are written.", []),
    Row("- None", []),
    Row("- **Coverage target**: 85%\n- A", ["A-"]),
    Row("- Given a full boat\n- When somebody books\n- Then they are refused", ["Given a full boat-"]),
]  # fmt: skip


def ids(row: Row) -> str:
    return row.body.replace("\n", "⏎")[:40]


@pytest.mark.parametrize("row", CRITERIA, ids=ids)
def test_criteria(row: Row) -> None:
    assert [
        _task(t.text, t.box, t.checked, t.state) for t in under("Acceptance Criteria", row.body).criteria
    ] == row.read


@pytest.mark.parametrize("row", TESTS, ids=ids)
def test_missing_tests(row: Row) -> None:
    assert [
        _task(t.text, t.box, t.checked, t.state) for t in under("Missing Tests", row.body).missing_tests
    ] == row.read


@pytest.mark.parametrize("row", GAPS, ids=ids)
def test_gaps(row: Row) -> None:
    found = under("Known Gaps", row.body).gaps
    said = [
        f"{g.gap}!"
        + " ".join(filter(None, (g.severity if not g.none else "none", "closed" if g.closed else "")))
        for g in found
    ]
    assert said == row.read


@pytest.mark.parametrize("row", QUESTIONS, ids=ids)
def test_questions(row: Row) -> None:
    assert [f"{q.text}={q.state}" for q in under("Open Questions", row.body).questions] == row.read


def _task(text: str, box: bool, checked: bool, state: str) -> str:
    said = text if box else f"{text}-"
    if checked:
        return f"{said}+"
    return said if state == "todo" else f"{said}?{state}"


@pytest.mark.parametrize(
    "text, said",
    [
        ("**Critical**: tides", ("Critical", "tides")),
        ("[P1] tides", ("P1", "tides")),
        ("Critical — tides", ("Critical", "tides")),
        ("tides [high]", ("high", "tides")),
        ("tides (severity: low)", ("low", "tides")),
        ("Critical mass is not reached", None),
        ("Lower tides", None),
        ("A low bridge - high water", None),
        ("tides", None),
    ],
)
def test_a_severity_in_words(text: str, said: tuple[str, str] | None) -> None:
    found = severity_in(text)
    assert (found if found is None else (found.raw, found.rest)) == said


LINES = st.sampled_from(
    [
        "", "", "text", "- a", "- [ ] b", "  - [~] c", "    - d", "1. e?", "### Q1: f", "### g", "**h:** i", "**j**",
        "| k | l |", "|---|---|", "> - [ ] m", "> | n | o |", "```", "Given p", "~~q~~", "---", "- ", "<ul>", "    code",
        "Q2: r?", "<!-- s -->", "<<<<<<< t", "=======", ">>>>>>> u",
    ]
)  # fmt: skip
TITLES = st.sampled_from(
    ["Acceptance Criteria", "Known Gaps", "Open Questions", "Missing Tests", "Dependencies"]
)


@given(TITLES, st.lists(LINES, max_size=14))
def test_any_body_is_read_in_file_order_and_once(title: str, lines: list[str]) -> None:
    contents = under(title, "\n".join(lines))
    for items in (contents.criteria, contents.gaps, contents.questions, contents.missing_tests):
        starts = [item.start for item in items]
        assert starts == sorted(set(starts))
        assert all(item.text.strip() for item in items)
        assert len({item.id for item in items}) == len(items)
