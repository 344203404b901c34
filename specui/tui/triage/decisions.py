"""The decisions of triage: one row for each, with its command and its words. Pure.

The changes themselves are the core's (`specui.specs.triage.ways`); nothing else in this package imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from specui.specs import names
from specui.specs.edits.places import EditRefused
from specui.specs.triage import Entry
from specui.specs.triage.ways import SHARED, Planned, Way, form_of, item_of, planned, ways
from specui.tui.commands import said
from specui.tui.rendering.paint import fit_words
from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from specui.specs.contents import Contents
    from specui.specs.forms.model import Form


__all__ = [
    "DECISIONS",
    "TICK",
    "Choice",
    "Decision",
    "Signature",
    "Way",
    "any_possible",
    "applies",
    "decision",
    "form_for",
    "is_shared",
    "item_name",
    "item_of",
    "items_name",
    "plan",
    "possible",
    "refusal",
]


class Decision(NamedTuple):
    """One decision: `done` says what happened, with {item}; `refused` says why it does not apply here."""

    way: Way
    command: str
    done: str
    refused: str
    changes_value: bool = False
    """Whether it changes a value that is there, and so may overwrite what others wrote."""


TICK = "triage-tick"
"""The command that ticks, or unticks where everything is ticked."""

DECISIONS: tuple[Decision, ...] = (
    Decision("take", "take", "Answered {item}", "This question has no numbered answers."),
    Decision("answer", "triage-answer", "Answered {item}", "You can only answer questions."),
    Decision(
        "severity", "triage-severity", "Changed the severity of {item}", "Only gaps have a severity.",
        changes_value=True,
    ),
    Decision("notes", "triage-notes", "Changed the notes of {item}", "Only gaps have notes.", changes_value=True),
    Decision("tick", TICK, "Ticked {item}", "Only tests and criteria can be ticked."),
    Decision("untick", TICK, "Unticked {item}", "Only tests and criteria can be ticked."),
    Decision("defer", "triage-defer", "Deferred {item}", "Only open questions can be deferred."),
    Decision("assign", "triage-assign", "Assigned {item}", "Only open questions can be assigned."),
    Decision("drop", "triage-drop", "Dropped {item}", "Only open questions can be dropped."),
    Decision(
        "to-gap", "triage-gap", "Converted {item} to a gap", "Only open questions can be converted to gaps."
    ),
    Decision(
        "to-criterion", "triage-criterion", "Converted {item} to a criterion",
        "Only open questions and gaps can be converted to criteria.",
    ),
    Decision(
        "to-question", "triage-question", "Converted {item} to a question",
        "Only gaps can be converted to questions.",
    ),
    Decision("reopen", "triage-reopen", "Reopened {item}", "Nothing to reopen: this is still open."),
)  # fmt: skip
_BY_WAY = {row.way: row for row in DECISIONS}


class Choice(NamedTuple):
    """What the user chose to do: a way, and the number of the alternative to take, from 0."""

    way: Way
    number: int = 0


class Signature(NamedTuple):
    """What a decision is signed with: the day, as ``2026-11-22``, and a name."""

    today: str
    by: str


def decision(way: Way) -> Decision:
    """Return the row of a way."""
    return _BY_WAY[way]


def possible(entry: Entry) -> frozenset[Way]:
    """Return the ways that apply to an entry as it is."""
    return ways(entry)


def applies(choice: Choice, entry: Entry) -> bool:
    """Say whether a choice applies to an entry as it is."""
    if choice.way == "take" and choice.number >= len(entry.alternatives):
        return False
    return choice.way in ways(entry)


def refusal(contents: Contents, entry: Entry, choice: Choice) -> str:
    """Return why a choice does not apply to an entry."""
    row = decision(choice.way)
    if entry.plain and choice.way in {"tick", "untick", "severity", "notes"} and _has(entry.kind, choice.way):
        try:
            form_of(contents, entry, choice.way, today=entry.today, by="")
        except EditRefused as refused:
            return str(refused)
    if choice.way == "take":
        return _refused_number(entry)
    return row.refused


def _refused_number(entry: Entry) -> str:
    if entry.kind != "question":
        return decision("answer").refused
    if entry.state in {"answered", "dropped"}:
        return f"This question is {entry.state}. Press {said('triage-reopen', 'triage')} to reopen it."
    if entry.alternatives:
        return f"This question has {len(entry.alternatives)} numbered answers."
    return f"{decision('take').refused} Press {said('triage-answer', 'triage')} to write one."


def _has(kind: str, way: Way) -> bool:
    return (kind == "gap") is (way in {"severity", "notes"}) and kind != "question"


def form_for(contents: Contents, entry: Entry, choice: Choice, signature: Signature) -> Form:
    """Return the form of a choice, filled in with what is proposed. Raises EditRefused."""
    return form_of(contents, entry, choice.way, today=signature.today, by=signature.by, number=choice.number)


def is_shared(way: Way) -> bool:
    """Say whether one form serves many entries; else each has a text of its own."""
    return way in SHARED


def plan(
    contents: Contents,
    entries: Sequence[Entry],
    choice: Choice,
    texts: Sequence[str],
    understand: Callable[[str], Contents],
    signature: Signature,
) -> Planned:
    """Return what a choice changes in the entries of one spec."""
    today, by = signature
    return planned(contents, entries, choice.way, texts, understand, today=today, by=by, number=choice.number)


def item_name(entry: Entry) -> str:
    """Return what an entry is called in a sentence: its topic, or how it begins."""
    name = entry.topic if entry.kind == "question" and entry.topic else names.strip_marks(entry.text)
    return f"“{fit_words(safe(name), 48)}”"


def items_name(entries: Sequence[Entry], plural: str) -> str:
    """Return what entries are called in a sentence: one by its name, more by their number."""
    return item_name(entries[0]) if len(entries) == 1 else f"{len(entries)} {plural}"


def any_possible(entries: Iterable[Entry], way: Way) -> bool:
    """Say whether a way applies to any of the entries."""
    return any(way in ways(entry) for entry in entries)
