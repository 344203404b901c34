"""The keys as the user has set them, for `specui config keys`: a door to the screen's list of commands, no further."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from specui.workspace.config.config_fault import Fault
from specui.workspace.config.settings import Settings


class Row(NamedTuple):
    """A command and its keys in some places, the same in each of them."""

    id: str
    title: str
    keys: tuple[str, ...]
    places: tuple[str, ...]


def rows(settings: Settings) -> tuple[list[Row], tuple[Fault, ...]]:
    """Return every command with its keys, in the order of the help; and what of the user's own cannot be."""
    from specui.tui.commands import COMMANDS, PLACES, keymap

    found = keymap(COMMANDS, settings.key_set, settings.keys, settings.file)
    listed: list[Row] = []
    for command in COMMANDS:
        by_keys: dict[tuple[str, ...], list[str]] = {}
        for place in PLACES:
            if place in command.where:
                by_keys.setdefault(found.at(place, command.id), []).append(place)
        listed += [Row(command.id, command.title, keys, tuple(places)) for keys, places in by_keys.items()]
    return listed, found.faults


def as_json(settings: Settings) -> dict[str, object]:
    """Return them for a program."""
    listed, faults = rows(settings)
    return {
        "schema_version": 1,
        "set": settings.key_set,
        "commands": [row._asdict() for row in listed],
        "faults": [{"path": str(f.path), "line": f.line, "reason": f.reason} for f in faults],
    }


def told(settings: Settings) -> Iterator[str]:
    """Yield them as lines: id, keys, places, title; a key as it is written in config.toml."""
    listed, faults = rows(settings)
    ids, keys = max(len(row.id) for row in listed), max(len(" ".join(row.keys)) for row in listed)
    for row in listed:
        where = ", ".join(row.places).replace("tree, section, problems", "every pane")
        yield f"{row.id:<{ids}}  {' '.join(row.keys) or '-':<{keys}}  {where:<20}  {row.title}"
    yield from (f"not used: {fault}" for fault in faults)
