"""Screens that run commands: every key, footer word and palette entry of a screen ends in one handler."""

from __future__ import annotations

from functools import cached_property
from inspect import isawaitable

from specui.tui.commands.handlers import Handlers


class CommandScreen:
    """A mixin for screens: runs the handler of a command by its id."""

    def handlers(self) -> Handlers:
        """Return the handlers of this screen's commands. Called once, when the first command runs."""
        return {}

    @cached_property
    def _handlers(self) -> Handlers:
        return self.handlers()

    def hint(self, text: str) -> None:
        """Show why a command has nothing to do here."""

    async def action_command(self, name: str) -> None:
        """Run a command, or show why it has nothing to do here."""
        handler = self._handlers.get(name)
        if handler is None:
            return
        reason = handler.unavailable()
        if reason:
            self.hint(reason)
            return
        result = handler.run()
        if isawaitable(result):
            await result
