"""The steps of a resolution: each is made against the text as it is then, on exactly the item it was planned for.

An item is found by its new offset and its words; if another one is there, the step is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from specui.markdown.blocks import ListItem
from specui.markdown.edits import TextEdit, Transaction
from specui.specs import names
from specui.specs.edits import lists, questions as verbs
from specui.specs.edits.fields import set_field
from specui.specs.edits.group_moves import add_to_group
from specui.specs.edits.guard import transact
from specui.specs.edits.item_text import set_text
from specui.specs.edits.items import siblings
from specui.specs.edits.places import EditRefused
from specui.specs.edits.records import add_gap, delete_record
from specui.specs.edits.revisions import sign_off, updated_field
from specui.specs.edits.state import move_state, state_groups
from specui.specs.edits.turns import Step, in_turn
from specui.specs.items.gaps import Gap, read_gaps
from specui.specs.items.questions import Question, read_questions
from specui.specs.parts import Part
from specui.specs.spec import Group, Spec
from specui.specs.state import StateItem, read_state
from specui.specs.tasks import Task, tick_of, ticked_boxes


class _Listed(Protocol):
    @property
    def item(self) -> ListItem | None: ...
    @property
    def start(self) -> int: ...
    @property
    def text(self) -> str: ...


_Any = TypeVar("_Any", bound=_Listed)


def row_goes(gap: Gap) -> Step:
    """Remove the row or the bullet of a gap; the last one is replaced by "None".  A gap that is a heading is refused."""

    def step(now: Spec, done: Transaction) -> Transaction:
        starts = _starts(done, gap.start)
        found = next((one for one in read_gaps(now) if one.start in starts and one.text == gap.text), None)
        if found is None or (found.record and gap.record and found.record.cells != gap.record.cells):
            raise _lost(gap.gap)
        if found.record is not None:
            return delete_record(now, found.record, name="gap")
        if found.item is not None:
            return _bullet_goes(now, found.item)
        raise EditRefused(
            f"{gap.id} is a heading with text below it (line {gap.line}); remove them in your editor."
        )

    return step


def _bullet_goes(now: Spec, item: ListItem) -> Transaction:
    if len(siblings(now.document, item)) > 1:
        return lists.delete(now.document, item, name="gap")
    return set_text(now.document, item, "None")


def ships(bullet: StateItem) -> Step:
    """Move a bullet of the state, with its nested items, to the first group.

    The last bullet of a group is replaced by ``None``.
    """

    def step(now: Spec, done: Transaction) -> Transaction:
        item, target = _listed(_bullets(now), done, bullet), state_groups(now)[0]

        def move(spec: Spec, before: Transaction) -> Transaction:
            starts = _starts(before, item.item.start)
            meant = (
                one for one in _bullets(spec) if one.item.start in starts and not names.says_none(one.text)
            )
            found = next(meant, None)
            if found is None:
                raise _lost(item.text)
            return move_state(spec, found, target)

        here: list[Step] = []
        if len(read_state(now).get(item.group, ())) == 1:
            here.append(lambda spec, _before: lists.add_after(spec.document, item.item, "None", name="item"))
        return in_turn(now, [*here, move], f"move item to “{target}”")

    return step


def ticked(task: Task) -> Step:
    """Tick a box."""

    def step(now: Spec, done: Transaction) -> Transaction:
        starts = _starts(done, task.item.start if task.item is not None else task.start)
        for item in now.document.items:
            words = now.document.flat(item.text_start, item.text_end)
            if item.start in starts and item.is_task and words == task.text:
                mark = tick_of(now, item.check, ticked_boxes(now))
                edit = TextEdit(item.check, item.check + 1, mark)
                return transact(now.document.text, [edit], "tick item")
        raise _lost(task.text)

    return step


def answered(question: Question, words: str, *, on: str, by: str) -> Step:
    """Answer a question."""
    return lambda now, done: verbs.answer(
        now, _listed(read_questions(now), done, question), words, on=on, by=by
    )


def signed_off(change: str, *, on: str, by: str) -> Step:
    """Set Last updated and add a row to the Revision History."""
    return lambda now, _done: sign_off(now, on=on, by=by, change=change)


def updated(*, on: str) -> Step:
    """Set Last updated alone."""

    def step(now: Spec, done: Transaction) -> Transaction:
        del done
        name = updated_field(now)
        if not name:
            raise EditRefused("The file has no Last updated field.")
        return set_field(now, name, on)

    return step


def gap_added(gap: str, severity: str, notes: str) -> Step:
    """Add a row to the gaps."""

    def step(now: Spec, done: Transaction) -> Transaction:
        del done
        if not gap.strip():
            raise EditRefused("A gap needs a text that says what is missing.")
        return add_gap(now, gap, severity, notes)

    return step


def item_added(part: Part, text: str, group: str = "", *, name: str) -> Step:
    """Add an item at the end of a group of a part; without a name, the first that has a list.  A new task is open."""
    return lambda now, _done: add_to_group(group_named(now, part, group, noun=name), text, name=name)


def group_named(spec: Spec, part: Part, name: str = "", *, noun: str = "item") -> Group:
    """Return the group of a part by its name or address; without one, the first that has a list, else the first."""
    groups = [group for group in spec.groups(part) if group.title or group.items] or list(spec.groups(part))
    if not groups:
        raise EditRefused(f"The file has no section for a {noun}; add it first.")
    if not name:
        return next((group for group in groups if group.items), groups[0])
    wanted = {names.key(name), names.slug(name)}
    for group in groups:
        keys = {names.key(group.title), names.slug(group.title), group.schema.key if group.schema else ""}
        if wanted & keys:
            return group
    known = ", ".join(group.name for group in groups if group.name)
    raise EditRefused(f"Unknown group “{name}”; the groups are {known}.")


def _bullets(spec: Spec) -> list[StateItem]:
    return [item for items in read_state(spec).values() for item in items]


def _listed(found: Iterable[_Any], done: Transaction, meant: _Any) -> _Any:
    """Return the item that was meant, as it is now."""
    starts = _starts(done, meant.item.start if meant.item is not None else meant.start)
    for one in found:
        start = one.item.start if one.item is not None else one.start
        if start in starts and one.text == meant.text:
            return one
    raise _lost(meant.text)


def _starts(done: Transaction, start: int) -> tuple[int, int]:
    """Return where an item may begin after edits: after or before what was inserted right there."""
    return done.map(start, "after"), done.map(start, "before")


def _lost(text: str) -> EditRefused:
    shown = text if len(text) <= 60 else f"{text[:60].rstrip()}…"
    return EditRefused(f"“{shown}” has moved. Reload and retry.")
