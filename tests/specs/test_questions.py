from __future__ import annotations

import pytest

from specui.specs.questions import alternatives
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


def test_a_question_that_says_none_is_none() -> None:
    text = WHOLE[: WHOLE.index("1. **Limits**")] + "1. None.\n" + WHOLE[WHOLE.index("\n---\n\n## Revision") :]
    assert contents_of(text).questions == ()


@pytest.mark.parametrize(
    "text, offered",
    [
        (
            "**Block**: is it a soft block (warning), or a hard block (action denied)?",
            ("soft block (warning)", "hard block (action denied)"),
        ),
        (
            "**Keep**: Should we keep logs for 30 days, 90 days, or for ever?",
            ("keep logs for 30 days", "90 days", "for ever"),
        ),
        (
            "Should we build an admin screen for this, or rely on queries?",
            ("build an admin screen for this", "rely on queries"),
        ),
        ("When an org is over its limit, is it a soft block or a hard block?", ("soft block", "hard block")),
        ("Should the board page be a separate page or inline?", ("separate page", "inline")),
        ("Who owns the pier?", ()),
        ("State the limits. No question at all", ()),
    ],
)
def test_alternatives_are_the_questions_own_words(text: str, offered: tuple[str, ...]) -> None:
    assert alternatives(text) == offered
