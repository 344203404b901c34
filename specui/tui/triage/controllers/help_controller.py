"""Help for triage, and its commands by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from specui.tui.commands import COMMANDS, Here, key_name, keys_at
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.triage.view import View


class HelpController:
    """Opens the help and the list of commands."""

    def __init__(
        self, view: View, here: Callable[[], Here], run_command: Callable[[str], Awaitable[None]]
    ) -> None:
        self._view, self._here, self._run_command = view, here, run_command
        self._recent: list[str] = []

    def handlers(self) -> Handlers:
        """Return the handlers of the commands."""
        return {"help": Handler(self._help), "commands": Handler(self._commands)}

    def _help(self) -> None:
        from specui.tui.dialogs.help import help_dialog

        self._view.push(help_dialog("triage"), lambda _: None)

    def _commands(self) -> None:
        from specui.tui.commands.synonyms import SYNONYMS
        from specui.tui.dialogs.palette import Palette
        from specui.tui.dialogs.palette_search import Choice

        here, choices = self._here(), []
        for command in COMMANDS:
            if "triage" in command.where and command.palette and command.does_something(here):
                keys = keys_at(command, "triage")
                run = partial(self._run, command.id)
                key = key_name(keys[0]) if keys else ""
                words = SYNONYMS.get(command.id, ())
                choices.append(Choice(command.title, command.help, key, run, command.id, words))

        def chosen(run: Callable[[], Any] | None) -> Any:
            return run() if run is not None else None

        self._view.push(Palette(choices, "Type to filter commands", self._recent), chosen)

    async def _run(self, name: str) -> None:
        self._recent = [name, *(other for other in self._recent if other != name)]
        await self._run_command(name)
