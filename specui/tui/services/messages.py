"""What was told goes when something else is done; and a key that does nothing here is answered.

What was told in answer to a key goes with the next one that is no typing. What came by itself, or tells that something
is wrong, stands for one key more: that key was on its way already.
"""

from __future__ import annotations

from typing import Generic, NamedTuple

from textual import events
from textual.app import App, ReturnType
from textual.css.query import NoMatches

from specui.tui.commands import key_name, said
from specui.tui.widgets.bars import MessageLine


class _Stood(NamedTuple):
    """What was told when a key came; ``goes`` says whether it goes with it."""

    line: MessageLine
    serial: int
    goes: bool


class Notices(App[ReturnType], Generic[ReturnType]):
    """An App with a message line at the bottom of its screens."""

    _stood: _Stood | None = None
    _in_key = False

    def told(self, line: MessageLine, role: str) -> None:
        """Something has just been told there."""
        line.old = self._in_key and role in {"", "ok"}

    def key_begins(self) -> None:
        """Remember what stands there now."""
        from textual.widgets import Input, TextArea

        self._in_key = True
        self._stood = None
        try:
            line = self.screen.query_one(MessageLine)
        except NoMatches:
            return
        if line.text and not isinstance(self.focused, Input | TextArea):
            self._stood = _Stood(line, line.serial, line.old)

    def key_ends(self) -> None:
        """Take away what has been read, unless something else is told by now."""
        self._in_key = False
        stood, self._stood = self._stood, None
        if stood is None or stood.line.serial != stood.serial:
            return
        if stood.goes:
            stood.line.show("")
        else:
            stood.line.old = True

    def unwanted(self, event: events.Key) -> None:
        """Say quietly that the key does nothing here, unless the widget with the keyboard has it for itself."""
        if self.focused is not None and event.key in self.focused._bindings.key_to_bindings:  # noqa: SLF001
            return
        try:
            line = self.screen.query_one(MessageLine)
        except NoMatches:
            return
        key = event.character if event.is_printable and event.character else event.key
        line.show(f"{key_name(key)} does nothing here · {said('help')} help", passing=True)
