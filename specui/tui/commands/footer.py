"""Selects the hints for the footer from the commands that have a key in a place."""

from __future__ import annotations

from collections.abc import Iterable

from specui.tui.commands.catalogue import COMMANDS
from specui.tui.commands.here import NOTHING, Here
from specui.tui.commands.key_names import key_name
from specui.tui.commands.keys import keys_at
from specui.tui.commands.model import Command, Place
from specui.tui.rendering.ascii_fallback import key_label


def fitting(
    commands: Iterable[Command], columns: int, place: Place, here: Here = NOTHING
) -> list[tuple[str, str, Command]]:
    """Return the hints that fit into `columns` cells, each as key, word and command, the most important first.

    Help is always there, and passing commands come after it. In fewer than BRIEF columns, the words are brief.
    """
    brief = columns < BRIEF
    offered = [c for c in commands if c.priority and c.hint_here(here)]
    offered.sort(key=lambda c: c.weight(here), reverse=True)
    helps = [c for c in offered if c.id == "help"]
    shown: list[tuple[str, str, Command]] = []
    used = sum(_hint_width(c, place, here, brief) for c in helps)
    for command in offered:
        if command in helps:
            continue
        needed = _hint_width(command, place, here, brief)
        if used + needed > columns:
            continue
        used += needed
        shown.append((hint_key(command, place), _steady(command, here, brief), command))
    shown += [(hint_key(c, place), c.hint_here(here), c) for c in helps]
    return sorted(shown, key=lambda hint: hint[2].passing)


def hint_key(command: Command, place: Place) -> str:
    """Return the key for the footer; both keys, for a command that also represents the other one of its group."""
    keys = keys_at(command, place)
    if not command.shown or keys == command.keys:
        return key_label(command.shown) or key_name(keys[0])
    both = [c for c in COMMANDS if c.group == command.group and keys_at(c, place)]
    return "/".join(key_name(keys_at(c, place)[0]) for c in both)


GAP = 2
"""Cells between two hints of the footer."""

BRIEF = 100
"""Below this width, hints are brief. Only the width decides, so that words do not change while the cursor moves."""


def _hint_width(command: Command, place: Place, here: Here, brief: bool) -> int:
    return _width(hint_key(command, place)) + 1 + _width(_steady(command, here, brief)) + GAP


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from specui.specs.edits.cells import display_width  # the command line works without Textual

    return display_width(text)


_TURNS = {"tick": "untick", "tick all": "untick all"}


def _steady(command: Command, here: Here, brief: bool) -> str:
    """Return the command's word, padded to its longer variant, so that the other hints do not move."""
    word = command.hint_here(here, brief=brief)
    return word.ljust(len(_TURNS.get(word, "")))
