"""The keys of the screen as the user has set them, for `specui config keys`.

This reads the screen's table of commands and the names of its themes, which import neither Textual nor a screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from specui.cli.output import to_displayable
from specui.workspace.config.config_fault import Fault
from specui.workspace.config.settings import AUTO, Settings


class KeyRow(NamedTuple):
    """A command and its keys; they are the same in all of its `places`."""

    id: str
    title: str
    keys: tuple[str, ...]
    places: tuple[str, ...]


def list_keys(settings: Settings) -> tuple[list[KeyRow], tuple[Fault, ...]]:
    """Return every command with its keys, in the order of the help, and the user's keys that cannot be used."""
    from specui.tui.commands import COMMANDS, PLACES, keymap

    found = keymap(COMMANDS, settings.key_set, settings.keys, settings.file)
    rows: list[KeyRow] = []
    for command in COMMANDS:
        by_keys: dict[tuple[str, ...], list[str]] = {}
        for place in PLACES:
            if place in command.where:
                by_keys.setdefault(found.at(place, command.id), []).append(place)
        rows += [KeyRow(command.id, command.title, keys, tuple(places)) for keys, places in by_keys.items()]
    return rows, found.faults


def settings_faults(settings: Settings) -> tuple[Fault, ...]:
    """Return what cannot be used of the user's settings and keys, by line."""
    keys = list_keys(settings)[1] if settings.keys else ()  # without keys, this spares the table of commands
    return tuple(sorted({*settings.faults, *_theme_faults(settings), *keys}, key=lambda fault: fault[1:]))


def _theme_faults(settings: Settings) -> Iterator[Fault]:
    """Yield each theme of the settings that does not exist."""
    from specui.tui.themes.theme_choice import theme_roles, themes_folder

    for name, field in (("theme", "theme"), ("theme-dark", "theme_dark"), ("theme-light", "theme_light")):
        theme, (file, _, line) = getattr(settings, field), settings.origins.get(field, "").rpartition(":")
        if file and theme != AUTO and not theme_roles(theme, themes_folder()):
            yield Fault(
                Path(file),
                int(line),
                f"{name}: unknown theme “{theme}”; press : and choose Theme… for a list",
            )


def to_json(settings: Settings) -> dict[str, object]:
    """Return the keys as `specui config keys --format json` prints them."""
    rows, faults = list_keys(settings)
    return {
        "schema_version": 1,
        "set": settings.key_set,
        "commands": [row._asdict() for row in rows],
        "faults": [fault.to_json() for fault in faults],
    }


def to_lines(settings: Settings) -> Iterator[str]:
    """Yield a line for each command: id, keys as the screen names them, title, places; then what cannot be used."""
    rows, faults = list_keys(settings)
    table = [("COMMAND", "KEYS", "DOES", "WHERE")]
    table += [
        (row.id, " ".join(map(_named, row.keys)) or "none", row.title, _where(row.places)) for row in rows
    ]
    ids, keys, titles = (max(len(row[column]) for row in table) for column in range(3))
    for name, key, title, where in table:
        yield f"{name:<{ids}}  {key:<{keys}}  {title:<{titles}}  {where}"
    yield from (f"ignored: {fault}" for fault in faults)


def _named(key: str) -> str:
    """Return a key as footer and help name it; an arrow as a word if the output is ASCII, where `^` is another key."""
    from specui.tui.commands import key_name

    name = key_name(key)
    return name if to_displayable(name) == name else key


def _where(places: tuple[str, ...]) -> str:
    """Return the places of a command in the words of the help."""
    from specui.tui.commands import PANES, TITLES

    panes = set(places) >= PANES
    named = [TITLES[place] for place in TITLES if place in places and not (panes and place in PANES)]
    return ", ".join([*["in every pane"] * panes, *(f"{title[0].lower()}{title[1:]}" for title in named)])
