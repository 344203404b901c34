"""What drawing a section needs to know of its spec, looked up once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from specui.markdown.blocks import Block, FieldLine, Paragraph, ThematicBreak
from specui.markdown.lazy import lazy
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.parts import Part
from specui.specs.schema import FieldSchema, GroupSchema
from specui.specs.spec import FieldValue, Group, Section, is_guidance
from specui.specs.tasks import Task
from specui.specs.template import SLOT
from specui.tui.rendering.section.missing_parts import absent_fields, absent_groups
from specui.tui.rendering.section.titles import Tally

T = TypeVar("T")


def _at(items: Sequence[T], offset: int, start: Callable[[T], int]) -> T | None:
    """Return the item, of some in file order, that begins at an offset."""
    index = bisect_left(items, offset, key=start)
    return items[index] if index < len(items) and start(items[index]) == offset else None


def _start(item: Task | Gap | Question) -> int:
    """Return where an item begins: at its marker if it is a list item."""
    return item.item.start if item.item is not None else item.start


class Facts:
    """A section (None: the head) and the typed items in it, by the offset where each starts.

    ``first:last`` are the indices of its blocks.
    """

    def __init__(self, contents: Contents, section: Section | None) -> None:
        spec = contents.spec
        self.spec = spec
        self.document = spec.document
        self.section = section
        self.start = section.start if section else 0
        self.end = section.end if section else spec.head_end
        if section is not None:
            self.first, self.last = section.first, section.last
        else:
            self.first = 0
            self.last = spec.sections[0].first - 1 if spec.sections else len(spec.document.blocks)
        self._contents = contents
        self._placeholders = spec.template.placeholders if spec.template else frozenset[str]()

    def task(self, offset: int) -> Task | None:
        """Return the checkbox whose item begins at an offset."""
        return _at(self._contents.tasks, offset, _start)

    def gap(self, offset: int) -> Gap | None:
        """Return the gap whose row or item begins at an offset."""
        return _at(self._contents.gaps, offset, _start)

    def question(self, offset: int) -> Question | None:
        """Return the question whose item or row begins at an offset."""
        return _at(self._contents.questions, offset, _start)

    def _tasks_between(self, start: int, end: int) -> Sequence[Task]:
        """Return the boxes and the criteria and tests without one that begin between two offsets."""
        tasks = self._contents.all_tasks
        first = bisect_left(tasks, start, key=_start)
        return tasks[first : bisect_left(tasks, end, lo=first, key=_start)]

    def fields_between(self, start: int, end: int) -> list[FieldLine]:
        """Return the fields of the head that begin between two offsets, in file order."""
        lines = self._field_lines
        first = bisect_left(lines, start, key=lambda line: line.start)
        return lines[first : bisect_left(lines, end, lo=first, key=lambda line: line.start)]

    @lazy
    def _field_lines(self) -> list[FieldLine]:
        return sorted((found.line for found in self.spec.fields), key=lambda line: line.start)

    @lazy
    def entries(self) -> frozenset[int]:
        """The lines of the decisions on the section's questions."""
        start, end = self.start, self.end
        questions = (q for q in self._contents.questions if start <= q.start < end)
        return frozenset(entry.line for question in questions for entry in question.entries)

    @lazy
    def parts(self) -> dict[int, Part]:
        """The part that each group holds, by the group's id."""
        return {id(group): part for part, groups in self.spec.groups_by_part.items() for group in groups}

    @lazy
    def fields(self) -> dict[int, FieldValue]:
        """The fields by where they begin."""
        return {found.line.start: found for found in self.spec.fields}

    def has_content(self, blocks: Iterable[Block]) -> bool:
        """Say whether there is more here than rules and the template's guidance."""
        return any(
            type(block) is not ThematicBreak
            and not (type(block) is Paragraph and is_guidance(self.document, block, self.spec.template))
            for block in blocks
        )

    def is_guided(self, group: Group) -> bool:
        """Say whether the file still has the template's guidance."""
        return any(is_guidance(self.document, block, self.spec.template) for block in group.prose)

    def is_placeholder(self, source: str) -> bool:
        """Say whether a text still has a slot of the template."""
        if "[" not in source or not self._placeholders:
            return False
        return any(match[0] in self._placeholders for match in SLOT.finditer(source))

    @lazy
    def tallies(self) -> list[Tally]:
        """The counts of each group of the section; boxes include those of the groups under its heading."""
        groups = self.section.groups if self.section is not None else ()
        done, total, sizes, unread = [], [], [], []
        ends = [*(group.start for group in groups[1:]), self.end]
        for group, end in zip(groups, ends, strict=True):
            items = [item for item in group.items if item.depth == 0]
            boxes = [task.checked for task in self._tasks_between(group.start, group.end) if task.has_state]
            done.append(sum(boxes))
            total.append(len(boxes))
            sizes.append(len(items) or self._rows(group))
            unread.append(self._unread_between(group.start, end))
        for index in range(len(groups) - 1, -1, -1):
            parent = groups[index].parent
            if parent >= 0:
                done[parent] += done[index]
                total[parent] += total[index]
                unread[parent] += unread[index]
        return [*map(Tally, done, total, sizes, unread)]

    def _unread_between(self, start: int, end: int) -> int:
        """Count the blocks with unread lines, such as merge conflicts, between two offsets."""
        lines = self._contents.uncounted
        first, last = (bisect_left(lines, at, key=lambda line: line.start) for at in (start, end))
        return len({line.block for line in lines[first:last]})

    def _rows(self, group: Group) -> int:
        """Count the rows of a group's tables; 0 if they say that there are none."""
        rows = [row for table in group.tables for row in table.rows if row.written]
        if len(rows) == 1 and names.says_none((rows[0].texts or [""])[0]):
            return 0
        return len(rows)

    @lazy
    def whole(self) -> Tally:
        """The counts of the section."""
        groups = self.section.groups if self.section is not None else ()
        top = [tally for group, tally in zip(groups, self.tallies, strict=True) if group.parent < 0]
        unread = self._unread_between(self.start, self.end)
        return Tally(sum(t.done for t in top), sum(t.total for t in top), unread=unread)

    @lazy
    def parents(self) -> frozenset[int]:
        """The indices of the groups that have groups under their heading."""
        return (
            frozenset(group.parent for group in self.section.groups)
            if self.section is not None
            else frozenset()
        )

    @lazy
    def absent_groups(self) -> dict[int, list[GroupSchema]]:
        """The template's subsections that the section lacks, by the id of the group that follows them; 0 at the end."""
        return absent_groups(self.section) if self.section is not None else {}

    @lazy
    def absent_fields(self) -> dict[int, list[FieldSchema]]:
        """The template's fields that the spec lacks, by the offset of the field that follows them; -1 at the end."""
        return absent_fields(self.spec)

    @lazy
    def last_field(self) -> int:
        """The offset of the last field; -1 if there is none."""
        return max(self.fields, default=-1)

    @lazy
    def last_drawn(self) -> int:
        """The index of the last block that is not a rule."""
        blocks = self.document.blocks
        index = self.last - 1
        while index >= self.first and type(blocks[index]) is ThematicBreak:
            index -= 1
        return index
