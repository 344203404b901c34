from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, strategies as st

from specui.specs.triage import KINDS, Filter, FilterFault, entries
from tests.specs.reading import contents_of
from tests.specs.triage.using import PIER, TODAY, parsed, pier


def ids(text: str, since: str | None = None) -> list[str]:
    wanted = parsed(text)
    return [e.id for e in pier() if wanted.matches(e, since)]


@pytest.mark.parametrize(
    "text, found",
    [
        ("kind:gap", ["gap2", "gap3", "gap4"]),
        ("kind:gaps,TESTS", ["gap2", "gap3", "gap4", "missing-tests/1"]),
        ("kind:gap -severity:low", ["gap2", "gap4"]),
        ("severity:crit", ["gap2"]),
        ("severity:none kind:question state:open", ["q1"]),
        ("state:answered,done", ["functional/2", "q2"]),
        ("state:waiting kind:question", ["q1", "q3", "q5", "q6"]),
        ("state:due", ["q3", "q6"]),
        ("state:none", []),
        ("tier:2", []),
        ("tier:1 kind:test", ["missing-tests/1"]),
        ("owner:bo", ["q5"]),
        ("owner:linus kind:question state:assigned", []),
        ('owner:"priya nair" kind:test', ["missing-tests/1"]),
        ("owner:none", []),
        ("status:gaps kind:test", ["missing-tests/1"]),
        ("spec:tier1* kind:test", ["missing-tests/1"]),
        ("spec:*pier kind:test", ["missing-tests/1"]),
        ("spec:pier kind:test", ["missing-tests/1"]),
        ("spec:tier2*", []),
        ("LIGHT", ["q1"]),
        ('"soft light"', ["q1"]),
        ("light soft", ["q1"]),
        ("soft -hard", []),
        ("lamps kind:question", ["q1"]),
    ],
)
def test_what_a_filter_shows(text: str, found: list[str]) -> None:
    assert ids(text) == found


def test_age_is_since_when_it_stands_there_else_the_last_update() -> None:
    assert ids("older:68d kind:test") == ["missing-tests/1"]
    assert ids("older:69d kind:test") == []
    assert ids("older:1w kind:test", since="2026-03-12") == ["missing-tests/1"]
    assert ids("older:1w kind:test", since="2026-03-13") == []
    assert ids("older:9999y", since="2026-03-13") == []


def test_an_unknown_age_is_not_the_last_update() -> None:
    assert ids("older:1d kind:test", since="") == []
    assert ids("-older:1d kind:test", since="") == ["missing-tests/1"]


@pytest.mark.parametrize(
    "text, sentence",
    [
        (
            "kidn:gap",
            "Unknown filter “kidn:”. Write “kind:”, or quote it to search for the text.",
        ),
        ("kind:gpa", "Unknown kind “gpa”; did you mean “gap”?"),
        ("kind:zzz", "Unknown kind “zzz”; there are " + ", ".join(KINDS) + "."),
        ("state:opne", "Unknown state “opne”; did you mean “open”?"),
        ("older:long", "“older:long” isn't an age; write 30d, 4w, 6m or 1y."),
        ("tier:", "“tier:” needs a value, such as tier:1."),
        ("a tier:,", "“tier:” needs a value, such as tier:1."),
    ],
)
def test_what_is_no_filter_is_one_sentence(text: str, sentence: str) -> None:
    found = Filter.parse(text)
    assert isinstance(found, FilterFault)
    assert str(found) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "kind:gap,question tier:1,2 owner:linus severity:critical state:open,assigned",
        '-tier:3 older:30d spec:tier1* status:draft word "two words"',
        "https://a.example/b",
        '-"two words"',
        '"-5"',
        '"kind:gap"',
        'owner:"Nair, Priya",Bo',
        r'"say \"no\""',
    ],
)
def test_a_filter_gives_its_text_back(text: str) -> None:
    assert str(parsed(text)) == text


def test_case_blanks_and_a_quote_that_is_left_open_count_for_nothing() -> None:
    assert str(parsed('  KIND:Gaps   State:OPEN "two wo')) == 'kind:gap state:open "two wo"'
    assert parsed("  ") == Filter()
    assert not parsed('""')


def test_filters_are_joined_and_made_of_values() -> None:
    tiers = Filter.of("tier", "1", "2")
    words = Filter.of("", "two words")
    assert isinstance(tiers, Filter) and isinstance(words, Filter)
    assert str(tiers & words & tiers) == 'tier:1,2 "two words"'
    assert Filter.of("tier") == Filter()
    assert isinstance(Filter.of("kind", "x"), FilterFault)
    assert parsed("tier:1 -tier:2").values("tier") == ("1",)


PIECES = st.sampled_from(
    [
        "kind:",
        "tier:",
        "older:",
        "owner:",
        "spec:",
        "state:",
        "gap",
        "open",
        "30d",
        "-",
        '"',
        "\\",
        ",",
        " ",
        ":",
        "*",
        "é",
        "a",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
@example('tier:"-"')
@example("-")
@example('tier:a"b')
@example("--a")
@example('"\\')
def test_a_filter_that_is_read_from_its_own_text_is_the_same(text: str) -> None:
    found = Filter.parse(text)
    if isinstance(found, FilterFault):
        assert found.sentence.endswith(("?", "."))
        return
    again = Filter.parse(str(found))
    assert again == found
    assert str(again) == str(found)
    for one in pier()[:3]:
        found.matches(one)


@pytest.mark.parametrize(
    "text", ["ışıl", "owner:isil", 'owner:"IS\u0327IL"', "spec:istanbul", "spec:*İSTANBUL*"]
)
def test_two_spellings_of_a_letter_are_one(text: str) -> None:
    entry = replace(
        pier()[0],
        name="I\u0307stanbul.md",
        title="İstanbul",
        text="Işıl decides",
        owners=("Işıl (CTO)",),
        assignee="",
    )
    assert parsed(text).matches(entry, None)


def test_owner_means_whom_a_gap_is_assigned_to() -> None:
    text = PIER.replace("| soon |", "| soon; Assigned 2026-03-01 (Ada): Bo |")
    found = [e for e in entries("pier.md", contents_of(text), TODAY) if e.kind == "gap"]
    assert [(e.text, e.state) for e in found if parsed("owner:bo").matches(e)] == [("No lamps", "assigned")]
    assert [e.text for e in found if parsed("owner:linus").matches(e)] == ["Rust", "Rot"]
    assert all(e.waiting for e in found)
