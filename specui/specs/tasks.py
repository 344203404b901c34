"""Checkboxes and their addresses: every task of a file, what it is called, and ticking it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import ListItem
from specui.markdown.edits import TextEdit, Transaction
from specui.specs import names
from specui.specs.parts import Part
from specui.specs.spec import Group, Spec

_ADDRESS = re.compile(r"^(?P<id>[^~\s]+?)(?:~(?P<check>[0-9a-f]{4,32}))?$")


class Checks:
    """The checks of all texts of a file, made when the first one is asked for."""

    __slots__ = ("_made", "_texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._made: list[str] = []

    def __getitem__(self, index: int) -> str:
        if not self._made:
            self._made = _checks(self._texts)
        return self._made[index]


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


class AddressError(ValueError):
    """An address that names nothing, or something else than was meant; the text says what stands there."""


def read_tasks(spec: Spec) -> tuple[Task, ...]:
    """Return every checkbox of the file, nested ones too, in file order."""
    boxes = [item for item in spec.document.items if item.check >= 0]
    return tuple(_tasks(spec, boxes)) if boxes else ()


def top_level(tasks: Sequence[Task], part: Part) -> tuple[Task, ...]:
    """Return the tasks of a part that are nested in no other item."""
    return tuple(task for task in tasks if task.part == part and task.depth == 0)


def find_task(tasks: Sequence[Task], address: str) -> Task:
    """Return the task that an address means: ``functional/3``, a ref, or ``L57``.

    Raises AddressError.  With a check the item is found by its text, wherever it
    stands by now, and nothing else will do.
    """
    match = _ADDRESS.match(address.strip())
    if not match:
        raise AddressError(
            f"“{address}” is no address; addresses read functional/3, functional/3~9f2c or L57"
        )
    wanted, check = match["id"], match["check"]
    at = _standing_at(tasks, wanted)
    if check is None:
        if at is None:
            raise AddressError(f"there is no {wanted} here; {_nearby(tasks, wanted)}")
        return at
    if at is not None and at.check == check:
        return at
    group = wanted.rpartition("/")[0]
    near = [task for task in tasks if task.check == check and task.id.rpartition("/")[0] == group]
    found = near or [task for task in tasks if task.check == check]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(task.id for task in found)
        raise AddressError(f"{address} could mean any of {places}; name it without the check or by line")
    stands = f"“{at.text}” stands at {wanted} now" if at else f"nothing stands at {wanted} now"
    raise AddressError(f"{address} is not in this file any more; {stands}")


def set_checked(spec: Spec, tasks: Sequence[Task], *, checked: bool) -> Transaction:
    """Tick or untick: one character a task; none where they stand so already."""
    mark = "x" if checked else " "
    edits = [TextEdit(t.item.check, t.item.check + 1, mark) for t in tasks if t.checked != checked]
    verb = "tick" if checked else "untick"
    title = f"{verb} {tasks[0].id}" if len(tasks) == 1 else f"{verb} {len(tasks)} items"
    return Transaction.of(spec.document.text, edits, title)


def check_of(text: str, occurrence: int = 1) -> str:
    """Return 16 hexadecimal digits that stand for an item's text; a repeated text counts up."""
    normal = " ".join(text.split())
    source = normal if occurrence == 1 else f"{normal}\0{occurrence}"
    return _digest(source)


@lru_cache(maxsize=4096)
def _digest(source: str) -> str:
    from hashlib import blake2b

    return blake2b(source.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _checks(texts: Sequence[str]) -> list[str]:
    """Return the shortest checks, of four digits or more, that keep all texts apart."""
    seen: dict[str, int] = {}
    full = []
    for text in texts:
        normal = " ".join(text.split())
        seen[normal] = seen.get(normal, 0) + 1
        full.append(check_of(normal, seen[normal]))
    short = [check[:4] for check in full]
    if len(set(short)) == len(full):
        return short
    crowded = {check for check in short if short.count(check) > 1}
    return [whole if brief in crowded else brief for whole, brief in zip(full, short, strict=True)]


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


def _standing_at(tasks: Sequence[Task], wanted: str) -> Task | None:
    if re.fullmatch(r"[Ll]\d+", wanted):
        line = int(wanted[1:])
        return next((task for task in tasks if task.line == line), None)
    return next((task for task in tasks if task.id == wanted), None)


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
    return next((g for g in reversed(section.groups) if g.start <= offset), None)
