"""The order of writing: style by style, each one near the last."""

from __future__ import annotations

from specui.tui.terminal.cells.grid import Style
from specui.tui.terminal.cells.runs import Piece, Run, in_order, worth_ordering
from tests.tui.terminal.cells.emulators import SideBySide

RED, GREEN, BLUE = (Style(f"38;2;{code}", "48;2;1;1;1", 0) for code in ("255;0;0", "0;255;0", "0;0;255"))
ELSEWHERE = Style("38;2;0;255;0", "48;2;9;9;9", 0)


def run(y: int, *parts: tuple[Style, str]) -> Run:
    text = "".join(words for _, words in parts)
    return Run(y, 0, len(text), list(text), [style for style, words in parts for _ in words])


def test_cells_of_one_style_are_written_together() -> None:
    runs = [run(0, (RED, "one"), (GREEN, "two")), run(3, (RED, "three")), run(4, (ELSEWHERE, "four"))]
    assert list(in_order(runs, RED)) == [
        (RED, [Piece(0, 0, 3, "one"), Piece(3, 0, 5, "three")]),
        (GREEN, [Piece(0, 3, 6, "two")]),
        (ELSEWHERE, [Piece(4, 0, 4, "four")]),
    ]


def test_blanks_go_with_a_style_that_has_their_background() -> None:
    runs = [run(0, (RED, "one"), (GREEN, "  "), (BLUE, "two")), run(2, (RED, "   "))]
    assert list(in_order(runs, BLUE)) == [
        (BLUE, [Piece(0, 5, 8, "two"), Piece(2, 0, 3, "   ")]),
        (RED, [Piece(0, 0, 5, "one  ")]),
    ]


def test_short_colours_are_not_worth_ordering() -> None:
    assert worth_ordering([run(0, (RED, "a"), (GREEN, "b"))])
    assert not worth_ordering([run(0, (RED, "a"))])
    assert not worth_ordering([run(0, (Style("31", "", 0), "a"), (Style("32", "", 1), "b"))])


def test_a_repeated_colour_is_set_once() -> None:
    both = SideBySide(40, 6)
    rows = "".join(
        f"\x1b[{y};1H\x1b[38;2;200;9;9mkey\x1b[0m \x1b[38;2;9;9;200mword {y}\x1b[0m" for y in range(1, 7)
    )
    both.feed(f"{rows}\x1b[1;1H")
    sent = both.take()
    assert sent.count("38;2;200;9;9") == sent.count("38;2;9;9;200") == 1
    both.check()


def test_few_styles_are_in_the_cheapest_order_not_nearest_first() -> None:
    red, blue, one, two = "38;2;200;0;0", "38;2;0;0;200", "48;2;1;1;1", "48;2;2;2;2"
    looks = [Style(red, one, 0), Style(red, two, 0), Style(blue, one, 0)]
    runs = [run(y, (look, "word")) for y, look in enumerate(looks)]
    # All are equally near to the first one; the order of the others decides.
    order = [look for look, _ in in_order(runs, Style(red, "48;2;3;3;3", 0))]
    assert order == [looks[1], looks[0], looks[2]]


def test_each_of_many_styles_is_written_once() -> None:
    looks = [Style(f"38;2;{number % 250};{number // 250};7", "", 0) for number in range(3000)]
    order = [look for look, _ in in_order([run(0, *((look, "x") for look in looks))], None)]
    assert sorted(order) == sorted(looks)
