from __future__ import annotations

from hypothesis import given, strategies as st

from specui.specs.counts import Counts, Gaps, count, total
from tests.specs.reading import contents_of
from tests.specs.test_spec import WHOLE

NUMBERS = st.integers(0, 9)
GAPS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.sampled_from(["High", "Low", "Odd"])), NUMBERS, max_size=4
)
COUNTS = st.builds(
    lambda done, of, gaps, questions: Counts(
        done, of, tuple(Gaps(rank, word, n) for (rank, word), n in sorted(gaps.items())), questions
    ),
    NUMBERS, NUMBERS, GAPS, NUMBERS,
)  # fmt: skip


def test_what_stands_in_a_spec_is_counted() -> None:
    contents = contents_of(WHOLE)
    counted = count(contents)
    assert (counted.done, counted.total, counted.questions) == (3, 7, 1)
    assert counted.gaps[0] == Gaps(0, "Critical", 1)
    assert counted.all_gaps == len([gap for gap in contents.gaps if not gap.none])


def test_an_empty_text_counts_nothing() -> None:
    assert count(contents_of("")) == Counts() == total([])


@given(st.lists(COUNTS, max_size=5), st.lists(COUNTS, max_size=5))
def test_sums_add_up_in_any_order(some: list[Counts], more: list[Counts]) -> None:
    assert total([total(some), total(more)]) == total([*more, *some])
    assert total(some).all_gaps == sum(one.all_gaps for one in some)
