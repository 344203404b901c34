"""The change that a typed line makes, and a sentence about it. Pure.

An item is found by its ref, wherever it has moved; otherwise the decision is refused.
"""

from __future__ import annotations

from typing import NamedTuple

from specui.cli.prompt.parser import Asked, Instruction
from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.decisions import NO_CHANGE, applicable
from specui.specs.edits.places import EditRefused
from specui.specs.forms.decision_forms import decide, form_of
from specui.specs.items.gaps import severities
from specui.specs.phrases import join_words
from specui.specs.resolve.conversions import criteria_groups
from specui.specs.resolve.line_changes import hunks
from specui.specs.triage import Entry


class Change(NamedTuple):
    """A change and what it does: a sentence without its full stop."""

    transaction: Transaction
    done: str


def asked_about(contents: Contents, entry: Entry) -> Asked:
    """Return what is needed to parse a line about an entry."""
    return Asked(
        entry.kind,
        entry.today,
        entry.alternatives,
        severities(contents.spec.template),
        criteria_groups(contents),
        applicable(entry),
    )


def change(contents: Contents, entry: Entry, wish: Instruction, *, today: str, by: str) -> Change:
    """Return the change of an instruction, except "resolve", whose changes are chosen first.

    Raises EditRefused if it cannot be done or changes nothing.
    """
    typed = wish.texts
    if wish.decision == "to-criterion":  # its group is a field only where there are several
        form = form_of(contents, entry, wish.decision, today=today, by=by)
        typed = typed[: len(form.fields)]
    made = decide(contents, entry, wish.decision, typed, today=today, by=by, number=wish.number)
    if not made.changed:
        raise EditRefused(NO_CHANGE)
    return Change(made.transaction, made.outcome)


def written_at(text: str, transaction: Transaction) -> str:
    """Return the lines that a change writes, counted in the text after it: ``line 4``, ``lines 4, 9 and 20``."""
    shift, lines = 0, list[int]()
    for hunk in hunks(text, transaction):
        lines.append(hunk.line + shift)
        shift += len(hunk.added) - len(hunk.removed)
    numbers = list(map(str, dict.fromkeys(lines)))
    return f"{'lines' if len(numbers) > 1 else 'line'} {join_words(numbers)}"
