"""Resolves which keys run which command in which place, from the user's own keys and the key set that they chose.

Pure. A key runs only one command in a place. The user's own keys come first, in the order of their file, then those of
the set, then the commands' own; a later command loses the key there. If that concerns a key of the user, it is a fault
that names both commands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from specui.tui.commands.key_names import WRITING, BadKey, key_name, key_of
from specui.tui.commands.key_sets import left_keys, own_keys
from specui.tui.commands.model import PLACES, TITLES, Command, Place
from specui.workspace.config.config_fault import Fault
from specui.workspace.config.settings import Keys

TEXT_PLACES: frozenset[Place] = frozenset(
    {"editor", "filter", "inline", "search", "triage-filter", "finder", "palette", "form"}
)
NEEDED = frozenset({
    "commands", "help", "quit", "list-leave", "form-leave", "preview-leave", "dialog-close", "answer-leave",
})  # fmt: skip
"""Commands that must keep a key, since without it nobody finds the others or a way back."""


class Keymap(NamedTuple):
    """Keys by place and command id; `faults` are the user's own keys that specui cannot use."""

    keys: Mapping[tuple[Place, str], tuple[str, ...]]
    faults: tuple[Fault, ...] = ()

    def at(self, place: Place, command: str) -> tuple[str, ...]:
        """Return the keys of a command in a place; the first one is for display."""
        return self.keys.get((place, command), ())


class _Wish(NamedTuple):
    """A command's keys, and the line of the user's file that sets them, or 0."""

    command: Command
    keys: tuple[str, ...]
    line: int = 0


def keymap(
    commands: Sequence[Command],
    name: str = "default",
    given: Mapping[str, Keys] | None = None,
    file: Path | None = None,
) -> Keymap:
    """Return the keys of the set `name`, overridden by the user's own, `given`, from `file`."""
    file = file or Path()
    faults: list[Fault] = []
    own = [*_own(commands, given or {}, file, faults)]
    mine = {wish.command.id for wish in own}
    rest = [c for c in commands if c.id not in mine]
    chosen = [_Wish(c, keys) for c in rest if (keys := own_keys(c, name)) is not None]
    left = [_Wish(c, left_keys(c, name)) for c in rest if own_keys(c, name) is None]
    found: dict[tuple[Place, str], tuple[str, ...]] = {}
    lost: dict[tuple[int, str, str, str], list[Place]] = {}
    for place in PLACES:
        taken: dict[str, _Wish] = {}
        for wish in (*own, *chosen, *left):
            if place not in wish.command.where:
                continue
            for key in wish.keys:
                holder = taken.setdefault(key, wish) if _means_something(wish, key, place) else None
                if holder is wish:
                    found[place, wish.command.id] = (*found.get((place, wish.command.id), ()), key)
                elif holder is not None and holder.line:
                    loss = (wish.line or holder.line, key, holder.command.title, wish.command.title)
                    lost.setdefault(loss, []).append(place)
    faults += [
        Fault(file, line, _conflict(key, holder, loser, places))
        for (line, key, holder, loser), places in lost.items()
    ]
    return Keymap(found, tuple(sorted(faults, key=lambda fault: fault[1:])))


def _own(
    commands: Sequence[Command], given: Mapping[str, Keys], file: Path, faults: list[Fault]
) -> Iterator[_Wish]:
    """Yield the user's own keys whose command and key exist; add a fault for each other one."""
    by_id = {command.id: command for command in commands}
    for name, (written, line) in given.items():
        command = by_id.get(name)
        if command is None:
            from difflib import get_close_matches

            near = get_close_matches(name, by_id, 1)
            hint = f"did you mean {near[0]}?" if near else "specui config keys lists them"
            faults.append(Fault(file, line, f"unknown command {name}; {hint}"))
            continue
        keys = []
        for text in written:
            try:
                keys.append(key_of(text))
            except BadKey as error:
                faults.append(Fault(file, line, f"{name}: {error}"))
        if not keys and (written or name in NEEDED):
            if not written:
                faults.append(
                    Fault(
                        file, line, f"{name} needs a key, or you cannot find your way back; it keeps its own"
                    )
                )
            continue  # the command keeps its own keys
        yield _Wish(command, tuple(dict.fromkeys(keys)), line)
        silent = [
            key
            for key in keys
            if not any(_means_something(_Wish(command, (), line), key, p) for p in command.where)
        ]
        faults += [
            Fault(
                file, line, f"{name}: {key_name(key)} edits text where this command works; choose another key"
            )
            for key in silent
        ]


def _means_something(wish: _Wish, key: str, place: Place) -> bool:
    """Return whether a key can run a command in a place: in a text field, a letter is text."""
    if place not in TEXT_PLACES:
        return True
    return len(key) > 1 and not (wish.line and key in WRITING and key not in wish.command.keys)


def _conflict(key: str, holder: str, loser: str, places: Sequence[Place]) -> str:
    where = ", ".join(TITLES[place].lower() for place in places)
    return f"{key_name(key)} runs both “{holder}” and “{loser}” {where}; the first keeps it, so give the other another key"
