"""The count before a key."""

from __future__ import annotations

from hypothesis import given, strategies as st

from specui.tui.services.key_counts import MOST, NO_COUNT


@given(st.integers(1, 10**6))
def test_digits_in_a_row_make_a_number(number: int) -> None:
    count = NO_COUNT
    for digit in str(number):
        count = count.with_digit(digit, 1.0, 0.4)
    assert count.at(1.2) == min(number, MOST)


def test_a_count_ends_after_a_while() -> None:
    count = NO_COUNT.with_digit("5", 1.0, 0.4)
    assert count.at(1.4) == 5
    assert count.at(1.5) is None
    assert count.with_digit("2", 1.5, 0.4).at(1.6) == 2


def test_a_zero_alone_is_no_count() -> None:
    count = NO_COUNT.with_digit("0", 1.0, 0.4)
    assert count.at(1.1) is None
    assert count.with_digit("7", 1.1, 0.4).at(1.2) == 7
