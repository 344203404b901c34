"""Verbs that add what the template has and the file lacks: a section, a subsection."""

from __future__ import annotations

from specui.markdown.blocks import Block, Document, Heading, HtmlBlock, ThematicBreak
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.lazy import lazy_pattern
from specui.markdown.scanner import scan
from specui.specs.edits.guard import guarded, shapes
from specui.specs.edits.places import (
    EditRefused,
    after_line,
    before_line,
    belongs_behind,
    filled_before,
    is_blank,
)
from specui.specs.spec import Section, Spec
from specui.specs.template import GroupSchema, SectionSchema

_NUMBER = lazy_pattern(r"^(#{1,6}[ \t]+)\d{1,3}[.)][ \t]*")
_NEWLINE = lazy_pattern(r"\r\n|\r|\n")
MISREAD = "Markdown would then read the text around it differently; add it by hand."


def insert_section(spec: Spec, schema: SectionSchema, source: str = "") -> Transaction:
    """Add a section that is missing, where the template has it and with the template's text (or ``source``).

    Headings are at the file's level, without a number where no section of the file has one; a rule
    parts it from its neighbour where rules part the file's sections.
    """
    if any(section.schema is schema for section in spec.sections):
        raise EditRefused(f"The section “{schema.name}” already exists.")
    edits, at, lines = section_edits(spec, schema, source)
    return _added(spec.document, edits, at, lines, f"add section {schema.name}")


def section_edits(
    spec: Spec, schema: SectionSchema, source: str = "", *, behind: bool = False
) -> tuple[list[TextEdit], int, list[str]]:
    """Return the edits that add a section, the index of the block after it, and its lines.

    ``behind`` says that another one is added right before it.
    """
    document = spec.document
    lines, between = section_lines(spec, schema, source), _separator(spec)
    following = _following(spec, schema)
    if following is not None:
        index = _above(document, document.blocks.index(following.heading))
        lines = [*lines, *between]
        return [before_line(document, document.blocks[index].line, lines)], index, lines
    if document.blocks and type(document.blocks[-1]) is ThematicBreak and not behind:
        between = [""]
    last = filled_before(document, len(document.lines) + 1)
    if last == 0:
        return [TextEdit(0, 0, "\n".join(lines) + "\n")], 0, lines
    lines = [*between, *lines]
    return [after_line(document, last, lines)], len(document.blocks), lines


def insert_group(spec: Spec, section: Section, schema: GroupSchema, source: str = "") -> Transaction:
    """Add a subsection (a heading or a label) that a section lacks, where the template has it.

    Its text is the template's, or ``source``.
    """
    known = section.schema
    if known is None or not any(group is schema for group in known.groups):
        raise EditRefused(f"The template has no subsection “{schema.name}” in “{section.name}”.")
    if any(group.schema is schema for group in section.groups):
        raise EditRefused(f"“{section.name}” already has a subsection “{schema.name}”.")
    edits, at, lines = group_edits(spec, section, known, schema, source)
    return _added(spec.document, edits, at, lines, f"add subsection {schema.name}")


def _added(document: Document, edits: list[TextEdit], at: int, lines: list[str], title: str) -> Transaction:
    """Return the transaction, if it only adds the blocks of these lines before the block ``at``."""
    expected = shapes(document)
    expected[at:at] = shapes(scan("\n".join(lines)))
    return guarded(document, edits, title, expected, MISREAD)


def group_edits(
    spec: Spec, section: Section, known: SectionSchema, schema: GroupSchema, source: str = ""
) -> tuple[list[TextEdit], int, list[str]]:
    """Return the edits that add a subsection, the index of the block after it, and its lines."""
    document = spec.document
    lines = _NEWLINE.split(shifted(source or schema.source, section.heading.level - known.level))
    place = next(index for index, group in enumerate(known.groups) if group is schema)
    later = known.groups[place + 1 :]
    following = next((g for g in section.groups if g.title and any(g.schema is one for one in later)), None)
    if following is not None:
        index = _above(document, following.first - 1)
        return [before_line(document, document.blocks[index].line, [*lines, ""])], index, lines
    last = section.last - 1
    while last >= section.first and belongs_behind(document.blocks[last]):
        last -= 1
    above = document.blocks[last] if last >= section.first else section.heading
    line = above.end_line
    gap = [""] if line < len(document.lines) and not is_blank(document, line + 1) else []
    edits = [after_line(document, line, ["", *lines, *gap])]
    return edits, max(last, section.first - 1) + 1, lines


def opener_of(schema: GroupSchema) -> str:
    """Return the heading or label that a template's subsection begins with, without what is under it."""
    blocks = scan(schema.source).blocks
    return schema.source[: blocks[0].end] if blocks else schema.source


def section_lines(spec: Spec, schema: SectionSchema, source: str = "") -> list[str]:
    """Return a section's text as lines, fitted to the file's heading level and numbering."""
    level = spec.outline.level if spec.sections else schema.level
    text = shifted(source or schema.source, level - schema.level)
    if spec.sections and all(section.number is None for section in spec.sections):
        text = _NUMBER.sub(r"\1", text)
    return _NEWLINE.split(text)


def shifted(source: str, levels: int) -> str:
    """Return Markdown with its headings this many levels deeper."""
    if levels == 0:
        return source
    parts, position = [], 0
    for block in scan(source).blocks:
        if type(block) is Heading and not block.setext:
            marks = len(source[block.start :]) - len(source[block.start :].lstrip("#"))
            parts += [source[position : block.start], "#" * min(6, max(1, marks + levels))]
            position = block.start + marks
    return "".join([*parts, source[position:]])


def _following(spec: Spec, schema: SectionSchema) -> Section | None:
    order = spec.template.sections if spec.template else ()
    place = next((index for index, known in enumerate(order) if known is schema), -1)
    if place < 0:
        raise EditRefused(f"The spec's template has no section “{schema.name}”.")
    later = order[place + 1 :]
    return next((s for s in spec.sections if any(s.schema is one for one in later)), None)


def _above(document: Document, index: int) -> int:
    """Return the index of a heading's block, or of the comments right above it, which are about it."""
    while index > 0:
        above: Block = document.blocks[index - 1]
        near = above.end_line + 1 == document.blocks[index].line
        if not (near and type(above) is HtmlBlock and above.comment and above.parent < 0):
            break
        index -= 1
    return index


def _separator(spec: Spec) -> list[str]:
    """Return the lines between two sections as the file has them."""
    ends = [section.blocks[-1] if section.blocks else None for section in spec.sections[:-1]]
    rules = [block for block in ends if type(block) is ThematicBreak]
    if rules and len(rules) * 2 >= len(ends):
        text = spec.document.text[rules[-1].start : rules[-1].end].strip(" \t")
        return ["", text, ""]
    lines = [section.line for section in spec.sections if section.line > 1]
    close = bool(lines) and not any(is_blank(spec.document, line - 1) for line in lines)
    return [] if close else [""]
