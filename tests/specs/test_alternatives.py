"""What a question offers as answers: in words that one would write down, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.specs.items.questions import alternatives

_WORDS = st.sampled_from(
    ["should", "does", "is", "the", "a", "pier", "keep", "or", ", or", ",", "it", "we", "30", '"', "(", ")", ":", "?", "when", "not"]
)  # fmt: skip


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
        # Who does it is said where each answer has its own.
        (
            "Should the old pier lock its gate for an hour, or should the boats wait for the tide?",
            ("the old pier should lock its gate for an hour", "the boats should wait for the tide"),
        ),
        (
            "Can one guest of a party take another berth, or does the party have to be split first?",
            ("one guest of a party can take another berth", "the party has to be split first"),
        ),
        (
            "Does the mate of each boat confirm, or is a flag enough?",
            ("the mate of each boat confirms", "a flag is enough"),
        ),
        (
            "Should we track each crossing, or is a daily count sufficient?",
            ("track each crossing", "a daily count is sufficient"),
        ),
        ("**Fees**: Does the boat pay, or does the owner pay?", ("the boat pays", "the owner pays")),
        (
            "Does the boat with the earlier slip leave, or the one that is loaded?",
            ("the boat with the earlier slip", "the one that is loaded"),
        ),
        # The subject is long, and ends where a verb stands that is no noun.
        (
            "Should a pier without a light refuse a boat that it has not seen, or let it in?",
            ("refuse a boat that it has not seen", "let it in"),
        ),
        ("May a closure be ended on estimated tides, or only begun?", ("ended on estimated tides", "only begun")),
        ("Should owners be able to lend a berth, or give it back?", ("lend a berth", "give it back")),
        ("Push the list by radio, or wait for the cards?", ("push the list by radio", "wait for the cards")),
        ('Is "closed" a state of its own, or "late" with a reason?', ("state of its own", '"late" with a reason')),
        ("Should we keep it or not?", ("keep it", "do not keep it")),
        ("Which light is it: red or green?", ("red", "green")),
        ("What do we use, ropes or chains?", ("ropes", "chains")),
        ("The tide turns at six. Should we wait, or leave?", ("wait", "leave")),
        # Better none than one that reads badly.
        ("Who owns the pier?", ()),
        ("State the limits. No question at all", ()),
        ("Should the gruntled wug flink the frob, or not?", ()),
        ("Should we ring in 1 or 2 minutes?", ()),
        ("Should we ring ten times or more?", ()),
    ],
)  # fmt: skip
def test_alternatives_are_answers(text: str, offered: tuple[str, ...]) -> None:
    assert alternatives(text) == offered


@given(st.lists(_WORDS).map(" ".join) | st.text())
def test_whatever_is_asked_each_answer_has_words(text: str) -> None:
    found = alternatives(text)
    assert len(found) != 1
    assert all(words.strip() == words and words for words in found)


def test_a_long_story_is_no_question() -> None:
    assert alternatives("or, " * 100_000 + "?") == ()
