"""Converts items: a question to a gap or a criterion, a gap to a criterion or a question.

Each ``…_text`` proposes words; each verb takes the final ones and makes one edit.  A question stays and is
closed with what became of it; the row of a gap is removed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from specui.markdown.edits import Transaction
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.edits.places import one_line
from specui.specs.edits.turns import in_turn
from specui.specs.items.gaps import Gap, severities
from specui.specs.items.questions import Question
from specui.specs.resolve import resolution_steps as steps
from specui.specs.spec import Spec

_TOPIC = lazy_pattern(r"^\*\*(?P<topic>[^*\n]{1,120}?):?\*\*:?\s*(?P<rest>.*)", re.DOTALL)
_ASKED = lazy_pattern(
    r"(?:should|shall|do|can|could|must|may|will|would)\s+(?:we|it|there)\s+", re.IGNORECASE
)
_NO = lazy_pattern(r"^(?:no|missing|lacks?|without)\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
# What a gap says is missing, and what must be true instead; the first match counts.
_LACKS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\s+(?:is |are )?(?:not|never)\s+((?:\w+ly\s+)?\w+(?:ed|n))\b", r" is \1"),
        (r"\s+(?:is |are )?(?:missing|absent|lacking|not there)\s*$", " is there"),
        (r"\s+(?:is |are )?(?:unclear|undefined|undecided)\s*$", " is defined"),
        (r"\s+(?:is |are )?un(verified|tested|documented|monitored)\s*$", r" is \1"),
        (r"\s+(?:is |are )?unbounded\s*$", " is bounded"),
        (r"\s+has\s+no\s+(?=[aeio])", " has an "),
        (r"\s+has\s+no\s+", " has a "),
    )
)


class GapWords(NamedTuple):
    """What a row of the gaps says."""

    gap: str
    severity: str
    notes: str


def question_to_gap_words(spec: Spec, question: Question) -> GapWords:
    """Propose a row: what the question is about is undecided; the notes ask it; neither the worst nor the least severe."""
    topic, rest = _parted(question.text)
    allowed = severities(spec.template)
    severity = allowed[min(1, len(allowed) - 1)].word
    if topic:
        return GapWords(f"{topic}: undecided", severity, rest)
    return GapWords(f"Undecided: {question.text.rstrip('?. ')}", severity, "")


def question_to_criterion_text(question: Question) -> str:
    """Propose a criterion: the first alternative that the question offers, else what it asks for."""
    topic, rest = _parted(question.text)
    offered = question.alternatives
    words = offered[0] if offered else _ASKED.sub("", rest.split("?")[0], count=1)
    words = one_line(words).strip(" ,;.")
    if not words:
        return topic or question.text
    return f"{topic}: {words}" if topic else words[0].upper() + words[1:]


def gap_to_criterion_text(gap: Gap) -> str:
    """Propose a criterion: what is true once the gap is closed."""
    text = one_line(gap.gap).rstrip(".")
    lack = _NO.match(text)
    if lack:
        what = lack["what"].strip()
        many = what.endswith("s") and not what.endswith("ss")
        return f"{what[0].upper()}{what[1:]} {'are' if many else 'is'} there"
    for pattern, instead in _LACKS:
        if pattern.search(text):
            return pattern.sub(instead, text, count=1)
    return text


def gap_to_question_text(gap: Gap) -> str:
    """Propose a question: the one that the notes ask, else whether to close the gap."""
    text, notes = one_line(gap.gap).rstrip(". "), one_line(gap.notes)
    asked = re.search(r"[^.?!]+\?", notes)
    if text.endswith("?"):
        return text
    rest = asked[0].strip() if asked else "Should we close it, or live with it?"
    return f"**{names.strip_signs(text)}**: {rest}"


def question_to_gap(
    contents: Contents, question: Question, words: GapWords, *, today: str, by: str = ""
) -> Transaction:
    """Add a row to the gaps and answer the question with it."""
    said = f"is a known gap now: {one_line(words.gap)}"
    return in_turn(
        contents.spec,
        [
            steps.gap_added(words.gap, words.severity, words.notes),
            steps.answered(question, said, on=today, by=by),
        ],
        f"convert {question.id} to a gap",
    )


def question_to_criterion(
    contents: Contents, question: Question, text: str, group: str = "", *, today: str, by: str = ""
) -> Transaction:
    """Add a criterion to a group (the first by default) and answer the question with it."""
    said = f"is a criterion now: {one_line(text)}"
    return in_turn(
        contents.spec,
        [
            steps.item_added("criteria", text, group, name="criterion"),
            steps.answered(question, said, on=today, by=by),
        ],
        f"convert {question.id} to a criterion",
    )


def gap_to_criterion(contents: Contents, gap: Gap, text: str, group: str = "") -> Transaction:
    """Add an open criterion to a group (the first by default) and remove the row of the gap."""
    added = steps.item_added("criteria", text, group, name="criterion")
    return in_turn(contents.spec, [steps.row_goes(gap), added], f"convert {gap.id} to a criterion")


def gap_to_question(contents: Contents, gap: Gap, text: str) -> Transaction:
    """Add a question after the others and remove the row of the gap."""
    added = steps.item_added("questions", text, name="question")
    return in_turn(contents.spec, [steps.row_goes(gap), added], f"convert {gap.id} to a question")


def criteria_groups(contents: Contents) -> tuple[str, ...]:
    """Return the names of the groups that a criterion can be added to, in file order."""
    return tuple(group.name for group in contents.spec.groups("criteria") if group.title)


def _parted(text: str) -> tuple[str, str]:
    """Return a question's bold topic and the rest."""
    match = _TOPIC.match(text)
    return (match["topic"].strip(), match["rest"].strip()) if match else ("", text)
