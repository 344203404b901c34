"""Walks the blocks of one section, or of a spec's head, and draws each where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from specui.markdown.blocks import (
    Block,
    Fence,
    FieldLine,
    FrontMatter,
    Heading,
    HtmlBlock,
    IndentedCode,
    ListItem,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.gaps import severities
from specui.specs.questions import Entry
from specui.specs.spec import Group, Section, is_guidance
from specui.specs.template import SLOT, Choice, GroupSchema, guidance_text, label_of
from specui.tui.layout import lists, prose, tables
from specui.tui.layout.canvas import Canvas, cells, hang
from specui.tui.layout.flow import flow, one_line
from specui.tui.layout.model import GUTTER, MIN_WIDTH, Layout, Line, Placed, StopKind, Target

INVITATION: Final = "Nothing here yet. Press enter to write it."
ABSENT: Final = "– not in this spec"
PENCIL: Final = "✎ "

_BAR = 10  # cells of a group's progress


def lay_out(
    contents: Contents,
    section: Section | None,
    width: int,
    *,
    diagnostics: Iterable[Placed] = (),
    show_guidance: bool = True,
) -> Layout:
    """Draw a section of a spec, or with None its head (title and fields), for ``width`` cells.

    The gutter is part of the width.  ``show_guidance`` draws what the template says of parts that are
    empty or missing.  Never fails; linear in the section's text.
    """
    width = max(width, MIN_WIDTH)
    painter = _Painter(contents, section, width - GUTTER, show_guidance)
    painter.draw()
    layout = Layout(
        contents.spec.document,
        section,
        width,
        painter.start,
        painter.end,
        painter.canvas.rows,
        painter.canvas.stops,
    )
    found = tuple(diagnostics)
    return layout.marked(found) if found else layout


class _Painter:
    """One walk over one section; what it needs to know of the spec is looked up once."""

    def __init__(self, contents: Contents, section: Section | None, width: int, show_guidance: bool) -> None:
        spec = contents.spec
        self.contents = contents
        self.spec = spec
        self.document = spec.document
        self.section = section
        self.show_guidance = show_guidance
        self.canvas = Canvas(width)
        self.start = section.start if section else 0
        self.end = section.end if section else spec.head_end
        self.first, self.last = self._block_range()
        self.last_drawn = self._last_drawn()
        self.parts = {id(group): part for part, groups in spec.groups_by_part.items() for group in groups}
        self.placeholders = spec.template.placeholders if spec.template else frozenset[str]()
        self.tasks = {t.item.start: t for t in contents.tasks if self.start <= t.item.start < self.end}
        self.gaps = {g.record.row.start: g for g in contents.gaps if self.start <= g.record.row.start < self.end}
        self.questions = {
            q.item.start: q for q in contents.questions if self.start <= q.item.start < self.end
        }
        self.entries: dict[int, Entry] = {e.line: e for q in self.questions.values() for e in q.entries}
        # By index of a list item's block: where its text is drawn, and how deep that is.
        self.indents: dict[int, int] = {}
        self.digits: dict[int, int] = {}
        self.label_column = 0
        self.previous: Block | None = None

    def draw(self) -> None:
        """Draw everything from top to bottom."""
        if self.section is None:
            self._draw_head()
        else:
            self._draw_section(self.section)
        while self.canvas.rows and not self.canvas.rows[-1].segments and self.canvas.rows[-1].stop < 0:
            self.canvas.rows.pop()

    def _draw_head(self) -> None:
        self._blocks(self.first, self.last, None)
        template = self.spec.template
        if template and self.show_guidance:
            present = {names.field_key(found.name) for found in self.spec.fields}
            absent = [schema.name for schema in template.fields if schema.key not in present]
            if absent:
                self.canvas.blank()
                self.canvas.aside(line for name in absent for line in self._absent(name))
        if not self.canvas.stops:
            self._invite(0, self.end)

    def _draw_section(self, section: Section) -> None:
        heading = section.heading
        done, total = self._count(section.groups)
        title = self.document.slice(heading.text_start, heading.text_end).strip()
        self._title(heading, title, "title", "title", section, done, total)
        if not self._has_content(section.blocks):
            self._draw_empty(section)
            return
        schema = section.schema
        expected = [group.key for group in schema.subsections] if schema else []
        present = {group.schema.key for group in section.groups if group.schema and group.title}
        missing = [key for key in expected if key not in present] if self.show_guidance else []
        by_key = {group.key: group for group in schema.subsections} if schema else {}
        order = {key: index for index, key in enumerate(expected)}
        reached = -1
        for group in section.groups:
            at = order.get(group.schema.key, -1) if group.schema and group.heading else -1
            if at > reached:
                reached = at
                for key in [key for key in missing if order[key] < at]:
                    self._draw_missing(by_key[key])
                    missing.remove(key)
            self._draw_group(section, group)
        for key in missing:
            self._draw_missing(by_key[key])

    def _draw_empty(self, section: Section) -> None:
        """Draw a section in which nothing stands: what the template asks for, and how to begin."""
        schema = section.schema
        if schema and self.show_guidance:
            for text in [text for group in schema.groups if not group.title for text in group.guidance]:
                self.canvas.blank()
                self.canvas.aside(self._guidance(text))
        self.canvas.blank()
        self._invite(section.body_start, section.end)
        for group in schema.subsections if schema and self.show_guidance else ():
            self._draw_missing(group)

    def _invite(self, start: int, end: int) -> None:
        line = self.document.lines.line_at(start)
        lines = flow(INVITATION, self.canvas.measure, over="missing")
        self.canvas.stop("empty", lines, start=start, end=end, line=line, text="", target=self.section)

    def _draw_missing(self, group: GroupSchema) -> None:
        self.canvas.blank()
        self.canvas.aside(self._absent(group.name))

    def _absent(self, name: str) -> Sequence[Line]:
        return flow(f"{name}  {ABSENT}", self.canvas.measure, over="missing")

    def _draw_group(self, section: Section, group: Group) -> None:
        opener = group.heading or group.label
        guided = self.show_guidance and group.schema is not None and not self._is_guided(group)
        has_content = self._has_content(group.blocks)
        if opener is not None:
            self._draw_opener(section, group)
        if guided and group.schema and (not has_content or opener is None) and self._wants_guidance(group):
            for text in group.schema.guidance:
                self.canvas.aside(self._guidance(text))
        if opener is not None and not has_content and not self._has_children(section, group):
            self.canvas.aside([(("nothing here yet", "missing"),)])
        self._blocks(group.first, group.last, group)

    def _wants_guidance(self, group: Group) -> bool:
        """Say whether a group's guidance still helps: nothing stands under it."""
        return not self._has_content(group.blocks) and group.heading is not None

    def _is_guided(self, group: Group) -> bool:
        """Say whether the template's guidance still stands in the file."""
        return any(is_guidance(self.document, p, self.spec.template) for p in group.prose)

    def _has_children(self, section: Section, group: Group) -> bool:
        index = section.groups.index(group)
        return any(other.parent == index for other in section.groups)

    def _draw_opener(self, section: Section, group: Group) -> None:
        label, heading = group.label, group.heading
        done, total = self._count(self._family(section, group))
        if heading is not None:
            style = "heading" if heading.level <= section.heading.level + 1 else "subheading"
            title = self.document.slice(heading.text_start, heading.text_end).strip()
            self._title(heading, title, "heading", style, group, done, total, self._size(group))
        elif label is not None:
            title = self.document.slice(label.key_start, label.key_end).strip()
            self._title(label, title, "label", "label", group, done, total, self._size(group))
        self.previous = None

    def _title(
        self,
        block: Heading | FieldLine,
        title: str,
        kind: StopKind,
        style: str,
        target: Target,
        done: int = 0,
        total: int = 0,
        size: int = 0,
    ) -> None:
        """Draw a heading or a lone label, with how much of it is done."""
        if kind != "title":
            self.canvas.blank()
        lines = list(flow(title or "(no title)", self.canvas.measure, base=style))
        tail = self._progress(done, total) if total else (((f"  {size}", "count"),) if size else ())
        if tail and cells(lines[-1]) + cells(tail) <= self.canvas.width:
            lines[-1] = (*lines[-1], *tail)
        self.canvas.stop(
            kind,
            lines,
            start=block.start,
            end=block.end,
            line=block.line,
            text=title,
            target=target,
        )
        if kind == "title":
            self.canvas.blank()

    def _progress(self, done: int, total: int) -> Line:
        count = (f"  {done}/{total}", "count")
        if self.canvas.width < 44:
            return (count,)
        filled = min(_BAR, -(-done * _BAR // total)) if done < total else _BAR
        filled = min(filled, _BAR - 1) if done < total else filled
        bar = (("━" * filled, "bar-done"), ("─" * (_BAR - filled), "bar-left"))
        return (count, ("  ", ""), *(segment for segment in bar if segment[0]))

    def _family(self, section: Section, group: Group) -> list[Group]:
        """Return a group and all that stand under its heading."""
        groups = section.groups
        wanted = {groups.index(group)}
        found = [group]
        if group.heading is None:
            return found
        for index, other in enumerate(groups):
            if other.parent in wanted:
                wanted.add(index)
                found.append(other)
        return found

    def _count(self, groups: Iterable[Group]) -> tuple[int, int]:
        """Count the ticked and all top-level boxes of some groups."""
        boxes = [i for group in groups for i in group.items if i.is_task and i.depth == 0]
        return sum(item.checked for item in boxes), len(boxes)

    def _size(self, group: Group) -> int:
        """Count the bullets, or the rows, of a group; 0 where it says that there are none."""
        items = [i for i in group.items if i.depth == 0]
        if items:
            return len(items)
        rows = [row for table in group.tables for row in table.rows if row.cells]
        if len(rows) == 1 and names.says_none(self.document.cell(rows[0].cells[0])):
            return 0
        return len(rows)

    def _guidance(self, text: str) -> list[Line]:
        return hang(((PENCIL, "guidance"),), 2, flow(text, self.canvas.measure - 2, over="guidance"))

    # Blocks

    def _blocks(self, first: int, last: int, group: Group | None) -> None:
        blocks = self.document.blocks
        self.previous = None
        labels = [
            one_line(self.document.slice(line.key_start, line.key_end))
            for block in blocks[first:last]
            if type(block) is Paragraph
            for line in block.fields
        ]
        self.label_column = prose.label_width(labels)
        for index in range(first, last):
            block = blocks[index]
            if type(block) is ListItem and block.number >= 0:
                self.digits[block.list_id] = max(self.digits.get(block.list_id, 0), len(block.marker))
        for index in range(first, last):
            self._block(index, blocks[index], group)

    def _block(self, index: int, block: Block, group: Group | None) -> None:
        match block:
            case ListItem():
                self._item(index, block, group)
            case Paragraph():
                self._paragraph(block)
            case Table():
                self._table(block, group)
            case Heading():
                self._inner_heading(block)
            case ThematicBreak():
                self._rule(index, block)
            case _:
                self._verbatim(block)
        self.previous = block

    def _left(self, block: Block) -> int:
        return min(self.indents.get(block.parent, 0), self.canvas.width // 2)

    def _part_from(self, block: Block) -> None:
        """Leave a blank row before a block, unless it goes on with the item above."""
        if self.previous is not None and (block.parent < 0 or type(block) is Table):
            self.canvas.blank()

    def _item(self, index: int, item: ListItem, group: Group | None) -> None:
        document = self.document
        previous = self.previous
        part = self.parts.get(id(group)) if group else None
        if previous is not None and type(previous) is not ListItem and item.parent < 0:
            self.canvas.blank()
        source = document.slice(item.text_start, item.text_end)
        place = lists.place_item(item, self._left(item), self.digits.get(item.list_id, 0), self.canvas.measure)
        self.indents[index] = place.left + place.hang
        base = "placeholder" if self._is_placeholder(source) else ""
        task, question = self.tasks.get(item.start), self.questions.get(item.start)
        labelled = (part == "degraded_modes" or (group is not None and _is_labels(group))) and item.depth == 0
        target: Target = task or question or item
        address = task.id if task else question.id if question else ""
        kind: StopKind
        if task is not None:
            kind, lines = "task", lists.draw_task(document, task, place, base)
        elif question is not None:
            kind, lines = "question", lists.draw_question(document, question, place)
            self._air(previous)
        elif item.line in self.entries:
            kind, lines = "entry", lists.draw_entry(document, item, place)
        elif labelled and label_of(document, item):
            kind, lines = "item", lists.draw_labelled(document, item, place)
            self._air(previous)
        else:
            kind, lines = "item", lists.draw_bullet(document, item, place, base, "")
        self.canvas.stop(
            kind,
            lines,
            start=item.start,
            end=max(item.text_end, item.start + len(item.marker)),
            line=item.line,
            text=document.flat(item.text_start, item.text_end),
            depth=item.depth,
            address=address,
            target=target,
        )

    def _air(self, previous: Block | None) -> None:
        if previous is not None:
            self.canvas.blank()

    def _is_placeholder(self, source: str) -> bool:
        if "[" not in source or not self.placeholders:
            return False
        return any(match[0] in self.placeholders for match in SLOT.finditer(source))

    def _paragraph(self, block: Paragraph) -> None:
        document = self.document
        self._part_from(block)
        left = self._left(block)
        room = self.canvas.measure - left
        pad: Line = ((" " * left, ""),) if left else ()
        guided = is_guidance(document, block, self.spec.template)
        for piece in prose.pieces(block):
            source = document.slice(piece.start, piece.end)
            text = document.flat(piece.start, piece.end)
            target: Target = block
            kind: StopKind = "paragraph"
            if piece.field is not None:
                kind = "field"
                label = one_line(document.slice(piece.field.key_start, piece.field.key_end))
                value = document.slice(piece.field.value_start, piece.end).strip()
                column = min(self.label_column, room // 2)
                lines = prose.draw_field(label, value, column, room, prose.tone_of(value))
                target = self._field_value(piece.field)
            elif guided:
                lines = self._guidance(guidance_text(document, block))
            else:
                base = "placeholder" if self._is_placeholder(source) else ""
                lines = list(flow(source.strip(), room, base=base))
            self.canvas.stop(
                kind,
                hang(pad, left, lines),
                start=piece.start,
                end=piece.end,
                line=piece.line,
                text=text,
                target=target,
            )

    def _field_value(self, line: FieldLine) -> Target:
        if self.section is None:
            for found in self.spec.fields:
                if found.line.start == line.start:
                    return found
        return line

    def _inner_heading(self, block: Heading) -> None:
        title = self.document.slice(block.text_start, block.text_end).strip()
        is_title = self.section is None and block is self.spec.outline.title
        kind: StopKind = "title" if is_title else "heading"
        if is_title and self.canvas.rows:
            self.canvas.blank()
        self._title(block, title, kind, "title" if is_title else "subheading", block)

    def _rule(self, index: int, block: ThematicBreak) -> None:
        if index > self.last_drawn or self.previous is None:
            return
        self.canvas.blank()
        rule: Line = (("─" * min(self.canvas.measure, 24), "rule"),)
        self.canvas.stop("rule", [rule], start=block.start, end=block.end, line=block.line, text="", target=block)

    def _verbatim(self, block: Block) -> None:
        document = self.document
        left = self._left(block)
        room = self.canvas.measure - left
        kind: StopKind = "code"
        self._part_from(block)
        if isinstance(block, Quote):
            kind, lines = "quote", prose.draw_quote(document, block, room)
        elif isinstance(block, FrontMatter):
            lines = prose.draw_front_matter(document, block, room)
        else:
            assert isinstance(block, Fence | HtmlBlock | IndentedCode)
            holder = document.blocks[block.parent] if block.parent >= 0 else None
            column = holder.indent if isinstance(holder, ListItem) else 0
            kind = "comment" if isinstance(block, HtmlBlock) else "code"
            lines = prose.draw_code(document, block, room, column)
        self.canvas.stop(
            kind,
            hang(((" " * left, ""),) if left else (), left, lines),
            start=block.start,
            end=block.end,
            line=block.line,
            text=document.slice(block.start, min(block.end, block.start + 400)),
            target=block,
        )

    def _table(self, table: Table, group: Group | None) -> None:
        document = self.document
        self._part_from(table)
        left = self._left(table)
        pad: Line = ((" " * left, ""),) if left else ()
        grid = tables.measure(document, table, self._choices(table, group), self.canvas.width - left)
        header = tables.draw_header(grid) or ([] if table.rows else tables.draw_names(grid))
        if header:
            self.canvas.stop(
                "table",
                hang(pad, left, header),
                start=table.start,
                end=table.rows[0].start if table.rows else table.end,
                line=table.line,
                text=document.flat(table.header.start, table.header.end),
                target=table,
            )
        for index, row in enumerate(table.rows):
            if index and not grid.widths:
                self.canvas.blank()
            gap = self.gaps.get(row.start)
            self.canvas.stop(
                "row",
                hang(pad, left, tables.draw_row(grid, index)),
                start=row.start if header or index else table.start,
                end=row.end,
                line=row.line,
                text=document.slice(row.start, row.end),
                address=gap.id if gap else "",
                target=gap or row,
            )

    def _choices(self, table: Table, group: Group | None) -> dict[int, tuple[Choice, ...]]:
        """Return, by column, what the template lets its cells say."""
        columns = group.schema.columns if group and group.schema else ()
        known = {names.field_key(column.name): column.choices for column in columns if column.choices}
        known.setdefault("severity", severities(self.spec.template))
        keys = [names.field_key(self.document.cell(cell)) for cell in table.header.cells]
        return {index: known[key] for index, key in enumerate(keys) if key in known}

    # What is there

    def _block_range(self) -> tuple[int, int]:
        if self.section is not None:
            return self.section.first, self.section.last
        sections = self.spec.sections
        return 0, sections[0].first - 1 if sections else len(self.document.blocks)

    def _last_drawn(self) -> int:
        """Return the index of the last block that is no rule."""
        blocks = self.document.blocks
        index = self.last - 1
        while index >= self.first and type(blocks[index]) is ThematicBreak:
            index -= 1
        return index

    def _has_content(self, blocks: Sequence[Block]) -> bool:
        """Say whether anything stands here but rules and the template's own guidance."""
        return any(
            type(block) is not ThematicBreak
            and not (type(block) is Paragraph and is_guidance(self.document, block, self.spec.template))
            for block in blocks
        )


def _is_labels(group: Group) -> bool:
    return group.schema is not None and group.schema.kind == "labels"
