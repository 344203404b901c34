"""Verbs on running text: replace, add or delete a paragraph; change the words of a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from specui.markdown.blocks import Document, Heading, Paragraph
from specui.markdown.edits import TextEdit, Transaction
from specui.specs.edits.group_moves import empty_slot
from specui.specs.edits.guard import Shape, guarded, shapes
from specui.specs.edits.item_text import by_lines
from specui.specs.edits.places import (
    BREAK,
    EditRefused,
    after_line,
    blank_after,
    block_index,
    filled_before,
    indent_of,
    is_blank,
    line_text,
    newline_at,
    one_line,
    smallest,
    without_lines,
)
from specui.specs.spec import Group

OTHER = "Markdown would not read that as plain text; start no line with a Markdown mark, or edit the section as Markdown."


def paragraph_text(document: Document, paragraph: Paragraph, end: int | None = None) -> str:
    """Return a paragraph's text for an editor, up to ``end`` (its own by default): lines joined by ``\\n``."""
    source = document.text[paragraph.start : paragraph.end if end is None else end]
    return BREAK.sub("\n", source).strip()


def set_paragraph(document: Document, paragraph: Paragraph, text: str, end: int | None = None) -> Transaction:
    """Replace a paragraph, or its beginning up to ``end``.

    Lines stay lines; blank lines in ``text`` split it into several paragraphs.
    """
    parts = paragraphs_of(text)
    if not parts:
        raise EditRefused("A paragraph needs a text; delete it if there is nothing to say.")
    index = block_index(document, paragraph, "text")
    stop = paragraph.end if end is None else end
    source = document.text[paragraph.start : stop]
    old = source.rstrip()
    rest = document.text[paragraph.start + len(old) : paragraph.end]
    newline = newline_at(document, paragraph.line)
    edits = by_lines(old, "\n\n".join(parts), paragraph.start, newline + _blanks(document, paragraph))
    lone = re.compile(rf"{newline}[ \t]+(?={newline})")  # blank lines that hold blanks
    edits = [edit._replace(replacement=lone.sub(newline, edit.replacement)) for edit in edits]
    expected = shapes(document)
    made = [expected[index]._replace(text=one_line(part)) for part in parts]
    if rest.strip():
        made[-1] = made[-1]._replace(text=one_line(parts[-1] + rest))
    expected[index : index + 1] = made
    return guarded(document, edits, "edit text", expected, OTHER)


def add_paragraph(group: Group, text: str) -> Transaction:
    """Add a paragraph after what is in a group."""
    document, parts = group.document, _needed(text)
    slot = empty_slot(group)
    content = _joined(parts)
    after = 0 if blank_after(document, slot.line) else 1
    before = 1 if slot.at > group.first or group.label is not None else slot.gaps[0]
    edits = [after_line(document, slot.line, [*[""] * before, *content, *[""] * after])]
    expected = shapes(document)
    expected[slot.at : slot.at] = [Shape("Paragraph", 0, text=one_line(part)) for part in parts]
    return guarded(document, edits, "add text", expected, OTHER)


def add_paragraph_after(document: Document, paragraph: Paragraph, text: str) -> Transaction:
    """Add a paragraph right after another one, as far indented."""
    parts = _needed(text)
    index = block_index(document, paragraph, "text")
    blanks = _blanks(document, paragraph) if paragraph.parent >= 0 else ""
    content = [line and blanks + line for line in _joined(parts)]
    after = [] if blank_after(document, paragraph.end_line) else [""]
    edits = [after_line(document, paragraph.end_line, ["", *content, *after])]
    expected = shapes(document)
    new = [expected[index]._replace(text=one_line(part)) for part in parts]
    expected[index + 1 : index + 1] = new
    return guarded(document, edits, "add text", expected, OTHER)


def delete_paragraph(document: Document, paragraph: Paragraph, *, name: str = "text") -> Transaction:
    """Delete a paragraph, and the blank lines that separated it from what precedes it."""
    index = block_index(document, paragraph, "text")
    first, last = paragraph.line, paragraph.end_line
    start = document.lines.starts[first - 1]
    if document.text[start : paragraph.start].strip(" \t"):
        raise EditRefused("This text begins on the line of its item; delete the item.")
    if blank_after(document, last) and first > 1 and is_blank(document, first - 1):
        first = filled_before(document, first) + 1
    expected = shapes(document)
    del expected[index]
    refusal = "Markdown would then read the text around it differently; edit the section as Markdown."
    return guarded(document, [without_lines(document, first, last)], f"delete {name}", expected, refusal)


def set_heading(
    document: Document, heading: Heading, old: str, text: str, *, name: str = "title"
) -> Transaction:
    """Replace ``old``, which occurs once in a heading; the rest of the heading stays."""
    words = one_line(text)
    if not words:
        raise EditRefused(f"The {name} needs a text.")
    source = document.text[heading.text_start : heading.text_end]
    at = source.rfind(old) if old else len(source)
    if at < 0:
        raise EditRefused(f"The {name} runs over several lines; write it in an editor.")
    start = heading.text_start + at
    edits = smallest(start, old, words)
    if not old and edits and document.text[start - 1 : start] not in {" ", "\t"}:
        edits = [TextEdit(start, start, f" {words}")]
    index = document.blocks.index(heading)
    expected = shapes(document)
    flat = BREAK.sub(" ", source[:at] + words + source[at + len(old) :]).strip()
    expected[index] = expected[index]._replace(text=flat)
    refusal = f"Markdown would not read that as the {name}; rephrase it."
    return guarded(document, edits, f"edit {name}", expected, refusal)


def paragraphs_of(text: str) -> list[str]:
    """Return a typed text's paragraphs, each with its lines stripped."""
    found: list[list[str]] = [[]]
    for line in re.split(r"\r\n|\r|\n", text):
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return ["\n".join(lines) for lines in found if lines]


def _needed(text: str) -> list[str]:
    parts = paragraphs_of(text)
    if not parts:
        raise EditRefused("A paragraph needs a text.")
    return parts


def _joined(parts: Sequence[str]) -> list[str]:
    return "\n\n".join(parts).split("\n")


def _blanks(document: Document, paragraph: Paragraph) -> str:
    """Return the indentation of lines after the first: as the second has it, if there is one."""
    if paragraph.end_line > paragraph.line:
        return indent_of(line_text(document, paragraph.line + 1))
    start = document.lines.starts[paragraph.line - 1]
    lead = document.text[start : paragraph.start]
    return lead if not lead.strip(" \t") else ""
