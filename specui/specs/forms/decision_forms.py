"""The forms of the decisions in ``specs/decisions.py``: what to fill in, the change it makes, and what to say of it.

Every front end makes its changes here, so that all of them write the same bytes and refuse in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from specui.markdown.edits import Transaction
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.dates import NoDayError, coming_day
from specui.specs.decisions import DECISIONS, Decision, DecisionId, Subject, applicable, refusal
from specui.specs.edits import gaps, questions
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.forms import value_checks as checks
from specui.specs.forms.model import Editable, Form, accepted, blank
from specui.specs.forms.row_values import row_editable
from specui.specs.items.entries import Entry as Decided
from specui.specs.items.gaps import Gap, severities
from specui.specs.items.kinds import BY_PART, KINDS, Item, Kind, Place, State
from specui.specs.items.questions import Question
from specui.specs.items.row_entries import joined, split_cell
from specui.specs.resolve import conversions
from specui.specs.rows import Record
from specui.specs.schema import Choice
from specui.specs.spec import Spec
from specui.specs.tasks import Task, set_checked
from specui.specs.triage.model import Entry

DEFERRED_DAYS = 14
"""Days for which a question is deferred unless another day is typed."""


class Offer(NamedTuple):
    """A decision that can be made about a question, and its form. ``label`` names it in a list."""

    decision: Decision
    form: Form
    label: str


class Planned(NamedTuple):
    """Changes of one spec, each made for the text that the one before leaves; ``refused`` are sentences."""

    transactions: tuple[Transaction, ...]
    done: tuple[Entry, ...]
    refused: tuple[str, ...]


class _Case(NamedTuple):
    contents: Contents
    item: Item
    decision: DecisionId
    today: str
    by: str
    number: int

    def unchanged(self) -> Transaction:
        return Transaction((), len(self.contents.spec.document.text))


class _Subject(NamedTuple):
    kind: Kind
    id: str
    line: int
    state: State | Literal[""]
    alternatives: tuple[str, ...]
    places: frozenset[Place]


def subject_of(item: Item) -> Subject:
    """Return an item as far as it says what can be decided about it."""
    facts = item.facts({})
    held = BY_PART.get(item.part) if item.part is not None else None
    kind = held or KINDS["criterion"]  # a box in another section
    return _Subject(kind.id, item.id, item.line, facts.state, facts.alternatives, facts.places)


def item_of(contents: Contents, entry: Entry) -> Item | None:
    """Return the item that an entry means in a spec as it is now; None where it is gone."""
    items = contents.items(KINDS[entry.kind])
    return next((item for item in items if item.checks.full(item.number) == entry.check), None)


def form_of(
    contents: Contents,
    about: Entry | Item,
    decision: DecisionId,
    *,
    today: str,
    by: str,
    number: int = 0,
) -> Form:
    """Return the form of a decision about an item; one without fields is made at once.

    ``number`` is the alternative to take, from 0. "resolve" has no form: ``resolve/resolution.py`` lists its parts.
    Raises EditRefused where the decision does not apply, or the item of an entry is gone.
    """
    refused = refusal(decision, about if isinstance(about, Entry) else subject_of(about))
    if refused:
        raise EditRefused(refused)
    item = item_of(contents, about) if isinstance(about, Entry) else about
    if item is None:
        assert isinstance(about, Entry)
        raise EditRefused(f"{about.name} no longer has this {KINDS[about.kind].noun}.")
    return _FORMS[decision](_Case(contents, item, decision, today, by, number))


def offers(contents: Contents, question: Question, *, today: str, by: str) -> tuple[Offer, ...]:
    """Return what can be decided about a question in place, each alternative as an offer of its own."""
    found = list[Offer]()
    for one in applicable(subject_of(question)):
        if one.startswith("to-"):
            continue
        for number in range(len(question.alternatives) if one == "take" else 1):
            form = form_of(contents, question, one, today=today, by=by, number=number)
            label = question.alternatives[number] if one == "take" else form.title
            found.append(Offer(DECISIONS[one], form, label))
    return tuple(found)


class AlreadyDecided(EditRefused):
    """Somebody has decided the question; the message says who, when and how."""


class Made(NamedTuple):
    """The change of a decision, and what it did: ``Deferred to 2026-12-15: waits for legal``.

    ``changed`` is False where the file says so already.
    """

    transaction: Transaction
    outcome: str
    changed: bool


def decide(
    contents: Contents,
    about: Entry | Item,
    decision: DecisionId,
    typed: Sequence[str] = (),
    *,
    today: str,
    by: str,
    number: int = 0,
) -> Made:
    """Return the change of a decision that is made without a screen.

    ``typed`` are texts for the fields of its form, in order; an empty one, or a missing one, takes the proposed value.
    A question that is decided already is left alone unless it is reopened, since whoever typed may not know of it.
    Raises EditRefused with one sentence; AlreadyDecided is one.
    """
    item = item_of(contents, about) if isinstance(about, Entry) else about
    decided = already_decided(item) if isinstance(item, Question) and decision != "reopen" else ""
    if decided and decision not in {"answer", "take"}:
        raise AlreadyDecided(decided)
    form = form_of(contents, about, decision, today=today, by=by, number=number)
    texts = [
        text or field.value
        for field, text in zip(form.fields, [*typed, *[""] * len(form.fields)], strict=False)
    ]
    for field, text in zip(form.fields, texts, strict=True):
        if fault := field.check(text):
            raise EditRefused(fault)
    transaction = form.commit(texts)
    text = contents.spec.document.text
    if transaction.apply(text) == text:
        return Made(transaction, form.outcome(texts), changed=False)
    if decided:
        raise AlreadyDecided(decided)
    return Made(transaction, form.outcome(texts), changed=True)


def already_decided(question: Question) -> str:
    """Return that a question is decided, by whom, when and how; "" while it is open.

    The commands and the line prompt refuse with it, since whoever typed may not know of the decision.
    """
    if question.is_open:
        return ""
    last = _last(question)
    by = f" by {last.by}" if last is not None and last.by else ""
    day = f" on {last.date}" if last is not None and last.date else ""
    said = f": “{last.text}”" if last is not None and last.text else ""
    return f"{question.id} was {question.state}{by}{day}{said}; reopen it first."


def plan(
    contents: Contents,
    entries: Sequence[Entry],
    decision: DecisionId,
    texts: Sequence[str],
    understand: Callable[[str], Contents],
    *,
    today: str,
    by: str,
    number: int = 0,
) -> Planned:
    """Return what a decision changes in several entries of one spec; ``understand`` reads a later text of it.

    ``texts`` fill in the form of each where it is shared; else each takes the proposed values.
    """
    made, done, refused, now = list[Transaction](), list[Entry](), list[str](), contents
    typed = DECISIONS[decision].shared or len(entries) == 1
    for entry in entries:
        try:
            form = form_of(now, entry, decision, today=today, by=by, number=number)
            one = form.commit(texts if typed else [field.value for field in form.fields])
        except EditRefused as refusal:
            refused.append(str(refusal))
            continue
        done.append(entry)
        made.append(one)
        if entry is not entries[-1]:
            now = understand(one.apply(now.spec.document.text))
    return Planned(tuple(made), tuple(done), tuple(refused))


# -- questions


def _take(case: _Case) -> Form:
    question = _question(case)
    if not 0 <= case.number < len(question.alternatives):
        count = len(question.alternatives)
        raise EditRefused(f"There is no answer {case.number + 1}; this question has {count}.")
    words = question.alternatives[case.number]
    return Form(
        f"Answer: {words}", (), lambda _texts: _answered(case, words), lambda _texts: f"Answered: {words}"
    )


def _answer(case: _Case) -> Form:
    question = _question(case)
    title = "Another answer" if question.alternatives else "Answer"
    return Form(
        title if question.is_open else "Change answer",
        (blank("text", "Answer", _needed(questions.NEEDS_ANSWER)),),
        lambda texts: _answered(case, texts[0]),
        lambda texts: f"Answered: {one_line(texts[0])}",
        "Answer",
    )


def _answered(case: _Case, words: str) -> Transaction:
    return _entered(case, "Answered", words, questions.answer)


def _defer(case: _Case) -> Form:
    question = _question(case)
    until = (date.fromisoformat(case.today) + timedelta(days=DEFERRED_DAYS)).isoformat()

    def commit(texts: Sequence[str]) -> Transaction:
        day, why = _day(texts[0], case.today), texts[1]
        last = _last(question)
        if last is not None and last.date == day and _says_so(question, "Deferred to", why):
            return case.unchanged()
        return questions.defer(case.contents.spec, question, day, why, by=case.by)

    def outcome(texts: Sequence[str]) -> str:
        return _with_reason(f"Deferred to {_day(texts[0], case.today)}", texts[1])

    fields = (blank("date", "Until", checks.a_coming_day(case.today), until), blank("text", "Why", accepted))
    return Form("Defer", fields, commit, outcome, "Defer")


def _assign(case: _Case) -> Form:
    item, spec = case.item, case.contents.spec

    def commit(texts: Sequence[str]) -> Transaction:
        name = one_line(texts[0])
        if isinstance(item, Gap):
            if name and item.assignee == name:
                return case.unchanged()
            return gaps.assign_gap(spec, item, name, on=case.today, by=case.by)
        question = _question(case)
        if question.state == "assigned" and question.assignee.casefold() == name.casefold():
            return case.unchanged()
        return questions.assign(spec, question, name, on=case.today, by=case.by)

    return Form(
        "Assign",
        (blank("owners", "To", _needed(questions.NEEDS_NAME)),),
        commit,
        lambda texts: f"Assigned to {one_line(texts[0])}",
        "Assign",
    )


def _drop(case: _Case) -> Form:
    return Form(
        "Drop",
        (blank("text", "Why", _needed(questions.NEEDS_REASON)),),
        lambda texts: _entered(case, "Not needed", texts[0], questions.drop),
        lambda texts: f"Dropped: {one_line(texts[0])}",
        "Drop",
    )


def _reopen(case: _Case) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        return questions.reopen(case.contents.spec, _question(case), texts[0], on=case.today, by=case.by)

    fields = (blank("text", "Why", accepted),)
    return Form("Reopen", fields, commit, lambda texts: _with_reason("Reopened", texts[0]), "Reopen")


def _question_to_gap(case: _Case) -> Form:
    question = _question(case)
    words = conversions.question_to_gap_words(case.contents.spec, question)

    def commit(texts: Sequence[str]) -> Transaction:
        row = conversions.GapWords(*texts)
        return conversions.question_to_gap(case.contents, question, row, today=case.today, by=case.by)

    fields = (
        blank("text", "Gap", _needed("A gap needs a text."), words.gap),
        blank(
            "choice", "Severity", accepted, words.severity, choices=severities(case.contents.spec.template)
        ),
        blank("text", "Notes", accepted, words.notes),
    )
    return Form(
        "Convert to gap",
        fields,
        commit,
        lambda texts: f"Converted to a gap ({texts[1]}): {one_line(texts[0])}",
        "Convert",
    )


# -- questions and gaps


def _to_criterion(case: _Case) -> Form:
    item = case.item
    if isinstance(item, Gap):
        text = conversions.gap_to_criterion_text(item)
    else:
        text = conversions.question_to_criterion_text(_question(case))
    field = blank("text", "Criterion", _needed("A criterion needs a text."), text)
    groups = conversions.criteria_groups(case.contents)
    fields: tuple[Editable, ...] = (field,)
    if len(groups) > 1:
        choices = tuple(Choice("", name) for name in groups)
        fields = field, blank("choice", "Group", accepted, groups[0], choices=choices)

    def commit(texts: Sequence[str]) -> Transaction:
        if isinstance(item, Gap):
            return conversions.gap_to_criterion(case.contents, item, *texts)
        return conversions.question_to_criterion(
            case.contents, _question(case), *texts, today=case.today, by=case.by
        )

    def outcome(texts: Sequence[str]) -> str:
        group = texts[1] if len(texts) > 1 else next(iter(groups), "")
        under = f" under {names.display(group)}" if group else ""
        return f"Converted to a criterion{under}: {one_line(texts[0])}"

    return Form("Convert to criterion", fields, commit, outcome, "Convert")


def _gap_to_question(case: _Case) -> Form:
    gap = _gap(case)
    text = conversions.gap_to_question_text(gap)
    return Form(
        "Convert to question",
        (blank("text", "Question", _needed("A question needs a text."), text),),
        lambda texts: conversions.gap_to_question(case.contents, gap, texts[0]),
        lambda texts: f"Converted to a question: {one_line(texts[0])}",
        "Convert",
    )


# -- rows and boxes


def _severity(case: _Case) -> Form:
    gap = _gap(case)
    field = _cell(case, gaps.severity_column, "a severity")

    def outcome(texts: Sequence[str]) -> str:
        return f"Changed the severity from {gap.severity or 'none'} to {one_line(texts[0])}"

    return Form("Edit severity", (field,), lambda texts: field.commit(texts[0]), outcome)


def _notes(case: _Case) -> Form:
    cell = _cell(case, gaps.notes_column, "notes")
    noted = split_cell(cell.value)
    assigned = noted.entry is not None and noted.entry.verb == "Assigned"
    field = replace(cell, value=noted.before) if assigned else cell

    def commit(texts: Sequence[str]) -> Transaction:
        return cell.commit(joined(texts[0].strip(), noted.written) if assigned else texts[0])

    def outcome(texts: Sequence[str]) -> str:
        words = one_line(texts[0])
        return f"Changed the notes to: {words}" if words else "Cleared the notes"

    return Form("Edit notes", (field,), commit, outcome)


def _cell(case: _Case, column: Callable[[Spec, Record], int], what: str) -> Editable:
    """Return the value in a column of an item's row. Raises EditRefused where there is no such column."""
    record: Record | None = getattr(case.item, "record", None)
    assert record is not None  # refusal() has checked that
    place = column(case.contents.spec, record)
    found = row_editable(case.contents, record.table, record.row, place, case.today)
    if found is None:
        raise EditRefused(f"{case.item.id}: this table has no column for {what}.")
    return found


def _tick(case: _Case) -> Form:
    task = case.item
    assert isinstance(task, Task)
    checked = case.decision == "tick"
    done = "Ticked" if checked else "Unticked"
    return Form(
        DECISIONS[case.decision].label,
        (),
        lambda _texts: set_checked(case.contents.spec, [task], checked=checked),
        lambda _texts: f"{done}: {task.text}",
    )


def _resolve(case: _Case) -> Form:
    raise EditRefused(f"{case.item.id} is resolved part by part.")


_FORMS: Mapping[DecisionId, Callable[[_Case], Form]] = {
    "take": _take,
    "answer": _answer,
    "defer": _defer,
    "assign": _assign,
    "drop": _drop,
    "reopen": _reopen,
    "resolve": _resolve,
    "to-gap": _question_to_gap,
    "to-criterion": _to_criterion,
    "to-question": _gap_to_question,
    "severity": _severity,
    "notes": _notes,
    "tick": _tick,
    "untick": _tick,
}


def _question(case: _Case) -> Question:
    assert isinstance(case.item, Question)
    return case.item


def _gap(case: _Case) -> Gap:
    assert isinstance(case.item, Gap)
    return case.item


def _needed(sentence: str) -> checks.Check:
    return lambda text: "" if text.strip() else sentence


def _day(text: str, today: str) -> str:
    try:
        return coming_day(text, today)
    except NoDayError as error:
        raise EditRefused(str(error)) from None


def _last(question: Question) -> Decided | None:
    return question.entries[-1] if question.entries else None


def _entered(case: _Case, verb: str, text: str, write: Callable[..., Transaction]) -> Transaction:
    """Return the change that writes an entry under a question; none where the last one says the same already."""
    question = _question(case)
    if _says_so(question, verb, text):
        return case.unchanged()
    return write(case.contents.spec, question, text, on=case.today, by=case.by)


def _says_so(question: Question, verb: str, text: str) -> bool:
    """Whether the last entry under a question says the same already."""
    last = _last(question)
    words = one_line(text)
    return last is not None and last.verb == verb and last.text.casefold() == words.casefold()


def _with_reason(done: str, why: str) -> str:
    words = one_line(why)
    return f"{done}: {words}" if words else done
