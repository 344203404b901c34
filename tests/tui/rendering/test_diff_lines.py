from __future__ import annotations

from hypothesis import given, strategies as st

from specui.tui.rendering.diff_lines import LIMIT, diff_paragraphs, unified


def test_lines_carry_their_sign_and_number() -> None:
    lines = unified("a\nb\nc\n", "a\nB\nc\n", context=1)
    assert [(line.sign, line.line, line.text) for line in lines if line.sign != "@"] == [
        (" ", 1, "a"),
        ("-", 2, "b"),
        ("+", 2, "B"),
        (" ", 3, "c"),
    ]


def test_nothing_but_what_can_be_drawn_reaches_the_screen() -> None:
    paragraphs = diff_paragraphs(unified("", "\x1b]0;x\x07\u202e[@click=app.quit]"))
    text = "".join(p.text for p in paragraphs)
    assert "\x1b" not in text and "\u202e" not in text and "[@click=app.quit]" in text


def test_a_long_diff_says_what_it_leaves_out() -> None:
    paragraphs = diff_paragraphs(unified("", "\n".join(map(str, range(LIMIT * 2)))))
    assert "more lines" in paragraphs[-1].text


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_added_and_removed_are_the_difference(old: str, new: str) -> None:
    lines = unified(old, new, context=0)
    assert (lines == []) == (old == new)
    added = [line.text for line in lines if line.sign == "+"]
    assert all(text in new.split("\n") for text in added)
