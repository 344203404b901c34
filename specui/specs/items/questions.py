"""Open questions: their state, read from the entries under them, and the alternatives they offer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from specui.markdown.blocks import Block, Document, ListItem, Paragraph
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.addresses import Checks, find_item
from specui.specs.dates import parse
from specui.specs.items.entries import Entry, entries_in, nested_in
from specui.specs.items.found import Found, stands_closed
from specui.specs.items.inline_questions import InlineQuestion, inline_questions
from specui.specs.items.kinds import Facts, Place
from specui.specs.items.reader import STATUS_COLUMNS, read_items, row_is_done
from specui.specs.items.row_entries import ANSWER_COLUMNS, entries_in_row, owner_in, question_places
from specui.specs.parts import Part
from specui.specs.rows import Record
from specui.specs.spec import Spec

QuestionState = Literal["open", "answered", "deferred", "assigned", "dropped"]

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
    r"(?P<verdict>\S)"
)
_BELOW = lazy_pattern(rf"(?:(?:→|->|=>|✅)\s*)?{_VERDICT}", re.IGNORECASE)
_BEHIND = lazy_pattern(rf"(?:→|->|=>|✅|[?.)~]|\u2014)[*_]*+\s*+{_VERDICT}", re.IGNORECASE)
_MARKED = lazy_pattern(
    r"(?:\*\*)?(?:[✅☑✔]|(?:RESOLVED|ANSWERED|DECIDED|CLOSED)\b|[\[(](?i:resolved|answered|decided|closed)\b)"
)
_MARKED_BEHIND = lazy_pattern(
    r"[\[(](?:resolved|answered|decided|closed)\b[^\[\]()\n]{0,60}[\])][*_]*$", re.IGNORECASE
)
_STRUCK = lazy_pattern(r"(?:\*\*)?~~.+?~~(?P<rest>.*)", re.DOTALL)
_ASKED_AND_ANSWERED = lazy_pattern(r"Q:\s.+?\s(?:→|->|=>)\s*A:\s*(?P<verdict>\S)", re.DOTALL)
"""How spec-kit 1.2.3 logs a clarification."""
_WITHIN: frozenset[Place] = frozenset({"answer"})
_UNSEEN = lazy_pattern(r"<!--.*?(?:-->|\Z)|&nbsp;", re.DOTALL)
_CLOSED_STATUS = lazy_pattern(r"(?:answered|resolved|decided|closed|settled|agreed|dropped|not needed)\b", re.IGNORECASE)  # fmt: skip
_TOPIC = lazy_pattern(r"^\*\*(?P<topic>[^*\n]{1,120}?):?\*\*:?\s*")


class Question(NamedTuple):
    """One question; ``state`` is what its last entry says.

    ``item`` is the list item and ``record`` the row that it is; a heading or a paragraph is neither, and one that is
    ``inline`` is a mark within the text.  ``start:end`` is the range of its text, or its row.  ``below`` are the blocks
    that belong to a heading or paragraph.  ``assignee`` is who it is assigned to, or "".
    """

    id: str
    topic: str
    text: str
    state: QuestionState
    entries: tuple[Entry, ...]
    line: int
    start: int
    end: int
    item: ListItem | None
    record: Record | None
    below: tuple[Block, ...]
    number: int
    checks: Checks
    assignee: str = ""
    inline: InlineQuestion | None = None

    @property
    def check(self) -> str:
        """The check of its text, which makes the address a ref."""
        return self.checks[self.number]

    @property
    def ref(self) -> str:
        """The address with the check of its text: means this question, wherever it is now."""
        return f"{self.id}~{self.check}"

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The answers that its text offers, in its own words."""
        return alternatives(self.text)

    @property
    def is_open(self) -> bool:
        """Whether it is neither answered nor dropped."""
        return self.state not in {"answered", "dropped"}

    @property
    def due(self) -> str:
        """The ISO day to which it is deferred, or ""."""
        day = self.entries[-1].date if self.state == "deferred" and self.entries else ""
        return day if parse(day) is not None else ""

    @property
    def none(self) -> bool:
        """Always False: a line that says "no questions" is not read as a question."""
        return False

    @property
    def part(self) -> Part:
        """The part that holds it."""
        return "questions"

    @property
    def searched(self) -> str:
        """What search matches."""
        return self.text

    def facts(self, ranks: Mapping[str, int]) -> Facts:
        """Return what triage knows of it."""
        del ranks
        return Facts(
            self.state,
            self.topic,
            alternatives=self.alternatives,
            due=self.due,
            assignee=self.assignee,
            places=_WITHIN if self.inline is not None else question_places(self.record),
        )

    def details(self) -> dict[str, Any]:
        """Return what a listing adds for a question."""
        return {
            "topic": self.topic,
            "alternatives": [*self.alternatives],
            "due": self.due or None,
            "assignee": self.assignee or None,
            "decisions": [{"verb": e.verb, "date": e.date, "by": e.by, "text": e.text} for e in self.entries],
        }


def read_questions(spec: Spec) -> tuple[Question, ...]:
    """Return the questions in file order; an item that says ``None`` is no question."""
    document = spec.document
    items = read_items(spec, "questions") if spec.groups("questions") else ()
    within = _outside(inline_questions(document), items)
    if not items and not within:
        return ()
    places: list[Found | InlineQuestion] = [*items, *within]
    places.sort(key=lambda one: one.start)
    checks = Checks([one.text for one in places])
    found = []
    for number, item in enumerate(places):
        if isinstance(item, InlineQuestion):
            found.append(_inline(item, number, checks))
            continue
        nested = nested_in(document, item)
        row = item.record
        entries = entries_in_row(row) if row is not None else entries_in(document, nested)
        state = _state(entries[-1]) if entries else _by_hand(document, item, nested)
        owner = owner_in(row) if row is not None else ""
        if owner and state == "open" and not entries:
            state = "assigned"
        topic = _TOPIC.match(item.text)
        question = Question(
            f"q{number + 1}",
            topic["topic"] if topic else "",
            item.text,
            state,
            entries,
            item.line,
            item.start,
            item.end,
            item.item,
            item.record,
            item.below,
            number,
            checks,
            (owner or names.strip_marks(entries[-1].text).rstrip(".")) if state == "assigned" else "",
        )
        found.append(question)
    return tuple(found)


def _outside(within: Sequence[InlineQuestion], items: Sequence[Found]) -> list[InlineQuestion]:
    """Return the questions within the text that are not part of a question of the list."""
    return [one for one in within if not any(item.start <= one.start < item.end for item in items)]


def _inline(one: InlineQuestion, number: int, checks: Checks) -> Question:
    return Question(
        f"q{number + 1}", "", one.text, "open", (), one.line, one.text_start, one.text_end, None, None, (), number,
        checks, inline=one,
    )  # fmt: skip


def _state(entry: Entry) -> QuestionState:
    """Return the state after the last entry; an answer that is a placeholder does not count."""
    if entry.verb == "Answered" and not _decides(_UNSEEN.sub("", entry.text).strip()):
        return "open"
    return _STATES[entry.verb]


def find_question(questions: Sequence[Question], address: str) -> Question:
    """Return the question that an address means: ``q4``, a ref, or ``L57``. Raises AddressError."""
    return find_item(questions, address, "question", _nearby)


def _nearby(questions: Sequence[Question], _wanted: str) -> str:
    if not questions:
        return "the file has no questions"
    first, last = questions[0].id, questions[-1].id
    return (
        f"the questions go from {first} to {last}" if len(questions) > 1 else f"the one question is {first}"
    )


def _by_hand(document: Document, found: Found, nested: Sequence[ListItem]) -> QuestionState:
    """Return the state of a question without entries, from how people mark it by hand."""
    item, text = found.item, found.text
    if item is not None and item.checked:
        return "answered"
    if found.record is not None and _row_answers(found.record):
        return "answered"
    if _ASKED_AND_ANSWERED.match(text):
        return "answered"
    if stands_closed(found) or _MARKED.match(text) or _MARKED_BEHIND.search(text):
        return "answered"
    if any(_decides(text, behind.start("verdict")) for behind in _BEHIND.finditer(text)):
        return "answered"
    struck = _STRUCK.fullmatch(text)
    if struck is not None:
        return "answered" if struck["rest"].strip(" *.") else "dropped"
    depth = 1 if item is not None else 0
    below = [document.flat(one.text_start, one.text_end) for one in nested if one.depth == depth]
    if item is not None and item.end_line > item.line and not found.quoted:  # a second paragraph of the item
        below += [
            document.flat(paragraph.start, paragraph.end)
            for paragraph in document.paragraphs_within(item.start, item.end)
        ]
    below += [document.flat(block.start, block.end) for block in found.below if type(block) is Paragraph]
    verdicts = ((said, match.start("verdict")) for said in below if (match := _BELOW.match(said)))
    return "answered" if any(_decides(*verdict) for verdict in verdicts) else "open"


def _decides(text: str, start: int = 0) -> bool:
    from specui.specs import verdicts  # its patterns are only for who writes answers by hand

    return verdicts.decides(text, start)


def _row_answers(record: Record) -> bool:
    """Whether a row is decided: by its answer column or its status."""
    for name in ANSWER_COLUMNS:
        text = names.strip_marks(record.cells.get(name, ""))
        if text and not names.says_none(text) and _decides(text):
            return True
    return row_is_done(record) or any(
        _CLOSED_STATUS.match(names.strip_signs(record.cells[name])) is not None
        for name in STATUS_COLUMNS
        if name in record.cells
    )


def alternatives(text: str) -> tuple[str, ...]:
    """Return the answers that a question offers (``…, or …?``), in its own words; () where it offers none."""
    from specui.specs import alternatives as module  # which a check never asks for

    return module.alternatives(text)


def state_after(verb: str) -> QuestionState:
    """Return what a question is after a decision of that verb."""
    return _STATES[verb]
