"""The commands as Textual's bindings: of the widget that stands for a place, and of the screen.

A class has the keys that commands say themselves; the user's are laid over them by the app, and can change while it
runs (`overlay`).
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key

from specui.tui.commands import ALL, COMMANDS, PANES, Command, Keymap, Place
from specui.tui.commands.keys import DEFAULT

NO_KEY = "no-key"
"""Stands for a key where a command has none: no terminal sends it."""


def bindings(place: Place) -> list[BindingType]:
    """Return the bindings of the widget that stands for a place.

    They are handled before the key is handed on to the widget, so that keys typed ahead find the keyboard where
    the ones before them have put it.
    """
    return [
        Binding(
            _textual(DEFAULT.at(place, command.id)),
            command.own if command.own and place in ALL else f"screen.command({command.id!r})",
            command.title,
            show=False,
            priority=True,
            id=f"{place}:{command.id}",
        )
        for command in COMMANDS
        if place in command.where
    ]


def screen_bindings() -> list[BindingType]:
    """Return the bindings of the screen itself: what works in every pane, and where no pane has the keyboard."""
    return [
        Binding(_textual(c.keys), f"command({c.id!r})", c.title, show=False, id=f"screen:{c.id}")
        for c in _everywhere()
    ]


def overlay(keymap: Keymap) -> dict[str, str]:
    """Return what is different from the commands' own keys, for `App.set_keymap`."""
    found = {}
    for command in COMMANDS:
        for place in command.where:
            keys = keymap.at(place, command.id)
            if keys != DEFAULT.at(place, command.id):
                found[f"{place}:{command.id}"] = _textual(keys)
    for command in _everywhere():
        keys = tuple(dict.fromkeys(key for place in sorted(PANES) for key in keymap.at(place, command.id)))
        if set(keys) != set(command.keys):
            found[f"screen:{command.id}"] = _textual(keys)
    return found


def _everywhere() -> Iterable[Command]:
    """What works in every pane, and what the section alone has another command for: the key may come before a pane."""
    return (command for command in COMMANDS if command.where >= PANES - {"section"} and not command.own)


def _textual(keys: Iterable[str]) -> str:
    return ",".join(_character_to_key(key) if len(key) == 1 else key for key in keys) or NO_KEY
