from __future__ import annotations

import pytest

from tests.specs.reading import contents_of
from tests.specs.test_spec import WHOLE


def test_states_are_read_from_the_last_entry() -> None:
    entries = """\
1. **Limits**: soft, or hard?
   - **Answered 2026-11-22 (Ada):** soft block
   - **Reopened 2026-11-25 (Bo):** law changed
2. Who owns it?
   - **Assigned 2026-11-22 (Ada):** Bo
3. When?
   - **Deferred to 2026-12-15 (Ada):** waits for legal
4. What?
   - **Answered 2026-11-22 (Ada):** that
     over two lines
5. **Why**: so?
   - a remark, no decision
"""
    text = WHOLE[: WHOLE.index("1. **Limits**")] + entries + WHOLE[WHOLE.index("\n---\n\n## Revision") :]
    found = contents_of(text).questions
    assert [q.state for q in found] == ["open", "assigned", "deferred", "answered", "open"]
    assert [q.is_open for q in found] == [True, True, True, False, True]
    assert found[0].topic == "Limits"
    assert [(e.verb, e.by) for e in found[0].entries] == [("Answered", "Ada"), ("Reopened", "Bo")]
    assert found[3].entries[0].text == "that over two lines"


def states(items: str) -> list[str]:
    text = WHOLE[: WHOLE.index("1. **Limits**")] + items + "\n" + WHOLE[WHOLE.index("\n---\n\n## Revision") :]
    return [question.state for question in contents_of(text).questions]


@pytest.mark.parametrize(
    "item",
    [
        "1. None.",
        "- None at this time.",
        "- No open questions.",
        "- N/A — all is decided",
        "- Nothing so far",
    ],
)
def test_an_item_that_says_none_is_no_question(item: str) -> None:
    assert states(item) == []


@pytest.mark.parametrize(
    "item, state",
    [
        ("1. Who pays? → Decided: the port", "answered"),
        ("1. Who pays? → **Decided (2026-03-04):** the port", "answered"),
        ("1. Who pays? **Answer:** the port.", "answered"),
        ("1. Who pays?\n   **Decision 2026-03-04:** the port", "answered"),
        ("1. Who pays?\n   - Answer (Ada): the port", "answered"),
        ("1. Who pays?\n   - **Resolved by Ada:** the port", "answered"),
        ("1. Who pays?\n\n   Decided: the port", "answered"),
        ("1. Who pays? ✅ Resolved: the port", "answered"),
        ("1. ✅ Who pays? The port.", "answered"),
        ("1. **[RESOLVED]** Who pays?", "answered"),
        ("1. RESOLVED: the port pays", "answered"),
        ("1. Who pays? (resolved 2026-03-04)", "answered"),
        ("- [x] Who pays?", "answered"),
        ("1. ~~Who pays?~~ The port.", "answered"),
        ("1. ~~Who pays?~~", "dropped"),
        ("1. Who pays? **Answer:** TBD", "open"),
        ("1. Who pays? Decision: pending", "open"),
        ("1. Who pays?\n   - Answer:", "open"),
        ("1. **Decision**: should the port pay?", "open"),
        ("1. **Decision needed**: who pays?", "open"),
        ("1. Was it resolved: yes or no?", "open"),
        ("1. Who pays?\n   - the port, if it is decided", "open"),
        ("1. None of the piers has power: who pays?", "open"),
        ("1. Who pays ~~soon~~?", "open"),
        ("- [ ] Who pays?", "open"),
    ],
)
def test_answers_written_by_hand_count(item: str, state: str) -> None:
    assert states(item) == [state]


def test_an_entry_counts_more_than_what_is_written_by_hand() -> None:
    assert states("1. ✅ Who pays?\n   - **Reopened 2026-11-25 (Bo):** law changed") == ["open"]
