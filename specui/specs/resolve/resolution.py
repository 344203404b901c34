"""Resolving gaps: one transaction made of parts, most of which can be left out.

The row of a gap is always removed.  Related items are offered: the bullet moves to Shipped, the test and the
criterion are ticked, the question is answered, Last updated is set and a revision row added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, cast

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.edits.state import state_groups
from specui.specs.edits.turns import Step, in_turn
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.resolve import resolution_steps as steps
from specui.specs.resolve.line_changes import Hunk, hunks, lines_gone
from specui.specs.resolve.related_items import Pair, of_gap, pairs
from specui.specs.spec import Spec
from specui.specs.state import StateItem
from specui.specs.tasks import Task

PartKind = Literal["gap", "state", "test", "criterion", "question", "sign-off"]


@dataclass(frozen=True, slots=True)
class Part:
    """One change of a resolution.

    ``title`` describes it in one line; ``line`` is the line of its item, 1-based.  ``sure`` parts are
    ticked at first, ``needed`` ones cannot be left out.  ``hunks`` are the lines that it changes by itself.
    """

    kind: PartKind
    title: str
    line: int
    sure: bool
    needed: bool
    score: float
    hunks: tuple[Hunk, ...]
    step: Step = field(repr=False, compare=False)


class Refusal(NamedTuple):
    """A part that cannot be made, and why."""

    kind: PartKind
    title: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The parts of resolving gaps, in the order in which they are made."""

    spec: Spec
    title: str
    parts: tuple[Part, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def sure(self) -> tuple[Part, ...]:
        """The parts that are ticked at first."""
        return tuple(part for part in self.parts if part.sure)

    def compose(self, chosen: Iterable[Part] | None = None) -> Transaction:
        """Return one transaction of the chosen parts and the needed ones; of the sure ones by default.

        No other line than theirs is touched.  Raises EditRefused where parts do not go together.
        """
        wanted = list(self.sure if chosen is None else chosen)
        taken = [part for part in self.parts if part.needed or part in wanted]
        made = in_turn(self.spec, [part.step for part in taken], self.title)
        theirs = frozenset().union(*(lines_gone(part.hunks) for part in taken)) if taken else frozenset[int]()
        if not lines_gone(hunks(self.spec.document.text, made)) <= theirs:
            raise EditRefused("Together, these changes would affect other lines too; deselect one of them.")
        return made


def close_gaps(
    contents: Contents,
    gaps: Sequence[Gap],
    *,
    today: str,
    by: str = "",
    summary: str = "",
    found: Sequence[Pair] | None = None,
) -> Closing:
    """Return the parts of resolving gaps of one spec, with one revision row for all.

    ``summary`` says how they were resolved, for the answer and the revision; ``found`` are the pairs of the spec, if
    they are known already.  ``by`` may be empty: then there is no revision row, which takes an author.
    Raises EditRefused where a row cannot go.
    """
    gaps = sorted(gaps, key=lambda gap: gap.line)
    if not gaps or any(gap.none for gap in gaps):
        raise EditRefused("No gap to resolve here.")
    known = pairs(contents) if found is None else found
    words = " ".join(summary.split()).rstrip(".")
    title = f"resolve {gaps[0].id}" if len(gaps) == 1 else f"resolve {len(gaps)} gaps"
    plans = [_row(gap) for gap in gaps]
    for gap in gaps:
        plans += [_of_pair(contents, pair, today, by, words) for pair in of_gap(known, gap)]
    plans += _signing(contents.spec, _change(gaps, words), today, by)
    parts, refusals = list[Part](), list[Refusal]()
    for plan in plans:
        if plan.kind == "sign-off" and any(part.kind == "sign-off" for part in parts):
            continue
        try:
            made = in_turn(contents.spec, [plan.step], title)
        except EditRefused as refused:
            if plan.kind == "gap":
                raise
            refusals.append(Refusal(plan.kind, plan.title, plan.line, str(refused)))
            continue
        lines = hunks(contents.spec.document.text, made)
        if lines:
            needed = plan.kind == "gap"
            parts.append(
                Part(plan.kind, plan.title, plan.line, plan.sure, needed, plan.score, lines, plan.step)
            )
    return Closing(contents.spec, title, tuple(parts), tuple(refusals))


class _Plan(NamedTuple):
    kind: PartKind
    title: str
    line: int
    score: float
    sure: bool
    step: Step


def _row(gap: Gap) -> _Plan:
    return _Plan("gap", f"Remove the gap: {gap.gap}", gap.line, 1.0, True, steps.row_goes(gap))


def _of_pair(contents: Contents, pair: Pair, today: str, by: str, summary: str) -> _Plan:
    item = pair.item
    if pair.kind == "state":
        bullet = cast(StateItem, item)
        title = f"Move to {state_groups(contents.spec)[0]} from {bullet.group}: {bullet.text}"
        step = steps.ships(bullet)
    elif pair.kind == "question":
        question = cast(Question, item)
        title = f"Answer question {question.id.removeprefix('q')}: {question.text}"
        how = summary or f"the gap “{pair.gap.gap.rstrip('.')}” is closed"
        step = steps.answered(question, f"resolved: {how}", on=today, by=by)
    else:
        task = cast(Task, item)
        title = f"Tick the {pair.kind}: {task.text}"
        step = steps.ticked(task)
    return _Plan(pair.kind, title, item.line, pair.score, pair.sure, step)


def _signing(spec: Spec, change: str, today: str, by: str) -> list[_Plan]:
    """Return the sign-off, and what is left of it where the file or the author has no room for a revision."""
    line = spec.fields[0].line.line if spec.fields else 1
    whole, day = steps.signed_off(change, on=today, by=by), steps.updated(on=today)
    return [
        _Plan("sign-off", "Set Last updated and add a row to the Revision History", line, 1.0, True, whole),
        _Plan("sign-off", "Set Last updated", line, 1.0, True, day),
    ]


def _change(gaps: Sequence[Gap], summary: str) -> str:
    """Return the sentence of the revision row."""
    if len(gaps) == 1:
        said = f"Gap closed: {gaps[0].gap.rstrip('.')}"
    else:
        more = f"; and {len(gaps) - 3} more" if len(gaps) > 3 else ""
        said = f"{len(gaps)} gaps closed: {'; '.join(gap.gap.rstrip('.') for gap in gaps[:3])}{more}"
    return f"{said} ({summary})" if summary else said
