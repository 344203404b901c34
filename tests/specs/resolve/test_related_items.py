"""What speaks of a gap: against pairs that were labelled by hand, in words of one's own."""

from __future__ import annotations

import pytest
from hypothesis import given

from specui.specs.resolve.keywords import item_of, stem, terms_in
from specui.specs.resolve.related_items import Pair, gap_behind, of_gap, pairs
from tests.markdown.strategies import documents
from tests.specs.reading import contents_of
from tests.specs.resolve.fixture import GREENHOUSE, SAME, greenhouse


def _labels(found: tuple[Pair, ...]) -> set[tuple[str, str, str]]:
    known = {(gap, kind, words): words for gap, kind, words in SAME}
    return {
        next(
            (key for key in known if key[:2] == (p.gap.id, p.kind) and p.item.text.startswith(key[2])),
            (p.gap.id, p.kind, p.item.text),
        )
        for p in found
    }


def test_what_is_sure_is_right_and_what_is_likely_leaves_little_out() -> None:
    found = pairs(greenhouse())
    sure = _labels(tuple(pair for pair in found if pair.sure))
    assert sure <= SAME
    assert {("gap1", "state", "**Frost alarm**"), ("gap1", "question", "**Frost alarm**")} <= sure
    assert _labels(found) == SAME


def test_near_spellings_are_one_word() -> None:
    found = pairs(greenhouse())
    assert [p.item.text[:14] for p in found if p.gap.id == "gap4"] == ["Seed catalogue"]


def test_what_is_done_or_decided_is_in_no_pair() -> None:
    text = GREENHOUSE.replace("- [ ] Frost alarm reaches", "- [x] Frost alarm reaches").replace(
        "2. **Greenhouse report**", "   - **Answered 2026-01-01:** ring\n2. **Greenhouse report**"
    )
    kinds = [pair.kind for pair in pairs(greenhouse(text)) if pair.gap.id == "gap1"]
    assert kinds == ["state", "test"]


def test_of_two_that_say_the_same_none_is_sure() -> None:
    line = "- **Frost alarm**: no message at night when the greenhouse falls below 3 °C\n"
    twice = pairs(greenhouse(GREENHOUSE.replace(line, line + line)))
    mine = [pair for pair in twice if pair.gap.id == "gap1" and pair.kind == "state"]
    assert len(mine) == 2 and not any(pair.sure for pair in mine)


def test_pairs_are_asked_for_from_both_ends() -> None:
    contents = greenhouse()
    found = pairs(contents)
    assert {pair.kind for pair in of_gap(found, contents.gaps[0])} == {
        "state",
        "question",
        "test",
        "criterion",
    }
    behind = gap_behind(found, contents.questions[0])
    assert behind is not None and behind.gap.id == "gap1"
    assert gap_behind(found, contents.questions[1]) is None


def test_a_row_that_says_none_speaks_of_nothing() -> None:
    rows = GREENHOUSE.split("|-----|----------|-------|\n")
    text = rows[0] + "|-----|----------|-------|\n| None | — | — |\n\n---\n\n## 5" + rows[1].split("## 5")[1]
    assert pairs(greenhouse(text)) == ()


@pytest.mark.parametrize(
    "one, other",
    [
        ("enforcement", "enforced"),
        ("validates", "validation"),
        ("schedules", "scheduling"),
        ("metering", "metered"),
        ("logging", "logs"),
        ("retries", "retry"),
    ],
)
def test_endings_come_off(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_code_counts_in_full_and_in_its_words() -> None:
    found = dict(terms_in("the `heartbeat_executions` of BarnDoor"))
    assert found["`heartbeat_executions`"] > found["heartbeat"] > found["barn"]
    assert "the" not in found


def test_the_head_counts_more_than_what_follows() -> None:
    item = item_of("**Frost alarm**: rings in the barn", "at night")
    assert item.terms["frost"] > item.terms["ring"] == item.terms["night"]
    assert item.head == {"frost", "alarm"}


@given(documents)
def test_any_text_has_pairs_or_none(text: str) -> None:
    found = pairs(contents_of(text))
    lines = [pair.item.line for pair in found]
    assert len(lines) == len(set(lines))
    assert all(0 < pair.score <= 1.0001 for pair in found)
