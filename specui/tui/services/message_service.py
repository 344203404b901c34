"""Messages: the line at the bottom of the topmost screen, and when a message goes away.

A message that answers a key goes with the next key that is not typing. A message that came by itself, or that reports
a problem, stays for one more key: the user had already pressed that one. A key without a command gets a hint.
"""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.app import App
from textual.css.query import NoMatches

from specui.tui.commands import key_name, said
from specui.tui.ports import Role
from specui.tui.widgets.bars import MessageLine


class _Shown(NamedTuple):
    """The message that was there when a key came; `expires` says whether that key removes it."""

    line: MessageLine
    serial: int
    expires: bool


class MessageService:
    """Implements `Notify`."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._shown: _Shown | None = None
        self._in_key = False

    @property
    def text(self) -> str:
        """The message that is shown now; "" for none."""
        line = self._line()
        return line.text if line is not None else ""

    def say(self, text: str, role: Role = "") -> None:
        line = self._line()
        if line is not None:
            line.show(text, role)
            line.old = self._in_key and role in {"", "ok"}

    def hint(self, text: str) -> None:
        line = self._line()
        if line is not None:
            line.show(text, passing=True)

    def _line(self) -> MessageLine | None:
        """Return the message line of the topmost screen that has one."""
        for screen in reversed(self._app.screen_stack):
            for line in screen.query(MessageLine):
                found: MessageLine = line
                return found
        return None

    # -- keys

    def key_begins(self) -> None:
        """Remember the message that is there as a key comes."""
        from textual.widgets import Input, TextArea

        self._in_key = True
        self._shown = None
        line = self._own_line()
        if line is not None and line.text and not isinstance(self._app.focused, Input | TextArea):
            self._shown = _Shown(line, line.serial, line.old)

    def key_ends(self) -> None:
        """Remove the message that was there before the key, unless the key has brought another one."""
        self._in_key = False
        shown, self._shown = self._shown, None
        if shown is None or shown.line.serial != shown.serial:
            return
        if shown.expires:
            shown.line.show("")
        else:
            shown.line.old = True

    def key_unused(self, event: events.Key) -> None:
        """Hint that a key has no command here, unless the focused widget handles it."""
        from textual.widgets import Input, TextArea

        focused = self._app.focused
        if focused is not None and event.key in focused._bindings.key_to_bindings:  # noqa: SLF001 - Textual has no other way to ask
            return
        line = self._own_line()
        if line is not None:
            key = event.character if event.is_printable and event.character else event.key
            typing = isinstance(focused, Input | TextArea)
            help_key = said("help", "inline" if typing else None)
            line.show(f"{key_name(key)} does nothing here. Press {help_key} for help.", passing=True)

    def _own_line(self) -> MessageLine | None:
        """Return the message line of the topmost screen, if it has one."""
        try:
            return self._app.screen.query_one(MessageLine)
        except NoMatches:
            return None
