"""Where the fields of a head are, in each shape that people write them in.

A field is a label and a value: in a paragraph, an item or a quote (``**Key:** value``, ``__Key__: value``,
``Key: value``), several on one line, in a row of a table, or in front matter.  What is no field for sure
stays text: a name that the template knows is a field anywhere, others only in a shape that fields have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from specui.markdown.blocks import (
    Block,
    Document,
    FieldLine,
    FrontMatter,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Table,
    TableRow,
)
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.labelled import MATTER_FORMS, Form, HeadLine, Knows, is_name, is_prose, line_of, split_line
from specui.specs.schema import is_asking

__all__ = ["MATTER_FORMS", "Form", "HeadLine", "Knows", "head_lines", "key_of"]

_QUOTE = lazy_pattern(r"(?:[ \t]{0,3}>[ \t]?)+")
_ITEM = lazy_pattern(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_GENERIC = frozenset(
    "field key name attribute property metadata meta item info detail parameter label column".split()
)


def head_lines(
    document: Document, start: int, end: int, knows: Knows, *, asking: bool = False
) -> list[HeadLine]:
    """Return the fields between two offsets, in file order; those of front matter are above it.

    With ``asking`` the document is a template, where a line that offers values or a slot is a field by itself.
    """
    blocks = document.blocks
    reader = _Reader(document, knows, asking=asking)
    if blocks and type(blocks[0]) is FrontMatter:
        from specui.specs.matter import matter_lines

        reader.found += matter_lines(document, blocks[0])
    index = 0
    while index < len(blocks) and blocks[index].start < end:
        block = blocks[index]
        last = block.end
        if block.start >= start and type(block) is not FrontMatter:
            last = reader.take(index, block, end)
        index += 1
        while index < len(blocks) and blocks[index].start < last:
            index += 1
    reader.settle()
    return reader.found


class _Reader:
    """Takes the blocks of a head one after the other.

    ``pending`` are paragraphs whose lines are fields if there are more of them, ``begun`` says that a field was
    there, ``ended`` that prose came after it, or a heading: then only known names and bold labels count.
    """

    def __init__(self, document: Document, knows: Knows, *, asking: bool) -> None:
        self.document = document
        self.knows = knows
        self.asking = asking
        self.found: list[HeadLine] = []
        self.pending: list[list[HeadLine]] = []
        self.begun = False
        self.ended = False
        self.below_heading = False

    def take(self, index: int, block: Block, end: int) -> int:
        """Take a block that is in no other; returns where what was taken with it ends."""
        if type(block) is Paragraph:
            self.paragraph(block)
            return block.end
        self.settle()
        text, last = self.document.text, block.end
        more: list[HeadLine] = []
        if type(block) is ListItem:
            items = _items(self.document.blocks, index, end)
            last = items[-1].end
            more = _read_items(
                text, self.document, items, self.knows, loose=not self.ended, asking=self.asking
            )
        elif type(block) is Quote:
            more = _read_quote(self.document, block, self.knows)
        elif type(block) is Table:
            more = _read_table(self.document, block, self.knows, loose=not self.ended)
        elif type(block) is Heading:
            self.ended = self.below_heading = True
        if self.asking:
            more = [line for line in more if _may_ask(text, line.line)]
        self.found += more
        self.begun = self.begun or bool(more)
        return last

    def paragraph(self, block: Paragraph) -> None:
        """Take a paragraph: the scanner's fields where it is nothing else, its lines one by one otherwise."""
        text = self.document.text
        if len(block.fields) == block.end_line - block.line + 1:
            self.settle()
            for line in block.fields:
                self.found += [HeadLine(part) for part in split_line(text, line, self.knows)]
            self.begun, self.ended = True, self.below_heading
            return
        unit, whole = _read_unit(text, _lines_of(self.document, block), self.knows)
        if whole and self.asking:
            unit = [line._replace(sure=line.sure or _asks(text, line.line)) for line in unit]
        if whole and not self.ended:
            self.pending.append(unit)
            self.begun = True
            return
        self.settle()
        taken = [line for line in unit if line.sure]
        self.found += taken
        self.ended = self.below_heading or (self.begun and not taken)
        self.begun = self.begun or bool(taken)

    def settle(self) -> None:
        """Take the paragraphs whose lines look like fields: two or more in a row, or known."""
        loose = sum(map(len, self.pending)) > 1
        for unit in self.pending:
            self.found += unit if loose else [line for line in unit if line.sure]
        self.pending = []


def key_of(name: str) -> str:
    """Return the key of a name in front matter: ``last_updated`` and ``lastUpdated`` are ``last updated``."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return names.field_key(re.sub(r"[_\s-]+", " ", parted))


def _asks(text: str, line: FieldLine) -> bool:
    """Whether a value of a template's is a slot, a date to come, an instruction, or offers several."""
    value = text[line.value_start : line.value_end]
    return (
        value[:1] in {"[", "{", "<"}
        or " | " in value
        or " / " in value
        or "YYYY" in value
        or is_asking(value)
    )


def _may_ask(text: str, line: FieldLine) -> bool:
    """Whether a template asks for a field, in a shape that its remarks may have too: by no value, or a short default."""
    value = text[line.value_start : line.value_end]
    return _asks(text, line) or (len(value.split()) <= 3 and value[-1:] not in {".", "!"})


def _lines_of(document: Document, block: Paragraph) -> list[tuple[int, int, int]]:
    """Return the lines of a paragraph: first character that is no blank, end, number."""
    starts, ends = document.lines.starts, document.lines.ends
    found = []
    for line in range(block.line, block.end_line + 1):
        pos = max(block.start, starts[line - 1])
        end = ends[line - 1]
        while pos < end and document.text[pos] in " \t":
            pos += 1
        found.append((pos, end, line))
    return found


def _read_unit(text: str, lines: Sequence[tuple[int, int, int]], knows: Knows) -> tuple[list[HeadLine], bool]:
    """Return the fields of lines that belong together, and whether each of them holds some.

    A line without marks counts only at the start or after another field: what it continues may be prose.
    """
    found: list[HeadLine] = []
    whole, before = True, True
    for number, (pos, end, line) in enumerate(lines):
        made = line_of(text, pos, end, line, knows)
        if (
            made
            and not _is_marked(text, made[0].line)
            and not (before and _is_closed(text, lines, number, knows))
        ):
            made = []
        found += made
        before = bool(made)
        whole = whole and before
    if not whole:
        found = [line for line in found if line.sure]
    return found, whole


def _is_closed(text: str, lines: Sequence[tuple[int, int, int]], number: int, knows: Knows) -> bool:
    """Whether a line without marks is no sentence that continues below it."""
    following = lines[number + 1 : number + 2]
    if not following or text[lines[number][1] - 1] == "\\":
        return True
    pos, end, line = following[0]
    if line_of(text, pos, end, line, knows):
        return True
    start, stop = lines[number][0], lines[-1][1]
    words = text[start : min(stop, start + 200)].split()
    return stop - start <= 200 and len(words) <= 8 and words[-1][-1] not in ".!?"


def _is_marked(text: str, line: FieldLine) -> bool:
    return text[line.start] in "*_"


def _items(blocks: Sequence[Block], index: int, end: int) -> list[ListItem]:
    """Return the items of the list whose first one is a block."""
    first = blocks[index]
    assert type(first) is ListItem
    found = []
    while index < len(blocks) and (block := blocks[index]).start < end:
        if block.parent < 0:
            if type(block) is not ListItem or block.list_id != first.list_id:
                break
            found.append(block)
        index += 1
    return found


def _read_items(
    text: str, document: Document, items: Sequence[ListItem], knows: Knows, *, loose: bool, asking: bool
) -> list[HeadLine]:
    """Return the fields of a list: known names, and all where nearly each item is one."""
    units: list[list[HeadLine]] = []
    for item in items:
        unit: list[HeadLine] = []
        if not item.is_task and item.text_end > item.text_start:
            end = min(item.text_end, document.lines.ends[document.lines.line_at(item.text_start) - 1])
            unit = line_of(text, item.text_start, end, document.lines.line_at(item.text_start), knows)
        units.append(unit)
    marked = all(
        unit
        and _is_marked(text, unit[0].line)
        and not is_prose(text[unit[-1].line.value_start : unit[-1].line.value_end])
        for unit in units
    )
    filled = sum(map(bool, units))
    if loose and (marked or (filled > 1 and bool(units[0]) and filled * 3 >= len(units) * 2)):
        return [line for unit in units for line in unit]
    return [
        line
        for unit in units
        if unit and (knows(_name(text, unit[0].line)) or (asking and _asks(text, unit[0].line)))
        for line in unit
    ]


def _read_quote(document: Document, block: Quote, knows: Knows) -> list[HeadLine]:
    text, starts, ends = document.text, document.lines.starts, document.lines.ends
    found: list[HeadLine] = []
    unit: list[tuple[int, int, int]] = []
    fence, listed = "", False
    for line in range(block.line, block.end_line + 1):
        end = ends[line - 1]
        mark = _QUOTE.match(text, starts[line - 1], end)
        pos = mark.end() if mark else end
        bare = text[pos:end].strip(" \t")
        if bare[:3] in {"```", "~~~"}:
            fence = "" if bare[:3] == fence else fence or bare[:3]
            bare = ""
        elif fence or text.startswith("    ", pos):
            bare = ""
        if not bare:
            found += _quoted(text, unit, knows)
            unit, listed = [], False
            continue
        while text[pos] in " \t":
            pos += 1
        item = _ITEM.match(text, pos, end)
        if item and not listed:
            found += _quoted(text, unit, knows)
            unit = []
        listed = item is not None
        unit.append((item.end() if item else pos, end, line))
    return found + _quoted(text, unit, knows)


def _quoted(text: str, lines: Sequence[tuple[int, int, int]], knows: Knows) -> list[HeadLine]:
    unit, whole = _read_unit(text, lines, knows)
    if whole and len(unit) > 1:
        return unit
    return [
        found
        for found in unit
        if found.sure
        and (
            knows(_name(text, found.line))
            or not is_prose(text[found.line.value_start : found.line.value_end])
        )
    ]


def _read_table(document: Document, table: Table, knows: Knows, *, loose: bool) -> list[HeadLine]:
    """Return the fields of a table: a row each where it has two columns, else its columns where it has one row."""
    header = [document.cell(cell) for cell in table.header.cells]
    known = [knows(_bare(cell)) > 0 for cell in header]
    if (
        len(table.rows) == 1
        and len(header) > 1
        and (all(known) or (loose and len(header) > 2 and all(is_name(_bare(cell)) for cell in header)))
    ):
        return list(_columns(document, table))
    if len(header) != 2:
        return []
    text = document.text
    rows = [made for row in (table.header, *table.rows) if (made := _row(document, row)) is not None]
    found = [HeadLine(line, "row") for line in rows if knows(_name(text, line))]
    body = [line for line in rows if line.line != table.header.line]
    if not found and not (loose and body and len(body) == len(table.rows)):
        return found
    if not all(is_name(_name(text, line)) for line in body):
        return found
    return [
        HeadLine(line, "row")
        for line in rows
        if line.line != table.header.line or _is_field_header(text, line, knows)
    ]


def _is_field_header(text: str, line: FieldLine, knows: Knows) -> bool:
    name = _name(text, line)
    return knows(name) > 0 or (is_name(name) and not _GENERIC & set(names.field_key(name).split()))


def _row(document: Document, row: TableRow) -> FieldLine | None:
    cells = row.cells
    if len(cells) != 2:
        return None
    key, value = cells
    start, stop = _inside(document.text, key.start, key.end)
    if stop <= start:
        return None
    first, last = value
    if first == last:
        first = last = document.text.index("|", key.end) + 1
    return FieldLine(key.start, max(last, key.end), row.line, start, stop, first, last)


def _columns(document: Document, table: Table) -> Iterator[HeadLine]:
    row = table.rows[0]
    for name, value in zip(table.header.cells, row.cells, strict=False):
        start, stop = _inside(document.text, name.start, name.end)
        if stop > start and value.end > value.start:
            line = FieldLine(value.start, value.end, row.line, start, stop, value.start, value.end)
            yield HeadLine(line, "row")


def _bare(cell: str) -> str:
    start, stop = _inside(cell, 0, len(cell))
    return cell[start:stop]


def _inside(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return a name's range without marks and colon around it."""
    while start < stop and text[start] in "*_` \t":
        start += 1
    while stop > start and text[stop - 1] in "*_`:\uff1a \t":
        stop -= 1
    return start, stop


def _name(text: str, line: FieldLine) -> str:
    return text[line.key_start : line.key_end].strip()
