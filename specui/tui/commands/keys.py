"""The current keymap: the keys of each command in each place, and how to name them in a sentence.

The whole program has one keymap, since it has one keyboard. Everything that shows a key asks this module.
"""

from __future__ import annotations

from typing import ClassVar

from specui.tui.commands.catalogue import COMMANDS
from specui.tui.commands.key_names import key_name
from specui.tui.commands.key_resolution import Keymap, keymap
from specui.tui.commands.model import PLACES, Command, Place

DEFAULT = keymap(COMMANDS)


class _Held:
    keymap = DEFAULT
    commands: ClassVar[dict[Place, tuple[Command, ...]]] = {}


def use(found: Keymap) -> None:
    """Replace the current keymap."""
    _Held.keymap = found
    _Held.commands = {}


def used() -> Keymap:
    """Return the current keymap."""
    return _Held.keymap


def commands_at(place: Place) -> tuple[Command, ...]:
    """Return the commands that have a key in a place, by descending priority in the footer."""
    known = _Held.commands.get(place)
    if known is None:
        found = [command for command in COMMANDS if place in command.where and keys_at(command, place)]
        known = _Held.commands[place] = tuple(sorted(found, key=lambda command: -command.priority))
    return known


def keys_at(command: Command, place: Place) -> tuple[str, ...]:
    """Return the keys that run the command in a place."""
    return _Held.keymap.at(place, command.id)


def said_both(one: str, other: str, place: Place) -> str:
    """Return the keys of two related commands: single characters side by side, others with a blank between."""
    keys = said(one, place), said(other, place)
    return ("" if all(len(key) == 1 for key in keys) else " ").join(keys)


def said(name: str, place: Place | None = None) -> str:
    """Return the key of a command id for a sentence; without a key, how to find the command by name."""
    places = [place] if place is not None else PLACES
    for where in places:
        keys = _Held.keymap.at(where, name)
        if keys:
            return key_name(keys[0])
    title = next((command.title for command in COMMANDS if command.id == name), name)
    return f"{said('commands')} “{title}”" if name != "commands" else ":"
