from __future__ import annotations

from hypothesis import given, strategies as st

from specui.tui.dialogs.jump import KEYS, MOST, labels, narrowed


@given(st.integers(0, MOST))
def test_no_label_starts_another_or_has_more_than_two_letters(count: int) -> None:
    found = labels(count)
    assert len(found) == len(set(found)) == count
    for label in found:
        assert narrowed(found, label) == [found.index(label)]
        assert 1 <= len(label) <= 2 and set(label) <= set(KEYS)


@given(st.integers(1, MOST))
def test_as_many_labels_as_possible_have_one_letter_and_they_come_first(count: int) -> None:
    lengths = [len(label) for label in labels(count)]
    assert lengths == sorted(lengths)
    singles = lengths.count(1)
    doubled = -(-(count - singles) // len(KEYS))
    assert singles == min(count, len(KEYS) - doubled)
    assert count <= len(KEYS) or (singles + 1) + (doubled - 1) * len(KEYS) < count


def test_the_home_row_comes_first() -> None:
    assert labels(5) == list("asdfg")
    assert labels(MOST + 50) == labels(MOST)
