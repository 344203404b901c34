"""Printable text contains nothing that a terminal obeys, and keeps its columns."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, strategies as st

from specui.markdown.printable import cell_width, escape_json, expand_tabs, printable

ANY = st.text(st.characters(codec=None))


@given(ANY)
def test_printable_returns_one_harmless_character_for_each(text: str) -> None:
    drawn = printable(text)
    assert len(drawn) == len(text)
    for char in drawn:
        assert unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }
    assert printable(drawn) == drawn


@given(st.text())
def test_printable_text_stays(text: str) -> None:
    assert all(old == new for old, new in zip(text, printable(text), strict=True) if old.isprintable())


@given(ANY)
def test_escaped_json_is_equal_without_control_characters(text: str) -> None:
    told = escape_json(json.dumps([text], ensure_ascii=False))
    assert json.loads(told) == [text]
    assert printable(told) == told
    told.encode("utf-8")


def test_escaping_keeps_the_layout_of_json() -> None:
    value = {"a": "\u202e\x9b\x7f\U000e0041", "b": [1]}
    told = escape_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(told) == value
    assert told.startswith('{\n  "a": "\\u202e\\u009b\\u007f\\udb40\\udc41",\n')


@pytest.mark.parametrize(
    "text, width",
    [("", 0), ("abc", 3), ("🟡", 2), ("漢字", 4), ("e\u0301", 1), ("Größe", 5), ("⚠", 1), ("→", 1)],
)
def test_cell_width(text: str, width: int) -> None:
    assert cell_width(text) == width


@pytest.mark.parametrize(
    "text, drawn",
    [("a\tb", "a   b"), ("\t", "    "), ("abcd\te", "abcd    e"), ("🟡\tx", "🟡  x"), ("no", "no")],
)
def test_tabs_go_to_the_next_stop(text: str, drawn: str) -> None:
    assert expand_tabs(text) == drawn
