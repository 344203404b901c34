"""What changed between two versions of a spec, as one line for its Revision History."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Generic, NamedTuple, TypeVar

from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.items.gaps import Gap
from specui.specs.items.kinds import KINDS, ItemKind
from specui.specs.items.questions import Question
from specui.specs.parts import Part
from specui.specs.phrases import format_count, join_words
from specui.specs.rows import Record
from specui.specs.spec import Spec
from specui.specs.tasks import Task

T = TypeVar("T")
ALIKE = 0.6
MANY = 2_000  # pairs; above that, reworded items are not looked for
_SAID = {"answered": "answered", "deferred": "deferred", "assigned": "assigned", "dropped": "dropped"}


class Matched(NamedTuple, Generic[T]):
    """Items of two versions: those in both with the same key, those reworded, those gone and come."""

    same: list[tuple[T, T]]
    reworded: int
    gone: list[T]
    come: list[T]


def summary_of_changes(old: Contents, new: Contents) -> str:
    """Return what changed, such as ``3 criteria ticked, 1 gap added (Critical), question 2 answered``.

    Items are compared by their words; a reworded one counts as reworded.  Dates and the history itself do not
    count.  Empty if nothing changed.
    """
    parts: list[tuple[Part, list[str]]] = [
        ("state", list(_state(old, new))),
        ("criteria", list(_tasks(old.criteria, new.criteria, KINDS["criterion"]))),
        ("gaps", list(_gaps(old.gaps, new.gaps))),
        ("existing_tests", _rows(old, new, "existing_tests", "test", "tests")),
        (
            "missing_tests",
            list(_tasks(old.missing_tests, new.missing_tests, KINDS["test"])),
        ),
        ("golden_sets", _rows(old, new, "golden_sets", "golden set", "golden sets")),
        ("internal_dependencies", _rows(old, new, "internal_dependencies", "dependency", "dependencies")),
        ("external_services", _rows(old, new, "external_services", "service", "services")),
        ("degraded_modes", list(_modes(old, new))),
        ("questions", list(_questions(old.questions, new.questions))),
    ]
    said = [*_fields(old.spec, new.spec), *[phrase for _, phrases in parts for phrase in phrases]]
    told = {part for part, phrases in parts if phrases}
    return ", ".join([*said, *_prose(old.spec, new.spec, told)])


def _fields(old: Spec, new: Spec) -> Iterator[str]:
    for field in new.fields:
        before = old.field(field.name)
        if field.schema is not None and field.schema.kind == "date":
            continue
        if before is None:
            yield f"{field.name} added"
        elif before.raw != field.raw and before.value != field.value and isinstance(field.value, str):
            short = field.schema is not None and field.schema.kind == "choice" and before.value
            yield f"{field.name} {before.value} → {field.value}" if short else f"{field.name} changed"
        elif before.raw != field.raw:
            yield f"{field.name} changed"
    for field in old.fields:
        if new.field(field.name) is None:
            yield f"{field.name} removed"


def _state(old: Contents, new: Contents) -> Iterator[str]:
    before = [item for items in old.state.values() for item in items]
    after = [item for items in new.state.values() for item in items]
    found = matched(before, after, lambda item: _flat(item.text))
    moved: dict[str, int] = {}
    for one, other in found.same:
        if one.group != other.group:
            moved[other.group] = moved.get(other.group, 0) + 1
    for group, number in moved.items():
        yield f"{format_count(number, 'item')} moved to {group}"
    come: dict[str, int] = {}
    for item in found.come:
        come[item.group] = come.get(item.group, 0) + 1
    for group, number in come.items():
        yield f"{format_count(number, 'item')} added to {group}" if group else f"{number} added to the state"
    yield from _amount(len(found.gone), "item of the state", "items of the state", "removed")
    yield from _amount(found.reworded, "item of the state", "items of the state", "reworded")


def _tasks(old: Sequence[Task], new: Sequence[Task], kind: ItemKind) -> Iterator[str]:
    one, many = kind.noun, kind.plural
    found = matched(old, new, lambda task: _flat(task.text))
    yield from _amount(sum(b.checked and not a.checked for a, b in found.same), one, many, "ticked")
    yield from _amount(sum(a.checked and not b.checked for a, b in found.same), one, many, "unticked")
    yield from _come_and_gone(found, one, many)


def _gaps(old: Sequence[Gap], new: Sequence[Gap]) -> Iterator[str]:
    before = [gap for gap in old if not gap.none]
    after = [gap for gap in new if not gap.none]
    one_gap, many = KINDS["gap"].noun, KINDS["gap"].plural
    found = matched(before, after, lambda gap: _flat(gap.gap))
    if found.come:
        severities = ", ".join(dict.fromkeys(gap.severity for gap in found.come if gap.severity))
        yield f"{KINDS['gap'].count(len(found.come))} added" + (f" ({severities})" if severities else "")
    yield from _amount(len(found.gone), one_gap, many, "removed")
    yield from _amount(found.reworded, one_gap, many, "reworded")
    for one, other in found.same:
        if one.severity != other.severity:
            yield f"{one_gap} {names.strip_signs(other.gap)[:40].strip()} {one.severity} → {other.severity}"
    assigned = sum(bool(b.assignee) and a.assignee != b.assignee for a, b in found.same)
    yield from _amount(assigned, one_gap, many, "assigned")
    changed = sum(a.notes != b.notes and a.severity == b.severity for a, b in found.same)
    yield from _amount(changed, one_gap, many, "changed")


def _rows(old: Contents, new: Contents, part: str, one: str, many: str) -> list[str]:
    before: list[Record] = [item.record for item in getattr(old, part) if not item.none]
    after: list[Record] = [item.record for item in getattr(new, part) if not item.none]
    found = matched(before, after, lambda record: _flat(next(iter(record.cells.values()), "")))
    changed = sum(a.cells != b.cells for a, b in found.same)
    return [*_come_and_gone(found, one, many), *_amount(changed, one, many, "changed")]


def _modes(old: Contents, new: Contents) -> Iterator[str]:
    before = {_flat(mode.condition) or _flat(mode.behavior): mode.behavior for mode in old.degraded_modes}
    after = {_flat(mode.condition) or _flat(mode.behavior): mode.behavior for mode in new.degraded_modes}
    one, many = "degraded mode", "degraded modes"
    yield from _amount(len(after.keys() - before.keys()), one, many, "added")
    yield from _amount(len(before.keys() - after.keys()), one, many, "removed")
    changed = sum(before[key] != after[key] for key in before.keys() & after.keys())
    yield from _amount(changed, one, many, "changed")
    was, now = old.data_loss_risk, new.data_loss_risk
    if (was.text if was else "") != (now.text if now else ""):
        yield "data loss risk changed"


def _questions(old: Sequence[Question], new: Sequence[Question]) -> Iterator[str]:
    one_question, many = KINDS["question"].noun, KINDS["question"].plural
    found = matched(old, new, lambda question: _flat(question.text))
    by_state: dict[str, list[str]] = {}
    for one, other in found.same:
        if len(one.entries) != len(other.entries) or one.state != other.state:
            verb = _SAID.get(other.state, "reopened")
            by_state.setdefault(verb, []).append(other.id[1:])
    for verb, numbers in by_state.items():
        yield f"{one_question if len(numbers) == 1 else many} {join_words(numbers)} {verb}"
    yield from _come_and_gone(found, one_question, many)


def _prose(old: Spec, new: Spec, told: set[Part]) -> Iterator[str]:
    """Name the sections that were added, removed or reworded, without those that the summary has already."""
    before = {names.key(s.name): s for s in old.sections}
    after = {names.key(s.name): s for s in new.sections}
    quiet = {id(new.section_at(group.start)) for part in (*told, "revisions") for group in new.groups(part)}
    for key, section in after.items():
        if key not in before:
            yield f"section {section.name} added"
        elif id(section) not in quiet and section.part != "revisions":
            was = before[key]
            if _flat(old.document.text[was.body_start : was.end]) != _flat(
                new.document.text[section.body_start : section.end]
            ):
                yield f"{section.name} reworded"
    for key, section in before.items():
        if key not in after:
            yield f"section {section.name} removed"


def matched(old: Sequence[T], new: Sequence[T], key: Callable[[T], str]) -> Matched[T]:
    """Match the items of two versions by their words; what is left over and alike is reworded."""
    waiting: dict[str, list[T]] = {}
    for item in old:
        waiting.setdefault(key(item), []).append(item)
    same: list[tuple[T, T]] = []
    come: list[T] = []
    for item in new:
        there = waiting.get(key(item))
        if there:
            same.append((there.pop(0), item))
        else:
            come.append(item)
    gone = [item for items in waiting.values() for item in items]
    reworded = 0
    for item in list(come) if len(come) * len(gone) <= MANY else []:
        near = next((other for other in gone if _alike(key(other), key(item))), None)
        if near is not None:
            gone.remove(near)
            come.remove(item)
            reworded += 1
    return Matched(same, reworded, gone, come)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def _come_and_gone(found: Matched[Any], one: str, many: str) -> Iterator[str]:
    yield from _amount(len(found.come), one, many, "added")
    yield from _amount(len(found.gone), one, many, "removed")
    yield from _amount(found.reworded, one, many, "reworded")


def _amount(number: int, one: str, many: str, verb: str) -> Iterator[str]:
    if number:
        yield f"{format_count(number, one, many)} {verb}"


def _flat(text: str) -> str:
    return " ".join(text.split())
