"""The order in which things are written: one look after the other, the next one near the last."""

from __future__ import annotations

from specui.tui.screen.grid import Style
from specui.tui.screen.pieces import Piece, Run, in_order, worth_ordering
from tests.tui.screen.emulators import SideBySide

RED, GREEN, BLUE = (Style(f"38;2;{code}", "48;2;1;1;1", 0) for code in ("255;0;0", "0;255;0", "0;0;255"))
ELSEWHERE = Style("38;2;0;255;0", "48;2;9;9;9", 0)


def run(y: int, *parts: tuple[Style, str]) -> Run:
    text = "".join(words for _, words in parts)
    return Run(y, 0, len(text), list(text), [style for style, words in parts for _ in words])


def test_what_looks_the_same_is_written_together() -> None:
    runs = [run(0, (RED, "one"), (GREEN, "two")), run(3, (RED, "three")), run(4, (ELSEWHERE, "four"))]
    assert list(in_order(runs, RED)) == [
        (RED, [Piece(0, 0, 3, "one"), Piece(3, 0, 5, "three")]),
        (GREEN, [Piece(0, 3, 6, "two")]),
        (ELSEWHERE, [Piece(4, 0, 4, "four")]),
    ]


def test_blanks_go_with_a_look_that_has_their_ground() -> None:
    runs = [run(0, (RED, "one"), (GREEN, "  "), (BLUE, "two")), run(2, (RED, "   "))]
    assert list(in_order(runs, BLUE)) == [
        (BLUE, [Piece(0, 5, 8, "two"), Piece(2, 0, 3, "   ")]),
        (RED, [Piece(0, 0, 5, "one  ")]),
    ]


def test_short_colours_are_not_worth_it() -> None:
    assert worth_ordering([run(0, (RED, "a"), (GREEN, "b"))])
    assert not worth_ordering([run(0, (RED, "a"))])
    assert not worth_ordering([run(0, (Style("31", "", 0), "a"), (Style("32", "", 1), "b"))])


def test_a_colour_that_comes_again_is_chosen_once() -> None:
    both = SideBySide(40, 6)
    rows = "".join(
        f"\x1b[{y};1H\x1b[38;2;200;9;9mkey\x1b[0m \x1b[38;2;9;9;200mword {y}\x1b[0m" for y in range(1, 7)
    )
    both.feed(f"{rows}\x1b[1;1H")
    sent = both.take()
    assert sent.count("38;2;200;9;9") == sent.count("38;2;9;9;200") == 1
    both.check()
