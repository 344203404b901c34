"""Dialogs that every screen can open: help, themes, settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from specui.tui.commands import Place
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Looks

Push = Callable[[Screen[Any], Callable[[Any], Any] | None], None]


class DialogController:
    """Opens the dialogs; `place` says whose help is shown."""

    def __init__(self, looks: Looks, push: Push, place: Callable[[], Place]) -> None:
        self._looks, self._push, self._place = looks, push, place

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "help": Handler(self._help),
            "theme": Handler(self._theme),
            "settings": Handler(self._looks.edit_settings),
        }

    def _help(self) -> None:
        from specui.tui.dialogs.help import help_dialog

        self._push(help_dialog(self._place()), None)

    def _theme(self) -> None:
        from specui.tui.dialogs.theme_chooser import ThemeChooser

        def chosen(name: str | None) -> None:
            if name:
                self._looks.keep_theme(name)

        self._push(ThemeChooser(self._looks), chosen)
