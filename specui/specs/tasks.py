"""Checkboxes and their addresses: every task of a file, what it is called, and ticking it.

Criteria and missing tests without a box share their numbering in each group.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from specui.markdown.blocks import Block, ListItem, Quote
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.lazy import lazy_pattern
from specui.markdown.line_rules import TICKED, star_of
from specui.specs import names, parts
from specui.specs.addresses import AddressError, Checks, check_of, find_item
from specui.specs.items.criterion_state import Place as CriterionPlace, stateless
from specui.specs.items.found import Found, has_words
from specui.specs.items.kinds import Facts, Place, State
from specui.specs.items.reader import BOXED, read_items, row_has_status, row_is_done
from specui.specs.parts import Part
from specui.specs.schema import TaskState
from specui.specs.spec import Group, Spec

_BOX: frozenset[Place] = frozenset({"box"})
_NOTHING: frozenset[Place] = frozenset()

__all__ = [
    "AddressError",
    "Task",
    "TaskState",
    "check_of",
    "find_task",
    "group_of",
    "read_tasks",
    "set_checked",
    "tasks_of",
]

_STATES: dict[str, TaskState] = {" ": "todo", "\u00a0": "todo", "x": "done", "X": "done", "~": "doing", "/": "doing", "-": "dropped"}  # fmt: skip
"""The state of each mark of a box; any other mark is unknown."""


_MARKED_ID = lazy_pattern(
    r"(?:#\d{1,5}(?=\s)|[*_`]{0,3}(?:[A-Z]{1,8}-?\d{1,5}[a-z]?|\d{1,3}(?:\.\d{1,3})+)(?:[:.)][*_`]{0,3}|[*_`]{1,3}:?)(?=\s))"
)
"""An id at the start of an item's text that a sign sets apart: ``**FR-001**:``, ``#2``, ``AC3:``, ``1.2.``."""
_BARE_ID = lazy_pattern(
    r"(?:[*_`]{0,3}(?:[A-Z]{1,4}-?0\d{2,4}|[A-Z]{1,4}\d{3})[a-z]?|\d{1,3}(?:\.\d{1,3})*\.?)(?=\s)"
)
"""One that stands there by itself, in files of a family: ``T003a``, ``**CHK004 [P]**``, ``1``. Elsewhere it may be a word (``S3``)."""
_DOTTED_ID = lazy_pattern(r"\d{1,3}(?:\.\d{1,3})+(?=\s)")
"""One that stands before the text of a box, in any file: ``1.1``."""
_NOT_ID = " *_`:.)"
_HEADING_NUMBER = lazy_pattern(r"\d+(?:\.\d+)*")
"""The number of a heading: the first in it, since its name may hold others (``8.4 Sail``, ``Requirement 8: IPv6``)."""


class Task(NamedTuple):
    """One checkbox, or a criterion or missing test that has none.

    ``id`` is its address: its ``own_id``, the one that its text begins with (``T003``), where no other item of the file
    has it; else its ``place`` (``functional/3``).  ``part`` is the part that holds it; ``number`` counts the items of the
    file from 0.  ``start:end`` is the range of its text, ``item`` the list item that it is, if it is one.  ``depth`` counts
    the items that hold it.  Without a box it is ``checked`` where a status column of its row says so.  A criterion
    without a state is neither open nor done (``items/criterion_state.py``).
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
    state: TaskState
    line: int
    start: int
    end: int
    item: ListItem | None
    quoted: bool = False
    place: str = ""
    own_id: str = ""
    has_state: bool = True

    @property
    def box(self) -> bool:
        """Whether it has a checkbox."""
        return self.item is not None and self.item.check >= 0

    @property
    def check(self) -> str:
        """The check of its text, which makes the address a ref: four hexadecimal digits or more."""
        return self.checks[self.number]

    @property
    def ref(self) -> str:
        """The address with the check of its text: means this item, wherever it is now."""
        return f"{self.id}~{self.check}"

    @property
    def none(self) -> bool:
        """Always False: a line that says "none" is not read as a task."""
        return False

    @property
    def searched(self) -> str:
        """What search matches."""
        return self.text

    def facts(self, ranks: Mapping[str, int]) -> Facts:
        """Return what triage knows of it."""
        del ranks
        state: State | Literal[""] = "" if not self.has_state else "done" if self.checked else "open"
        return Facts(state, self.group, places=_BOX if self.box else _NOTHING)

    def details(self) -> dict[str, Any]:
        """Return what a listing adds for a criterion or a missing test."""
        return {"group": self.group}


def read_tasks(spec: Spec) -> tuple[Task, ...]:
    """Return every checkbox of the file, nested and quoted ones too, with the criteria and missing tests that have none.

    They are in file order.  A box without words is no task.
    """
    found = [*_boxes(spec, spec.document.blocks, quoted=False)]
    for part in BOXED:
        if spec.groups(part):
            found += [_Place(item.start, item.text, item) for item in read_items(spec, part)]
    found.sort(key=lambda place: place.start)
    tasks = tuple(_tasks(spec, found))
    criteria = [
        CriterionPlace(task.start, task.box, isinstance(source, Found) and _has_status(source))
        for task, (_, _, source, _) in zip(tasks, found, strict=True)
        if task.part == "criteria"
    ]
    none = stateless(spec, criteria)
    if not none:
        return tasks
    return tuple(
        [
            task._replace(has_state=False) if task.start in none and task.part == "criteria" else task
            for task in tasks
        ]
    )


def tasks_of(tasks: Sequence[Task], part: Part) -> tuple[Task, ...]:
    """Return the tasks of a part, nested ones too."""
    return tuple([task for task in tasks if task.part == part])


def find_task(tasks: Sequence[Task], address: str) -> Task:
    """Return the task that an address means: ``functional/3``, a ref, or ``L57``. Raises AddressError."""
    return find_item(tasks, address, "checkbox", _nearby)


def ticked_boxes(spec: Spec) -> list[int]:
    """Return the offsets of the marks of all ticked boxes."""
    return [block.check for block in spec.document.blocks if type(block) is ListItem and block.checked]


def tick_of(spec: Spec, box: int, ticked: Sequence[int]) -> str:
    """Return the mark with which to tick the box at ``box``: ``X``, as spec-kit writes it, or ``x``.

    The ticked boxes before and after it decide where they agree, else most of the file's.
    """
    text = spec.document.text
    at = bisect_right(ticked, box)
    near = {text[place] for place in ticked[max(0, at - 1) : at + 1]}
    marks = Counter(near if len(near) == 1 else [text[place] for place in ticked])
    return "X" if marks["X"] > marks["x"] else "x"


def set_checked(spec: Spec, tasks: Sequence[Task], *, checked: bool) -> Transaction:
    """Tick or untick tasks: one character each; tasks in that state already are left alone.

    Raises EditRefused for one that has no box.
    """
    from specui.specs.edits.places import EditRefused  # reading tasks does not need the edits

    edits = []
    ticked = ticked_boxes(spec) if checked else []
    for task in tasks:
        if task.item is None or task.item.check < 0:
            raise EditRefused(f"{task.id} on line {task.line} has no checkbox; add one first: - [ ] …")
        if task.checked != checked:
            mark = tick_of(spec, task.item.check, ticked) if checked else " "
            edits.append(TextEdit(task.item.check, task.item.check + 1, mark))
    verb = "tick" if checked else "untick"
    title = f"{verb} {tasks[0].id}" if len(tasks) == 1 else f"{verb} {len(tasks)} items"
    return Transaction.of(spec.document.text, edits, title)


class _Place(NamedTuple):
    """Where an item begins, and what it is: a box, or what was found in another shape."""

    start: int
    text: str
    source: ListItem | Found
    quoted: bool = False


def _boxes(spec: Spec, blocks: Sequence[Block], *, quoted: bool) -> Iterator[_Place]:
    document = spec.document
    for block in blocks:
        if type(block) is ListItem and block.check >= 0:
            text = document.flat(block.text_start, block.text_end, quoted=quoted)
            if has_words(text):
                yield _Place(block.start, text, block, quoted)
        elif type(block) is Quote:
            yield from _boxes(spec, block.inside, quoted=True)


def state_of(spec: Spec, item: ListItem) -> TaskState:
    """Return what the box of an item says."""
    mark = spec.document.text[item.check]
    if spec.template is not None and mark in spec.template.marks:
        return spec.template.marks[mark]
    if mark not in TICKED and star_of(spec.document.text, item.check):
        return "optional"
    return _STATES.get(mark, "unknown")


def _tasks(spec: Spec, found: Sequence[_Place]) -> Iterator[Task]:
    places = _places(spec)
    starts = [start for start, *_ in places]
    checks = Checks([place.text for place in found])
    used: dict[str, int] = {}
    slugs: dict[int, str] = {}
    counts: dict[int, int] = {}
    own_ids = _own_ids(spec, found)
    times = Counter(own_id.casefold() for own_id in own_ids)
    by_group = {
        (group.first, group.start): index for index, (_, _, _, _, group) in enumerate(places) if group
    }
    for number, (start, text, source, quoted) in enumerate(found):
        index = bisect_right(starts, start) - 1
        if isinstance(source, Found):
            index = by_group.get((source.group.first, source.group.start), index)
        _, section, group, part, _ = places[index]
        if index not in slugs:
            first = names.slug(group)
            used[first] = used.get(first, 0) + 1
            slugs[index] = first if used[first] == 1 else f"{first}-{used[first]}"
        counts[index] = count = counts.get(index, 0) + 1
        if isinstance(source, Found):
            item, depth, checked = source.item, source.item.depth if source.item else 0, _is_done(source)
            state: TaskState = "done" if checked else "todo"
            begin, end, line = source.start, source.end, source.line
        else:
            item, depth, checked, state = source, source.depth, source.checked, state_of(spec, source)
            begin, end, line = source.text_start, source.text_end, source.line
        place, own_id = f"{slugs[index]}/{count}", own_ids[number]
        yield Task(
            own_id if own_id and times[own_id.casefold()] == 1 else place, number, checks, section, group, part, depth,
            text, checked, state, line, begin, end, item, quoted, place, own_id,
        )  # fmt: skip


def _own_ids(spec: Spec, found: Sequence[_Place]) -> list[str]:
    """Return the ids that the items carry themselves, or get from their headings; "" for none."""
    by_heading = spec.template is not None and spec.template.ids == "heading.item"
    ids = []
    for place in found:
        match = _MARKED_ID.match(place.text)
        if match is None and spec.bound is not None:
            match = _BARE_ID.match(place.text)
        elif match is None and isinstance(place.source, ListItem):
            match = _DOTTED_ID.match(place.text)
        own_id = match[0].strip(_NOT_ID) if match else ""
        if not own_id and by_heading and isinstance(place.source, Found) and place.source.item is not None:
            number = _heading_number(place.source)
            own_id = (
                f"{number}.{place.source.item.number}" if number and place.source.item.number >= 0 else ""
            )
        ids.append(own_id)
    return ids


def _has_status(found: Found) -> bool:
    return found.record is not None and row_has_status(found.record)


def _heading_number(found: Found) -> str:
    """Return the number of the nearest heading above an item that has one; "" for none.

    That of a heading such as ``2. Acceptance Criteria`` counts its subsections.
    """
    group: Group | None = found.group
    while group is not None:
        counts = parts.part_of_title(group.title, None) is not None
        number = _HEADING_NUMBER.search(group.name if counts else names.heading_text(group.title))
        if number is not None:
            return number[0]
        group = found.section.groups[group.parent] if group.parent >= 0 else None
    return ""


def _is_done(found: Found) -> bool:
    return found.record is not None and row_is_done(found.record)


def _places(spec: Spec) -> list[tuple[int, str, str, Part | None, Group | None]]:
    """Return, in file order, where each group starts: offset, section, group name, part, and the group."""
    places: list[tuple[int, str, str, Part | None, Group | None]] = [
        (0, "", spec.title or "tasks", spec.whole_part, None)
    ]
    for section in spec.sections:
        places.extend(
            (group.start, section.name, group.name or section.name, part, group)
            for group, part in zip(section.groups, spec.parts_of(section), strict=True)
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
    return f"the groups are {', '.join(groups)}"


def group_of(spec: Spec, offset: int) -> Group | None:
    """Return the group that holds an offset."""
    section = spec.section_at(offset)
    if section is None:
        return None
    index = bisect_right(section.groups, offset, key=lambda group: group.start) - 1
    return section.groups[index] if index >= 0 else None
