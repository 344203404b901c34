"""Verbs on the ``**Key:** value`` lines below the title."""

from __future__ import annotations

from itertools import pairwise

from specui.markdown.blocks import Document, FieldLine, Paragraph
from specui.markdown.edits import TextEdit, Transaction
from specui.specs.conflicted import field_in_conflict
from specui.specs.dates import date_in, parse
from specui.specs.edits.choices import chosen
from specui.specs.edits.guard import Shape, guarded, shapes, transact
from specui.specs.edits.places import (
    EditRefused,
    after_line,
    before_line,
    indent_of,
    is_blank,
    line_text,
    one_line,
    smallest,
)
from specui.specs.spec import FieldValue, Spec
from specui.specs.template import FieldSchema

MISREAD = "Markdown would not read that as the value of a field; word it in another way."


def set_field(spec: Spec, name: str, value: str) -> Transaction:
    """Set a field's value; a field that is missing is added in its place among the others.

    A choice is written as the template writes it, and keeps the tail behind the old value (``2 —
    Supporting Systems``) unless ``value`` brings its own.  A date must be one, and keeps what stands
    around it.  Raises EditRefused for an empty value, a value that is not on the list, and no date.
    """
    found = spec.field(name)
    return add_field(spec, name, value) if found is None else change_field(spec, found, value)


def change_field(spec: Spec, found: FieldValue, value: str, *, typed: bool = False) -> Transaction:
    """Set the value of one field as :func:`set_field` does; ``typed`` where it is the whole text as typed.

    Then a choice that stays the same has the tail that was typed, or none.
    """
    new = _new_value(found.schema, found.name, found.raw, value, typed=typed)
    return set_line(spec.document, found.line, new, name=found.name)


def set_line(document: Document, line: FieldLine, value: str, *, name: str) -> Transaction:
    """Put a value behind a bold label, wherever in the file that stands."""
    new = one_line(value)
    edits = line_edits(document, line, new)
    expected = shapes(document)
    index = _paragraph(document, line)
    block = document.blocks[index]
    whole = transact(document.text, edits, "")
    source = whole.apply(document.text)[block.start : block.end + whole.growth]
    expected[index] = expected[index]._replace(text=one_line(source))
    return guarded(document, edits, f"set {name}", expected, MISREAD)


def add_field(spec: Spec, name: str, value: str) -> Transaction:
    """Add a field that is missing: where the template has it among the others, in their style.

    A field that the template does not know comes last; where there is none yet, it stands below the title.
    """
    if spec.field(name) is not None:
        raise EditRefused(f"There is a field “{name}” already; set its value.")
    document = spec.document
    schema = spec.template.field(name) if spec.template else None
    name = schema.name if schema else one_line(name)
    if document.conflicts and field_in_conflict(document, name, spec.head_end):
        raise EditRefused(f"“{name}” stands in a merge conflict; keep a side of it first.")
    new = _new_value(schema, name, "", value)
    before, after = _neighbours(spec, schema)
    expected = shapes(document)
    near = before or after
    if near is None:
        edits, index, added = _first(spec, f"**{name}:** {new}")
        expected.insert(index, Shape("Paragraph", 0, text=added))
        return guarded(document, edits, f"add {name}", expected, MISREAD)
    line = _like(document, near.line, name, new)
    gap = [""] if _are_apart(spec) else []
    index = _paragraph(document, near.line)
    if before is not None:
        edits = [after_line(document, _last_line(document, before.line), [*gap, line])]
    else:
        edits = [before_line(document, near.line.line, [line, *gap])]
    if gap:
        shape = Shape("Paragraph", 0, text=line.strip())
        expected.insert(index + 1 if before else index, shape)
    else:
        block = document.blocks[index]
        parts = [line_text(document, n) for n in range(block.line, block.end_line + 1)]
        at = _last_line(document, before.line) + 1 if before else near.line.line
        parts.insert(at - block.line, line)
        expected[index] = expected[index]._replace(text=one_line("\n".join(parts)))
    return guarded(document, edits, f"add {name}", expected, MISREAD)


def value_edits(document: Document, found: FieldValue, new: str) -> list[TextEdit]:
    """Return the edits that put a value in place of a field's."""
    return line_edits(document, found.line, new)


def line_edits(document: Document, line: FieldLine, new: str) -> list[TextEdit]:
    """Return the edits that put a value behind a bold label."""
    old = document.text[line.value_start : line.value_end]
    if old:
        return smallest(line.value_start, old, new)
    behind = document.text[line.value_start : document.lines.ends[line.line - 1]]
    # One blank is left of a value that went; two are a line break.
    at = line.value_start + (len(behind) == 1)
    return [TextEdit(at, at, new if document.text[at - 1] in " \t" else f" {new}")]


def _new_value(schema: FieldSchema | None, name: str, old: str, value: str, *, typed: bool = False) -> str:
    value = one_line(value)
    if not value:
        raise EditRefused(f"“{name}” needs a value.")
    if schema is None or schema.kind in {"text", "list"}:
        return value
    if schema.kind == "choice":
        return chosen(value, old, schema.choices, name=f"“{name}”", typed=typed)
    if parse(value) is None or date_in(value) != value:
        raise EditRefused(f"“{name}” takes a date such as 2026-01-31; “{value}” is none.")
    written = date_in(old)
    return old.replace(written, value, 1) if written else value


def _paragraph(document: Document, line: FieldLine) -> int:
    return next(
        index
        for index, block in enumerate(document.blocks)
        if type(block) is Paragraph and block.start <= line.start < block.end
    )


def _last_line(document: Document, field: FieldLine) -> int:
    """Return the last line of a field whose value runs on over lines that are no fields."""
    block = document.blocks[_paragraph(document, field)]
    fields = {other.line for other in block.fields} if type(block) is Paragraph else set[int]()
    line = field.line
    while line < block.end_line and line + 1 not in fields:
        line += 1
    return line


def _neighbours(spec: Spec, schema: FieldSchema | None) -> tuple[FieldValue | None, FieldValue | None]:
    """Return the field that a new one comes behind, else the one that it comes before."""
    if spec.template is None or schema is None:
        return (spec.fields[-1] if spec.fields else None), None
    order = {id(known): index for index, known in enumerate(spec.template.fields)}
    own = order[id(schema)]
    known = [(order[id(f.schema)], f) for f in spec.fields if f.schema is not None]
    before = [field for index, field in known if index < own]
    after = [field for index, field in known if index > own]
    if before:
        return before[-1], None
    return (None, after[0]) if after else (spec.fields[-1] if spec.fields else None, None)


def _like(document: Document, field: FieldLine, name: str, value: str) -> str:
    """Return a field's line as its neighbour is written: ``**Key:**`` or ``**Key**:``, and a hard break."""
    line = line_text(document, field.line)
    inside = document.text[field.key_end : field.key_end + 3].lstrip().startswith(":")
    label = f"**{name}:**" if inside else f"**{name}**:"
    tail = document.text[field.end : document.lines.ends[field.line - 1]]
    return f"{indent_of(line)}{label} {value}{tail}"


def _are_apart(spec: Spec) -> bool:
    """Whether blank lines part the fields that are there."""
    lines = [field.line.line for field in spec.fields]
    return len(lines) > 1 and all(b - a > 1 for a, b in pairwise(lines))


def _first(spec: Spec, line: str) -> tuple[list[TextEdit], int, str]:
    """Return the edit that puts a first field below the title, the index of its block and its text."""
    document, title = spec.document, spec.outline.title
    if title is None:
        raise EditRefused("The file has no title; fields stand below one, so write it first.")
    index = document.blocks.index(title) + 1
    behind = title.end_line
    more = behind < len(document.lines) and not is_blank(document, behind + 1)
    return [after_line(document, behind, ["", line, *[""] * more])], index, line
