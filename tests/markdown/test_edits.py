from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.markdown.edits import EditError, TextEdit, Transaction


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, Transaction]:
    """A text, and edits of it that do not overlap, in any order."""
    text = draw(st.text("ab\r\n🟡é", max_size=25))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [TextEdit(start, end, draw(st.text("xy\n", max_size=3))) for start, end in pairs]
    return text, Transaction.of(
        text, edits if draw(st.booleans()) else edits[::-1] if len(set(cuts)) == len(cuts) else edits
    )


@given(changes())
def test_apply_then_invert_returns_the_text(change: tuple[str, Transaction]) -> None:
    text, transaction = change
    changed = transaction.apply(text)
    inverse = transaction.invert(text)
    assert inverse.apply(changed) == text
    assert inverse.invert(changed).apply(text) == changed
    assert len(changed) == len(text) + transaction.growth


@given(changes())
def test_text_between_edits_stays_and_maps(change: tuple[str, Transaction]) -> None:
    text, transaction = change
    changed = transaction.apply(text)
    touched = {place for edit in transaction.edits for place in range(edit.start, edit.end)}
    for place in range(len(text)):
        if place not in touched:
            assert changed[transaction.map(place)] == text[place]


@given(changes())
def test_map_keeps_the_order(change: tuple[str, Transaction]) -> None:
    text, transaction = change
    for side in ("before", "after"):
        places = [transaction.map(place, side) for place in range(len(text) + 1)]
        assert places == sorted(places)
        assert all(0 <= place <= len(text) + transaction.growth for place in places)


def test_sides_of_an_insertion() -> None:
    transaction = Transaction.of("ab", [TextEdit(1, 1, "xx")])
    assert transaction.map(1, "before") == 1
    assert transaction.map(1, "after") == 3


def test_inside_of_a_replacement() -> None:
    transaction = Transaction.of("abcd", [TextEdit(1, 3, "xyz")])
    assert [transaction.map(2, side) for side in ("before", "after")] == [1, 4]
    assert [transaction.map(3, side) for side in ("before", "after")] == [4, 4]


def test_two_insertions_at_one_place_keep_their_order() -> None:
    assert Transaction.of("ab", [TextEdit(1, 1, "x"), TextEdit(1, 1, "y")]).apply("ab") == "axyb"


def test_of_drops_edits_that_change_nothing() -> None:
    transaction = Transaction.of("ab", [TextEdit(0, 1, "a"), TextEdit(1, 1, "")], "nothing")
    assert not transaction
    assert transaction.apply("ab") == "ab"


@pytest.mark.parametrize(
    "edits",
    [[(0, 2, "x"), (1, 3, "y")], [(2, 9, "")], [(-1, 0, "x")], [(2, 1, "x")], [(0, 3, "x"), (1, 1, "y")]],
)
def test_of_refuses_edits_that_do_not_fit(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(EditError):
        Transaction.of("abc", [TextEdit(*edit) for edit in edits])


def test_apply_refuses_another_text() -> None:
    transaction = Transaction.of("abc", [TextEdit(0, 1, "x")])
    with pytest.raises(EditError):
        transaction.apply("ab")
    with pytest.raises(EditError):
        transaction.invert("abcd")


@st.composite
def two_changes(draw: st.DrawFn) -> tuple[str, Transaction, Transaction]:
    """A text, edits of it, and edits of the result."""
    text, first = draw(changes())
    between = first.apply(text)
    cuts = sorted(draw(st.lists(st.integers(0, len(between)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    edits = [TextEdit(start, end, draw(st.text("XY", max_size=3))) for start, end in pairs]
    return text, first, Transaction.of(between, edits, "second")


@given(two_changes())
def test_then_combines_two_transactions(change: tuple[str, Transaction, Transaction]) -> None:
    text, first, second = change
    both = first.then(second)
    assert both.apply(text) == second.apply(first.apply(text))
    assert both.invert(text).apply(both.apply(text)) == text
    assert Transaction.of(text, both.edits).apply(text) == both.apply(text)
    assert both.title == "second"


def test_then_keeps_untouched_text_untouched() -> None:
    first = Transaction.of("abcdef", [TextEdit(1, 2, "B")], "first")
    second = Transaction.of("aBcdef", [TextEdit(1, 2, ""), TextEdit(4, 5, "E")], "second")
    assert first.then(second).edits == (TextEdit(1, 2, ""), TextEdit(4, 5, "E"))


def test_then_refuses_a_transaction_for_another_text() -> None:
    first, second = Transaction.of("ab", []), Transaction.of("abc", [TextEdit(0, 1, "x")])
    with pytest.raises(EditError):
        first.then(second)
