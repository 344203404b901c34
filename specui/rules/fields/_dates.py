"""Reads dates in the forms that people write, but only those with a single reading."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<name>{'|'.join(m[:3] for m in _MONTHS)})[a-z]*\.?"
_YEAR_FIRST = r"(?P<y>\d{4})(?P<sep>[-/._ ]?)(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
_YEAR_LAST = r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)"
_DAY_NAME = rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -]{_MONTH}[ -,]{{1,2}}(?P<y>\d{{4}})(?!\d)"
_NAME_DAY = rf"{_MONTH}[ ](?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y>\d{{4}})(?!\d)"


def read_date(text: str) -> tuple[date, int] | None:
    """Return the date at the start of ``text`` and the offset of its end; None if it has no reading, or several."""
    match = _compiled(_YEAR_FIRST).match(text)
    if match:
        if not match["sep"] and match.end() - match.start() != 8:
            return None
        return _date(match["y"], match["m"], match["d"], match.end())
    match = _compiled(_YEAR_LAST).match(text)
    if match:
        first, second = int(match["a"]), int(match["b"])
        if first > 12 >= second:
            return _date(match["y"], match["b"], match["a"], match.end())
        if second > 12 >= first:
            return _date(match["y"], match["a"], match["b"], match.end())
        return _date(match["y"], match["a"], match["b"], match.end()) if first == second else None
    match = _compiled(_DAY_NAME).match(text) or _compiled(_NAME_DAY).match(text)
    if match:
        short = [month[:3] for month in _MONTHS]
        return _date(match["y"], str(short.index(match["name"].casefold()) + 1), match["d"], match.end())
    return None


def _date(year: str, month: str, day: str, end: int) -> tuple[date, int] | None:
    try:
        return date(int(year), int(month), int(day)), end
    except ValueError:
        return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use: nearly all dates are correct and need no pattern."""
    return re.compile(pattern, re.IGNORECASE)
