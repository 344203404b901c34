"""What somebody has to decide or do in a spec: the items of every kind, as triage shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.items import kinds
from specui.specs.items.gaps import severities
from specui.specs.items.kinds import NO_RANK, STATES, Kind, Place, State

__all__ = ["KINDS", "NO_RANK", "STATES", "Entry", "Key", "Kind", "State", "entries"]

KINDS: tuple[Kind, ...] = tuple(kinds.KINDS)
"""The ids of all kinds, in the order in which triage shows equally urgent items."""


class Key(NamedTuple):
    """Identifies an entry while its file changes: ``check`` stands for its text, wherever that is by now."""

    name: str
    kind: Kind
    check: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of one spec, as triage sees it.

    ``name`` is the file, relative to the root. ``state`` is "" for a criterion that is neither open nor done. ``ref`` is the address that commands take, ``check`` the full check of
    its text. ``topic`` is a question's topic or a task's group. ``severity`` is "" except for gaps; ``rank`` is 0 for
    the worst one and NO_RANK for none. ``due`` is the day to which a question is deferred, ``updated`` the last update
    of the spec, ``today`` the day as of which all this holds: ISO days, or "". ``line`` is 1-based.
    """

    name: str
    kind: Kind
    id: str
    ref: str
    check: str
    text: str
    topic: str
    line: int
    state: State | Literal[""]
    severity: str
    rank: int
    alternatives: tuple[str, ...]
    due: str
    assignee: str
    title: str
    status: str
    tier: str
    owners: tuple[str, ...]
    updated: str
    today: str
    places: frozenset[Place] = kinds.BELOW
    """Where decisions about it can be written."""
    key: Key = field(init=False, repr=False, compare=False)
    """Its key, computed once: a queue asks for it all the time."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", Key(self.name, self.kind, self.check))

    @property
    def waiting(self) -> bool:
        """Whether somebody has to decide or do something today.

        A deferred question waits again from its day on; one that was deferred to no day always waits.
        """
        if self.state == "deferred":
            return self.due <= self.today
        return self.state in {"open", "assigned"}


def to_decide(name: str, contents: Contents, today: date) -> tuple[Entry, ...]:
    """Return the entries that triage offers: without criteria that are neither open nor done."""
    return tuple([one for one in entries(name, contents, today) if one.state])


def entries(name: str, contents: Contents, today: date) -> tuple[Entry, ...]:
    """Return the items of a spec, decided ones too, in file order; rows that say "none" are left out."""
    head = (  # what all entries of a spec share, in the order of Entry's fields
        names.strip_marks(contents.spec.title),
        contents.status or names.strip_signs(contents.status_raw),
        contents.short_tier,
        contents.owners,
        contents.updated,
        today.isoformat(),
    )
    ranks = {choice.word: rank for rank, choice in enumerate(severities(contents.spec.template))}
    found = list[Entry]()
    for kind in kinds.KINDS.values():
        for item in contents.items(kind):
            if item.none:
                continue
            facts = item.facts(ranks)
            found.append(
                Entry(
                    name, kind.id, item.id, item.ref, item.checks.full(item.number), item.text, facts.topic, item.line,
                    facts.state, facts.severity, facts.rank, facts.alternatives, facts.due, facts.assignee,
                    *head, facts.places,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda entry: entry.line))
