"""Dates as specs write them, ``YYYY-MM-DD``, and as people type them, ``2w`` or ``fri``."""

from __future__ import annotations

from datetime import date, timedelta

from specui.markdown.lazy import lazy_pattern

_RELATIVE = lazy_pattern(r"(?P<sign>[+-]?)(?P<number>[0-9]{1,4})(?P<unit>[dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
DAY_WORDS = (*_NEAR, *_WEEKDAYS)
"""Words for a day, in full; the first three letters of a weekday do too."""
_DATE = lazy_pattern(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


def date_in(text: str) -> str | None:
    """Return the valid ISO date at the start of ``text``, or None."""
    match = _DATE.match(text.strip().strip("`*_ "))
    if not match or parse(match[1]) is None:
        return None
    return match[1]


def parse(text: str) -> date | None:
    """Return the date of ``YYYY-MM-DD``, or None where there is no such day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def relative_day(text: str, today: str) -> str | None:
    """Return the ISO day that words mean on the day `today`; None for words that mean none, and for a plain date.

    ``2w``, ``+10d``, ``-3d``, ``3m`` (of 30 days), ``1y``; ``today``, ``tomorrow``, ``yesterday``; ``fri`` is the
    first Friday after today.
    """
    now = date.fromisoformat(today)
    words = text.strip().lower()
    relative = _RELATIVE.fullmatch(words)
    if relative is not None:
        days = int(relative["number"]) * _DAYS[relative["unit"]] * (-1 if relative["sign"] == "-" else 1)
    elif words in _NEAR:
        days = _NEAR[words]
    else:
        weekday = next(
            (n for n, name in enumerate(_WEEKDAYS) if len(words) > 2 and name.startswith(words)), None
        )
        if weekday is None:
            return None
        days = (weekday - now.weekday() - 1) % 7 + 1
    try:
        return (now + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


class NoDayError(ValueError):
    """A text that is no day, or a day that has passed; the message is one sentence."""


def coming_day(text: str, today: str) -> str:
    """Return the ISO day that a text means: a date, or words that `relative_day` knows.

    Raises NoDayError for anything else, and for a day before `today`.
    """
    day = parse(relative_day(text, today) or text)
    if day is None:
        raise NoDayError(
            f"“{text[:40]}” isn't a date; write one such as 2026-01-31, or fri, 2w, 10d or 3m from today."
        )
    if day < date.fromisoformat(today):
        raise NoDayError(f"{day} has passed; today is {today}.")
    return day.isoformat()
