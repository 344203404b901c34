"""Days as people type them, from the day on which they do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from specui.specs.dates import DAY_WORDS, NoDayError, coming_day, relative_day

TODAY = "2026-11-25"  # a Wednesday


@pytest.mark.parametrize(
    "text, day",
    [
        ("2w", "2026-12-09"),
        ("+10d", "2026-12-05"),
        ("-3d", "2026-11-22"),
        ("3M", "2027-02-23"),
        ("1y", "2027-11-25"),
        ("today", TODAY),
        ("Tomorrow", "2026-11-26"),
        ("yesterday", "2026-11-24"),
        ("fri", "2026-11-27"),
        ("friday", "2026-11-27"),
        ("wed", "2026-12-02"),
        (" tue ", "2026-12-01"),
        ("fr", None),
        ("frid-", None),
        ("soon", None),
        ("9999y", None),
        ("", None),
        ("2026-01-31", None),
    ],
)
def test_words_mean_a_day_from_today(text: str, day: str | None) -> None:
    assert relative_day(text, TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(DAY_WORDS[3:]))
def test_a_weekday_is_one_of_the_next_seven_days(today: date, word: str) -> None:
    found = date.fromisoformat(str(relative_day(word, today.isoformat())))
    assert 1 <= (found - today).days <= 7
    assert f"{found:%A}".lower() == word


@given(st.text(max_size=12))
def test_no_text_raises(text: str) -> None:
    day = relative_day(text, TODAY)
    assert day is None or date.fromisoformat(day).isoformat() == day


def test_a_coming_day_is_a_date_or_words_and_never_past() -> None:
    assert coming_day("2026-12-24", TODAY) == "2026-12-24"
    assert coming_day("fri", TODAY) == "2026-11-27"
    assert coming_day("today", TODAY) == TODAY
    for text in ("soon", "2026-02-30", "", "yesterday", "2026-11-24"):
        with pytest.raises(NoDayError):
            coming_day(text, TODAY)
