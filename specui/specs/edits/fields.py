"""Verbs on the fields of the head: each changes a value where it is, or adds a field beside the others."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from specui.markdown.blocks import Document, FieldLine, ListItem, Paragraph
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.scanner import scan
from specui.specs.dates import date_in, parse
from specui.specs.edits.choices import chosen
from specui.specs.edits.guard import Shape, guarded, shapes, transact
from specui.specs.edits.places import (
    EditRefused,
    after_line,
    before_line,
    is_blank,
    line_text,
    one_line,
    smallest,
)
from specui.specs.head import MATTER_FORMS
from specui.specs.names import split_names
from specui.specs.spec import FieldValue, Spec, reread
from specui.specs.template import FieldSchema
from specui.specs.unread_fields import field_in_conflict, standing_unread

MISREAD = "Markdown would not read that as the value of a field; rephrase it."


def set_field(spec: Spec, name: str, value: str) -> Transaction:
    """Set a field's value; a field that is missing is added in its place among the others.

    A choice is written as the template writes it, and keeps the tail after the old value (``2 —
    Supporting Systems``) unless ``value`` brings its own.  A date must be one, and keeps what is
    around it.  Raises EditRefused for an empty value, a value that is not on the list, and no date.
    """
    found = spec.field(name)
    return add_field(spec, name, value) if found is None else change_field(spec, found, value)


def change_field(spec: Spec, found: FieldValue, value: str, *, typed: bool = False) -> Transaction:
    """Set the value of one field as :func:`set_field` does; ``typed`` where it is the whole text as typed.

    Then a choice that stays the same has the tail that was typed, or none.  Nothing but the value is written.
    """
    if not found.raw.strip():
        _refuse_below(spec, found)
    new = _new_value(found.schema, found.name, found.raw, value, typed=typed)
    edits = value_edits(spec.document, found, new)
    return _checked(spec, edits, f"set {found.name}", _said(spec, found, new))


def _refuse_below(spec: Spec, found: FieldValue) -> None:
    """Raise EditRefused where the value of an empty field may be in the line below its name."""
    document, line = spec.document, found.line.line + 1
    if found.form != "text" or line > len(document.lines) or is_blank(document, line):
        return
    if any(field.line.line == line for field in spec.fields):
        return
    if any(block.line == line for block in document.blocks):  # it begins something else
        return
    raise EditRefused(
        f"“{found.name}” has no value on line {line - 1}, and line {line} goes on with “{line_text(document, line).strip()}”; "
        "write the value behind the name first."
    )


def set_line(document: Document, line: FieldLine, value: str, *, name: str) -> Transaction:
    """Put a value after a bold label, anywhere in the file."""
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

    A field that the template does not know goes last; the first field goes below the title.
    Raises EditRefused where the head says it already, in a form that is not read as a field.
    """
    if spec.field(name) is not None:
        raise EditRefused(f"The field “{name}” already exists; set its value.")
    schema = spec.template.field(name) if spec.template else None
    name = schema.name if schema else one_line(name)
    if spec.document.conflicts and field_in_conflict(spec.document, name, spec.head_end):
        raise EditRefused(f"“{name}” is in a merge conflict; resolve the conflict first.")
    unread = standing_unread(spec, name)
    if unread is not None:
        raise EditRefused(unread.refusal)
    new = _new_value(schema, name, "", value)
    near, edits = addition(spec, name, schema, new)
    at = sum(field.form in MATTER_FORMS for field in spec.fields)
    if near is not None:  # after all that are on the line
        at = sum(field.line.line < near.field.line.line + near.behind for field in spec.fields)
    said = [(field.name, field.raw) for field in spec.fields]
    said.insert(at, (name, new))
    return _checked(spec, edits, f"add {name}", said, added=near is None or near.apart)


class Near(NamedTuple):
    """The neighbour of a new field: it goes after it (``behind``) or before; ``apart`` with a blank line between."""

    field: FieldValue
    behind: bool
    apart: bool


def addition(
    spec: Spec, name: str, schema: FieldSchema | None, value: str
) -> tuple[Near | None, list[TextEdit]]:
    """Return the field beside which a new one is written as that one is, and the edits; None for the first.

    Raises EditRefused where there is neither a field nor a title.
    """
    document = spec.document
    before, after = _neighbours(spec, schema)
    near = before or after
    if near is None:
        return None, _first(spec, f"**{name}:** {value}".rstrip())
    apart = _are_apart(spec, near)
    line = _like(spec, near, name, value)
    gap = [""] if apart else []
    # A row cannot be above a table's header, nor between that and the dashes below it.
    behind = before is not None or _is_header(document, near)
    if behind:
        edit = after_line(document, _last_line(document, near), [*gap, line])
    else:
        edit = before_line(document, near.line.line, [line, *gap])
    return Near(near, behind, apart), [edit]


def value_edits(document: Document, found: FieldValue, new: str) -> list[TextEdit]:
    """Return the edits that put a value in place of a field's, as its form needs it written."""
    new, line = one_line(new), found.line
    if found.form == "text":
        return line_edits(document, line, new)
    if found.form == "row":
        old = document.text[line.value_start : line.value_end]
        cell = _as_cell(new)
        if old:
            return smallest(line.value_start, old, cell)
        return [TextEdit(line.value_start, line.value_start, f" {cell}")]
    from specui.specs.matter import written

    if found.form in {"flow", "block"} and split_names(found.raw) == split_names(new):
        return []
    start, end, text = written(document.text, line, found.form, new)
    return smallest(start, document.text[start:end], text)


def line_edits(document: Document, line: FieldLine, new: str) -> list[TextEdit]:
    """Return the edits that put a value after a bold label."""
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
        raise EditRefused(f"“{name}” takes a date such as 2026-01-31; “{value}” isn't one.")
    written = date_in(old)
    return old.replace(written, value, 1) if written else value


def _as_cell(value: str) -> str:
    """Return a value with its pipes escaped."""
    return re.sub(r"(?<!\\)\|", r"\\|", value)


def _said(spec: Spec, found: FieldValue, new: str) -> list[tuple[str, str]]:
    """Return what each field says once one of them says something else."""
    if found.form == "row":
        new = new.replace("\\|", "|")
    elif found.form in {"flow", "block"}:
        new = ", ".join(split_names(new))
    return [(field.name, new if field is found else field.raw) for field in spec.fields]


def _checked(
    spec: Spec,
    edits: list[TextEdit],
    title: str,
    said: list[tuple[str, str]],
    *,
    added: bool | None = None,
) -> Transaction:
    """Return the transaction if the fields then have these values and everything after the head is unchanged.

    ``added`` is None where a value is set, else whether a new block may be there.
    """
    document = spec.document
    transaction = transact(document.text, edits, title)
    after = reread(spec, scan(transaction.apply(document.text)))
    same = [(field.name, field.raw) for field in after.fields] == said
    growth = 0 if added is None else len(after.document.blocks) - len(document.blocks)
    head, later = _head_blocks(spec), _head_blocks(after)
    same = same and 0 <= growth <= 1 and later - head == growth and len(after.sections) == len(spec.sections)
    same = same and _rest(after, later) == _rest(spec, head)
    if added is None and same:
        kinds = [[type(b) for b in d.blocks[:head]] for d in (document, after.document)]
        same = kinds[0] == kinds[1]
    if not same:
        raise EditRefused(MISREAD)
    return transaction


def _rest(spec: Spec, head: int) -> list[Shape]:
    """Return the shapes of the blocks after the head, without that of a status below its heading."""
    found = shapes(spec.document)
    below = next((field.line for field in spec.fields if field.line.start >= spec.head.end), None)
    if below is not None:
        del found[_paragraph(spec.document, below)]
    return found[head:]


def _head_blocks(spec: Spec) -> int:
    """Return how many blocks are before the end of the head."""
    return bisect_left(spec.document.blocks, spec.head.end, key=lambda block: block.start)


def _paragraph(document: Document, line: FieldLine) -> int:
    return next(
        index
        for index, block in enumerate(document.blocks)
        if type(block) is Paragraph and block.start <= line.start < block.end
    )


def _last_line(document: Document, field: FieldValue) -> int:
    """Return the last line of a field whose value runs on over lines that are no fields, or which is an item."""
    line = field.line
    if field.form == "block":
        return document.lines.line_at(line.value_end)
    if field.form != "text":
        return line.line + _is_header(document, field)
    for block in document.blocks:
        if not block.start <= line.start < block.end:
            continue
        if type(block) is ListItem:
            return block.end_line
        if type(block) is Paragraph:
            fields = {other.line for other in block.fields}
            last = line.line
            while last < block.end_line and last + 1 not in fields and block.fields:
                last += 1
            return last
    return line.line


def _is_header(document: Document, field: FieldValue) -> bool:
    """Whether a field is a table's header."""
    return field.form == "row" and any(table.header.line == field.line.line for table in document.tables)


def _neighbours(spec: Spec, schema: FieldSchema | None) -> tuple[FieldValue | None, FieldValue | None]:
    """Return the field after which a new one goes, else the one before which it goes."""
    shown = [field for field in spec.fields if field.form not in MATTER_FORMS]
    last = next(reversed(shown or spec.fields), None)
    if spec.template is None or schema is None:
        return last, None
    order = {id(known): index for index, known in enumerate(spec.template.all_fields)}
    own = order[id(schema)]
    known = [(order[id(f.schema)], f) for f in spec.fields if f.schema is not None]
    before = [field for index, field in known if index < own]
    after = [field for index, field in known if index > own]
    if before:
        return before[-1], None
    return (None, after[0]) if after else (next(reversed(shown), None), None)


def _like(spec: Spec, near: FieldValue, name: str, value: str) -> str:
    """Return the line of a field as its neighbour is written: the marks around its label, and a hard break."""
    document, line = spec.document, near.line
    text, start, end = document.text, document.lines.starts[line.line - 1], document.lines.ends[line.line - 1]
    if near.form in MATTER_FORMS:
        from specui.specs.matter import scalar

        own = text[line.key_start : line.key_end]
        parted = "-" if "-" in own else "_" if "_" in own or own.islower() else " "
        key = parted.join(name.replace("(s)", "").casefold().split()) if own.islower() else name
        return f"{key}: {scalar(value)}" if value else f"{key}:"
    same = [field for field in spec.fields if field.line.line == line.line]
    first, last = same[0].line, same[-1].line
    if near.form == "row":
        if len(same) > 1 or not start <= line.key_start < line.value_start <= end:
            raise EditRefused(
                f"The fields are the columns of the table on line {line.line}; add a column “{name}” by hand."
            )
        cell = _as_cell(value)
        head, between = text[start : line.key_start], text[line.key_end : line.value_start]
        return f"{head}{name}{between}{cell}{text[line.value_end : end]}"
    label = text[first.key_end : first.value_start].rstrip(" \t")
    blank = text[first.key_end + len(label) : first.value_start] or " "
    return f"{text[start : first.key_start]}{name}{label}{blank}{value}{text[last.end : end]}"


def _are_apart(spec: Spec, near: FieldValue) -> bool:
    """Whether blank lines separate the fields that are there."""
    if near.form != "text":
        return False
    lines = sorted({field.line.line for field in spec.fields if field.form == "text"})
    return len(lines) > 1 and all(b - a > 1 for a, b in pairwise(lines))


def _first(spec: Spec, line: str) -> list[TextEdit]:
    """Return the edit that puts a first field below the title."""
    document, title = spec.document, spec.outline.title
    if title is None:
        raise EditRefused("The file has no title; write one first, since fields follow it.")
    behind = title.end_line
    more = behind < len(document.lines) and not is_blank(document, behind + 1)
    return [after_line(document, behind, ["", line, *[""] * more])]
