"""Draws the blocks that stand in a group: each by its kind, with the stop that it is."""

from __future__ import annotations

from specui.markdown.blocks import (
    Block,
    Conflict,
    Fence,
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
from specui.markdown.text import TextRange
from specui.specs import names
from specui.specs.gaps import Gap, severities
from specui.specs.questions import Question
from specui.specs.schema import FieldSchema
from specui.specs.spec import FieldValue, Group, is_guidance
from specui.specs.targets import Target
from specui.specs.tasks import Task
from specui.specs.template import Choice, guidance_text, label_of
from specui.tui.layout import lists, prose, tables
from specui.tui.layout.absent import draw_absent
from specui.tui.layout.canvas import Canvas, hang, pushed
from specui.tui.layout.conflicts import draw_conflict
from specui.tui.layout.facts import Facts
from specui.tui.layout.flow import flow, one_line
from specui.tui.layout.model import Line, Picture, Spot, StopKind, table_number
from specui.tui.layout.sorting import sorted_rows
from specui.tui.layout.titles import draw_guidance, draw_title
from specui.tui.layout.viewing import Viewing


class BlockPainter:
    """Draws runs of blocks on a canvas, one after the other."""

    def __init__(self, facts: Facts, canvas: Canvas, viewing: Viewing) -> None:
        self.facts = facts
        self.spec = facts.spec
        self.document = facts.spec.document
        self.section = facts.section
        self.canvas = canvas
        self.viewing = viewing
        self.absent: dict[
            int, list[FieldSchema]
        ] = {}  # fields by the one before which they belong; -1: behind all
        self.last_field = max((found.line.start for found in facts.spec.fields), default=-1)
        self.hidden: list[TextRange] = []  # what is not drawn
        self.conflicts = set(facts.spec.document.conflicts)  # those that are still to be drawn
        self.previous: Block | None = None
        self.label_column = 0
        self.indents: dict[int, int] = {}  # by index of an item's block: the column of its text
        self.digits: dict[int, int] = {}  # by list: the width of its widest number

    def draw(self, first: int, last: int, group: Group | None) -> None:
        """Draw the blocks with these indices; ``group`` is what they stand in."""
        blocks = self.document.blocks
        self.previous = None
        labels = [
            one_line(self.document.slice(line.key_start, line.key_end))
            for block in blocks[first:last]
            if type(block) is Paragraph
            for line in block.fields
        ]
        labels += [schema.name for schemas in self.absent.values() for schema in schemas]
        self.label_column = prose.label_width(labels)
        for index in range(first, last):
            block = blocks[index]
            if type(block) is ListItem and block.number >= 0:
                self.digits[block.list_id] = max(self.digits.get(block.list_id, 0), len(block.marker))
        folded = self._folded(first, last) if self.viewing.hide_done else frozenset()
        for index in range(first, last):
            if index not in folded:
                self._block(index, blocks[index], group)
        self._draw_absent(-1, self.facts.end)
        self._tell_hidden(first, last)

    def _folded(self, first: int, last: int) -> frozenset[int]:
        """Return the blocks of boxes that are ticked with nothing open under them, and of all that is nested in these."""
        blocks = self.document.blocks
        found: set[int] = set()
        for index in range(first, last):
            block = blocks[index]
            if index in found or type(block) is not ListItem or not block.checked:
                continue
            end = index + 1
            while end < last and blocks[end].start < block.end:
                end += 1
            inner = blocks[index + 1 : end]
            if all(b.checked for b in inner if type(b) is ListItem and b.is_task):
                found.update(range(index, end))
                self.hidden.append(TextRange(block.start, block.end))
        return frozenset(found)

    def _tell_hidden(self, first: int, last: int) -> None:
        """Say how many boxes are hidden between these blocks, and which key shows them."""
        if not self.hidden or first >= last:
            return
        start, end = self.document.blocks[first].start, self.document.blocks[last - 1].end
        count = sum(start <= found.start < end for found in self.hidden)
        if count:
            key = self.viewing.keys.hide
            text = f"{count} done hidden" + (f" · {key} shows them" if key else "")
            self.canvas.aside(flow(text, self.canvas.measure, over="missing"))

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
            case Conflict():
                self._conflict(block)
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
        part = self.facts.parts.get(id(group)) if group else None
        if previous is not None and type(previous) is not ListItem and item.parent < 0:
            self.canvas.blank()
        source = document.slice(item.text_start, item.text_end)
        place = lists.place_item(
            item, self._left(item), self.digits.get(item.list_id, 0), self.canvas.measure
        )
        self.indents[index] = place.left + place.hang
        base = "placeholder" if self.facts.is_placeholder(source) else ""
        task, question = self.facts.tasks.get(item.start), self.facts.questions.get(item.start)
        labelled = (part == "degraded_modes" or (group is not None and _is_labels(group))) and item.depth == 0
        gap = self.facts.gaps.get(item.start)
        target: Target = task or question or gap or item
        address = target.id if isinstance(target, Task | Question | Gap) else ""
        kind: StopKind
        if task is not None:
            kind, picture = "task", lists.draw_task(document, task, place, base)
        elif question is not None:
            kind, picture = "question", lists.draw_question(document, question, item, place)
            self._air(previous)
        elif item.line in self.facts.entries:
            kind, picture = "entry", lists.draw_entry(document, item, place)
        elif labelled and label_of(document, item):
            kind, picture = "item", lists.draw_labelled(document, item, place)
            self._air(previous)
        else:
            kind, picture = "item", lists.draw_bullet(document, item, place, base, "")
        self.canvas.stop(
            kind,
            picture.lines,
            start=item.start,
            end=max(item.text_end, item.start + len(item.marker)),
            line=item.line,
            text=document.flat(item.text_start, item.text_end),
            depth=item.depth,
            address=address,
            target=target,
            spots=picture.spots,
        )

    def _air(self, previous: Block | None) -> None:
        if previous is not None:
            self.canvas.blank()

    def _paragraph(self, block: Paragraph) -> None:
        document = self.document
        self._part_from(block)
        left = self._left(block)
        room = self.canvas.measure - left
        pad: Line = ((" " * left, ""),) if left else ()
        guided = is_guidance(document, block, self.spec.template)
        for piece in prose.pieces(block):
            if piece.field is not None:
                self._draw_absent(piece.field.start, piece.start)
            source = document.slice(piece.start, piece.end)
            text = document.flat(piece.start, piece.end)
            target: Target = block
            kind: StopKind = "paragraph"
            if piece.field is not None:
                kind = "field"
                label = one_line(document.slice(piece.field.key_start, piece.field.key_end))
                value = document.slice(piece.field.value_start, piece.end).strip()
                column = min(self.label_column, room // 2)
                target = self.facts.fields.get(piece.field.start, piece.field)
                over = self._value_style(target, value)
                picture = prose.draw_field(label, value, column, room, over)
            elif guided:
                picture = draw_guidance(guidance_text(document, block), room)
            else:
                base = "placeholder" if self.facts.is_placeholder(source) else ""
                lines = list(flow(source.strip(), room, base=base))
                picture = Picture(lines, (Spot(0, 0, room, len(lines)),))
            self.canvas.stop(
                kind,
                hang(pad, left, picture.lines),
                start=piece.start,
                end=piece.end,
                line=piece.line,
                text=text,
                target=target,
                spots=pushed(left, picture.spots),
            )
            if piece.field is not None and piece.start == self.last_field:
                self._draw_absent(-1, piece.end)

    def _draw_absent(self, before: int, at: int) -> None:
        """Draw the fields that are missing before the one that begins at ``before``; ``at`` is where they would stand."""
        schemas = self.absent.pop(before, ())
        if schemas and self.label_column == 0:
            self.canvas.blank()
        for schema in schemas:
            place = at, self.document.lines.line_at(at)
            draw_absent(self.canvas, schema, self.viewing.keys, place, self.label_column)

    def _value_style(self, target: Target, value: str) -> str:
        schema = target.schema if isinstance(target, FieldValue) else None
        if schema is not None and schema.placeholder == value:
            return "placeholder"
        return prose.tone_of(value)

    def _inner_heading(self, block: Heading) -> None:
        """Draw a heading that opens no group: the title in a head, or one within an item."""
        is_title = self.section is None and block is self.spec.outline.title
        kind: StopKind = "title" if is_title else "heading"
        style = "title" if is_title else "subheading"
        title = self.document.slice(block.text_start, block.text_end).strip()
        draw_title(self.canvas, block, title, kind, style, block)

    def _rule(self, index: int, block: ThematicBreak) -> None:
        if index > self.facts.last_drawn or self.previous is None:
            return
        self.canvas.blank()
        rule: Line = (("─" * min(self.canvas.measure, 24), "rule"),)
        self.canvas.stop(
            "rule", [rule], start=block.start, end=block.end, line=block.line, text="", target=block
        )

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

    def _conflict(self, block: Conflict) -> None:
        if block not in self.conflicts:
            return  # drawn between the rows of its table
        self.conflicts.remove(block)
        self.canvas.blank()
        document = self.document
        self.canvas.stop(
            "conflict",
            draw_conflict(document, block, self.canvas.width, self.viewing),
            start=block.start,
            end=block.end,
            line=block.line,
            text=document.slice(block.start, min(block.end, block.start + 400)),
            target=block,
        )
        self.canvas.blank()

    def _table(self, table: Table, group: Group | None) -> None:
        document = self.document
        self._part_from(table)
        left = self._left(table)
        pad: Line = ((" " * left, ""),) if left else ()
        choices = self._choices(table, group)
        orders = self.viewing.orders
        order = orders.get(table_number(document, self.facts.start, table.start)) if orders else None
        if order is not None and order.column >= len(table.header.cells):
            order = None
        grid = tables.measure(
            document, table, choices, self.facts.is_placeholder, self.canvas.width - left, order
        )
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
                spots=pushed(left, tables.header_spots(grid, len(header))),
            )
        airy = tables.is_airy(grid)
        allowed = choices.get(order.column, ()) if order is not None else ()
        within = [*document.conflicts_within(table.start, table.end)]
        for number, index in enumerate(sorted_rows(document, table, order, allowed)):
            row = table.rows[index]
            while within and order is None and within[0].start < row.start:
                self._conflict(within.pop(0))
            if number and airy:
                self.canvas.blank()
            gap = self.facts.gaps.get(row.start)
            picture = self._row(grid, table, index)
            self.canvas.stop(
                "row",
                hang(pad, left, picture.lines),
                start=row.start if header or index else table.start,
                end=row.end,
                line=row.line,
                text=document.slice(row.start, row.end),
                address=gap.id if gap else "",
                target=gap or row,
                spots=pushed(left, picture.spots),
            )

    def _row(self, grid: tables.Grid, table: Table, index: int) -> Picture:
        row = table.rows[index]
        if tables.is_note(row) and len(table.header.cells) > 1:
            return tables.draw_note(row.written, min(grid.room, self.canvas.measure))
        return tables.draw_row(grid, index)

    def _choices(self, table: Table, group: Group | None) -> dict[int, tuple[Choice, ...]]:
        """Return, by column, what the template lets its cells say."""
        columns = group.schema.columns if group and group.schema else ()
        known = {names.field_key(column.name): column.choices for column in columns if column.choices}
        known.setdefault("severity", severities(self.spec.template))
        keys = [names.field_key(self.document.cell(cell)) for cell in table.header.cells]
        return {index: known[key] for index, key in enumerate(keys) if key in known}


def _is_labels(group: Group) -> bool:
    return group.schema is not None and group.schema.kind == "labels"
