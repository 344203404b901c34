"""The reply about the background is filtered out of the keys, however it is split; keys stay keys."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.terminal.background import EXPECT_SECONDS, BackgroundReply, may_ask, shade_of

ANSWERS = [b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;rgb:ffff/ffff/ffff\x07", b"\x1b]11;#ffffff\x07"]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(
    st.sampled_from(ANSWERS), st.lists(st.integers(1, 40), max_size=6), st.text("jk\x1b é").map(str.encode)
)
def test_an_answer_is_never_typed_however_it_is_cut(answer: bytes, cuts: list[int], after: bytes) -> None:
    ground = BackgroundReply(Clock())
    data, typed = b"jj" + answer + after, b""
    places = sorted({min(cut, len(data)) for cut in cuts} | {len(data)})
    start = 0
    for end in places:
        typed += ground.keys(data[start:end])
        start = end
    assert typed + ground.held() == b"jj" + after
    assert ground.shade == "light"


@given(st.binary(max_size=60))
def test_what_is_no_answer_is_typed_as_it_came(data: bytes) -> None:
    if b"\x1b]11;" in data:
        return
    ground = BackgroundReply(Clock())
    assert ground.keys(data) + ground.held() == data
    assert ground.shade == ""


def test_a_lone_escape_is_a_key_at_the_next_look_and_at_once_when_no_answer_is_expected() -> None:
    clock = Clock()
    ground = BackgroundReply(clock)
    assert ground.keys(b"\x1b") == b""
    assert ground.held() == b"\x1b"
    clock.now = EXPECT_SECONDS + 1
    assert ground.keys(b"\x1b") == b"\x1b"
    assert ground.keys(b"\x1b]11;rgb:00") == b""
    assert ground.held() == b""
    assert ground.keys(b"/00/00\x07x") == b"x"
    assert ground.shade == "dark"


@pytest.mark.parametrize(
    "colour, shade",
    [
        ("rgb:ffff/ffff/ffff", "light"),
        ("rgb:f/f/f", "light"),
        ("rgba:fdfd/f6f6/e3e3/ffff", "light"),
        ("#002b36", "dark"),
        ("rgb:0000/0000/0000", "dark"),
        ("#12", ""),
        ("red", ""),
        ("", ""),
    ],
)
def test_a_colour_is_light_or_dark(colour: str, shade: str) -> None:
    assert shade_of(colour) == shade


@pytest.mark.parametrize(
    "environ, asked",
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color", "TMUX": "x"}, True),
        ({"TERM": "screen-256color", "TMUX": "x"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "xterm-256color", "STY": "1.x"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "vt220"}, False),
        ({}, False),
    ],
)
def test_only_a_terminal_that_understands_is_asked(environ: dict[str, str], asked: bool) -> None:
    assert may_ask(environ) is asked
