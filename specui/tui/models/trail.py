"""The trail of locations, to go back and forward as in a browser. Pure.

After edits, a location is found again by the text of its item.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern

MOST = 200
"""The length of a trail at most."""
SAID = 200
"""So many characters of an item's line identify it."""

_LEAD = lazy_pattern(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]?\][ \t]*)?")


class Visit(NamedTuple):
    """A location in a file: the section's name, the offset of the item, and the first line of the item."""

    file: str
    section: str
    offset: int
    line_text: str = ""


def visit_of(file: str, section: str, text: str, offset: int) -> Visit:
    """Return the location of an offset in a file's text."""
    return Visit(file, section, offset, _first_line(text, offset))


def offset_in(place: Visit, text: str, start: int = 0, end: int | None = None) -> int:
    """Return the offset of a location's item in the text as it is now, within `start:end`, its section, if possible.

    If the item is gone, this is its former offset, limited to the section.
    """
    end = len(text) if end is None else end
    for first, last in ((start, end), (0, len(text))):
        found = _nearest(text, place.line_text, place.offset, first, last)
        if found is not None:
            return found
    return max(start, min(place.offset, max(start, end - 1)))


def _first_line(text: str, offset: int) -> str:
    lead = _LEAD.match(text, offset)
    begins = lead.end() if lead is not None else offset
    line = re.compile(r"[^\r\n]*").match(text, begins, begins + SAID)
    return line[0].rstrip() if line is not None else ""


def _nearest(text: str, line_text: str, offset: int, start: int, end: int) -> int | None:
    """Return the start of the line or item with this text that is nearest to an offset."""
    if not line_text:
        return None
    best = None
    at = text.find(line_text, start, end)
    while at >= 0:
        line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        lead = _LEAD.match(text, line)
        begins = at
        if lead is not None and lead.end() == at:
            begins = line + len(lead[0]) - len(lead[0].lstrip(" \t"))
        if best is None or abs(begins - offset) < abs(best - offset):
            best = begins
        elif begins > offset:
            break
        at = text.find(line_text, at + 1, end)
    return best


@dataclass(frozen=True, slots=True)
class Trail:
    """Locations in the order of visits; `at` is the current one, -1 for none.

    A `passing` location was only looked at: the next one replaces it.
    """

    visits: tuple[Visit, ...] = ()
    at: int = -1
    passing: bool = False

    @property
    def here(self) -> Visit | None:
        """The current location."""
        return self.visits[self.at] if self.at >= 0 else None

    def visit(self, place: Visit, *, passing: bool = False) -> Trail:
        """Return the trail after a visit; the locations forward of it are dropped."""
        kept = self.visits[: self.at + (0 if self.passing else 1)]
        if kept and kept[-1] == place:
            return Trail(kept, len(kept) - 1)
        visits = (*kept, place)[-MOST:]
        return Trail(visits, len(visits) - 1, passing)

    def move(self, place: Visit) -> Trail:
        """Return the trail after the cursor moved within the location."""
        if self.at < 0 or self.visits[self.at] == place:
            return self
        return replace(self, visits=(*self.visits[: self.at], place, *self.visits[self.at + 1 :]))

    def leap(self) -> Trail:
        """Return the trail before a jump, perhaps within a section: it keeps the location, and the target is another."""
        return (
            self
            if self.at < 0
            else Trail(
                (*self.visits[: self.at + 1], self.visits[self.at])[-MOST:], min(self.at + 1, MOST - 1), True
            )
        )

    def stay(self) -> Trail:
        """Return the trail that keeps the current location."""
        return replace(self, passing=False) if self.passing else self

    def step(self, by: int, files: Container[str]) -> Trail | None:
        """Return the trail one location back (-1) or forward (1), skipping deleted files; None at its ends."""
        at = self.at + by
        while 0 <= at < len(self.visits):
            if self.visits[at].file in files and self.visits[at] != self.here:
                return Trail(self.visits, at)
            at += by
        return None
