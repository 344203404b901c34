"""Dates as specs write them: ``YYYY-MM-DD``, maybe with words after."""

from __future__ import annotations

import re
from datetime import date, timedelta

_RELATIVE = re.compile(r"\+?(?P<number>[0-9]{1,4})(?P<unit>[dwm])")
_DAYS = {"d": 1, "w": 7, "m": 30}
_DATE = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


def date_in(text: str) -> str | None:
    """Return the valid ISO date that ``text`` begins with, as written; None where there is none."""
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


class NoDayError(ValueError):
    """A text that is no day, or a day that has passed; the message is one sentence."""


def coming_day(text: str, today: str) -> str:
    """Return the ISO day that a text means: a date, or how long from today (``2w``, ``+10d``, ``3m``).

    Raises NoDayError.
    """
    now = date.fromisoformat(today)
    relative = _RELATIVE.fullmatch(text.strip().lower())
    try:
        if relative is not None:
            day = now + timedelta(days=int(relative["number"]) * _DAYS[relative["unit"]])
        else:
            day = date.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        raise NoDayError(
            f"“{text[:40]}” is no date; write a date such as 2026-01-31, or 2w, 10d or 3m from today."
        ) from None
    if day < now:
        raise NoDayError(f"{day} has passed; today is {today}.")
    return day.isoformat()
