"""Open questions: their state, read from the entries under them, and the alternatives they offer."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

from specui.markdown.blocks import Document, ListItem
from specui.specs import names
from specui.specs.addresses import Checks, find_item
from specui.specs.spec import Spec

QuestionState = Literal["open", "answered", "deferred", "assigned", "dropped"]

_ENTRY = re.compile(
    r"\*\*(?P<verb>Answered|Deferred\s+to|Deferred|Assigned|Reopened|Not needed)\s*+"
    r"(?P<date>\d{4}-\d{2}-\d{2})?\s*+(?:\((?P<by>(?:[^()]|\([^()]*\))*)\))?\s*+:?\*\*:?\s*+(?P<text>.*)",
    re.DOTALL,
)
_STATES: dict[str, QuestionState] = {
    "Answered": "answered",
    "Deferred to": "deferred",
    "Deferred": "deferred",
    "Assigned": "assigned",
    "Reopened": "open",
    "Not needed": "dropped",
}
# What people write by hand: "→ **Decided:** soft block", "- Answer (Ada): 72 hours", "✅ …", "[RESOLVED] …", "~~…~~ no".
_VERDICT = (
    r"[*_(]*+(?:answer(?:ed)?|decision|decided|resolved|resolution)"
    r"(?:\s*+\([^()\n]{0,60}\)|\s++\d{4}-\d{2}-\d{2}|\s++(?:by|on)\s++[^:*()\n]{1,40}){0,2}[*_]*+\s*+:[*_]*+\s*+"
    r"(?!(?:tb[dac]|pending|open|unknown|none|not|to be|awaiting|waiting|depends)\b|[?_.…\[-]|$)\S"
)
_BELOW = re.compile(rf"(?:(?:→|->|=>|✅)\s*)?{_VERDICT}", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:→|->|=>|✅|[?.)~]|\u2014)[*_]*+\s*+{_VERDICT}", re.IGNORECASE)
_MARKED = re.compile(
    r"(?:\*\*)?(?:[✅☑✔]|(?:RESOLVED|ANSWERED|DECIDED|CLOSED)\b|[\[(](?i:resolved|answered|decided|closed)\b)"
)
_MARKED_BEHIND = re.compile(
    r"[\[(](?:resolved|answered|decided|closed)\b[^\[\]()\n]{0,60}[\])][*_]*$", re.IGNORECASE
)
_STRUCK = re.compile(r"(?:\*\*)?~~.+?~~(?P<rest>.*)", re.DOTALL)
_NO_QUESTION = re.compile(
    r"(?:none|nothing|n/a|not applicable|no (?:\w+ )?questions?)\b[^?]{0,120}", re.IGNORECASE
)
_TOPIC = re.compile(r"^\*\*(?P<topic>[^*\n]{1,120}?):?\*\*:?\s*")


class Entry(NamedTuple):
    """One decision written under a question."""

    verb: str
    date: str
    by: str
    text: str
    line: int


class Question(NamedTuple):
    """One question; ``state`` is what its last entry says."""

    id: str
    topic: str
    text: str
    state: QuestionState
    entries: tuple[Entry, ...]
    line: int
    item: ListItem
    number: int
    checks: Checks

    @property
    def check(self) -> str:
        """The check of its text, which makes the address a ref."""
        return self.checks[self.number]

    @property
    def ref(self) -> str:
        """The address with the check of its text: means this question, wherever it stands by now."""
        return f"{self.id}~{self.check}"

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The answers that its text offers, in its own words."""
        return alternatives(self.text)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide: nobody answered or dropped it."""
        return self.state not in {"answered", "dropped"}


def read_questions(spec: Spec) -> tuple[Question, ...]:
    """Return the questions in file order; an item that says ``None`` is no question."""
    found: list[Question] = []
    texts: list[str] = []
    checks = Checks(texts)
    document = spec.document
    for group in spec.groups("questions"):
        items = group.items
        for index, item in enumerate(items):
            if item.depth > 0:
                continue
            text = document.flat(item.text_start, item.text_end)
            if not text or names.says_none(text) or _NO_QUESTION.fullmatch(text):
                continue
            nested = []
            for behind in range(index + 1, len(items)):
                if items[behind].depth == 0:
                    break
                nested.append(items[behind])
            entries = tuple(entry for below in nested if (entry := _entry(document, below)))
            state = _STATES[entries[-1].verb] if entries else _by_hand(document, item, text, nested)
            topic = _TOPIC.match(text)
            question = Question(
                f"q{len(found) + 1}",
                topic["topic"] if topic else "",
                text,
                state,
                entries,
                item.line,
                item,
                len(found),
                checks,
            )
            found.append(question)
            texts.append(text)
    return tuple(found)


def find_question(questions: Sequence[Question], address: str) -> Question:
    """Return the question that an address means: ``q4``, a ref, or ``L57``. Raises AddressError."""
    return find_item(questions, address, _nearby)


def _nearby(questions: Sequence[Question], _wanted: str) -> str:
    if not questions:
        return "the file has no questions"
    first, last = questions[0].id, questions[-1].id
    return (
        f"the questions go from {first} to {last}" if len(questions) > 1 else f"the one question is {first}"
    )


_start = itemgetter(0)


def _by_hand(document: Document, item: ListItem, text: str, nested: Sequence[ListItem]) -> QuestionState:
    """Return the state of a question under which no entry stands, as people mark it."""
    if item.checked or _MARKED.match(text) or _BEHIND.search(text) or _MARKED_BEHIND.search(text):
        return "answered"
    struck = _STRUCK.fullmatch(text)
    if struck is not None:
        return "answered" if struck["rest"].strip(" *.") else "dropped"
    below = [document.flat(one.text_start, one.text_end) for one in nested if one.depth == 1]
    if item.end_line > item.line:  # a second paragraph of the item
        paragraphs = document.paragraphs
        first = bisect_right(paragraphs, item.start, key=_start)
        last = bisect_left(paragraphs, item.end, key=_start)
        below += [document.flat(paragraph.start, paragraph.end) for paragraph in paragraphs[first:last]]
    return "answered" if any(_BELOW.match(said) for said in below) else "open"


def alternatives(text: str) -> tuple[str, ...]:
    """Return the answers that a question offers (``…, or …?``), in its own words; () where it offers none."""
    from specui.specs import alternatives as module  # which a check never asks for

    return module.alternatives(text)


def entry_of(document: Document, item: ListItem) -> tuple[Entry, int] | None:
    """Return the decision that an item says, and the offset of its words; None where it says none."""
    match = _ENTRY.match(document.text, item.text_start, item.text_end)
    if not match:
        return None
    words = document.flat(match.start("text"), item.text_end).strip()
    verb, by = " ".join(match["verb"].split()), " ".join((match["by"] or "").split())
    return Entry(verb, match["date"] or "", by, words, item.line), match.start("text")


def state_after(verb: str) -> QuestionState:
    """Return what a question is after a decision of that verb."""
    return _STATES[verb]


def _entry(document: Document, item: ListItem) -> Entry | None:
    found = entry_of(document, item)
    return found[0] if found else None
