"""Checkboxes and their addresses: every task of a file, what it is called, and ticking it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from specui.markdown.blocks import ListItem
from specui.markdown.edits import TextEdit, Transaction
from specui.specs import names
from specui.specs.addresses import AddressError, Checks, check_of, find_item
from specui.specs.parts import Part
from specui.specs.spec import Group, Spec

__all__ = [
    "AddressError",
    "Task",
    "check_of",
    "find_task",
    "group_of",
    "read_tasks",
    "set_checked",
    "top_level",
]


class Task(NamedTuple):
    """One checkbox.

    ``id`` is its address (``functional/3``), ``part`` the part that holds it;
    ``number`` counts the file's checkboxes from 0.
    """

    id: str
    number: int
    checks: Checks
    section: str
    group: str
    part: Part | None
    depth: int
    text: str
    checked: bool
    line: int
    item: ListItem

    @property
    def check(self) -> str:
        """The check of its text, which makes the address a ref: four hexadecimal digits or more."""
        return self.checks[self.number]

    @property
    def ref(self) -> str:
        """The address with the check of its text: means this item, wherever it stands by now."""
        return f"{self.id}~{self.check}"


def read_tasks(spec: Spec) -> tuple[Task, ...]:
    """Return every checkbox of the file, nested ones too, in file order."""
    boxes = [item for item in spec.document.items if item.check >= 0]
    return tuple(_tasks(spec, boxes)) if boxes else ()


def top_level(tasks: Sequence[Task], part: Part) -> tuple[Task, ...]:
    """Return the tasks of a part that are nested in no other item."""
    return tuple(task for task in tasks if task.part == part and task.depth == 0)


def find_task(tasks: Sequence[Task], address: str) -> Task:
    """Return the task that an address means: ``functional/3``, a ref, or ``L57``. Raises AddressError."""
    return find_item(tasks, address, _nearby)


def set_checked(spec: Spec, tasks: Sequence[Task], *, checked: bool) -> Transaction:
    """Tick or untick: one character a task; none where they stand so already."""
    mark = "x" if checked else " "
    edits = [TextEdit(t.item.check, t.item.check + 1, mark) for t in tasks if t.checked != checked]
    verb = "tick" if checked else "untick"
    title = f"{verb} {tasks[0].id}" if len(tasks) == 1 else f"{verb} {len(tasks)} items"
    return Transaction.of(spec.document.text, edits, title)


def _tasks(spec: Spec, boxes: Sequence[ListItem]) -> Iterator[Task]:
    places = _places(spec)
    starts = [start for start, *_ in places]
    document = spec.document
    texts = [document.flat(item.text_start, item.text_end) for item in boxes]
    checks = Checks(texts)
    used: dict[str, int] = {}
    slugs: dict[int, str] = {}
    counts: dict[int, int] = {}
    for number, item in enumerate(boxes):
        index = bisect_right(starts, item.start) - 1
        _, section, group, part = places[index]
        if index not in slugs:
            first = names.slug(group)
            used[first] = used.get(first, 0) + 1
            slugs[index] = first if used[first] == 1 else f"{first}-{used[first]}"
        counts[index] = count = counts.get(index, 0) + 1
        yield Task(
            f"{slugs[index]}/{count}",
            number,
            checks,
            section,
            group,
            part,
            item.depth,
            texts[number],
            item.checked,
            item.line,
            item,
        )


def _places(spec: Spec) -> list[tuple[int, str, str, Part | None]]:
    """Return, in file order, where each group starts: offset, section, group name, part."""
    places: list[tuple[int, str, str, Part | None]] = [(0, "", spec.title or "tasks", None)]
    part_of = {id(group): part for part, groups in spec.groups_by_part.items() for group in groups}
    for section in spec.sections:
        places.extend(
            (group.start, section.name, group.name or section.name, part_of.get(id(group)))
            for group in section.groups
        )
    return places


def _nearby(tasks: Sequence[Task], wanted: str) -> str:
    if not tasks:
        return "the file has no checkboxes"
    group = wanted.rpartition("/")[0]
    same = [task for task in tasks if group and task.id.rpartition("/")[0] == group]
    if same:
        return f"{group} goes from {same[0].id} to {same[-1].id}"
    groups = list(dict.fromkeys(task.id.rpartition("/")[0] for task in tasks))
    return "the groups here are " + ", ".join(groups)


def group_of(spec: Spec, offset: int) -> Group | None:
    """Return the group that holds an offset."""
    section = spec.section_at(offset)
    if section is None:
        return None
    index = bisect_right(section.groups, offset, key=lambda group: group.start) - 1
    return section.groups[index] if index >= 0 else None
