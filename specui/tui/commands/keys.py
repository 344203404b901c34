"""Keys: which mean a command in a place, how Textual names them, how they are shown."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from specui.tui.commands.catalogue import COMMANDS
from specui.tui.commands.model import PANES, Command, Place

_TEXT_PLACES: frozenset[Place] = frozenset({"editor", "filter"})
_NAMES = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "esc",
    "shift+tab": "shift+tab",
    "f1": "F1",
    "f2": "F2",
    "f4": "F4",
}
_TEXTUAL = {
    "/": "slash",
    ":": "colon",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}


def commands_at(place: Place) -> tuple[Command, ...]:
    """Return the commands that have a key in a place, the most important for the footer first."""
    found = [command for command in COMMANDS if place in command.where and keys_at(command, place)]
    return tuple(sorted(found, key=lambda command: -command.priority))


def keys_at(command: Command, place: Place) -> tuple[str, ...]:
    """Return the keys that mean the command in a place; where one types, a letter is a letter."""
    if place not in _TEXT_PLACES:
        return command.keys
    return tuple(key for key in command.keys if len(key) > 1)


def bindings(place: Place) -> list[BindingType]:
    """Return the bindings of the widget that stands for a place.

    They are handled before the key is handed on to the widget, so that keys typed ahead find the keyboard where
    the ones before them have put it.
    """
    return [
        Binding(
            ",".join(_TEXTUAL.get(key, key) for key in keys),
            command.action[1:] if command.own else f"screen.{command.action}",
            command.title,
            show=False,
            priority=True,
        )
        for command in COMMANDS
        if place in command.where and (keys := keys_at(command, place))
    ]


def screen_bindings() -> list[BindingType]:
    """Return the bindings of the screen itself: what works in every pane, and where no pane has the keyboard."""
    shared = [c for c in COMMANDS if c.where >= PANES and not c.own]
    return [
        Binding(",".join(_TEXTUAL.get(key, key) for key in c.keys), c.action, c.title, show=False)
        for c in shared
    ]


def key_name(key: str) -> str:
    """Return a key as it is shown."""
    return _NAMES.get(key, key)
