from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, strategies as st
from textual.content import Content
from textual.style import Style

from specui.tui.rendering import inline_markdown as module
from specui.tui.rendering.inline_markdown import (
    MAX_CHARACTERS,
    MAX_DELIMITERS,
    InlineStyles,
    inline,
    is_hostile,
)

NAMED = InlineStyles("CODE", "STRONG", "EM", "STRUCK", "LINK", "URL", "HTML")


def spans(content: Content) -> list[tuple[str, str]]:
    return [(content.plain[s.start : s.end], str(s.style)) for s in content.spans]


@pytest.mark.parametrize(
    "source, plain, styled",
    [
        ("just words", "just words", []),
        ("a **b *c* `d`**", "a b c d", [("c", "EM"), ("d", "CODE"), ("b c d", "STRONG")]),
        ("~~gone~~ ~one~", "gone ~one~", [("gone", "STRUCK")]),
        ("see [the log](log.md)", "see the log (log.md)", [("the log", "LINK"), (" (log.md)", "URL")]),
        ("<https://a.example>", "https://a.example", [("https://a.example", "LINK")]),
        ("<me@a.example>", "me@a.example", [("me@a.example", "LINK")]),
        ("![a plan](plan.png)", "a plan (plan.png)", [("a plan", "LINK"), (" (plan.png)", "URL")]),
        ("[](x)", "x", [("x", "URL")]),
        ("a <b>x</b> <!-- note -->", "a <b>x</b> <!-- note -->", [("<b>", "HTML"), ("</b>", "HTML"), ("<!-- note -->", "HTML")]),
        ("one\ntwo  \nthree", "one two\nthree", []),
        (r"\*not\* &amp; `&amp;`", "*not* & &amp;", [("&amp;", "CODE")]),
        ("[reference][1] [ ] [x]", "[reference][1] [ ] [x]", []),
        ("`\x1b[31m` &#x202e;]52;c;", "␛[31m �]52;c;", [("␛[31m", "CODE")]),
        ("**⚠️** x", "⚠  x", [("⚠ ", "STRONG")]),
    ],
)  # fmt: skip
def test_what_is_drawn(source: str, plain: str, styled: list[tuple[str, str]]) -> None:
    content = inline(source, NAMED)
    assert content.plain == plain
    assert spans(content) == styled


@pytest.mark.parametrize(
    "markup",
    [
        "[@click=app.quit]x[/]",
        "[link=http://a]x[/link]",
        "[red]x[/",
        "[/",
        "[b",
        "[@click=app.quit](app.quit)",
    ],
)
def test_markup_of_the_screen_is_text_and_makes_no_action(markup: str) -> None:
    content = inline(markup, NAMED)
    assert markup in content.plain or content.plain == "@click=app.quit (app.quit)"
    assert {str(span.style) for span in content.spans} <= {"LINK", "URL"}


def test_a_style_may_be_an_object_or_nothing() -> None:
    bold = Style(bold=True)
    assert [s.style for s in inline("**a** *b*", InlineStyles(strong=bold, emphasis="")).spans] == [bold]


HOSTILE = ["*a ", "**a", "_a", "[", "[a](", "<a ", "![", "a**b", "*a _", "![[](", "~~a", "`a", "\\[", "*a**"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_never_reaches_the_parser(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Any:
        raise AssertionError("the parser was asked")

    monkeypatch.setattr(module, "_parser", fail)
    text = unit * (14_000 // len(unit))
    assert is_hostile(text)
    assert inline.__wrapped__(text).plain == text
    short = unit * (1 + MAX_DELIMITERS)
    assert is_hostile(short)


@pytest.mark.parametrize("unit", HOSTILE)
def test_what_reaches_the_parser_costs_few_steps(unit: str) -> None:
    inline.__wrapped__("*warm*")
    steps = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal steps
        steps += event in {"call", "c_call"}

    delimiters = sum(map(unit.count, module._DELIMITERS))
    text = unit * (MAX_DELIMITERS // delimiters)
    assert not is_hostile(text)
    sys.setprofile(count)
    try:
        inline.__wrapped__(text)
    finally:
        sys.setprofile(None)
    assert steps < 400 * MAX_DELIMITERS


def test_bounds() -> None:
    assert not is_hostile("x" * MAX_CHARACTERS)
    assert is_hostile("x" * (MAX_CHARACTERS + 1))
    assert is_hostile(" " * 200)
    assert inline("`" + " " * 300 + "\n`").plain == "`" + " " * 300 + "\n`"


@given(st.text(st.sampled_from("*_~`[]()<>!\\&; \n\r\tab⚠\ufe0f\x1b\u202e#27amp"), max_size=60))
def test_never_fails_and_stays_clean(source: str) -> None:
    content = inline(source)
    assert all(c == "\n" or c.isprintable() for c in content.plain)
    assert all(0 <= s.start < s.end <= len(content.plain) for s in content.spans)


def test_the_same_text_is_read_once() -> None:
    assert inline("**twice**") is inline("**twice**")


def test_the_parser_is_imported_by_the_first_text_that_needs_it() -> None:
    code = (
        "import sys; from specui.tui.rendering.inline_markdown import inline; inline('plain');"
        "assert 'mistune' not in sys.modules; inline('`x`'); assert 'mistune' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
