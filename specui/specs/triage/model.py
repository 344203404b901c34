"""What stands in a spec that somebody has to decide or do: questions, gaps, missing tests, criteria."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, get_args

from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.dates import parse
from specui.specs.items.gaps import severities
from specui.specs.items.questions import Question
from specui.specs.tasks import Task

Kind = Literal["question", "gap", "test", "criterion"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which equally urgent ones are told."""

State = Literal["open", "answered", "deferred", "assigned", "dropped", "done"]
STATES: tuple[State, ...] = get_args(State)

NO_RANK = 9
"""The rank of what has no severity."""


class Key(NamedTuple):
    """What an entry is known by while its file changes: `check` stands for its text, wherever that is by now."""

    name: str
    kind: Kind
    check: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of one spec, with what triage says of it.

    `name` is the file, relative to the root. `ref` is the address that verbs take, `check` its check in full.
    `topic` is a question's topic or a task's group. `severity` is "" but for gaps; `rank` is 0 for the worst one and
    NO_RANK for none. `due` is the day to which a question is deferred, `updated` the spec's last update, `today` the
    day as of which all this holds: ISO days, or "". `line` is 1-based.
    """

    name: str
    kind: Kind
    id: str
    ref: str
    check: str
    text: str
    topic: str
    line: int
    state: State
    severity: str
    rank: int
    alternatives: tuple[str, ...]
    due: str
    assignee: str
    title: str
    status: str
    tier: str
    owners: tuple[str, ...]
    updated: str
    today: str
    plain: bool = False
    """Whether it is no row of a table and has no box: what only those have cannot be set or ticked."""
    key: Key = field(init=False, repr=False, compare=False)
    """What it is known by in a queue, which asks for it all the time."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", Key(self.name, self.kind, self.check))

    @property
    def waiting(self) -> bool:
        """Whether somebody has to decide or do something today.

        A deferred question comes back on its day; one that was deferred to no day has never left.
        """
        if self.state == "deferred":
            return self.due <= self.today
        return self.state in {"open", "assigned"}


class _Head(NamedTuple):
    """What all entries of a spec share; in the order of the fields of Entry."""

    title: str
    status: str
    tier: str
    owners: tuple[str, ...]
    updated: str
    today: str


def entries(name: str, contents: Contents, today: date) -> tuple[Entry, ...]:
    """Return what a spec holds for triage, decided or not, in file order; rows that say none are left out."""
    head = _Head(
        names.strip_marks(contents.spec.title),
        contents.status or names.strip_signs(contents.status_raw),
        contents.short_tier,
        contents.owners,
        contents.updated,
        today.isoformat(),
    )
    found = [*_questions(name, contents, head), *_gaps(name, contents, head)]
    found += [_box(name, "test", task, head) for task in contents.missing_tests]
    found += [_box(name, "criterion", task, head) for task in contents.criteria]
    return tuple(sorted(found, key=lambda entry: entry.line))


def _questions(name: str, contents: Contents, head: _Head) -> Iterator[Entry]:
    for q in contents.questions:
        due, assignee = _until(q), _assignee(q)
        yield Entry(
            name, "question", q.id, q.ref, q.checks.full(q.number), q.text, q.topic, q.line, q.state,
            "", NO_RANK, q.alternatives, due, assignee, *head,
        )  # fmt: skip


def _gaps(name: str, contents: Contents, head: _Head) -> Iterator[Entry]:
    ranks = {choice.word: rank for rank, choice in enumerate(severities(contents.spec.template))}
    for gap in contents.gaps:
        if not gap.none:
            rank = min(ranks.get(gap.severity, len(ranks)), NO_RANK - 1)
            yield Entry(
                name, "gap", gap.id, gap.ref, gap.checks.full(gap.number), gap.text, "", gap.line,
                "done" if gap.closed else "open",
                gap.severity, rank, (), "", "", *head, gap.record is None,
            )  # fmt: skip


def _box(name: str, kind: Kind, task: Task, head: _Head) -> Entry:
    return Entry(
        name, kind, task.id, task.ref, task.checks.full(task.number), task.text, task.group, task.line,
        "done" if task.checked else "open", "", NO_RANK, (), "", "", *head, not task.box,
    )  # fmt: skip


def _until(question: Question) -> str:
    if question.state != "deferred" or not question.entries:
        return ""
    day = question.entries[-1].date
    return day if parse(day) is not None else ""


def _assignee(question: Question) -> str:
    if question.state != "assigned" or not question.entries:
        return ""
    return names.strip_marks(question.entries[-1].text).rstrip(".")
