from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st
from rich.cells import get_character_cell_size

from specui.tui.rendering.inline_markdown import inline
from specui.tui.rendering.safe_text import safe, width
from specui.tui.rendering.section.text_flow import _NARROW, flow, verbatim


def lines(source: str, cells: int, first: int = 0) -> list[str]:
    return ["".join(text for text, _ in line) for line in flow(source, cells, first)]


@pytest.mark.parametrize(
    "source, cells, expected",
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("exactly ten", 11, ["exactly ten"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("see src/server/agents/tools.ts now", 14, ["see src/", "server/agents/", "tools.ts now"]),
        ("漢字漢字 x", 5, ["漢字", "漢字", "x"]),
        ("🟡🟡🟡", 4, ["🟡🟡", "🟡"]),
        ("a  \nb", 10, ["a", "b"]),
        ("a\n   b", 10, ["a b"]),
        ("a<br>b", 10, ["a", "b"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_wrapping(source: str, cells: int, expected: list[str]) -> None:
    assert lines(source, cells) == expected


def test_the_first_line_may_be_narrower() -> None:
    assert lines("one two three four", 10, 4) == ["one", "two three", "four"]


def test_styles_follow_the_words_over_the_break() -> None:
    assert flow("a **bold words** b", 7) == (
        (("a ", ""), ("bold", "strong")),
        (("words", "strong"), (" b", "")),
    )


def test_outer_styles_stand_under_inner_ones() -> None:
    assert flow("**a `b`**", 20, base="title", over="done") == (
        (("a ", "title strong done"), ("b", "title strong code done")),
    )


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(2, 40), st.integers(2, 40)
)
def test_no_line_is_wider_and_no_word_is_lost(source: str, cells: int, first: int) -> None:
    found = lines(source, cells, first)
    for number, line in enumerate(found):
        assert width(line) <= (cells if number else first)
    plain = inline(source.replace("\r\n", "\n").replace("\r", "\n")).plain if "<" not in source else None
    if plain is not None and "\n" not in source and "\r" not in source:
        assert "".join("".join(found).split()) == "".join(plain.split())


@given(st.text(max_size=200), st.integers(2, 40))
def test_code_is_kept_to_the_character(source: str, cells: int) -> None:
    found = ["".join(text for text, _ in line) for line in verbatim(source, cells, "")]
    assert "".join(found) == safe(source)
    assert all(width(line) <= cells for line in found)


def test_what_is_taken_for_narrow_is_one_cell_wide() -> None:
    taken = [chr(code) for code in range(0x2FF00) if _NARROW.fullmatch(chr(code)) and chr(code) != "\n"]
    assert len(taken) > 500
    assert {get_character_cell_size(char) for char in taken} == {1}
    assert not any(unicodedata.combining(char) for char in taken)
