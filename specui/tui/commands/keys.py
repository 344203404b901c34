"""Which keys mean a command in a place at the moment, and how they are said in a sentence.

There is one keymap for the whole program, as there is one keyboard; everything that shows a key asks here.
"""

from __future__ import annotations

from specui.tui.commands.catalogue import COMMANDS
from specui.tui.commands.key_names import key_name
from specui.tui.commands.key_resolution import Keymap, keymap
from specui.tui.commands.model import PLACES, Command, Place

DEFAULT = keymap(COMMANDS)


class _Held:
    keymap = DEFAULT


def use(found: Keymap) -> None:
    """Take these keys from now on."""
    _Held.keymap = found


def used() -> Keymap:
    """Return the keys that hold."""
    return _Held.keymap


def commands_at(place: Place) -> tuple[Command, ...]:
    """Return the commands that have a key in a place, the most important for the footer first."""
    found = [command for command in COMMANDS if place in command.where and keys_at(command, place)]
    return tuple(sorted(found, key=lambda command: -command.priority))


def keys_at(command: Command, place: Place) -> tuple[str, ...]:
    """Return the keys that mean the command in a place; where one types, a letter is a letter."""
    return _Held.keymap.at(place, command.id)


def said_both(one: str, other: str, place: Place) -> str:
    """Return the keys of two commands that go together: signs side by side, words with a blank between."""
    keys = said(one, place), said(other, place)
    return ("" if all(len(key) == 1 for key in keys) else " ").join(keys)


def said(name: str, place: Place | None = None) -> str:
    """Return the key of a command, by its id, for a sentence; without one, how to find it by name."""
    places = [place] if place is not None else PLACES
    for where in places:
        keys = _Held.keymap.at(where, name)
        if keys:
            return key_name(keys[0])
    title = next((command.title for command in COMMANDS if command.id == name), name)
    return f"{said('commands')} “{title}”" if name != "commands" else ":"
