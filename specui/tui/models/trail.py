"""Where one has been: places back and forward, as a browser has pages. Pure.

A place is found again after edits by the item that stood there, wherever it stands by then.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import NamedTuple

MOST = 200
"""So many places are kept."""
SAID = 200
"""So much of an item's line tells it from others."""

_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]?\][ \t]*)?")


class Spot(NamedTuple):
    """A place in a file: the section's name, the offset where the cursor's item begins, and the line it begins with."""

    file: str
    section: str
    offset: int
    said: str = ""


def spot(file: str, section: str, text: str, offset: int) -> Spot:
    """Return the place of an offset in a file's text."""
    return Spot(file, section, offset, _said(text, offset))


def offset_in(spot: Spot, text: str, start: int = 0, end: int | None = None) -> int:
    """Return where the item of a place stands in the text as it is now; within `start:end`, its section, if it does.

    Where it is gone: the offset that it had, as near as the section allows.
    """
    end = len(text) if end is None else end
    for first, last in ((start, end), (0, len(text))):
        found = _nearest(text, spot.said, spot.offset, first, last)
        if found is not None:
            return found
    return max(start, min(spot.offset, max(start, end - 1)))


def _said(text: str, offset: int) -> str:
    lead = _LEAD.match(text, offset)
    begins = lead.end() if lead is not None else offset
    line = re.compile(r"[^\r\n]*").match(text, begins, begins + SAID)
    return line[0].rstrip() if line is not None else ""


def _nearest(text: str, said: str, offset: int, start: int, end: int) -> int | None:
    """Return the beginning of the line or of the item that says this, the one nearest to an offset."""
    if not said:
        return None
    best = None
    at = text.find(said, start, end)
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
        at = text.find(said, at + 1, end)
    return best


@dataclass(frozen=True, slots=True)
class Trail:
    """Places in the order in which one came to them; `at` is where one is, -1 nowhere yet.

    A place that is `passing` was only looked at on the way: the next one takes its place.
    """

    spots: tuple[Spot, ...] = ()
    at: int = -1
    passing: bool = False

    @property
    def here(self) -> Spot | None:
        """The place where one is."""
        return self.spots[self.at] if self.at >= 0 else None

    def visit(self, spot: Spot, *, passing: bool = False) -> Trail:
        """Come to another place; what lay before one is given up."""
        kept = self.spots[: self.at + (0 if self.passing else 1)]
        if kept and kept[-1] == spot:
            return Trail(kept, len(kept) - 1)
        spots = (*kept, spot)[-MOST:]
        return Trail(spots, len(spots) - 1, passing)

    def move(self, spot: Spot) -> Trail:
        """The cursor has moved within the place."""
        if self.at < 0 or self.spots[self.at] == spot:
            return self
        return replace(self, spots=(*self.spots[: self.at], spot, *self.spots[self.at + 1 :]))

    def leap(self) -> Trail:
        """One is about to jump, perhaps within the section: the place is kept, and where one comes to is another."""
        return (
            self
            if self.at < 0
            else Trail(
                (*self.spots[: self.at + 1], self.spots[self.at])[-MOST:], min(self.at + 1, MOST - 1), True
            )
        )

    def stay(self) -> Trail:
        """One has settled here: the place is kept."""
        return replace(self, passing=False) if self.passing else self

    def step(self, by: int, files: Container[str]) -> Trail | None:
        """Return the trail one place back (-1) or forward (1), over files that are gone; None at its end."""
        at = self.at + by
        while 0 <= at < len(self.spots):
            if self.spots[at].file in files and self.spots[at] != self.here:
                return Trail(self.spots, at)
            at += by
        return None
