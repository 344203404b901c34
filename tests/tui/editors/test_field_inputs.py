"""How each kind of value is typed: what is offered, what a key makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.specs.dates import relative_day
from specui.specs.schema import Choice
from specui.tui.editors.choice_input import AnswerInput, ChoiceInput
from specui.tui.editors.date_input import DateInput, stepped
from specui.tui.editors.field_input import Suggestion, TextAt
from specui.tui.editors.owners_input import OwnersInput
from specui.tui.editors.path_input import PathInput

TODAY = "2026-11-25"
SEVERITIES = (Choice("🔴", "Critical"), Choice("🟡", "High"), Choice("🟢", "Low"))


def strict(text: str) -> str:
    return "" if text in {"", *(choice.text for choice in SEVERITIES)} else "no"


@pytest.mark.parametrize(
    "text, by, made",
    [
        ("2026-02-28", 1, "2026-03-01"),
        ("2026-03-01", -1, "2026-02-28"),
        ("2026-02-28 (late)", 1, "2026-03-01 (late)"),
        ("", 1, TODAY),
        ("soon", 1, None),
        ("2026-02-31", 1, None),
        ("9999-12-31", 1, None),
    ],
)
def test_a_date_is_stepped(text: str, by: int, made: str | None) -> None:
    assert stepped(text, by, TODAY) == made


def test_a_hyphen_is_typed_until_the_date_is_whole() -> None:
    dated = DateInput(TODAY)
    assert dated.replace_for_key(TextAt("2026", 4), "-", whole=False) is None
    assert dated.replace_for_key(TextAt("2026-11-25", 10), "-", whole=False) == "2026-11-24"
    assert dated.replace_for_key(TextAt("2026-11-25", 4), "-", whole=False) is None
    assert dated.replace_for_key(TextAt("x", 1), "t", whole=False) == TODAY


@pytest.mark.parametrize("word, day", [("2w", "2026-12-09"), ("fri", "2026-11-27"), ("+10d", "2026-12-05")])
def test_words_become_the_day_that_they_mean(word: str, day: str) -> None:
    dated = DateInput(TODAY)
    assert dated.settled(word) == day
    assert day in dated.hint(word)
    assert stepped(word, 1, TODAY) == stepped(day, 1, TODAY)
    assert dated.settled("2026-01-31 (late)") == "2026-01-31 (late)"


@pytest.mark.parametrize("word", ["tue", "thu", "tomorrow", "today", "sat", "yesterday", "Tuesday"])
def test_every_word_for_a_day_can_be_typed_although_t_is_today(word: str) -> None:
    dated, text = DateInput(TODAY), ""
    for character in word:
        made = dated.replace_for_key(TextAt(text, len(text)), character, whole=False)
        text = made if made is not None else text + character
    assert dated.settled(text) == relative_day(word, TODAY)


def test_choices_are_found_by_letters_and_what_is_not_chosen_is_not_lit() -> None:
    chosen = ChoiceInput(SEVERITIES, "", strict)
    everything = chosen.suggestions(TextAt("", 0))
    assert [suggestion.word for suggestion in everything] == ["Critical", "High", "Low"]
    assert chosen.preselected(TextAt("", 0), everything) == -1
    found = chosen.suggestions(TextAt("hi", 2))
    assert [suggestion.word for suggestion in found] == ["High"] and chosen.preselected(
        TextAt("hi", 2), found
    ) == 0


@pytest.mark.parametrize(
    "typed, selected",
    [
        ("", "1 Nobody"),
        ("def", "4 Defer"),
        ("defer it", "defer it"),
        ("no", "1 Nobody"),
        ("2", "2 2 boats"),
        ("2 w", "2 w"),
    ],
)
def test_a_decision_that_begins_with_the_text_comes_before_the_text_as_an_answer(
    typed: str, selected: str
) -> None:
    words = ("Nobody", "2 boats", "Another answer", "Defer")
    listed = AnswerInput([Choice(str(n), word) for n, word in enumerate(words, 1)], "", lambda _: "")
    at = TextAt(typed, len(typed))
    found = listed.suggestions(at)
    assert found[listed.preselected(at, found)].text == selected
    assert not typed or found[-1].text == typed


def test_owners_are_parted_by_commas_outside_of_brackets() -> None:
    owned = OwnersInput(["Grace (bell, night)", "Ada (quay)"])
    typed = TextAt("Ada (quay), gr", 14)
    suggestions = owned.suggestions(typed)
    assert [suggestion.text for suggestion in suggestions] == ["Grace (bell, night)"]
    assert owned.accept(typed, suggestions[0]).text == "Ada (quay), Grace (bell, night)"


def test_paths_are_found_by_their_names_first() -> None:
    cited = PathInput(["lib/land/x.ts", "src/land.ts"])
    typed = TextAt("land", 4)
    assert [suggestion.text for suggestion in cited.suggestions(typed)] == ["src/land.ts", "lib/land/x.ts"]
    assert cited.accept(typed, Suggestion("src/land.ts")).text == "src/land.ts"
    assert cited.accept(TextAt("see land", 8), Suggestion("src/land.ts")).text == "see `src/land.ts`"


@given(st.text(max_size=40), st.integers(0, 40), st.sampled_from("t+-=x1 "))
def test_nothing_that_is_typed_is_too_odd(text: str, at: int, character: str) -> None:
    typed = TextAt(text, min(at, len(text)))
    for manner in (
        DateInput(TODAY),
        OwnersInput(["Ada"]),
        PathInput(["a/b.ts"]),
        ChoiceInput(SEVERITIES, text, strict),
    ):
        for suggestion in manner.suggestions(typed):
            taken = manner.accept(typed, suggestion)
            assert suggestion.text in taken.text and taken.at <= len(taken.text)
        manner.replace_for_key(typed, character, whole=False)
        assert isinstance(manner.hint(text), str)
