"""Resolves which keys run which command in which place, from the user's own keys and the key set that they chose.

Pure. A key runs only one command in a place. The keys of the set come before the commands' own; a later command loses
the key there. A key that the user gives to one command while another has it too is disputed: it runs neither in that
place, and a fault names both commands. Only a command that nobody may be without keeps such a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from specui.tui.commands.former_ids import FORMER_IDS
from specui.tui.commands.key_names import WRITING, BadKey, key_name, key_of
from specui.tui.commands.key_sets import left_keys, own_keys
from specui.tui.commands.model import PLACES, TITLES, Command, Place
from specui.workspace.config.config_fault import Fault
from specui.workspace.config.settings import Keys

TEXT_PLACES: frozenset[Place] = frozenset(
    {"editor", "filter", "inline", "search", "triage-filter", "finder", "palette", "form"}
)
NEEDED = frozenset({
    "commands", "help", "quit", "list-cancel", "form-cancel", "preview-close", "dialog-close", "answer-cancel",
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


class _Dispute(NamedTuple):
    """Two commands with one key, the first of them the user's own."""

    holder: _Wish
    other: _Wish
    key: str


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
    disputes: dict[_Dispute, list[Place]] = {}
    for place in PLACES:
        holders: dict[str, _Wish | None] = {}
        for wish in (*own, *chosen, *left):
            if place not in wish.command.where:
                continue
            for key in wish.keys:
                if not _means_something(wish, key, place):
                    continue
                holder = holders.setdefault(key, wish)
                if holder is not None and holder is not wish and holder.line:
                    disputes.setdefault(_Dispute(holder, wish, key), []).append(place)
                    holders[key] = _keeper(holder, wish)
        for key, holder in holders.items():
            if holder is not None:
                found[place, holder.command.id] = (*found.get((place, holder.command.id), ()), key)
    faults += [
        Fault(file, dispute.other.line or dispute.holder.line, _conflict(dispute, places))
        for dispute, places in disputes.items()
    ]
    return Keymap(found, tuple(sorted(faults, key=lambda fault: fault[1:])))


def _own(
    commands: Sequence[Command], given: Mapping[str, Keys], file: Path, faults: list[Fault]
) -> Iterator[_Wish]:
    """Yield the user's own keys whose command and key exist; add a fault for each other one."""
    by_id = {command.id: command for command in commands}
    for name, (written, line) in given.items():
        command = by_id.get(FORMER_IDS.get(name, name))
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


def _keeper(holder: _Wish, other: _Wish) -> _Wish | None:
    """Return which of two commands keeps a disputed key: one that nobody may be without, else neither."""
    return next((wish for wish in (holder, other) if wish.command.id in NEEDED), None)


def _conflict(dispute: _Dispute, places: Sequence[Place]) -> str:
    where = ", ".join(TITLES[place].lower() for place in places)
    holder, other = dispute.holder, dispute.other
    keeper = _keeper(holder, other)
    runs = f"runs only “{keeper.command.title}”" if keeper else "runs neither"
    return (
        f"{key_name(dispute.key)} is set for both “{holder.command.title}” and “{other.command.title}” {where}; "
        f"it {runs} until you give one of them another key"
    )
