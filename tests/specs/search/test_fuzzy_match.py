from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.specs.search.fuzzy_match import Query, bare, fold, in_text

TEXTS = st.text(max_size=60)
WORDS = st.text(min_size=1, max_size=8).filter(
    lambda text: len(fold(text).split()) == 1 and fold(text).split()[0] == fold(text)
)


def cost(typed: str, text: str, beside: str = "") -> int:
    key = fold(text)
    return Query.of(typed).cost(key, bare(key), bare(fold(beside)))


@given(TEXTS)
def test_what_is_bare_is_as_long_as_the_folded_text(text: str) -> None:
    assert len(bare(fold(text))) == len(fold(text)) + 1


@given(TEXTS, WORDS, TEXTS)
def test_letters_that_are_told_are_those_of_the_text(before: str, word: str, after: str) -> None:
    text = before + word + after
    offsets = in_text(text, Query.of(word).letters(fold(text)))
    assert all(0 <= at < len(text) for at in offsets)
    assert set(fold(word)) <= set(fold("".join(text[at] for at in offsets)))


@pytest.mark.parametrize("typed", ["istanbul", "ıstanbul", "İSTANBUL", "I\u0307stanbul"])
def test_a_name_is_found_in_every_spelling_and_lit_whole(typed: str) -> None:
    for text in ("at İSTANBUL", "at I\u0307STANBUL", "at ıstanbul"):
        offsets = in_text(text, Query.of(typed).letters(fold(text)))
        assert offsets == tuple(range(3, len(text)))


@given(TEXTS, WORDS, TEXTS)
def test_what_stands_there_is_found_and_its_letters_are_told(before: str, word: str, after: str) -> None:
    text = before + word + after
    assert cost(word, text) >= 0
    key = fold(text)
    letters = Query.of(word).letters(key)
    assert "".join(key[at] for at in letters) == fold(word)


@given(st.text(alphabet="abc -", max_size=30), st.text(alphabet="abc", min_size=1, max_size=5))
def test_letters_that_are_told_stand_there_in_order(text: str, word: str) -> None:
    key = fold(text)
    letters = Query.of(word).letters(key)
    assert (cost(word, text) >= 0) == bool(letters)
    assert list(letters) == sorted(set(letters))
    if letters:
        assert "".join(key[at] for at in letters) == word


@given(st.text(alphabet="abc -", max_size=30), st.text(alphabet="abc ", min_size=2, max_size=7))
def test_what_a_longer_query_finds_the_shorter_one_found(text: str, typed: str) -> None:
    for end in range(1, len(typed)):
        shorter, longer = Query.of(typed[:end]), Query.of(typed[: end + 1])
        assert longer.narrows(shorter)
        if cost(typed[: end + 1], text, "cab abba") >= 0:
            assert cost(typed[:end], text, "cab abba") >= 0


def test_it_is_better_the_nearer_it_is_to_what_was_typed() -> None:
    texts = ["Rate limit", "A rate limit", "Corporate", "Rotating anchor, two ends", "r.a.t.e.", "Rxxaxtxxe"]
    costs = [cost("rate", text) for text in texts]
    assert costs == sorted(costs)
    assert cost("rate", "xraxxtxxe") > cost("rate", "raxxtxxe x") > cost("rate", "nothing", "the rate")


@pytest.mark.parametrize(
    "typed, text",
    [
        ("RATE", "rate"),
        ("naive", "naïve"),
        ("oauth tok", "Tokens of OAuth"),
        ("dlq", "dead letter queue"),
        ("", "x"),
    ],
)
def test_it_finds(typed: str, text: str) -> None:
    assert cost(typed, text) >= 0


@pytest.mark.parametrize(
    "typed, text",
    [("x", "rate"), ("rate q", "rate"), ("etar", "rate"), ("heart", "h xxxxxxx e xxxxxxxx a xxxxxxx r t")],
)
def test_it_does_not_find(typed: str, text: str) -> None:
    assert cost(typed, text) == -1


def test_words_of_what_is_said_beside_are_found_and_lit_there() -> None:
    query = Query.of("land pier")
    key, place = fold("Boats land"), fold("Pier › Criteria")
    assert query.cost(key, bare(key), bare(place)) >= 0
    assert query.letters(key) == (6, 7, 8, 9)
    assert query.letters_beside(key, place) == (0, 1, 2, 3)


def test_hostile_text_is_looked_through_in_one_go() -> None:
    text = "a" * 200_000
    assert cost("aaaaaaab", text) == -1
    assert cost("a b", "a " * 100_000) == -1
