"""What the drawing of one section must know of its spec, looked up once."""

from __future__ import annotations

from collections.abc import Iterable

from specui.markdown.blocks import Block, Paragraph, ThematicBreak
from specui.markdown.lazy import lazy
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.questions import Entry
from specui.specs.schema import FieldSchema, GroupSchema
from specui.specs.spec import Group, Section, is_guidance
from specui.specs.template import SLOT
from specui.tui.layout.absent import absent_fields, absent_groups
from specui.tui.layout.titles import Tally


class Facts:
    """A section (None: the head) and the typed items in it, by the offset where each starts.

    ``first:last`` are the indices of its blocks.
    """

    def __init__(self, contents: Contents, section: Section | None) -> None:
        spec = contents.spec
        self.spec = spec
        self.document = spec.document
        self.section = section
        self.start = start = section.start if section else 0
        self.end = end = section.end if section else spec.head_end
        if section is not None:
            self.first, self.last = section.first, section.last
        else:
            self.first = 0
            self.last = spec.sections[0].first - 1 if spec.sections else len(spec.document.blocks)
        self.parts = {id(group): part for part, groups in spec.groups_by_part.items() for group in groups}
        self.tasks = {t.item.start: t for t in contents.tasks if start <= t.item.start < end}
        gaps = ((gap.record.row.start, gap) for gap in contents.gaps)
        self.gaps = {at: gap for at, gap in gaps if start <= at < end}
        self.questions = {q.item.start: q for q in contents.questions if start <= q.item.start < end}
        self.entries: dict[int, Entry] = {e.line: e for q in self.questions.values() for e in q.entries}
        self.fields = {found.line.start: found for found in spec.fields}
        self._placeholders = spec.template.placeholders if spec.template else frozenset[str]()

    def has_content(self, blocks: Iterable[Block]) -> bool:
        """Say whether anything stands here but rules and the template's own guidance."""
        return any(
            type(block) is not ThematicBreak
            and not (type(block) is Paragraph and is_guidance(self.document, block, self.spec.template))
            for block in blocks
        )

    def is_guided(self, group: Group) -> bool:
        """Say whether the template's guidance still stands in the file."""
        return any(is_guidance(self.document, block, self.spec.template) for block in group.prose)

    def is_placeholder(self, source: str) -> bool:
        """Say whether a slot of the template's is left in a text."""
        if "[" not in source or not self._placeholders:
            return False
        return any(match[0] in self._placeholders for match in SLOT.finditer(source))

    @lazy
    def tallies(self) -> list[Tally]:
        """What stands in each group of the section, boxes with those of the groups under its heading."""
        groups = self.section.groups if self.section is not None else ()
        boxes = [[item for item in group.items if item.is_task and item.depth == 0] for group in groups]
        done = [sum(item.checked for item in found) for found in boxes]
        total = [len(found) for found in boxes]
        for index in range(len(groups) - 1, -1, -1):
            parent = groups[index].parent
            if parent >= 0:
                done[parent] += done[index]
                total[parent] += total[index]
        return [Tally(done[i], total[i], self._size(group)) for i, group in enumerate(groups)]

    def _size(self, group: Group) -> int:
        """Count the bullets, or the rows, of a group; 0 where it says that there are none."""
        items = sum(item.depth == 0 for item in group.items)
        if items:
            return items
        rows = [row for table in group.tables for row in table.rows if row.written]
        if len(rows) == 1 and names.says_none(self.document.cell(rows[0].cells[0])):
            return 0
        return len(rows)

    @lazy
    def whole(self) -> Tally:
        """What stands in the section."""
        groups = self.section.groups if self.section is not None else ()
        top = [tally for group, tally in zip(groups, self.tallies, strict=True) if group.parent < 0]
        return Tally(sum(t.done for t in top), sum(t.total for t in top))

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
        """The template's subsections that the section lacks, by the id of the group before which they belong; 0: behind all."""
        return absent_groups(self.section) if self.section is not None else {}

    @lazy
    def absent_fields(self) -> dict[int, list[FieldSchema]]:
        """The template's fields that the spec lacks, by the offset of the field before which they belong; -1: behind all."""
        return absent_fields(self.spec)

    @lazy
    def last_field(self) -> int:
        """Where the last field begins; -1 where there is none."""
        return max(self.fields, default=-1)

    @lazy
    def last_drawn(self) -> int:
        """The index of the last block that is no rule."""
        blocks = self.document.blocks
        index = self.last - 1
        while index >= self.first and type(blocks[index]) is ThematicBreak:
            index -= 1
        return index
