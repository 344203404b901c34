"""Sections and groups: where they begin and end, and which of the template's they are.

One pass over the blocks makes them all.  They are not frozen: there are forty in a file,
and a frozen one takes four times as long to make.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias

from specui.markdown.blocks import (
    Block,
    Document,
    FieldLine,
    Heading,
    ListItem,
    Paragraph,
    Table,
    ThematicBreak,
)
from specui.specs import names, parts, template_match as matching
from specui.specs.labels import lone_label
from specui.specs.parts import Part
from specui.specs.template import GroupSchema, SectionSchema, Template


@dataclass(eq=False, slots=True)
class Group:
    """A stretch of a section: what is under its heading, a subheading or a bold label.

    ``first:last`` are the indices of its blocks in the document, without those of
    groups that follow.  ``parent`` is the index, in the section, of the group of
    the heading that encloses it, or -1.  ``tables`` are those outside list items.
    """

    title: str
    heading: Heading | None
    label: FieldLine | None
    start: int
    end: int
    line: int
    first: int
    last: int
    parent: int
    schema: GroupSchema | None
    tables: tuple[Table, ...]
    document: Document = field(repr=False)

    @property
    def name(self) -> str:
        """The title without number, signs and remarks; empty for a section's own start."""
        return names.display(self.title)

    @property
    def known_name(self) -> str:
        """The template's name for it, or its own if the template's title stands for any."""
        return self.schema.name if self.schema and self.schema.pattern is None else self.name

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of this group, its title not among them."""
        return self.document.blocks[self.first : self.last]

    @property
    def items(self) -> tuple[ListItem, ...]:
        """List items of any depth."""
        return tuple([b for b in self.document.blocks[self.first : self.last] if type(b) is ListItem])

    @property
    def prose(self) -> tuple[Paragraph, ...]:
        """Paragraphs outside list items, up to a rule that closes the section."""
        found = []
        for block in self.blocks:
            if type(block) is ThematicBreak:
                break
            if type(block) is Paragraph and block.parent < 0:
                found.append(block)
        return tuple(found)


@dataclass(eq=False, slots=True)
class Section:
    """A section of a spec; ``schema`` is None where the template does not know it.

    ``start:end`` runs from the heading to the next heading of its level or above;
    ``body_start`` is where the line after the heading begins, ``first:last`` are the
    indices of its blocks, without the heading.  ``groups`` are in file order, the
    first being what is right under the heading.  With ``is_repeated``, the template's
    title stands for any number of sections: ``Phase [N]``.
    """

    title: str
    number: int | None
    heading: Heading
    start: int
    body_start: int
    end: int
    line: int
    end_line: int
    schema: SectionSchema | None
    is_repeated: bool
    index: int
    first: int
    last: int
    groups: tuple[Group, ...]
    document: Document = field(repr=False)

    @property
    def name(self) -> str:
        """The template's name for it if that stands for this section alone, else its own without number, signs and remarks."""
        return self.schema.name if self.schema and not self.is_repeated else names.display(self.title)

    @property
    def part(self) -> Part | None:
        """The part that the section as a whole holds."""
        return parts.part_of_section(self.schema.title if self.schema else self.title)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The section's blocks, its heading not among them."""
        return self.document.blocks[self.first : self.last]


_place = itemgetter(0)
_Opener: TypeAlias = tuple[int, int, Heading | None, FieldLine | None]
"""What a group begins with: the index of its first block, the line where it begins, and the heading or
the label that is there; neither where a section starts."""


def read_sections(
    document: Document, found: Sequence[matching.Section], template: Template | None
) -> tuple[Section, ...]:
    """Return the sections that these headings open, in file order."""
    made: list[Section] = []
    text = document.text
    waiting = iter(found)
    following = next(waiting, None)
    current: matching.Section | None = None
    openers: list[_Opener] = []
    tables: list[tuple[int, Table]] = []
    for index, block in enumerate(document.blocks):
        if type(block) is ListItem or block.parent >= 0:
            continue
        if type(block) is Heading:
            begins = following is not None and following.heading is block
            if current is not None and (begins or block.level <= current.heading.level):
                made.append(_section(document, template, current, len(made), openers, tables, index))
                current = None
            if begins:
                current, following = following, next(waiting, None)
                openers, tables = [(index + 1, block.end_line + 1, None, None)], []
            elif current is not None:
                openers.append((index + 1, block.line, block, None))
        elif current is None:
            continue
        elif type(block) is Table:
            tables.append((index, block))
        elif type(block) is Paragraph and text[block.start] == "*":
            schema = template.sections[current.schema] if template and current.schema >= 0 else None
            label = lone_label(document, index, schema.groups_by_key if schema else ())
            if label is not None:
                openers.append((index + 1, block.line, None, label))
    if current is not None:
        last = len(document.blocks)
        made.append(_section(document, template, current, len(made), openers, tables, last))
    return tuple(made)


def _section(
    document: Document,
    template: Template | None,
    found: matching.Section,
    index: int,
    openers: Sequence[_Opener],
    tables: Sequence[tuple[int, Table]],
    last: int,
) -> Section:
    """Make a section of what was gathered from its heading to the block ``last``."""
    blocks, starts, length = document.blocks, document.lines.starts, document.lines.length
    heading = found.heading
    number, title = _numbered(document.flat(heading.text_start, heading.text_end))
    schema = template.sections[found.schema] if template and found.schema >= 0 else None
    behind = heading.end_line  # the index of the line after the heading
    body_start = starts[behind] if behind < len(starts) else length
    if last < len(blocks):
        end_line = blocks[last].line - 1
        end = starts[end_line]
    else:
        end_line = len(starts) if starts[-1] < length else max(1, len(starts) - 1)
        end = length
    return Section(
        title,
        number,
        heading,
        starts[heading.line - 1],
        body_start,
        end,
        heading.line,
        end_line,
        schema,
        template is not None and found.schema in template.repeated,
        index,
        openers[0][0],
        last,
        tuple(_groups(document, openers, tables, last, body_start, end, schema)),
        document,
    )


@lru_cache(maxsize=4096)
def _numbered(title: str) -> tuple[int | None, str]:
    return names.split_number(names.heading_text(title))


def _groups(
    document: Document,
    openers: Sequence[_Opener],
    tables: Sequence[tuple[int, Table]],
    last: int,
    start: int,
    end: int,
    schema: SectionSchema | None,
) -> list[Group]:
    """Make the groups of a section whose first one starts at ``start``; ``last`` and ``end`` are where it ends."""
    text, starts = document.text, document.lines.starts
    groups: list[Group] = []
    enclosing: list[tuple[int, int]] = []  # levels of headings, and the indices of their groups
    for number, (first, line, heading, label) in enumerate(openers):
        title = ""
        if heading is not None:
            title = text[heading.text_start : heading.text_end].strip()
            while enclosing and enclosing[-1][0] >= heading.level:
                enclosing.pop()
        elif label is not None:
            title = text[label.key_start : label.key_end].strip()
        parent = enclosing[-1][1] if enclosing else -1
        if heading is not None:
            enclosing.append((heading.level, number))
        if number + 1 < len(openers):
            until, stop = openers[number + 1][0] - 1, starts[openers[number + 1][1] - 1]
        else:
            until, stop = last, end
        groups.append(
            Group(
                title,
                heading,
                label,
                start if number == 0 else starts[line - 1],
                stop,
                min(line, len(starts)),
                first,
                until,
                parent,
                schema.group(title) if schema else None,
                tuple(
                    [
                        table
                        for _, table in tables[
                            bisect_left(tables, first, key=_place) : bisect_left(tables, until, key=_place)
                        ]
                    ]
                )
                if tables
                else (),
                document,
            )
        )
    return groups
