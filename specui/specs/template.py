"""A template file is the schema (schema.py): reads one into sections, fields, columns and choices.

Nothing about a spec's sections is hard-coded.  The project's docs on templates say what each
element of a template means; this module implements that table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.labels import label_of, lone_label
from specui.specs.schema import (
    SLOT,
    Choice,
    ColumnSchema,
    FieldSchema,
    GroupKind,
    GroupSchema,
    LabelSchema,
    SectionSchema,
    Template,
)
from specui.specs.slots import placeholders
from specui.specs.template_fields import DATE, body_fields, matter_fields, read_choices

__all__ = [
    "SLOT",
    "Choice",
    "ColumnSchema",
    "FieldSchema",
    "GroupSchema",
    "LabelSchema",
    "SectionSchema",
    "Template",
    "guidance_text",
    "label_of",
    "read_choices",
    "read_template",
    "template_name",
    "title_heading",
]

_CLOSES = {"_": re.compile(r"\w_(?!\w)"), "*": re.compile(r"\*")}
_COMMENT_ABOVE = lazy_pattern(r"<!--((?:(?!-->).)*)-->\s*\Z", re.DOTALL)
_COMMENT_BELOW = lazy_pattern(r"\s*<!--((?:(?!-->).)*)-->", re.DOTALL)
_NEAR = 400
"""Characters around a heading in which a comment is about it."""
_MANDATORY = "(mandatory)"
"""What the titles of some sections say: the others are optional."""
_GUIDANCE = lazy_pattern(r"^([_*])(?!\1)(.+)\1$", re.DOTALL)


def template_name(file_name: str) -> str:
    """Return a template's name from its file's: ``PRODUCTION-SPEC-TEMPLATE.md`` is ``production-spec``."""
    stem = file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0].casefold()
    bare = re.sub(r"[-_. ]*templates?[-_. ]*", "-", stem).strip("-_. ")
    return bare or "template"


def title_heading(document: Document) -> Heading | None:
    """Return the heading that makes a file a template: the first one that holds a slot."""
    for heading in document.headings:
        if SLOT.search(document.slice(heading.text_start, heading.text_end)):
            return heading
    return None


def read_template(document: Document, name: str, origin: str = "", *, named: bool = False) -> Template | None:
    """Read a template; None where no heading holds a ``[SLOT]`` or no section follows it.

    A file that is ``named`` as a template needs neither a slot nor a section: its first ``#`` heading is the title.
    It may also have no title; then its highest headings are the sections.
    """
    title = title_heading(document)
    if named and (title is None or title.level > 1):
        title = next((heading for heading in document.headings if heading.level == 1), title)
        title = title if title is not None and _is_above(document, title) else None
    if title is None and not (named and document.text.strip()):
        return None
    begin = title.end if title is not None else 0
    headings = [h for h in document.headings if h.start >= begin]
    level = min((h.level for h in headings), default=2) if title is None else title.level + 1
    starts = [h for h in headings if h.level == level]
    closed = next((h.start for h in headings if h.level < level), len(document.text))
    starts = [h for h in starts if h.start < closed]
    if not starts and not named:
        return None
    ends = [*(h.start for h in starts[1:]), closed] if starts else []
    sections = tuple(_section(document, h, end) for h, end in zip(starts, ends, strict=True))
    if any(_MANDATORY in section.title.casefold() for section in sections):
        sections = tuple(
            section if _MANDATORY in section.title.casefold() else replace(section, marked_optional=True)
            for section in sections
        )
    head_end = starts[0].start if starts else closed
    head = [b for b in document.blocks if begin <= b.start < head_end]
    text = document.text
    raw_title = document.slice(title.text_start, title.text_end) if title is not None else ""
    slot = SLOT.search(raw_title)
    prefix = raw_title[: slot.start() if slot else 0].strip(" `*_\"'")
    guidance = {text for section in sections for text in section.guidance}
    guidance |= {flat for b in head if type(b) is Paragraph and (flat := guidance_text(document, b))}
    fields = tuple(body_fields(document, begin, head_end))
    return Template(
        name=name,
        prefix=prefix,
        level=level - 1,
        fields=fields,
        matter=tuple(matter_fields(document, {schema.key for schema in fields})),
        sections=sections,
        placeholders=placeholders(document, title),
        guidance=frozenset(guidance),
        signs=tuple(dict.fromkeys(_SIGN.findall(text))),
        text=text,
        origin=origin,
    )


def _is_above(document: Document, title: Heading) -> bool:
    """Whether a heading can be the title of a named template: at the top level, or alone at a higher one than the rest."""
    others = [heading.level for heading in document.headings if heading is not title]
    return title.level == 1 or min(others, default=7) > title.level


def guidance_text(document: Document, paragraph: Paragraph) -> str:
    """Return the words of a paragraph that is one emphasised sentence, else an empty string."""
    start = paragraph.start
    if document.text.startswith(
        ("**", "__"), start
    ):  # fields and labels begin so; most paragraphs that ask do
        return ""
    match = _GUIDANCE.match(document.flat(start, paragraph.end).strip())
    if not match or _CLOSES[match[1]].search(match[2]):
        return ""
    return " ".join(match[2].split())


def _section(document: Document, heading: Heading, end: int) -> SectionSchema:
    title = document.slice(heading.text_start, heading.text_end).strip()
    inside = [b for b in document.blocks if heading.end <= b.start < end and b.parent < 0]
    return SectionSchema(
        title=names.split_number(title)[1],
        number=names.split_number(title)[0],
        level=heading.level,
        groups=tuple(_groups(document, inside)),
        source=_source(document, heading.start, [heading, *inside]),
        marked_optional=_is_marked_optional(document, heading),
    )


def _is_marked_optional(document: Document, heading: Heading) -> bool:
    """Whether a comment right above a heading, or right below it, says that it is optional, as in MADR 4.0.0."""
    text = document.text
    above = _COMMENT_ABOVE.search(text, max(0, heading.start - _NEAR), heading.start)
    below = _COMMENT_BELOW.match(text, heading.end, heading.end + _NEAR)
    return any(found is not None and "optional" in found[1].casefold() for found in (above, below))


def _source(document: Document, start: int, blocks: Sequence[Block]) -> str:
    """Return the Markdown of these blocks, without a rule that closes them."""
    ends = [block.end for block in blocks if type(block) is not ThematicBreak]
    return document.slice(start, max(ends, default=start))


def _groups(document: Document, blocks: list[Block]) -> Iterator[GroupSchema]:
    """Split a section's blocks at headings and at bold labels alone on their line."""
    title, heading, opener = "", False, list[Block]()
    inside: list[Block] = []
    first = True
    for block in blocks:
        label = lone_label(document, document.blocks.index(block)) if type(block) is Paragraph else None
        if type(block) is not Heading and label is None:
            inside.append(block)
            continue
        if inside or not first:
            yield _group(document, title, heading, inside, opener)
        first, inside, opener = False, [], [block]
        heading = type(block) is Heading
        title = (
            document.slice(block.text_start, block.text_end).strip()
            if type(block) is Heading
            else document.slice(label.key_start, label.key_end).strip()
            if label
            else ""
        )
    if inside or not first:
        yield _group(document, title, heading, inside, opener)


def _group(
    document: Document, title: str, heading: bool, blocks: list[Block], opener: list[Block]
) -> GroupSchema:
    paragraphs = [b for b in blocks if type(b) is Paragraph]
    guidance = tuple(text for b in paragraphs if (text := guidance_text(document, b)))
    labels = tuple(_label(document, line) for b in paragraphs for line in b.fields)
    start = [*opener, *blocks][0].start
    made = GroupSchema(
        title,
        heading,
        "prose",
        guidance,
        source=_source(document, start, [*opener, *blocks]),
        marked_optional=bool(opener)
        and type(opener[0]) is Heading
        and _is_marked_optional(document, opener[0]),
    )
    for block in blocks:
        if type(block) is Table:
            columns, rows = tuple(_columns(document, block)), tuple(_fixed_rows(document, block))
            return replace(made, kind="table", columns=columns, rows=rows, labels=labels)
        if type(block) is ListItem:
            items = [b for b in blocks if type(b) is ListItem]
            labels = (*_labels(document, items), *labels)
            return replace(made, kind=_list_kind(document, block), labels=labels)
    return replace(made, labels=labels)


def _list_kind(document: Document, item: ListItem) -> GroupKind:
    if item.is_task:
        return "checklist"
    if item.number >= 0:
        return "numbered"
    return "labels" if label_of(document, item) else "bullets"


def _labels(document: Document, items: list[ListItem]) -> Iterator[LabelSchema]:
    for item in items:
        found = label_of(document, item)
        if found and not item.is_task:
            rest = document.flat(found[1], item.text_end).strip()
            yield LabelSchema(found[0], rest, read_choices(rest))


def _label(document: Document, line: FieldLine) -> LabelSchema:
    value = document.slice(line.value_start, line.value_end).strip()
    return LabelSchema(document.slice(line.key_start, line.key_end).strip(), value, read_choices(value))


def _columns(document: Document, table: Table) -> Iterator[ColumnSchema]:
    first = table.rows[0].cells if table.rows else ()
    for index, cell in enumerate(table.header.cells):
        name = document.cell(cell)
        sample = document.cell(first[index]) if index < len(first) else ""
        if DATE.match(sample):
            yield ColumnSchema(name, "date")
            continue
        choices = () if sample.startswith("[") else read_choices(sample)
        if not choices and "/" in name and index > 0:
            choices = _header_choices(name)
        yield ColumnSchema(name, "choice" if choices else "text", choices)


def _header_choices(name: str) -> tuple[Choice, ...]:
    """Read a column called ``Yes/No`` as the choice that it names."""
    parts = [part.strip() for part in name.split("/")]
    return tuple(Choice("", part) for part in parts) if {p.casefold() for p in parts} == {"yes", "no"} else ()


def _fixed_rows(document: Document, table: Table) -> Iterator[str]:
    for row in table.rows:
        first = document.cell(row.cells[0]) if row.cells else ""
        if first and not SLOT.search(first) and not DATE.match(first):
            yield first


_SIGN = lazy_pattern("[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?")
