"""What can be done with an entry of the queue, and the changes that it makes: of one, or of many at once.

Each way is a form, filled in with what is proposed; one without fields is done at once.  The item is looked for by
the check of its text, so that a form which was opened before the file changed still means the same item, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.forms import decisions, editables, value_checks as checks
from specui.specs.forms.model import Editable, Form, accepted
from specui.specs.forms.new_values import blank
from specui.specs.items.gaps import Gap, severities
from specui.specs.items.questions import Question
from specui.specs.schema import Choice
from specui.specs.tasks import Task, set_checked
from specui.specs.triage.model import Entry

Way = Literal[
    "take", "answer", "defer", "assign", "drop", "reopen", "to-gap", "to-criterion", "to-question",
    "severity", "notes", "tick", "untick",
]  # fmt: skip
SHARED: frozenset[Way] = frozenset({"take", "answer", "defer", "assign", "drop", "reopen", "severity"})
"""What is filled in once for many entries; in the others each has words of its own."""

DEFERRED_DAYS = 14
"""Days for which a question is deferred, unless another day is said."""

_DONE: Mapping[str, str] = {"defer": "Deferred", "assign": "Assigned", "reopen": "Reopened"}


def ways(entry: Entry) -> frozenset[Way]:
    """Return what can be done with an entry as it is."""
    if entry.kind == "gap":
        turns: frozenset[Way] = frozenset({"to-criterion", "to-question"})
        return turns if entry.plain else turns | {"severity", "notes"}
    if entry.kind != "question":
        if entry.plain:
            return frozenset()
        return frozenset({"untick" if entry.state == "done" else "tick"})
    if entry.state in {"answered", "dropped"}:
        return frozenset({"answer", "reopen"})
    found: set[Way] = {"answer", "defer", "assign", "drop", "to-gap", "to-criterion"}
    if entry.alternatives:
        found.add("take")
    if entry.state != "open":
        found.add("reopen")
    return frozenset(found)


def form_of(contents: Contents, entry: Entry, way: Way, *, today: str, by: str, number: int = 0) -> Form:
    """Return the form of one way; ``number`` is the alternative to take, from 0.  Raises EditRefused."""
    if way not in ways(entry):
        if entry.plain and entry.kind == "gap":
            raise EditRefused(f"{entry.id} is no row of a table (line {entry.line}); edit its text instead.")
        if entry.plain:
            raise EditRefused(f"{entry.id} in line {entry.line} has no checkbox; give it one first: - [ ] …")
        raise EditRefused(f"That cannot be done with a {entry.kind} that is {entry.state}.")
    item = item_of(contents, entry)
    if item is None:
        raise EditRefused(f"{entry.name} does not hold this {entry.kind} any more.")
    if isinstance(item, Gap):
        return _of_gap(contents, item, way, today)
    if isinstance(item, Task):
        task, checked = item, way == "tick"
        return Form(
            "Tick" if checked else "Untick",
            (),
            lambda _texts: set_checked(contents.spec, [task], checked=checked),
        )
    return _of_question(contents, item, way, today, by, number)


def item_of(contents: Contents, entry: Entry) -> Question | Gap | Task | None:
    """Return the item that an entry means in a spec as it is now; None where it is gone."""
    items: Iterable[Question | Gap | Task]
    if entry.kind == "question":
        items = contents.questions
    elif entry.kind == "gap":
        items = contents.gaps
    else:
        items = contents.missing_tests if entry.kind == "test" else contents.criteria
    return next((item for item in items if item.checks.full(item.number) == entry.check), None)


class Planned(NamedTuple):
    """Changes of one spec, each made for the text behind the one before; and what could not be done, in sentences."""

    transactions: tuple[Transaction, ...]
    done: tuple[Entry, ...]
    refused: tuple[str, ...]


def planned(
    contents: Contents,
    entries: Sequence[Entry],
    way: Way,
    texts: Sequence[str],
    understand: Callable[[str], Contents],
    *,
    today: str,
    by: str,
    number: int = 0,
) -> Planned:
    """Return what a way changes in the entries of one spec, with ``texts`` in each where they are shared."""
    made, done, refused, now = list[Transaction](), list[Entry](), list[str](), contents
    for entry in entries:
        try:
            form = form_of(now, entry, way, today=today, by=by, number=number)
            one = form.commit(texts if way in SHARED or len(entries) == 1 else [f.value for f in form.fields])
        except EditRefused as refusal:
            refused.append(str(refusal))
            continue
        done.append(entry)
        made.append(one)
        if entry is not entries[-1]:
            now = understand(one.apply(now.spec.document.text))
    return Planned(tuple(made), tuple(done), tuple(refused))


def _of_question(contents: Contents, question: Question, way: Way, today: str, by: str, number: int) -> Form:
    if way == "to-gap":
        return _question_to_gap(contents, question, today, by)
    if way == "to-criterion":
        return _question_to_criterion(contents, question, today, by)
    if way == "drop":
        return _drop(contents, question, today, by)
    forms = decisions(contents, question, today=today, by=by)
    if way == "take":
        taken = [form for form in forms if form.done == "Answered" and not form.fields]
        if number >= len(taken):
            raise EditRefused(f"This question offers {len(taken)} answers.")
        return taken[number]
    if way == "answer":
        return next(form for form in forms if form.done == "Answered" and form.fields)
    form = next(form for form in forms if form.done == _DONE[way])
    if way == "defer":
        until = (date.fromisoformat(today) + timedelta(days=DEFERRED_DAYS)).isoformat()
        return form._replace(fields=(_with(form.fields[0], until), *form.fields[1:]))
    return form


def _with(field: Editable, value: str) -> Editable:
    return blank(field.kind, field.label, field.check, value, choices=field.choices)


def _drop(contents: Contents, question: Question, today: str, by: str) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        from specui.specs.resolve.conversions import not_needed

        return not_needed(contents, question, texts[0], today=today, by=by)

    return Form("Not needed", (blank("text", "Why", checks.needed("Why", "a reason")),), commit)


def _question_to_gap(contents: Contents, question: Question, today: str, by: str) -> Form:
    from specui.specs.resolve.conversions import GapWords, question_to_gap, question_to_gap_words

    words = question_to_gap_words(contents.spec, question)
    allowed = severities(contents.spec.template)

    def commit(texts: Sequence[str]) -> Transaction:
        return question_to_gap(contents, question, GapWords(*texts), today=today, by=by)

    fields = (
        blank("text", "Gap", checks.needed("Gap", "a text"), words.gap),
        blank("choice", "Severity", accepted, words.severity, choices=allowed),
        blank("text", "Notes", accepted, words.notes),
    )
    return Form("Make it a gap", fields, commit)


def _question_to_criterion(contents: Contents, question: Question, today: str, by: str) -> Form:
    from specui.specs.resolve.conversions import question_to_criterion, question_to_criterion_text

    def commit(texts: Sequence[str]) -> Transaction:
        return question_to_criterion(contents, question, *texts, today=today, by=by)

    return Form(
        "Make it a criterion", _criterion_fields(contents, question_to_criterion_text(question)), commit
    )


def _criterion_fields(contents: Contents, text: str) -> tuple[Editable, ...]:
    from specui.specs.resolve.conversions import criteria_groups

    field = blank("text", "Criterion", checks.needed("Criterion", "a text"), text)
    groups = criteria_groups(contents)
    if len(groups) < 2:
        return (field,)
    choices = tuple(Choice("", name) for name in groups)
    return field, blank("choice", "Group", accepted, groups[0], choices=choices)


def _of_gap(contents: Contents, gap: Gap, way: Way, today: str) -> Form:
    from specui.specs.resolve import conversions as turning

    if way == "to-criterion":

        def to_criterion(texts: Sequence[str]) -> Transaction:
            return turning.gap_to_criterion(contents, gap, *texts)

        fields = _criterion_fields(contents, turning.gap_to_criterion_text(gap))
        return Form("Make it a criterion", fields, to_criterion)
    if way == "to-question":

        def to_question(texts: Sequence[str]) -> Transaction:
            return turning.gap_to_question(contents, gap, texts[0])

        text = turning.gap_to_question_text(gap)
        return Form(
            "Make it a question",
            (blank("text", "Question", checks.needed("Question", "a text"), text),),
            to_question,
        )
    found = next((f for f in editables(contents, gap, today=today) if f.label.casefold() == way), None)
    if found is None:
        raise EditRefused(f"The table of gaps in this spec has no column for {way}.")
    field = found
    return Form(field.label, (field,), lambda texts: field.commit(texts[0]))
