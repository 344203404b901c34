"""What can be decided about items: one table of decisions and their words, for the screens, the line prompt and the commands.

``specs/forms/decision_forms.py`` makes the form and the change of each. This module is light, since the list of
commands reads it before the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from specui.specs.items.kinds import KINDS, DecisionId, Kind, Place, State

__all__ = ["DECISIONS", "NO_CHANGE", "Decision", "DecisionId", "Subject", "applicable", "applies", "refusal"]

NO_CHANGE = "No change."

Need = Place | Literal["alternatives"]
_COLUMNS: Mapping[Need, str] = {
    "box": "a checkbox",
    "severity": "a severity",
    "notes": "notes",
    "assignee": "an owner or for notes",
    "decision": "answers or for notes",
    "answer": "answers or for notes",
}
"""The places that a decision needs, and the columns of a table that are one."""

WAITING: frozenset[State] = frozenset({"open", "deferred", "assigned"})
_ANY: frozenset[State] = WAITING | {"answered", "dropped", "done"}


class Subject(Protocol):
    """An item as far as it says what can be decided about it; a triage entry is one."""

    @property
    def kind(self) -> Kind: ...
    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def state(self) -> State | Literal[""]: ...
    @property
    def alternatives(self) -> tuple[str, ...]: ...
    @property
    def places(self) -> frozenset[Place]: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    ``key`` makes it, on the screen of triage and line by line; ``take`` has a digit for each alternative instead.
    ``label`` names it in lists, in the palette and on the button that makes it; ``word`` is that in the footer.
    ``done`` is the message after it, with ``{item}`` for the item; ``value`` goes on with what was typed in its first
    field (`` to {value}``). ``help`` is one sentence. ``refusal`` says why it
    does not apply to an item of another kind or state. It applies in ``states``, to the kinds that list it in
    ``items/kinds.py``, and to items that have what it ``needs``: alternatives, and a place to write it. A ``shared``
    form is filled in once for many items.
    """

    id: DecisionId
    key: str
    label: str
    done: str
    help: str
    refusal: str
    states: frozenset[State] = WAITING
    needs: tuple[Need, ...] = ()
    shared: bool = False
    value: str = ""

    @property
    def word(self) -> str:
        """The label inside a line."""
        return self.label[0].lower() + self.label[1:]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of items that it applies to."""
        return tuple(kind.id for kind in KINDS.values() if self.id in kind.decisions)

    def message(self, item: str, typed: str = "") -> str:
        """Return what to say when it is made of an item, with what was typed in the first field of its form."""
        done = self.done.format(item=item)
        return done + self.value.format(value=typed) if typed.strip() else done


DECISIONS: Mapping[DecisionId, Decision] = {
    decision.id: decision
    for decision in (
        Decision("take", "", "Answer", "Answered {item}", "Choose a suggested answer.",
                 "This question has no suggested answers.", needs=("alternatives", "answer"), shared=True),
        Decision("answer", "a", "Answer", "Answered {item}", "Write an answer to the question.",
                 "Only questions can be answered.", states=_ANY, needs=("answer",), shared=True),
        Decision("defer", "d", "Defer", "Deferred {item}", "Defer the question until a date.",
                 "Only open questions can be deferred.", needs=("decision",), shared=True, value=" until {value}"),
        Decision("assign", "@", "Assign", "Assigned {item}", "Assign the question or gap to someone.",
                 "Only open questions and gaps can be assigned.", needs=("assignee",), shared=True, value=" to {value}"),
        Decision("drop", "w", "Drop", "Dropped {item}", "Drop the question without an answer; give the reason.",
                 "Only open questions can be dropped.", needs=("decision",), shared=True),
        Decision("reopen", "R", "Reopen", "Reopened {item}", "Reopen a question that was answered, deferred, assigned or dropped.",
                 "Only decided questions can be reopened.", states=_ANY - {"open"}, needs=("decision",), shared=True),
        Decision("resolve", "r", "Resolve", "Resolved {item}", "Close the gap and its related items.",
                 "Only gaps can be resolved.", states=_ANY),
        Decision("to-gap", "!", "Convert to gap", "Converted {item} to a gap", "Convert the question to a gap, and close the question.",
                 "Only open questions can become gaps.", needs=("decision",)),
        Decision("to-criterion", "c", "Convert to criterion", "Converted {item} to a criterion", "Convert the question or gap to a criterion.",
                 "Only open questions and gaps can become criteria.", needs=("decision",)),
        Decision("to-question", "Q", "Convert to question", "Converted {item} to a question", "Convert the gap to an open question.",
                 "Only open gaps can become questions."),
        Decision("severity", "s", "Edit severity", "Set severity of {item}", "Set the severity of the gap.",
                 "Only gaps have a severity.", states=_ANY, needs=("severity",), shared=True, value=" to {value}"),
        Decision("notes", "n", "Edit notes", "Changed the notes of {item}", "Change the notes of the gap.",
                 "Only gaps have notes.", states=_ANY, needs=("notes",)),
        Decision("tick", "x", "Tick", "Ticked {item}", "Tick the box of the test, criterion or task.",
                 "Only open tests, criteria and tasks can be ticked.", needs=("box",)),
        Decision("untick", "x", "Untick", "Unticked {item}", "Untick the box of the test, criterion or task.",
                 "Only ticked tests, criteria and tasks can be unticked.", states=frozenset({"done"}), needs=("box",)),
    )
}  # fmt: skip
"""Every decision by its id."""


def applicable(subject: Subject) -> tuple[DecisionId, ...]:
    """Return what can be decided about an item, in the order offered."""
    return tuple(one for one in KINDS[subject.kind].decisions if applies(one, subject))


def applies(decision: DecisionId, subject: Subject) -> bool:
    """Whether a decision can be made about an item."""
    return not refusal(decision, subject)


def refusal(decision: DecisionId, subject: Subject) -> str:
    """Return why a decision cannot be made about an item: one sentence, "" where it can."""
    known = DECISIONS[decision]
    if decision not in KINDS[subject.kind].decisions or (subject.state and subject.state not in known.states):
        return known.refusal
    if "alternatives" in known.needs and not subject.alternatives:
        return known.refusal
    lacking = next((need for need in known.needs if need in _COLUMNS and need not in subject.places), None)
    if lacking is None:
        return ""
    if lacking == "box":
        return f"{subject.id} on line {subject.line} has no checkbox; add one first: - [ ] …"
    if lacking in {"decision", "assignee"} and "row" not in subject.places:
        return f"{subject.id} is within the text (line {subject.line}); answer it, or edit the text."
    if "row" not in subject.places:
        return f"{subject.id} is not a table row (line {subject.line}); edit its text instead."
    return f"{subject.id}: this table has no column for {_COLUMNS[lacking]}."
