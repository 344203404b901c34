from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from specui.markdown.text import LineIndex, Position, TextRange, dominant_newline

texts = st.text("ab\r\n\x0c\u2028\x85é🟡", max_size=30)


@given(texts)
def test_only_three_newlines_end_lines(text: str) -> None:
    index = LineIndex(text)
    lines = re.split(r"\r\n|\r|\n", text)
    assert [index.line_range(line).of(text) for line in range(1, len(index) + 1)] == lines
    assert "".join(index.full_range(line).of(text) for line in range(1, len(index) + 1)) == text


@given(texts, st.integers(-3, 40))
def test_position_and_offset_are_inverse(text: str, offset: int) -> None:
    index = LineIndex(text)
    position = index.position(offset)
    inside = min(max(offset, 0), len(text))
    assert position.line == index.line_at(inside)
    # There is no position between \r and \n: it counts as the end of the line before.
    split = text[inside - 1 : inside + 1] == "\r\n" and inside > 0
    assert index.offset(*position) == (inside - 1 if split else inside)


def test_positions_out_of_range_are_clamped() -> None:
    index = LineIndex("ab\r\ncd")
    assert index.offset(9, 9) == 6
    assert index.offset(0, 0) == 0
    assert index.offset(1, 99) == 2
    assert index.position(99) == Position(2, 3)
    assert index.line_at(-1) == 1
    assert index.full_range(1) == TextRange(0, 4)


@pytest.mark.parametrize(
    "text, newline",
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb\rc\n", "\r"),
        ("a\nb\r\n", "\n"),
        ("a\r\n\r", "\r\n"),
    ],
)
def test_dominant_newline(text: str, newline: str) -> None:
    assert dominant_newline(text) == newline
