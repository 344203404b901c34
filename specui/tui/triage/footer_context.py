"""What the commands have to act on, for footer, palette and the keys below the item. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from specui.specs.decisions import applicable
from specui.specs.triage import Entry
from specui.tui.commands import COMMANDS, Here, key_name, keys_at
from specui.tui.commands.here import Case
from specui.tui.triage.state import TriageState


def here_of(
    state: TriageState, *, undoable: bool, one_pane: bool, queue_shown: bool, entry: Entry | None = None
) -> Here:
    """Return what the commands have to act on; `entry` is the current one unless given."""
    queue = state.queue
    entry = entry if entry is not None else queue.current
    selected = [one for one in queue.shown if one.key in queue.selected]
    ways = frozenset[str]().union(*(applicable(one) for one in (*selected, *([entry] if entry else ()))))
    case = Case(
        kind=entry.kind if entry is not None else "",
        ways=ways,
        alternatives=len(entry.alternatives) if entry is not None else 0,
        shown=len(queue.shown),
        chosen=len(selected),
        decided=state.decided_too,
        turns=one_pane,
        queue=queue_shown,
    )
    return Here(names=True, undoable=undoable, case=case, marking=state.range is not None)


def decision_keys(here: Here, decides: Collection[str]) -> Sequence[tuple[str, str]]:
    """Return the keys that decide about the item, and what they do; numbers stand before the alternatives."""
    found = []
    for command in COMMANDS:
        if command.id not in decides or command.group == "take" or not command.does_something(here):
            continue
        keys = keys_at(command, "triage")
        if keys:
            word = command.word(here) if command.word is not None else _lower(command.title)
            found.append((key_name(keys[0]), word))
    return found


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
