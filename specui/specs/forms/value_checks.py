"""Checks of values while they are typed: one sentence each, or "" where the value can be saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.choices import choice_words, nearest, plain
from specui.specs.dates import NoDayError, coming_day, date_in, parse
from specui.specs.phrases import join_words
from specui.specs.schema import Choice
from specui.specs.spec import match_choice

Check = Callable[[str], str]

_TO_COME = lazy_pattern(
    r"\b(?:due|target|deadline|until|planned|plan|next|review|expires?|expiry|eta|by)\b", re.IGNORECASE
)
EXAMPLE = "2026-01-31"


def unless_same(old: str, check: Check) -> Check:
    """Return a check that also accepts the old value, valid or not."""
    return lambda text: "" if text.strip() == old.strip() else check(text)


def needed(name: str, noun: str = "a value") -> Check:
    """Return the check of a text that may not be empty."""
    return lambda text: "" if text.strip() else f"“{name}” needs {noun}."


def one_of(name: str, choices: Sequence[Choice], *, optional: bool = False) -> Check:
    """Return the check of a value that begins with one of several."""
    allowed = tuple(choices)

    def check(text: str) -> str:
        if not text.strip():
            return "" if optional else f"“{name}” needs a value: {join_words(choice_words(allowed), 'or')}."
        if match_choice(text, allowed) is not None:
            return ""
        near = nearest(text, allowed)
        # `highest` is no typo of High.
        longer = near is not None and any(
            word != plain(near.word) and word.startswith(plain(near.word)) for word in plain(text).split()
        )
        hint = f" Did you mean {near.word}?" if near and not longer else ""
        return f"“{name}” takes {join_words(choice_words(allowed), 'or')}.{hint}"

    return check


def a_date(name: str, today: str, *, loose: bool = False) -> Check:
    """Return the check of a date: that the day exists and is not in the future.

    ``loose`` accepts an empty value, and words without digits (``never``).  A name that speaks of the future
    (``Due``) may hold a later day.  Tomorrow passes: it may be tomorrow already in another time zone.
    """
    now = parse(today)
    ahead = _TO_COME.search(name) is not None

    def check(text: str) -> str:
        words = text.strip()
        if loose and (not words or names.says_none(words) or not re.search(r"\d", words)):
            return ""
        found = date_in(words)
        if found is None or (not loose and found != words):
            said = f"“{words}” isn't one" if words else "it is empty"
            return f"“{name}” takes a date such as {EXAMPLE}; {said}."
        return "" if ahead else _still_to_come(name, found, now)

    return check


def a_coming_day(today: str) -> Check:
    """Return the check of a day that has not passed: a date, or how long from ``today`` (``2w``)."""

    def check(text: str) -> str:
        try:
            coming_day(text, today)
        except NoDayError as error:
            return str(error)
        return ""

    return check


def people(name: str) -> Check:
    """Return the check of a list of names: ``Name (role), Name (role)``."""

    def check(text: str) -> str:
        if not text.strip():
            return f"“{name}” needs at least one name."
        if text.count("(") != text.count(")"):
            return "A bracket is not closed; write Name (role), Name (role)."
        if any(not part.strip() for part in re.sub(r"\([^()]*\)", "", text).split(",")):
            return "A name is missing next to a comma; write Name (role), Name (role)."
        return ""

    return check


def _still_to_come(name: str, found: str, today: date | None) -> str:
    day = parse(found)
    if day is None or today is None or day - today <= timedelta(days=1):
        return ""
    return f"“{name}” would be {found}, which is in the future; today is {today.isoformat()}."
