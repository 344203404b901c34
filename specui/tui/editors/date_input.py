"""A date: typed, or in words such as ``2w`` and ``fri``; stepped by a day; today with one key; its weekday beside it."""

from __future__ import annotations

from datetime import timedelta

from specui.markdown.lazy import lazy_pattern
from specui.specs.dates import DAY_WORDS, parse, relative_day
from specui.tui.editors.field_input import FieldInput, TextAt

_DAY = lazy_pattern(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


class DateInput(FieldInput):
    """``today`` is the day that `t` sets, as ``2026-11-22``."""

    steps = "a day"

    def __init__(self, today: str) -> None:
        self._today = today

    def hint(self, text: str) -> str:
        """Return the weekday, and the keys that are no letters here."""
        relative = relative_day(text, self._today)
        if relative is not None:
            return f"{parse(relative):%A}, {relative}"
        found = parse(found[0]) if (found := _DAY.search(text)) else None
        if found is None:
            return (
                f"t today, {self._today}"
                if not text.strip() or "]" in text
                else "2026-01-31, or fri, 2w, 10d"
            )
        keys = "+ - a day" if text.strip() == self._today else "+ - a day · t today"
        return f"{found:%A} · {keys}"

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Step by a day where a whole date stands; `t` writes today, unless it begins or continues a word."""
        text, letter = typed.text, character.lower()
        begun = (text.strip() + character).lower()
        if letter == "t" and not (text.strip() and not whole and _is_begun(begun)):
            return _DAY.sub(self._today, text, count=1) if _DAY.search(text) else self._today
        if text == self._today and not whole and _is_begun(f"t{letter}"):
            return f"t{character}"  # `t` wrote today: this letter shows that it began tue, thu, today or tomorrow
        standing = _DAY.search(text) or (text.strip() if relative_day(text, self._today) else None)
        if standing is None:
            return None
        if character in {"+", "="}:
            return stepped(text, 1, self._today)
        end = len(text) if isinstance(standing, str) else standing.end()
        if character == "-" and (whole or typed.at >= end):
            return stepped(text, -1, self._today)
        return None

    def settled(self, text: str) -> str:
        """Return the day that words mean."""
        return relative_day(text, self._today) or text


def stepped(text: str, by: int, today: str) -> str | None:
    """Return the text with its date so many days later.

    Words that mean a day become that day. An empty text becomes today; None for a text without a valid day.
    """
    text = relative_day(text, today) or text
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


def _is_begun(text: str) -> bool:
    return any(word.startswith(text) for word in DAY_WORDS)
