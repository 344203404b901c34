"""Ranges: the same key and the same words in every list with items to mark. Then `space` toggles all of the range."""

from __future__ import annotations

from collections.abc import Callable

from specui.tui.commands.here import Here
from specui.tui.commands.model import Command, Place, at


def range_command(
    id_: str, place: Place, priority: int = 0, *, when: Callable[[Here], bool] | None = None
) -> Command:
    """Return the command that starts a range in a place, and ends it."""
    return Command(
        id_,
        "Select a range",
        "Start a range, or end it. Moving extends it; space toggles all of it.",
        ("v",),
        at(place),
        "range",
        priority,
        when=when,
        word=lambda here: END_RANGE if here.marking else "range",
        palette=place != "changes",
    )


END_RANGE = "end range"
