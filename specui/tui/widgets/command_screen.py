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
            await self._run_action_of(name)
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

    async def _run_action_of(self, name: str) -> None:
        """Run the action of a command without a handler; one that belongs to a widget is for the focused one."""
        command = next(command for command in COMMANDS if command.id == name)
        action = command.action.removeprefix(".")
        focused = self.focused if command.own else None  # type: ignore[attr-defined]
        owner = focused if hasattr(focused, f"action_{action.partition('(')[0]}") else self
        await owner.run_action(action)  # type: ignore[union-attr]
