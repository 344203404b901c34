"""The cells package against Textual's own output: always the same picture, cell by cell."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings, strategies as st
from rich.cells import cell_len, split_graphemes

from specui.tui.terminal.cells.reader import ENTER, LEAVE
from specui.tui.terminal.cells.screen_pair import Screens
from tests.tui.terminal.cells.emulators import SideBySide, StrictEmulator

COLUMNS, ROWS = 34, 5
STYLES = (
    "0", "1", "2;3", "4", "7", "9", "38;2;224;224;224;48;2;18;18;18", "38;2;1;2;3;48;2;18;18;18", "48;2;18;18;18",
    "1;38;5;75", "48;5;236", "31", "92;44", "4;31;107", "1;4;7;33", "22;24;39", "49", "3;9;48;2;0;0;0", "5;38;2;1;1;1",
)  # fmt: skip
ERASES = "\x1b[K \x1b[1K \x1b[2K \x1b[3X \x1b[J \x1b[1J \x1b[2J \n \r \x1b[3C \x1b[2D \x1b[A \x1b[9G".split(
    " "
)
WORDS = st.text(st.sampled_from("ab  –│─é漢字日✅🔴한"), max_size=12)
PIECES = st.one_of(
    WORDS,
    st.integers(1, COLUMNS).map(lambda count: " " * count),
    st.integers(1, COLUMNS).map(lambda count: "─" * count),
    st.lists(
        st.sampled_from(["e\u0301", "⚠\ufe0f", "x", " ", "\u0e01\u0e34", "漢", "\ue000"]), max_size=5
    ).map("".join),
)
LINES = st.lists(st.tuples(st.sampled_from(STYLES), PIECES), max_size=6)


def fitting(text: str, room: int) -> str:
    end = 0
    for _start, end_of_sign, width in split_graphemes(text)[0]:
        if width > room:
            break
        room, end = room - width, end_of_sign
    return text[:end]


@st.composite
def drawing(draw: st.DrawFn, columns: int = COLUMNS, rows: int = ROWS) -> str:
    """A frame as Textual writes it: cursor moves, and styled text within the edge; sometimes cells are erased."""
    out = []
    for _ in range(draw(st.integers(1, 4))):
        x, y = draw(st.integers(0, columns - 1)), draw(st.integers(0, rows - 1))
        out.append(f"\x1b[{y + 1};{x + 1}H")
        for style, text in draw(LINES):
            text = fitting(text, columns - x)
            x += cell_len(text)
            out.append(f"\x1b[{style}m{text}\x1b[0m")
        if draw(st.integers(0, 9)) == 0:
            erase = draw(st.sampled_from(ERASES))
            if erase == "\n":  # Textual never scrolls
                erase, y = "\n" * (rows > 1), 0
            out.append(f"\x1b[{y + 1};{draw(st.integers(1, columns))}H{erase}")
    x, y = draw(st.integers(0, columns - 1)), draw(st.integers(0, rows - 1))
    return "".join(out) + f"\x1b[{y + 1};{x + 1}H"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(drawing(), st.sampled_from([0, 1, 40, None])), min_size=1, max_size=8))
@example([("\x1b[1;1H漢\x1b[1;2Hx", None), ("\x1b[1;2H字\x1b[1;1H ", None)])
@example([("\x1b[1;33H\x1b[44m  \x1b[1;1H", None), ("\x1b[1;30Habcde\x1b[1;1H", None)])
def test_the_picture_is_the_same(frames: list[tuple[str, int | None]]) -> None:
    both = SideBySide(COLUMNS, ROWS)
    for frame, limit in frames:
        both.feed(frame)
        if limit is None:
            both.check()
        elif limit:
            both.take(limit)
    both.check()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_picture_is_the_same_after_a_resize(data: st.DataObject) -> None:
    both = SideBySide(COLUMNS, ROWS)
    both.feed(data.draw(drawing()))
    both.take(data.draw(st.sampled_from([1, 1000])))
    columns, rows = data.draw(st.integers(1, 50)), data.draw(st.integers(1, 9))
    both.resize(columns, rows)
    # Textual paints everything then.
    whole = "".join(f"\x1b[{y + 1}H\x1b[44m{'x漢'[: columns % 3]:{columns}.1}\x1b[0m" for y in range(rows))
    both.feed(whole + data.draw(drawing(columns, rows)))
    both.check()


def test_unchanged_cells_are_not_sent_again() -> None:
    both = SideBySide(80, 24)
    frame = (
        "".join(f"\x1b[{y + 1};1H\x1b[1;48;2;9;9;9m{'text ' * 16}\x1b[0m" for y in range(24)) + "\x1b[1;1H"
    )
    both.feed(frame)
    both.check()
    both.feed(frame)
    assert both.screens.has_news
    assert both.take() == ""
    both.feed(frame.replace("text", "tXxt", 1))
    assert both.take() == "\x1b[CX\r"
    both.check()


@pytest.mark.parametrize(
    "before, after, sent",
    [
        ("hello", "hallo", "\x1b[Ca\r"),
        ("\x1b[1mbold", "\x1b[1mbolt", "\x1b[4Gt\r"),
        ("one", "one   two", "\x1b[7Gtwo\r"),
        ("a" * 34, "a" * 10, "\x1b[11G\x1b[K\r"),
        ("a" * 34, "a" * 10 + " " * 12 + "a" * 12, "\x1b[11G\x1b[12X\r"),
        ("ab" * 15, "aBaBaB", "\x1b[CBaBaB\x1b[24X\r"),
        ("\x1b[31mred", "\x1b[31m   ", "   \r"),
        ("漢字", "漢語", "\x1b[3G語\r"),
        ("漢字", "a 字", "a \r"),
    ],
)  # fmt: skip
def test_the_bytes_of_a_change(before: str, after: str, sent: str) -> None:
    both = SideBySide(COLUMNS, ROWS)
    both.feed(f"\x1b[1;1H{before}\x1b[0m\x1b[1;1H")
    both.check()
    both.feed(f"\x1b[1;1H{after}\x1b[0m{' ' * (34 - cell_len(re.sub('.*m', '', after)))}\x1b[1;1H")
    assert both.take() == sent
    both.check()


@pytest.mark.parametrize("emoji_width", [1, 2])
def test_a_character_of_doubtful_width_moves_nothing_beside_it(emoji_width: int) -> None:
    screens = Screens(20, 2)
    emulator = StrictEmulator(20, 2, emoji_width)
    screens.feed(ENTER)
    screens.feed("\x1b[1;1H\x1b[31m⚠\ufe0f \x1b[0m│b⚠\ufe0f⚠\ufe0fc\x1b[2;1H│")
    emulator.feed(screens.take(1000))
    lines = emulator.cells()
    assert [lines[0][x].data for x in (3, 4, 9)] == ["│", "b", "c"]
    screens.feed("\x1b[1;1Hok \x1b[2;1H")
    emulator.feed(screens.take(1000))
    assert emulator.lines()[0].startswith("ok │b")


def test_a_vowel_sign_before_a_blank_is_seen_where_it_takes_a_cell() -> None:
    screens = Screens(20, 1)
    screens.feed(ENTER)
    screens.feed("\x1b[1;1Hx\u0915\u0940 │\x1b[1;1H")
    drawn = screens.take(1000).partition("\x1b[2J")[2]
    # Blanks, then the syllable over them, then a cursor move: right with one cell and with two.
    assert drawn == "\x1b[Hx  \x1b[2G\u0915\u0940\x1b[4G│\r"


def test_removing_a_character_that_was_drawn_too_wide_removes_nothing_else() -> None:
    screens = Screens(20, 1)
    screens.feed(ENTER)
    screens.feed("\x1b[1;1H\ue000b\x1b[1;1H")
    screens.take(1000)
    screens.feed("\x1b[1;1Hxb\x1b[1;1H")
    assert screens.take(1000) == "xb\r"


def test_after_a_resize_everything_is_sent_again() -> None:
    both = SideBySide(COLUMNS, ROWS)
    both.feed("\x1b[1;1Hkept\x1b[1;1H")
    both.check()
    both.drawn.feed("\x1b[2J\x1b[3;3Hspoilt by the terminal\x1b[41m")
    both.resize(COLUMNS, ROWS)
    both.feed("\x1b[1;1Hkept\x1b[1;1H")
    both.check()


def test_after_leaving_the_screen_everything_is_sent_again() -> None:
    both = SideBySide(COLUMNS, ROWS)
    frame = "\x1b[2;2H\x1b[44mkept\x1b[0m\x1b[1;1H"
    both.feed(frame)
    both.check()
    both.screens.feed(LEAVE)
    assert both.take() == f"\x1b[m{LEAVE}"
    both.screens.feed("\x1b[3;3Hhidden\x1b[1;1H")
    assert not both.screens.has_news
    both.drawn.feed("\x1b[41mwords of an editor\x1b[1m")
    both.straight.feed("\x1b[3;3Hhidden\x1b[1;1H")
    both.feed(ENTER)
    both.feed(frame)
    both.straight.feed("\x1b[3;3Hhidden\x1b[1;1H")
    both.check()


def test_an_earlier_frame_is_taken_over() -> None:
    first = f"{ENTER}\x1b[2;3H\x1b[1mfolder\x1b[0m\x1b[1;1H"
    emulator = StrictEmulator(COLUMNS, ROWS)
    emulator.feed(first)
    screens = Screens(COLUMNS, ROWS)
    screens.already_shown(first.removeprefix(ENTER))
    screens.feed(ENTER)
    screens.feed("\x1b[2;3H\x1b[1mfolders\x1b[0m\x1b[1;1H")
    sent = screens.take(1000)
    assert "\x1b[2J" not in sent and "folder" not in sent
    emulator.feed(sent)
    assert emulator.lines()[1].strip() == "folders"


def test_a_frame_is_synchronized_if_the_terminal_can() -> None:
    screens = Screens(COLUMNS, ROWS)
    screens.feed(ENTER)
    screens.take(1)
    for data in (
        "\x1b[?2026h",
        "\x1b[1;1H" + "".join(f"\x1b[{y}Hword {y * 1111} " * 5 for y in range(6)),
        "\x1b[?2026l",
    ):
        screens.feed(data)
    small = screens.take(9999)
    assert "2026" not in small
    screens.feed(
        "\x1b[1;1H"
        + "".join(f"\x1b[{y};1H\x1b[48;2;{y};9;9m{chr(96 + y) * 34}" for y in range(1, 6))
        + "\x1b[m"
    )
    screens.feed(
        "\x1b[1;1H"
        + "".join(f"\x1b[{y};{x}H\x1b[38;2;{x};{x};{x}m#" for y in range(1, 6) for x in range(1, 30, 2))
    )
    large = screens.take(9999)
    assert large.startswith("\x1b[?2026h") and large.endswith("\x1b[?2026l")
