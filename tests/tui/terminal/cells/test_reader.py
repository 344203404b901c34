"""The last filter: only text, colours, cursor moves and known controls reach the terminal."""

from __future__ import annotations

import re
from unicodedata import category

import pytest
from hypothesis import example, given, settings, strategies as st

from specui.tui.terminal.cells.grid import DEFAULT, Grid, Style, apply_sgr, sgr
from specui.tui.terminal.cells.reader import ENTER, Reader
from specui.tui.terminal.cells.screen_pair import Screens

OWN = re.compile(r"\x1b\[[0-9;]*[ABCDGHKXm]|\r")
FOREIGN = (
    "\x1b]52;c;TEVBSw==\x07", "\x1b]52;c;TEVBSw==\x1b\\", "\x1b]0;title\x07", "\x1b]8;;http://leak.example\x1b\\", "\x1b]22;x\x07",
    "\x1bP+q544e\x1b\\", "\x1b_Ga=T\x1b\\", "\x1b^x\x1b\\", "\x1bX\x1b\\", "\x1bc", "\x1b(0", "\x1b#8", "\x1b7", "\x1b[s", "\x1b[5i",
    "\x1b[?1000h", "\x1b[?1049l", "\x1b[?47h", "\x1b[3J", "\x1b[6n", "\x1b[c", "\x1b[>1u", "\x1b[1;5r", "\x1b[2S", "\x1b[4h", "\x1b[5b",
    "\x1b[21t", "\x1b[!p", "\x9b2J", "\x9d0;x\x9c", "\x90q\x9c", "\x07", "\x08", "\x00", "\x0e", "\x7f", "\t", "\x1b", "\x1b[", "\x1b]",
    "\x1b[38;2;999;1;1;7m", "\x1b[4:3m", "\x1b[1;99999999999999999999H", "\u202e", "\u2066", "\u200b", "\ufeff", "\udcff", "\u2028",
)  # fmt: skip


def sent(*writes: str) -> str:
    screens = Screens(20, 3)
    screens.feed(ENTER)
    screens.take(1 << 16)
    for data in writes:
        screens.feed(data)
    out = ""
    while screens.has_news:
        out += screens.take(1 << 16)
    return out


def assert_own(out: str) -> None:
    rest = OWN.sub("", out)
    foreign = {char for char in rest if category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} - {"\u200d"}
    assert not foreign, rest
    rest.encode()


@pytest.mark.parametrize("foreign", FOREIGN)
def test_a_frame_carries_nothing_foreign(foreign: str) -> None:
    out = sent(f"\x1b[1;1H\x1b[1mbefore{foreign}after\x1b[0m\x1b[1;1H")
    assert_own(out)
    assert "before" in out


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.sampled_from([*FOREIGN, "\x1b[2;2H", "\x1b[31m", "漢", "⚠\ufe0f", "\u0301"]), st.text(max_size=6))).map("".join),
        max_size=5,
    )
)  # fmt: skip
@example(["x\x1b]0;a", "b\x07"])
@example(["\U00018d09"])
@example(["\u0301" * 100 + "a" + "\u0301" * 100])
def test_no_write_sends_a_foreign_sequence(writes: list[str]) -> None:
    # A blank before each: a write that is only a control comes from Textual itself.
    assert_own(sent(*[f" {data}" for data in writes]))


@pytest.mark.parametrize(
    "control",
    [
        "\x1b[?1000h", "\x1b[?1003h", "\x1b[?1015h", "\x1b[?1006h", "\x1b[?1016h", "\x1b[?25l", "\x1b[?1004h", "\x1b[>25u", "\x1b[<u",
        "\x1b[?2026$p", "\x1b[?2048$p", "\x1b[?2048h", "\x1b[?2004h", "\x1b[?7l", "\x07", "\x1b]22;pointer\x07",
        "\x1b]52;c;dGV4dA==\x07", "\x1b]0;specui – folder\x1b\\", "\x1b[<u\x1b[?25h",
    ],
)  # fmt: skip
def test_controls_of_textual_pass(control: str) -> None:
    assert sent(control) == control


@pytest.mark.parametrize(
    "control", ["\x1b[?47h", "\x1bc", "\x1b]8;;a\x07", "\x1b[6n", "\x1b]52;c;?\x07", "\x1bP1$r\x1b\\"]
)
def test_unknown_controls_do_not_pass_alone_either(control: str) -> None:
    assert sent(control) == ""


def test_only_the_latest_control_of_each_kind_is_kept() -> None:
    pointers = [f"\x1b]22;{shape}\x07" for shape in ("text", "pointer", "default")]
    assert sent("\x1b[?1003h", *pointers, "\x1b[?1003l", "\x07", "\x07") == f"{pointers[-1]}\x1b[?1003l\x07"
    assert sent("\x1b[>1u", "\x1b[<u") == "\x1b[>1u\x1b[<u"


def test_half_a_wide_character_is_blank() -> None:
    grid = Grid(6, 1)
    reader = Reader(grid)
    for data, cells in (
        ("\x1b[1;1H漢字", ["漢", "", "字", "", " ", " "]),
        ("\x1b[1;2Hx", [" ", "x", "字", "", " ", " "]),
        ("\x1b[1;3Hy", [" ", "x", "y", " ", " ", " "]),
        ("\x1b[1;5H漢", [" ", "x", "y", " ", "漢", ""]),
        ("\x1b[1;6H漢", [" ", "x", "y", " ", " ", " "]),
        ("\x1b[1;1Ha\u0301", ["a\u0301", "x", "y", " ", " ", " "]),
        ("\x1b[1;3H\u0301", ["a\u0301", "x\u0301", "y", " ", " ", " "]),
    ):
        reader.feed(data)
        assert grid.text[0] == cells


CODES = st.sampled_from(
    "0 1 2 3 4 7 9 21 22 23 24 27 29 31 39 44 49 97 107 53 55 38;5;200 48;2;1;2;3 38;2;0;0;0 77".split()
)


@given(st.lists(CODES, max_size=6), st.lists(CODES, max_size=6))
def test_styles_change_into_each_other(before: list[str], after: list[str]) -> None:
    first, second = (apply_sgr(DEFAULT, ";".join(codes)) for codes in (before, after))
    change = sgr(first, second)
    assert len(change) <= len(sgr(None, second))
    assert (apply_sgr(first, change[2:-1]) if change else first) == second
    assert apply_sgr(Style("31", "41", 0b1111), sgr(None, second)[2:-1]) == second
