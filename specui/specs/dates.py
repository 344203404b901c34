"""Dates as specs write them: ``YYYY-MM-DD``, maybe with words behind."""

from __future__ import annotations

import re
from datetime import date

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
