"""Screens that run commands: every key, footer word and palette entry of a screen ends in one handler."""

from __future__ import annotations

from functools import cached_property
from inspect import isawaitable

from textual.message import Message

from specui.tui.commands import COMMANDS
from specui.tui.commands.handlers import Handlers


class CommandClicked(Message):
    """A click on what stands for a command: a word of the footer, an answer of a dialog."""

    def __init__(self, command: str) -> None:
        """`command` is the command's id."""
        super().__init__()
        self.command = command


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
            await self._run_widget_action(name)
            return
        reason = handler.unavailable()
        if reason:
            self.hint(reason)
            return
        result = handler.run()
        if isawaitable(result):
            await result

    async def on_command_clicked(self, event: CommandClicked) -> None:
        event.stop()
        await self.action_command(event.command)

    async def _run_widget_action(self, name: str) -> None:
        """Run a command that belongs to the focused widget, after a click on its word in the footer."""
        own = next((command.own for command in COMMANDS if command.id == name), "")
        focused = self.focused  # type: ignore[attr-defined]
        if own and focused is not None:
            await focused.run_action(own)
