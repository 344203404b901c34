"""Decisions at the keys: the command of each, what the user chose, and why a choice does not apply. Pure.

What can be decided, its words and its change are the core's: `specui.specs.decisions` and its forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from specui.specs import decisions, names
from specui.specs.decisions import DECISIONS, DecisionId
from specui.specs.forms.decision_forms import form_of
from specui.specs.triage import Entry
from specui.tui.commands import said
from specui.tui.rendering.paint import fit_words
from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from specui.specs.contents import Contents
    from specui.specs.forms.model import Form

TICK = "triage-tick"
"""The command that ticks, or unticks if everything is ticked."""
COMMAND_OF: Mapping[DecisionId, str] = {
    decision: f"triage-{decision.removeprefix('to-')}"
    for decision in DECISIONS
    if decision not in {"take", "tick", "untick", "resolve"}
}
"""The commands that stand for one decision each; numbers, tick and resolve have handlers of their own."""
EDITS: frozenset[DecisionId] = frozenset({"severity", "notes"})
"""The decisions that change a value that is there, and so may overwrite what others wrote."""


class Choice(NamedTuple):
    """What the user chose: a decision, and the number of the alternative to take, from 0."""

    decision: DecisionId
    number: int = 0


class Signature(NamedTuple):
    """What a decision is signed with: the day, as ``2026-11-22``, and a name."""

    today: str
    by: str


def applies(choice: Choice, entry: Entry) -> bool:
    """Say whether a choice applies to an entry as it is."""
    if choice.decision == "take" and choice.number >= len(entry.alternatives):
        return False
    return decisions.applies(choice.decision, entry)


def any_applies(entries: Iterable[Entry], decision: DecisionId) -> bool:
    """Say whether a decision applies to any of the entries."""
    return any(decisions.applies(decision, entry) for entry in entries)


def refusal(choice: Choice, entry: Entry) -> str:
    """Return why a choice does not apply to an entry."""
    if choice.decision != "take":
        return decisions.refusal(choice.decision, entry)
    if entry.kind != "question":
        return DECISIONS["answer"].refusal
    if entry.state in {"answered", "dropped"}:
        return f"This question is {entry.state}. Press {said('triage-reopen', 'triage')} to reopen it."
    refused = decisions.refusal("take", entry)
    if refused and refused != DECISIONS["take"].refusal:
        return refused
    if entry.alternatives:
        return f"This question has {len(entry.alternatives)} suggested answers."
    return f"{DECISIONS['take'].refusal} Press {said('triage-answer', 'triage')} to write one."


def form_for(contents: Contents, entry: Entry, choice: Choice, signature: Signature) -> Form:
    """Return the form of a choice, filled in with what is proposed. Raises EditRefused."""
    today, by = signature
    return form_of(contents, entry, choice.decision, today=today, by=by, number=choice.number)


def item_name(entry: Entry) -> str:
    """Return what an entry is called in a sentence: its topic, or how it begins."""
    name = entry.topic if entry.kind == "question" and entry.topic else names.strip_marks(entry.text)
    return f"“{fit_words(safe(name), 48)}”"
