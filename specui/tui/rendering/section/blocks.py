"""Draws the blocks of a group, each by its kind, with its element."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from specui.markdown.blocks import (
    Block,
    Conflict,
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
from specui.markdown.text import TextRange
from specui.specs import names
from specui.specs.items.gaps import Gap, severities
from specui.specs.items.questions import Question
from specui.specs.schema import FieldSchema
from specui.specs.spec import FieldValue, Group, is_guidance
from specui.specs.targets import Target
from specui.specs.tasks import Task
from specui.specs.template import Choice, guidance_text, label_of
from specui.tui.rendering.section import lists, prose, tables
from specui.tui.rendering.section.canvas import Canvas, cells, hang, pushed
from specui.tui.rendering.section.conflicts import draw_conflict
from specui.tui.rendering.section.missing_parts import draw_absent
from specui.tui.rendering.section.model import EditArea, ElementKind, Line, Picture, table_number
from specui.tui.rendering.section.section_facts import Facts
from specui.tui.rendering.section.table_order import sorted_rows
from specui.tui.rendering.section.text_flow import flow, one_line
from specui.tui.rendering.section.titles import draw_guidance, draw_title
from specui.tui.rendering.section.view_options import ViewOptions
from specui.tui.rendering.section.window import CELLS, Window


class BlockPainter:
    """Draws runs of blocks on a canvas, one after the other."""

    def __init__(
        self, facts: Facts, canvas: Canvas, options: ViewOptions, shown: Window | None = None
    ) -> None:
        self.facts = facts
        self.spec = facts.spec
        self.document = facts.spec.document
        self.section = facts.section
        self.canvas = canvas
        self.options = options
        self.shown = shown
        self.absent: dict[
            int, list[FieldSchema]
        ] = {}  # missing fields by the field that follows; -1: at the end
        self.hidden: list[TextRange] = []  # what is not drawn
        self.conflicts = set(facts.spec.document.conflicts)  # those that are still to be drawn
        self.previous: Block | None = None
        self.label_column = 0
        self.indents: dict[int, int] = {}  # by index of an item's block: the column of its text
        self.digits: dict[int, int] = {}  # by list: the width of its widest number

    def draw(self, first: int, last: int, group: Group | None) -> None:
        """Draw the blocks with these indices that are shown; ``group`` contains them."""
        blocks = self.document.blocks
        behind = last
        if self.shown is not None:
            first, last = max(first, self.shown.blocks.start), min(last, self.shown.blocks.stop)
        self.previous = None
        labels = [
            one_line(self.document.slice(line.key_start, line.key_end))
            for index in range(first, last)
            for line in self._shown_fields(index)
        ]
        labels += [schema.name for schemas in self.absent.values() for schema in schemas]
        self.label_column = prose.label_width(labels)
        for index in range(first, last):
            block = blocks[index]
            if type(block) is ListItem and block.number >= 0:
                self.digits[block.list_id] = max(self.digits.get(block.list_id, 0), len(block.marker))
        folded = self._folded(first, last) if self.options.hide_done else frozenset()
        for index in range(first, last):
            if index not in folded:
                self._block(index, blocks[index], group)
        if last == behind:
            self._draw_absent(-1, self.facts.end)
        self._tell_hidden(first, last)

    def _lines_in(self, block: Block) -> Sequence[FieldLine]:
        """Return the fields of a block: those of the head in any shape, else bold labels."""
        if self.section is None and block.parent < 0:
            if type(block) is Table:
                return ()
            found = self.facts.fields_between(block.start, block.end)
            if found or type(block) is not Paragraph:
                return found
        return block.fields if type(block) is Paragraph else ()

    def _parts(self, index: int, count: int) -> range:
        """Return which rows or fields of a block are shown, of so many."""
        return range(count) if self.shown is None else self.shown.parts(index, count)

    def _shown_fields(self, index: int) -> Sequence[FieldLine]:
        block = self.document.blocks[index]
        fields = self._lines_in(block)
        parts = self._field_parts(index, block, fields)
        return fields[parts.start : parts.stop]

    def _field_parts(self, index: int, block: Block, fields: Sequence[FieldLine]) -> range:
        """Return which fields of a block are shown; a window counts the fields of a paragraph by its lines."""
        if type(block) is Paragraph and len(fields) == len(block.fields):
            return self._parts(index, len(fields))
        return range(len(fields))

    def _folded(self, first: int, last: int) -> frozenset[int]:
        """Return the blocks of ticked boxes without open items under them, and all blocks nested in these."""
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
        """Draw how many boxes are hidden between these blocks, and which key shows them."""
        if not self.hidden or first >= last:
            return
        start, end = self.document.blocks[first].start, self.document.blocks[last - 1].end
        count = sum(start <= found.start < end for found in self.hidden)
        if count:
            key = self.options.keys.hide
            text = f"{count} completed hidden" + (f". Press {key} to show them." if key else "")
            self.canvas.aside(flow(text, self.canvas.measure, over="missing"))

    def _block(self, index: int, block: Block, group: Group | None) -> None:
        match block:
            case ListItem():
                self._item(index, block, group)
            case Paragraph():
                self._paragraph(index, block)
            case Table():
                self._table(index, block, group)
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
        """Draw a blank row before a block, unless it continues the item above."""
        if self.previous is not None and (block.parent < 0 or type(block) is Table):
            self.canvas.blank()

    def _item(self, index: int, item: ListItem, group: Group | None) -> None:
        fields = self._lines_in(item)
        if fields:
            self._item_of_fields(index, item, fields)
            return
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
        task, question = self.facts.task(item.start), self.facts.question(item.start)
        labelled = (part == "degraded_modes" or (group is not None and _is_labels(group))) and item.depth == 0
        gap = self.facts.gap(item.start)
        target: Target = task or question or gap or item
        address = target.id if isinstance(target, Task | Question | Gap) else ""
        kind: ElementKind
        if task is not None:
            kind, picture = "task", lists.draw_task(document, task, place, base)
        elif question is not None:
            kind, picture = (
                "question",
                lists.draw_question(document, question, item, place, self.options.today),
            )
            self._air(previous)
        elif item.line in self.facts.entries:
            kind, picture = "entry", lists.draw_entry(document, item, place)
        elif labelled and label_of(document, item):
            kind, picture = "item", lists.draw_labelled(document, item, place)
            self._air(previous)
        else:
            kind, picture = "item", lists.draw_bullet(document, item, place, base, "")
        self.canvas.add_element(
            kind,
            picture.lines,
            start=item.start,
            end=max(item.text_end, item.start + len(item.marker)),
            line=item.line,
            text=document.flat(item.text_start, item.text_end),
            depth=item.depth,
            address=address,
            target=target,
            areas=picture.areas,
        )

    def _air(self, previous: Block | None) -> None:
        if previous is not None:
            self.canvas.blank()

    def _paragraph(self, index: int, block: Paragraph) -> None:
        document = self.document
        self._part_from(block)
        left = self._left(block)
        room = self.canvas.measure - left
        pad: Line = ((" " * left, ""),) if left else ()
        guided = is_guidance(document, block, self.spec.template)
        fields = self._lines_in(block)
        for piece in prose.pieces(block, fields, self._field_parts(index, block, fields)):
            if piece.field is not None:
                self._field(piece.field, piece.end, pad)
                continue
            source = document.slice(piece.start, piece.end)
            if guided:
                picture = draw_guidance(guidance_text(document, block), room)
            else:
                base = "placeholder" if self.facts.is_placeholder(source) else ""
                lines = list(flow(source.strip(), room, base=base))
                picture = Picture(lines, (EditArea(0, 0, room, len(lines)),))
            self.canvas.add_element(
                "paragraph",
                hang(pad, left, picture.lines),
                start=piece.start,
                end=piece.end,
                line=piece.line,
                text=document.flat(piece.start, piece.end),
                target=block,
                areas=pushed(left, picture.areas),
            )

    def _field(self, line: FieldLine, end: int, pad: Line) -> None:
        """Draw a field and its value up to ``end``, after ``pad``."""
        document = self.document
        self._draw_absent(line.start, line.start)
        left = cells(pad)
        room = self.canvas.measure - left
        label = one_line(document.slice(line.key_start, line.key_end))
        found = self.facts.fields.get(line.start)
        value = prose.value_of(document, line, end)
        if found is not None and found.form not in {"text", "row"}:
            value = found.raw
        target: Target = found or line
        column = min(self.label_column, room // 2)
        picture = prose.draw_field(label, value, column, room, self._value_style(target, value))
        self.canvas.add_element(
            "field",
            hang(pad, left, picture.lines),
            start=line.start,
            end=end,
            line=line.line,
            text=document.flat(line.start, end),
            target=target,
            areas=pushed(left, picture.areas),
        )
        if line.start == self.facts.last_field:
            self._draw_absent(-1, end)

    def _item_of_fields(self, index: int, item: ListItem, fields: Sequence[FieldLine]) -> None:
        """Draw an item of the head as the fields in it."""
        if self.previous is not None and type(self.previous) is not ListItem:
            self.canvas.blank()
        self.indents[index] = 2
        for piece in prose.pieces(item, fields):
            if piece.field is not None:
                self._field(piece.field, piece.end, ())

    def _in_lines(self, block: Quote | FrontMatter, fields: Sequence[FieldLine]) -> None:
        """Draw a quote or front matter with its fields; the lines between them are drawn verbatim."""
        document = self.document
        starts, ends = document.lines.starts, document.lines.ends
        is_quote = isinstance(block, Quote)
        pad: Line = (("▎ ", "quote"),) if is_quote else ()
        room = self.canvas.measure
        first = block.line if is_quote else block.line + 1
        element = block.end_line if is_quote else block.end_line - 1
        by_line: dict[int, list[FieldLine]] = {}
        for line in fields:
            by_line.setdefault(line.line, []).append(line)
        for number in [*sorted(by_line), element + 1]:
            if number > first:
                part = block._replace(start=starts[first - 1], end=ends[number - 2])
                rest = document.slice(part.start, part.end)
                if isinstance(part, Quote):
                    lines = prose.draw_quote(document, part, room)
                else:
                    rest = prose.without_conflicts(document, part.start, part.end)
                    lines = prose.draw_verbatim(rest, room)
                if rest.strip(" \t\r\n>"):
                    self.canvas.add_element(
                        "quote" if is_quote else "code",
                        lines,
                        start=part.start,
                        end=part.end,
                        line=first,
                        text=rest[:400],
                        target=block,
                    )
            made = by_line.get(number, [])
            ends_at = [*(line.start for line in made[1:]), made[-1].end if made else 0]
            for line, end in zip(made, ends_at, strict=False):
                self._field(line, end, pad)
            first = document.lines.line_at(made[-1].value_end) + 1 if made else first

    def _draw_absent(self, before: int, at: int) -> None:
        """Draw the fields that are missing before the one at ``before``; ``at`` is their offset."""
        schemas = self.absent.pop(before, ())
        if schemas and self.label_column == 0:
            self.canvas.blank()
        for schema in schemas:
            place = at, self.document.lines.line_at(at)
            draw_absent(self.canvas, schema, self.options.keys, place, self.label_column)

    def _value_style(self, target: Target, value: str) -> str:
        schema = target.schema if isinstance(target, FieldValue) else None
        if schema is not None and schema.is_asking and schema.placeholder == value:
            return "placeholder"
        return prose.tone_of(value)

    def _inner_heading(self, block: Heading) -> None:
        """Draw a heading that opens no group: the title in a head, or a heading within an item."""
        is_title = self.section is None and block is self.spec.outline.title
        kind: ElementKind = "title" if is_title else "heading"
        style = "title" if is_title else "subheading"
        title = self.document.slice(block.text_start, block.text_end).strip()
        draw_title(self.canvas, block, title, kind, style, block)

    def _rule(self, index: int, block: ThematicBreak) -> None:
        if index > self.facts.last_drawn or self.previous is None:
            return
        self.canvas.blank()
        rule: Line = (("─" * min(self.canvas.measure, 24), "rule"),)
        self.canvas.add_element(
            "rule", [rule], start=block.start, end=block.end, line=block.line, text="", target=block
        )

    def _verbatim(self, block: Block) -> None:
        document = self.document
        left = self._left(block)
        room = self.canvas.measure - left
        kind: ElementKind = "code"
        self._part_from(block)
        fields = self._lines_in(block)
        if fields and isinstance(block, Quote | FrontMatter):
            self._in_lines(block, fields)
            return
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
        self._whole(kind, hang(((" " * left, ""),) if left else (), left, lines), block)

    def _conflict(self, block: Conflict) -> None:
        if block not in self.conflicts:
            return  # drawn between the rows of its table
        self.conflicts.remove(block)
        self.canvas.blank()
        lines = draw_conflict(self.document, block, self.canvas.width, self.options)
        self._whole("conflict", lines, block)
        self.canvas.blank()

    def _whole(self, kind: ElementKind, lines: Iterable[Line], block: Block) -> None:
        """Draw a block as one element; the beginning of its text stands for it."""
        text = self.document.slice(block.start, min(block.end, block.start + 400))
        self.canvas.add_element(
            kind, lines, start=block.start, end=block.end, line=block.line, text=text, target=block
        )

    def _table(self, place: int, table: Table, group: Group | None) -> None:
        document = self.document
        parts = self._parts(place, len(table.rows))
        whole = len(parts) == len(table.rows)
        table = table if whole else table._replace(rows=table.rows[parts.start : parts.stop])
        self._part_from(table)
        left = self._left(table)
        pad: Line = ((" " * left, ""),) if left else ()
        choices = self._choices(table, group)
        orders = self.options.orders
        order = (
            orders.get(table_number(document, self.facts.start, table.start)) if orders and whole else None
        )
        if order is not None and order.column >= table.header.width:
            order = None
        grid = tables.measure(table, choices, self.facts.is_placeholder, self.canvas.width - left, order)
        header = tables.draw_header(grid) or ([] if table.rows else tables.draw_names(grid))
        if header and parts.start:  # it is above the window
            self.canvas.aside(hang(pad, left, header))
        elif header:
            self.canvas.add_element(
                "table",
                hang(pad, left, header),
                start=table.start,
                end=table.rows[0].start if table.rows else table.end,
                line=table.line,
                text=document.flat(table.header.start, table.header.end),
                target=table,
                areas=pushed(left, tables.header_areas(grid, len(header))),
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
            typed = self.facts.gap(row.start) or self.facts.question(row.start)
            picture = self._row(grid, table, index)
            self.canvas.add_element(
                "row",
                hang(pad, left, picture.lines),
                start=row.start if header or index or parts.start else table.start,
                end=row.end,
                line=row.line,
                text=document.slice(row.start, row.end),
                address=typed.id if typed else "",
                target=typed or row,
                areas=pushed(left, picture.areas),
            )

    def _row(self, grid: tables.Grid, table: Table, index: int) -> Picture:
        row = table.rows[index]
        if tables.is_note(row) and table.header.width > 1:
            return tables.draw_note(row.written, min(grid.room, self.canvas.measure))
        return tables.draw_row(grid, index)

    def _choices(self, table: Table, group: Group | None) -> dict[int, tuple[Choice, ...]]:
        """Return the template's choices for the cells of each column."""
        columns = group.schema.columns if group and group.schema else ()
        known = {names.field_key(column.name): column.choices for column in columns if column.choices}
        known.setdefault("severity", severities(self.spec.template))
        keys = [names.field_key(text) for text in table.header.texts[:CELLS]]
        return {index: known[key] for index, key in enumerate(keys) if key in known}


def _is_labels(group: Group) -> bool:
    return group.schema is not None and group.schema.kind == "labels"
