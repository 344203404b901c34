"""What the drawing of one section must know of its spec, looked up once."""

from __future__ import annotations

from collections.abc import Iterable

from specui.markdown.blocks import Block, Paragraph, ThematicBreak
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.questions import Entry
from specui.specs.spec import Group, Section, is_guidance
from specui.specs.template import SLOT
from specui.tui.layout.titles import Tally


class Facts:
    """A section (None: the head) and the typed items in it, by the offset where each starts.

    ``first:last`` are the indices of its blocks, ``last_drawn`` that of the last one which is no rule.
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
        self.last_drawn = self._last_drawn()
        self.parts = {id(group): part for part, groups in spec.groups_by_part.items() for group in groups}
        tasks = ((t.item.start, t) for t in contents.tasks if t.item is not None)
        self.tasks = {at: t for at, t in tasks if start <= at < end}
        gaps = ((gap.item.start if gap.item is not None else gap.start, gap) for gap in contents.gaps)
        self.gaps = {at: gap for at, gap in gaps if start <= at < end}
        asked = ((q.item.start if q.item is not None else q.start, q) for q in contents.questions)
        self.questions = {at: q for at, q in asked if start <= at < end}
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

    def tallies(self, groups: tuple[Group, ...]) -> list[Tally]:
        """Count what stands in each group, boxes with those of the groups under its heading."""
        boxes = [[item for item in group.items if item.is_task] for group in groups]
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
        rows = [row for table in group.tables for row in table.rows if row.cells]
        if len(rows) == 1 and names.says_none(self.document.cell(rows[0].cells[0])):
            return 0
        return len(rows)

    def _last_drawn(self) -> int:
        blocks = self.document.blocks
        index = self.last - 1
        while index >= self.first and type(blocks[index]) is ThematicBreak:
            index -= 1
        return index
