"""Counts before keys: ``5j`` goes down five lines wherever ``j`` goes down one.

In the panes of the workbench a digit also goes to a section, and does so at once. When a key that moves follows
quickly, the digit was a count: the workbench returns to where it was, and the key moves from there. That holds for
letters and signs; an arrow after a digit moves in the section, as ever. In triage a digit takes an answer, which is
never a count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import events

from specui.tui.commands import COMMANDS
from specui.tui.services.main_screen import MainScreen

if TYPE_CHECKING:
    from textual.app import App

MOST = 999
"""A greater count counts as this one."""
QUICK = 0.4
"""A count in the panes holds for so many seconds: who looks at the section first takes longer."""
SLOW = 2.0
"""A count holds for so many seconds where a digit does nothing else."""
MOVES = frozenset({
    "up", "down", "page-up", "page-down", "half-page-up", "half-page-down", "list-up", "list-down", "list-page-up",
    "list-page-down", "changes-up", "changes-down", "next-match", "previous-match", "problem-after", "problem-before",
    "preview-next", "preview-before", "section-after", "section-before", "overview-left", "overview-right",
})  # fmt: skip
"""The commands that a count repeats."""


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


class KeyCounts:
    """Remembers the count between two keys."""

    def __init__(self, app: App[Any], main: Callable[[], MainScreen]) -> None:
        self._app, self._main = app, main
        self._count = NO_COUNT
        self._origin: Callable[[], None] | None = None

    def times(self, event: events.Key) -> int:
        """Return how often to handle a key; returns to where a count was typed, if its digits led away."""
        is_digit = event.character is not None and event.character in "0123456789"
        if not is_digit and not self._count.digits:
            return 1
        now, command = event.time, self._command(event.key)  # when it was typed, however busy the screen is
        if is_digit and command.startswith("section-"):
            if self._count.at(now) is None:
                self._origin = self._main().mark_place()
            self._count = self._count.with_digit(event.character or "", now, QUICK)
            return 1
        if is_digit and not command and not self._writes:
            self._count, self._origin = self._count.with_digit(event.character or "", now, SLOW), None
            return 1
        count, origin = self._count.at(now), self._origin
        self._count, self._origin = NO_COUNT, None
        if count is None or command not in MOVES or (origin is not None and not event.is_printable):
            return 1
        if origin is not None:
            origin()
        return count

    @property
    def _writes(self) -> bool:
        from textual.widgets import Input, TextArea

        return isinstance(self._app.focused, Input | TextArea)

    def _command(self, key: str) -> str:
        """Return the id of the command that a key runs now; "" for none."""
        active = self._app.screen.active_bindings.get(key)
        if active is None:
            return ""
        action = active.binding.action
        for command in COMMANDS:
            if action in {f"screen.command({command.id!r})", f"command({command.id!r})"} or (
                command.own and action == command.own
            ):
                return command.id
        return ""
