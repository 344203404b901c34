"""Dialogs that several screens open: the help of a place, and the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.screen import Screen

from specui.tui.commands import Place
from specui.tui.commands.handlers import Handler, Handlers

if TYPE_CHECKING:
    from specui.tui.dialogs.palette_search import Choice

Push: TypeAlias = Callable[[Screen[Any], Callable[[Any], Any]], None]
Run: TypeAlias = Callable[[str], Any]


class DialogController:
    """Opens the help of the `place` with the keyboard, and the palette.

    `choices` returns what the palette offers, given what runs a command by its id; `run` runs it. `asks` says what to
    type.
    """

    def __init__(
        self,
        push: Push,
        place: Callable[[], Place],
        choices: Callable[[Run], list[Choice]],
        run: Run,
        asks: str,
    ) -> None:
        self._push, self._place, self._choices, self._run, self._asks = push, place, choices, run, asks
        self._recent: list[str] = []

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {"help": Handler(self._help), "commands": Handler(self._palette)}

    def _help(self) -> None:
        from specui.tui.dialogs.help import help_dialog

        self._push(help_dialog(self._place()), lambda _: None)

    def _palette(self) -> None:
        from specui.tui.dialogs.palette import Palette, run_chosen

        self._push(Palette(self._choices(self._run_command), self._asks, self._recent), run_chosen)

    def _run_command(self, name: str) -> Any:
        """Run a command that was chosen; the palette lists it first the next time."""
        self._recent = [name, *(other for other in self._recent if other != name)]
        return self._run(name)
