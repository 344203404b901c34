"""Keys: which mean a command in a place, and how they are shown."""

from __future__ import annotations

from specui.tui.commands.catalogue import COMMANDS
from specui.tui.commands.model import Command, Place
from specui.tui.lettering import key_label

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


def commands_at(place: Place) -> tuple[Command, ...]:
    """Return the commands that have a key in a place, the most important for the footer first."""
    found = [command for command in COMMANDS if place in command.where and keys_at(command, place)]
    return tuple(sorted(found, key=lambda command: -command.priority))


def keys_at(command: Command, place: Place) -> tuple[str, ...]:
    """Return the keys that mean the command in a place; where one types, a letter is a letter."""
    if place not in _TEXT_PLACES:
        return command.keys
    return tuple(key for key in command.keys if len(key) > 1)


def key_name(key: str) -> str:
    """Return a key as it is shown."""
    return key_label(_NAMES.get(key, key))
