"""Which keys mean which command in which place: the set that the user has chosen, and what they have given themselves.

Pure. A key means one thing in a place: the user's own come first, in the order of their file, then the set's, then
the rest; who comes later loses the key there. Where a user's own is concerned that is told, with both commands.
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
"""Without these nobody finds the way, or none back."""


class Keymap(NamedTuple):
    """Keys by place and command's id; `faults` is what of the user's own cannot be."""

    keys: Mapping[tuple[Place, str], tuple[str, ...]]
    faults: tuple[Fault, ...] = ()

    def at(self, place: Place, command: str) -> tuple[str, ...]:
        """Return the keys of a command in a place, the one to show first."""
        return self.keys.get((place, command), ())


class _Wish(NamedTuple):
    """A command's keys, and the line where the user gives them; 0 for others."""

    command: Command
    keys: tuple[str, ...]
    line: int = 0


def keymap(
    commands: Sequence[Command],
    name: str = "default",
    given: Mapping[str, Keys] | None = None,
    file: Path | None = None,
) -> Keymap:
    """Return the keys of a set with the user's own in it; `file` is where these are written."""
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
    """Yield what the user gives, as far as there are such commands and such keys."""
    by_id = {command.id: command for command in commands}
    for name, (written, line) in given.items():
        command = by_id.get(name)
        if command is None:
            from difflib import get_close_matches

            near = get_close_matches(name, by_id, 1)
            hint = f"did you mean {near[0]}?" if near else "specui config keys lists them"
            faults.append(Fault(file, line, f"there is no command {name}; {hint}"))
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
                    Fault(file, line, f"{name} must keep a key, or nobody finds the way; it keeps its own")
                )
            continue  # it keeps what it had
        yield _Wish(command, tuple(dict.fromkeys(keys)), line)
        silent = [
            key
            for key in keys
            if not any(_means_something(_Wish(command, (), line), key, p) for p in command.where)
        ]
        faults += [
            Fault(file, line, f"{name}: {key_name(key)} is for writing where this command works")
            for key in silent
        ]


def _means_something(wish: _Wish, key: str, place: Place) -> bool:
    """Say whether a key can mean a command in a place: where one types, a letter is a letter."""
    if place not in TEXT_PLACES:
        return True
    return len(key) > 1 and not (wish.line and key in WRITING and key not in wish.command.keys)


def _conflict(key: str, holder: str, loser: str, places: Sequence[Place]) -> str:
    where = ", ".join(TITLES[place].lower() for place in places)
    return f"{key_name(key)} means “{holder}” and “{loser}” {where}; the first keeps it: give the other another key"
