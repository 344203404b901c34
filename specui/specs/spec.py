"""A document seen through its template: title, fields, sections, groups and parts.

Everything below the outline is computed when it is first asked for, so that a
rule that looks at headings does not pay for the reading of tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
from specui.markdown.lazy import lazy
from specui.specs import matching, names, parts
from specui.specs.parts import Part
from specui.specs.template import Choice, FieldSchema, GroupSchema, SectionSchema, Template, guidance_text


@dataclass(eq=False)
class Group:  # not frozen: thirty a file, and a frozen one takes four times as long to make
    """A stretch of a section: what stands under its heading, a subheading or a bold label.

    ``first:last`` are the indices of its blocks in the document, without those of
    groups that follow.  ``parent`` is the index, in the section, of the group of
    the heading that encloses it, or -1.
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
    document: Document = field(repr=False)

    @lazy
    def name(self) -> str:
        """The title without number, signs and remarks; empty for a section's own start."""
        return names.display(self.title)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of this group, its title not among them."""
        return self.document.blocks[self.first : self.last]

    @lazy
    def items(self) -> tuple[ListItem, ...]:
        """List items of any depth."""
        return tuple(b for b in self.blocks if type(b) is ListItem)

    @lazy
    def tables(self) -> tuple[Table, ...]:
        """Tables that stand outside list items."""
        return tuple(b for b in self.blocks if type(b) is Table and b.parent < 0)

    @lazy
    def prose(self) -> tuple[Paragraph, ...]:
        """Paragraphs outside list items, up to a rule that closes the section."""
        found = []
        for block in self.blocks:
            if type(block) is ThematicBreak:
                break
            if type(block) is Paragraph and block.parent < 0:
                found.append(block)
        return tuple(found)


@dataclass(eq=False)
class Section:  # not frozen, as Group
    """A section of a spec; ``schema`` is None where the template does not know it.

    ``start:end`` runs from the heading to the next heading of its level or above;
    ``body_start`` is where the line after the heading begins.
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
    index: int
    document: Document = field(repr=False)
    first: int = 0
    last: int = 0

    @lazy
    def name(self) -> str:
        """The template's name for it, or its own without number, signs and remarks."""
        return self.schema.name if self.schema else names.display(self.title)

    @lazy
    def part(self) -> Part | None:
        """The part that the section as a whole holds."""
        return parts.part_of_section(self.schema.title if self.schema else self.title)

    @lazy
    def groups(self) -> tuple[Group, ...]:
        """The section's groups in file order, the first being what stands right under its heading."""
        return tuple(_groups(self.document, self.first, self.last, self.body_start, self.end, self.schema))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The section's blocks, its heading not among them."""
        return self.document.blocks[self.first : self.last]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A ``**Key:** value`` line of the spec's head.

    ``name`` is the template's name for it, ``value`` what the template allows of
    the raw text: one of its choices' words, a date as written, a list of names, or
    None.
    """

    name: str
    raw: str
    value: str | tuple[str, ...] | None
    line: FieldLine
    schema: FieldSchema | None


@dataclass(frozen=True, eq=False)
class Spec:
    """One document, and the template that it is read by (None where none fits).

    ``prefixes`` are the title prefixes of all templates at hand: a title may carry
    another family's.
    """

    document: Document
    template: Template | None
    outline: matching.Outline
    prefixes: tuple[str, ...] = ()

    @lazy
    def title(self) -> str:
        """The title without a template's prefix; empty where there is no title."""
        heading = self.outline.title
        if heading is None:
            return ""
        text = self.document.flat(heading.text_start, heading.text_end).strip()
        bare = text.strip("`*_ ")
        for prefix in self.prefixes:
            if prefix and bare.casefold().startswith(prefix.casefold()):
                return bare[len(prefix) :].strip("`*_ ") or text
        return text

    @lazy
    def sections(self) -> tuple[Section, ...]:
        """All sections in file order."""
        return tuple(_sections(self))

    @lazy
    def fields(self) -> tuple[FieldValue, ...]:
        """The head's fields in file order; a name that comes twice is given twice."""
        schemas = {schema.key: schema for schema in self.template.fields} if self.template else {}
        return tuple(_field(self.document, line, schemas) for line in _head_lines(self))

    def field(self, name: str) -> FieldValue | None:
        """Return the first field of that name, in any of its spellings."""
        wanted = names.field_key(name)
        return next((f for f in self.fields if names.field_key(f.name) == wanted), None)

    @lazy
    def groups_by_part(self) -> dict[Part, tuple[Group, ...]]:
        """The groups that hold each part, in file order."""
        found: dict[Part, list[Group]] = {}
        for section in self.sections:
            for group, part in _parts_of(section, self.template):
                if part is not None:
                    found.setdefault(part, []).append(group)
        return {part: tuple(groups) for part, groups in found.items()}

    def groups(self, part: Part) -> tuple[Group, ...]:
        """Return the groups that hold a part; none where the spec lacks it."""
        return self.groups_by_part.get(part, ())

    def section_at(self, offset: int) -> Section | None:
        """Return the section that holds an offset of the text."""
        return next((s for s in reversed(self.sections) if s.start <= offset < max(s.end, s.start + 1)), None)

    def section(self, name: str) -> Section | None:
        """Return the first section of that name."""
        wanted = names.key(name)
        return next((s for s in self.sections if names.key(s.name) == wanted), None)

    @property
    def head_end(self) -> int:
        """Where the first section begins, or the end of the text."""
        return self.sections[0].start if self.sections else len(self.document.text)


def read_spec(document: Document, templates: Sequence[Template]) -> Spec:
    """See a document through the template that it fits best, or through none."""
    headings = matching.headings_of(document)
    best: tuple[float, Template, matching.Outline] | None = None
    for template in templates:
        found = matching.outline(document, headings, template, loose=False)
        fields = _known_fields(document, found, template)
        if not matching.fits(found, template, fields):
            continue
        score = found.known / len(template.sections) + found.precision + 0.1 * found.titled + 0.01 * fields
        if best is None or score > best[0]:
            best = (score, template, found)
    prefixes = tuple(template.prefix for template in templates)
    if best is None:
        return Spec(document, None, matching.outline(document, headings, None), prefixes)
    _, template, found = best
    if any(section.schema < 0 for section in found.sections):
        found = matching.outline(document, headings, template)
    return Spec(document, template, found, prefixes)


def read_as(document: Document, template: Template | None) -> Spec:
    """See a document through the template given, whether it fits or not."""
    found = matching.outline(document, matching.headings_of(document), template)
    return Spec(document, template, found, (template.prefix,) if template else ())


def match_choice(raw: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the choice that a raw value begins with; what stands behind it is its tail."""
    word = names.strip_signs(raw).casefold()
    found = None
    for choice in choices:
        wanted = choice.word.casefold()
        if word.startswith(wanted) and not word[len(wanted) : len(wanted) + 1].isalnum():
            found = choice if found is None or len(choice.word) > len(found.word) else found
    return found


def split_names(raw: str) -> tuple[str, ...]:
    """Split ``Name (role), Name (role, remark)`` at the commas outside brackets."""
    parts_, depth, start = [], 0, 0
    for index, char in enumerate(raw):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in ",;" and depth == 0:
            parts_.append(raw[start:index])
            start = index + 1
    parts_.append(raw[start:])
    return tuple(part.strip() for part in parts_ if part.strip())


def _known_fields(document: Document, found: matching.Outline, template: Template) -> int:
    keys = {schema.key for schema in template.fields}
    start = found.title.end if found.title else 0
    end = found.sections[0].heading.start if found.sections else len(document.text)
    text = document.text
    seen = set()
    for block in document.blocks:
        if block.start >= end:
            break
        if type(block) is Paragraph and block.start >= start:
            seen |= {names.field_key(text[line.key_start : line.key_end]) for line in block.fields}
    return len(seen & keys)


def _head_lines(spec: Spec) -> Iterator[FieldLine]:
    start = spec.outline.title.end if spec.outline.title else 0
    end = spec.head_end
    for block in spec.document.blocks:
        if block.start >= end:
            return
        if type(block) is Paragraph and block.start >= start and block.parent < 0:
            yield from block.fields


def _field(document: Document, line: FieldLine, schemas: dict[str, FieldSchema]) -> FieldValue:
    own = document.text[line.key_start : line.key_end].strip()
    raw = document.text[line.value_start : line.value_end]
    schema = schemas.get(names.field_key(own))
    if schema is None:
        return FieldValue(own, raw, raw, line, None)
    return FieldValue(schema.name, raw, _value(raw, schema), line, schema)


def _value(raw: str, schema: FieldSchema) -> str | tuple[str, ...] | None:
    if schema.kind == "choice":
        choice = match_choice(raw, schema.choices)
        return choice.word if choice else None
    if schema.kind == "date":
        from specui.specs.dates import date_in

        return date_in(raw)
    if not raw.strip() or raw.strip() == schema.placeholder:
        return None
    return split_names(raw) if schema.kind == "list" else raw.strip()


def _sections(spec: Spec) -> Iterator[Section]:
    document, found = spec.document, spec.outline.sections
    lines = document.lines
    last_line = len(lines) if lines.starts[-1] < lines.length else max(1, len(lines) - 1)
    position = {id(block): index for index, block in enumerate(document.blocks) if type(block) is Heading}
    headings = document.headings
    for index, (heading, schema) in enumerate(found):
        title = document.flat(heading.text_start, heading.text_end).strip()
        number, bare = names.split_number(title)
        first = position[id(heading)] + 1
        end_heading = next(
            (h for h in headings if h.start > heading.start and h.level <= heading.level), None
        )
        following = found[index + 1].heading if index + 1 < len(found) else None
        if following is not None and (end_heading is None or following.start < end_heading.start):
            end_heading = following
        last = position[id(end_heading)] if end_heading else len(document.blocks)
        end = end_heading.start if end_heading else len(document.text)
        if end_heading is not None:
            end = lines.starts[end_heading.line - 1]
        yield Section(
            title=bare,
            number=number,
            heading=heading,
            start=lines.starts[heading.line - 1],
            body_start=min(end, lines.full_range(heading.end_line).end),
            end=end,
            line=heading.line,
            end_line=end_heading.line - 1 if end_heading else last_line,
            schema=spec.template.sections[schema] if spec.template and schema >= 0 else None,
            index=index,
            document=document,
            first=first,
            last=last,
        )


def _groups(
    document: Document, first: int, last: int, start: int, end: int, schema: SectionSchema | None
) -> Iterator[Group]:
    blocks = document.blocks
    opens: list[tuple[int, Heading | None, FieldLine | None, str]] = [(first, None, None, "")]
    for index in range(first, last):
        block = blocks[index]
        if type(block) is Heading and block.parent < 0:
            opens.append((index, block, None, document.text[block.text_start : block.text_end].strip()))
        elif type(block) is Paragraph and block.parent < 0 and (label := block.lone_label):
            opens.append((index, None, label, document.text[label.key_start : label.key_end].strip()))
    enclosing: list[tuple[int, int]] = []
    starts = document.lines.starts
    for number, (index, heading, label, title) in enumerate(opens):
        if heading is not None:
            enclosing = [entry for entry in enclosing if entry[0] < heading.level]
        parent = enclosing[-1][1] if enclosing else -1
        if heading is not None:
            enclosing.append((heading.level, number))
        after = opens[number + 1][0] if number + 1 < len(opens) else last
        opener = heading or label
        yield Group(
            title=title,
            heading=heading,
            label=label,
            start=starts[opener.line - 1] if opener else start,
            end=starts[blocks[after].line - 1] if after < last else end,
            line=opener.line if opener else document.lines.line_at(start),
            first=index + 1 if opener else index,
            last=after,
            parent=parent,
            schema=schema.group(title) if schema else None,
            document=document,
        )


def _parts_of(section: Section, template: Template | None) -> Iterator[tuple[Group, Part | None]]:
    configured = _configured(section, template)
    whole = configured.get("", section.part)
    found: list[Part | None] = []
    for group in section.groups:
        own = configured.get(names.key(group.title)) if configured and group.title else None
        if own is None:
            columns, tasks = _table_and_tasks(group)
            own = parts.part_of_group(group.title, whole, columns, tasks=tasks)
        if own is None:
            own = found[group.parent] if group.parent >= 0 else whole
        found.append(own)
        yield group, own


def _table_and_tasks(group: Group) -> tuple[list[str], bool]:
    """Return the column names of a group's tables, and whether a checklist stands in it."""
    columns: list[str] = []
    tasks = False
    for block in group.blocks:
        if type(block) is ListItem:
            tasks = tasks or block.check >= 0
        elif type(block) is Table and block.parent < 0:
            columns += [group.document.cell(cell) for cell in block.header.cells]
    return columns, tasks


def _configured(section: Section, template: Template | None) -> dict[str, Part]:
    """Return what the template's configuration says of this section: group key ("" for all) to part."""
    if template is None or not template.parts:
        return {}
    table: dict[str, Part] = {}
    for part, place in template.parts.items():
        title, _, group = place.partition(">")
        if names.key(title) == names.key(section.name) and part in parts.PARTS:
            table[names.key(group) if group.strip() else ""] = part
    return table


def is_guidance(document: Document, paragraph: Paragraph, template: Template | None) -> bool:
    """Whether a paragraph is a sentence of the template's, left as it was."""
    return template is not None and guidance_text(document, paragraph) in template.guidance
