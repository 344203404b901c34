"""The count that is typed before a key, as in vim: ``5j`` goes down five lines. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 999
"""A greater count counts as this one."""


@dataclass(frozen=True, slots=True)
class KeyCount:
    """The digits typed so far; they hold until the time `until`, in seconds of a monotonic clock."""

    digits: str = ""
    until: float = 0.0

    def with_digit(self, digit: str, now: float, seconds: float) -> KeyCount:
        """Return the count after another digit, which holds for so many seconds; a leading 0 is no count."""
        before = self.digits if now <= self.until else ""
        return KeyCount((before + digit).lstrip("0"), now + seconds)

    def at(self, now: float) -> int | None:
        """Return the number, 1 to MOST; None if there is none any more."""
        return min(MOST, int(self.digits[:4])) if self.digits and now <= self.until else None


NO_COUNT = KeyCount()
