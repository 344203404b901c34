"""A date: stepped by a day, today at one key, its weekday beside it."""

from __future__ import annotations

import re
from datetime import timedelta

from specui.specs.dates import parse
from specui.tui.editors.field_input import PlainInput, TextAt

_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


class DateInput(PlainInput):
    """``today`` is the day that `t` sets, as ``2026-11-22``."""

    steps = "a day"

    def __init__(self, today: str) -> None:
        self._today = today

    def hint(self, text: str) -> str:
        """Return the weekday, and the keys that are not letters here."""
        found = parse(found[0]) if (found := _DAY.search(text)) else None
        if found is None:
            return (
                f"t today, {self._today}" if not text.strip() or "]" in text else "a date such as 2026-01-31"
            )
        keys = "+ - a day" if text.strip() == self._today else "+ - a day · t today"
        return f"{found:%A} · {keys}"

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Step by a day where a whole date stands; `t` writes today."""
        text = typed.text
        if character in {"t", "T"}:
            return _DAY.sub(self._today, text, count=1) if _DAY.search(text) else self._today
        standing = _DAY.search(text)
        if character in {"+", "="} and standing:
            return stepped(text, 1, self._today)
        if character == "-" and standing and (whole or typed.at >= standing.end()):
            return stepped(text, -1, self._today)
        return None


def stepped(text: str, by: int, today: str) -> str | None:
    """Return the text with its date so many days later; today where there is none; None for a date that is no day."""
    found = _DAY.search(text)
    if found is None:
        return today if not text.strip() or "YYYY" in text else None
    day = parse(found[0])
    if day is None:
        return None
    try:
        moved = day + timedelta(days=by)
    except OverflowError:
        return None
    return f"{text[: found.start()]}{moved.isoformat()}{text[found.end() :]}"
