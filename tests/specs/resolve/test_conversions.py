"""One kind of item made of another: both sides of it in one edit."""

from __future__ import annotations

import pytest

from specui.specs.edits.places import EditRefused
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.resolve import conversions as turning
from specui.specs.resolve.conversions import GapWords
from tests.specs.edits.changing import after, changed_lines
from tests.specs.reading import contents_of
from tests.specs.resolve.fixture import GREENHOUSE, greenhouse


def _gap(text: str, notes: str = "") -> Gap:
    return greenhouse().gaps[0]._replace(gap=text, notes=notes)


def _question(text: str) -> Question:
    head = "# Production Spec: X\n\n**Tier:** 1\n\n## 8. Open Questions\n\n"
    return contents_of(f"{head}1. {text}\n").questions[0]


def test_a_question_becomes_a_gap_and_says_so() -> None:
    old = greenhouse()
    words = GapWords("Report rhythm | undecided", "high", "who reads it?")
    change = turning.question_to_gap(old, old.questions[1], words, today="2026-03-04", by="Ada")
    new = after(GREENHOUSE, change)
    assert changed_lines(GREENHOUSE, new) == (
        [],
        [
            "| Report rhythm \\| undecided | 🟡 High | who reads it? |\n",
            "   - **Answered 2026-03-04 (Ada):** is a known gap now: Report rhythm | undecided\n",
        ],
    )
    now = contents_of(new)
    assert now.gaps[-1][1:3] == ("Report rhythm | undecided", "High")
    assert now.questions[1].state == "answered"


@pytest.mark.parametrize(
    "group, address", [("", "functional/5"), ("Functional", "functional/5"), ("performance", "performance/2")]
)
def test_a_question_becomes_a_criterion_of_a_group(group: str, address: str) -> None:
    old = greenhouse()
    change = turning.question_to_criterion(
        old, old.questions[1], "Reports come weekly", group, today="2026-03-04"
    )
    new = after(GREENHOUSE, change)
    assert changed_lines(GREENHOUSE, new) == (
        [],
        [
            "- [ ] Reports come weekly\n",
            "   - **Answered 2026-03-04:** is a criterion now: Reports come weekly\n",
        ],
    )
    found = {criterion.id: criterion.text for criterion in contents_of(new).criteria}
    assert found[address] == "Reports come weekly"


def test_a_gap_becomes_a_criterion() -> None:
    old = greenhouse()
    new = after(
        GREENHOUSE, turning.gap_to_criterion(old, old.gaps[4], "The rota is in the plan", "performance")
    )
    gone, come = changed_lines(GREENHOUSE, new)
    assert (gone, come) == (
        ["| Staff rota lives in a spreadsheet | 🟢 Low | |\n"],
        ["- [ ] The rota is in the plan\n"],
    )
    assert contents_of(new).criteria[-1].id == "performance/2"


def test_a_gap_becomes_a_question() -> None:
    old = greenhouse()
    new = after(GREENHOUSE, turning.gap_to_question(old, old.gaps[4], "**Rota**: in a file, or here?"))
    now = contents_of(new)
    assert [gap.gap for gap in now.gaps] == [gap.gap for gap in old.gaps[:4]]
    assert (now.questions[-1].id, now.questions[-1].alternatives) == ("q4", ("in a file", "here"))
    assert now.questions[2].state == "answered"


def test_what_has_no_place_is_refused_whole() -> None:
    old = greenhouse()
    with pytest.raises(EditRefused, match="Unknown group “Speed”; the groups are Functional, Performance"):
        turning.gap_to_criterion(old, old.gaps[0], "x", "Speed")
    bare = contents_of(GREENHOUSE.split("## 8.")[0])
    with pytest.raises(EditRefused, match="no section for a question"):
        turning.gap_to_question(bare, bare.gaps[0], "Why?")
    with pytest.raises(EditRefused, match="what is missing"):
        turning.question_to_gap(old, old.questions[0], GapWords(" ", "high", ""), today="2026-03-04")


def test_groups_are_named_for_a_choice() -> None:
    assert turning.criteria_groups(greenhouse()) == ("Functional", "Performance")


@pytest.mark.parametrize(
    "text, proposed",
    [
        ("No frost alarm", "Frost alarm is there"),
        ("No health check webhooks", "Health check webhooks are there"),
        ("Webhook signature not validated", "Webhook signature is validated"),
        ("Report has no archive", "Report has an archive"),
        ("Downgrade behaviour undefined", "Downgrade behaviour is defined"),
        ("Linus dispatch unverified", "Linus dispatch is verified"),
        ("Log retention unbounded", "Log retention is bounded"),
        ("Only one processor", "Only one processor"),
    ],
)
def test_a_gap_proposes_what_is_true_once_it_is_closed(text: str, proposed: str) -> None:
    assert turning.gap_to_criterion_text(_gap(text)) == proposed


def test_a_gap_proposes_the_question_of_its_notes() -> None:
    asked = turning.gap_to_question_text(_gap("Downgrade undefined", "Odd. What happens to features?"))
    assert asked == "**Downgrade undefined**: What happens to features?"
    assert turning.gap_to_question_text(_gap("Where does it run?")) == "Where does it run?"
    plain = turning.gap_to_question_text(_gap("No archive."))
    assert _question(plain).alternatives == ("close it", "live with it")


@pytest.mark.parametrize(
    "text, proposed",
    [
        ("**Block**: Is it a soft block, or a hard block?", "Block: soft block"),
        ("**Logs**: Should we purge them?", "Logs: purge them"),
        ("Should we keep the logs?", "Keep the logs"),
    ],
)
def test_a_question_proposes_a_criterion(text: str, proposed: str) -> None:
    assert turning.question_to_criterion_text(_question(text)) == proposed


def test_a_question_proposes_a_gap() -> None:
    spec = greenhouse().spec
    assert turning.question_to_gap_words(spec, _question("**Logs**: How long?")) == (
        "Logs: undecided",
        "High",
        "How long?",
    )
    assert turning.question_to_gap_words(spec, _question("How long?"))[0] == "Undecided: How long"
