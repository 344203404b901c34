"""The kinds of items: one table that triage, listings, search, counts and the line prompt read.

A new kind takes a reader in this folder, its part in ``parts.py``, the part in ``Contents`` and a row here. This module
is below the readers, so that they can read it too: it imports no item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol, get_args

from specui.specs.addresses import Checks
from specui.specs.parts import Part
from specui.specs.phrases import format_count

Kind = Literal["question", "gap", "test", "criterion", "task"]
State = Literal["open", "answered", "deferred", "assigned", "dropped", "done"]
STATES: tuple[State, ...] = get_args(State)

DecisionId = Literal[
    "take", "answer", "defer", "assign", "drop", "reopen", "resolve", "to-gap", "to-criterion", "to-question",
    "severity", "notes", "tick", "untick",
]  # fmt: skip
"""What can be decided about an item; ``specs/decisions.py`` says how."""

Place = Literal["row", "box", "severity", "notes", "assignee", "decision", "answer"]
"""What an item has to write a decision into: it is a row or has a box, or there is a cell, or a line below it.

``decision`` is where it is written what became of the item; a gap always has it, since it is removed.
``answer`` is where an answer is written; a question within the text has only that.
"""
BELOW: frozenset[Place] = frozenset({"decision", "assignee", "answer"})
"""What an item has that is no row: decisions about it are lines below it."""

NO_RANK = 9
"""The rank of an item without severity."""


class Facts(NamedTuple):
    """What triage knows of an item beside its text; see the fields of ``triage.model.Entry``."""

    state: State | Literal[""] = "open"
    topic: str = ""
    severity: str = ""
    rank: int = NO_RANK
    alternatives: tuple[str, ...] = ()
    due: str = ""
    assignee: str = ""
    places: frozenset[Place] = BELOW


class Item(Protocol):
    """What the items of every kind have. ``none`` marks a row that says "there is none", ``searched`` is what search matches."""

    @property
    def id(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def check(self) -> str: ...
    @property
    def checks(self) -> Checks: ...
    @property
    def number(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def part(self) -> Part | None: ...
    @property
    def none(self) -> bool: ...
    @property
    def searched(self) -> str: ...

    def facts(self, ranks: Mapping[str, int]) -> Facts:
        """Return what triage knows of it; ``ranks`` maps the severities of its template to 0 (the worst) and up."""
        ...

    def details(self) -> dict[str, Any]:
        """Return what a listing adds for its kind, ready for JSON, in the order of its keys."""
        ...


@dataclass(frozen=True, slots=True)
class ItemKind:
    """One kind of item.

    ``noun`` and ``plural`` are its words in a sentence; ``listing`` is the command that lists it, and its plural in
    ``kind:``; ``about`` is the heading of that list. ``sign`` is its mark in lists (one cell), a character of the
    keyboard: typed first in the finder, it shows only this kind. ``part`` holds its items: ``Contents`` has them under that name,
    or as its ``attribute``. ``columns``
    are the keys of the listing's own columns in a table, ``csv`` those that only CSV adds. ``text_columns`` are the
    columns of a table that hold its text, the most telling first. ``decisions`` are listed in the order offered.
    """

    id: Kind
    noun: str
    plural: str
    listing: str
    about: str
    sign: str
    part: Part
    columns: tuple[str, ...]
    csv: tuple[str, ...]
    text_columns: tuple[str, ...]
    decisions: tuple[DecisionId, ...]
    attribute: str = ""

    @property
    def a_noun(self) -> str:
        """The noun with its article."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"

    @property
    def title(self) -> str:
        """The noun as the head of a line."""
        return self.noun.capitalize()

    @property
    def heading(self) -> str:
        """The plural as a heading."""
        return self.plural.capitalize()

    def count(self, number: int) -> str:
        """Return a number of items in words: ``1 gap``, ``3 criteria``."""
        return f"{number} {self.noun if number == 1 else self.plural}"


KINDS: Mapping[Kind, ItemKind] = {
    kind.id: kind
    for kind in (
        ItemKind(
            id="question",
            noun="question",
            plural="questions",
            listing="questions",
            about="open questions",
            sign="?",
            part="questions",
            columns=("state", "assignee"),
            csv=("topic", "alternatives", "due", "assignee"),
            text_columns=("question", "open question", "issue", "topic", "description", "item"),
            decisions=("take", "answer", "defer", "assign", "drop", "to-gap", "to-criterion", "reopen"),
        ),
        ItemKind(
            id="gap",
            noun="gap",
            plural="gaps",
            listing="gaps",
            about="known gaps",
            sign="!",
            part="gaps",
            columns=("severity", "assignee"),
            csv=("notes", "assignee"),
            text_columns=(
                "gap", "issue", "problem", "limitation", "debt", "tech debt", "description", "item", "title", "summary",
            ),
            decisions=("resolve", "severity", "notes", "assign", "to-criterion", "to-question"),
        ),
        ItemKind(
            id="test",
            noun="missing test",
            plural="missing tests",
            listing="tests",
            about="missing tests",
            sign="*",
            part="missing_tests",
            columns=("state",),
            csv=(),
            text_columns=("test", "missing test", "test case", "case", "scenario", "description", "what", "name"),
            decisions=("tick", "untick"),
        ),
        ItemKind(
            id="criterion",
            noun="criterion",
            plural="criteria",
            listing="criteria",
            about="acceptance criteria",
            sign="[",
            part="criteria",
            columns=("state",),
            csv=("group",),
            text_columns=(
                "criterion", "criteria", "acceptance criterion", "requirement", "description", "scenario", "behavior",
            ),
            decisions=("tick", "untick"),
        ),
        ItemKind(
            id="task",
            noun="task",
            plural="tasks",
            listing="tasks",
            about="tasks",
            sign="+",
            part="tasks",
            columns=("state",),
            csv=("group",),
            text_columns=("task", "description", "item", "what"),
            decisions=("tick", "untick"),
            attribute="work",
        ),
    )
}  # fmt: skip
"""Every kind, in the order in which triage shows equally urgent items."""

BY_PART: Mapping[Part, ItemKind] = {kind.part: kind for kind in KINDS.values()}
"""The kinds by the part that holds their items."""

_OTHER_NOUNS: Mapping[Part, tuple[str, str]] = {
    "existing_tests": ("test", "tests"),
    "golden_sets": ("golden set", "golden sets"),
    "internal_dependencies": ("dependency", "dependencies"),
    "external_services": ("service", "services"),
    "degraded_modes": ("degraded mode", "degraded modes"),
    "revisions": ("revision", "revisions"),
}
"""What the items of the parts without a kind are called: one, and several."""


def noun_of(part: Part | None, default: str = "item") -> str:
    """Return what an item or a row of a part is called: ``criterion``, ``golden set``."""
    return _nouns(part, default)[0]


def plural_of(part: Part | None, default: str = "item") -> str:
    """Return what several of them are called: ``criteria``, ``golden sets``."""
    return _nouns(part, default)[1]


def count_of(part: Part | None, number: int, default: str = "item") -> str:
    """Return a number of items of a part in words: ``3 criteria``, ``2 golden sets``."""
    return format_count(number, *_nouns(part, default))


def _nouns(part: Part | None, default: str) -> tuple[str, str]:
    if part is not None and part in BY_PART:
        return BY_PART[part].noun, BY_PART[part].plural
    own = (default, f"{default}s")
    return _OTHER_NOUNS.get(part, own) if part is not None else own
