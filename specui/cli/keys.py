"""The keys as the user has set them, for `specui config keys`: the one other door to the screen, its commands only."""

from __future__ import annotations

from collections.abc import Iterator

from specui.workspace.settings import Settings


def listing(_settings: Settings) -> Iterator[dict[str, object]]:
    """Yield every command: id, title, keys, and the places where they mean it."""
    from specui.tui.commands import COMMANDS, PLACES

    for command in COMMANDS:
        yield {
            "id": command.id,
            "title": command.title,
            "keys": [*command.keys],
            "places": [place for place in PLACES if place in command.where],
        }


def told(settings: Settings) -> Iterator[str]:
    """Yield the list as lines."""
    for entry in listing(settings):
        yield f"{entry['id']}  {entry['title']}"
