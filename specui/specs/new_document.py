"""A new spec: a template's text with its title, its fields and the first row of its history filled in.

Everything else stays as the template has it.  What precedes the title is about the template and is
left out.  Pure: today's date and names come in as arguments.
"""

from __future__ import annotations

from collections.abc import Mapping

from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.scanner import scan
from specui.specs import names
from specui.specs.approval import is_status
from specui.specs.edits.fields import set_field
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.edits.records import set_value
from specui.specs.fields import match_field
from specui.specs.part_rows import read_revisions
from specui.specs.schema import SLOT, Choice, FieldSchema, Template
from specui.specs.spec import Spec, read_as
from specui.specs.template import title_heading

_FIRST = ("draft", "new", "proposed", "todo", "open")
_MARKS = "`*_"
_PLACE = "YYYY-MM-DD"


def draft_text(template: Template, title: str, values: Mapping[str, str], *, today: str, by: str = "") -> str:
    """Return the text of a new spec.

    ``values`` are fields by any of their names.  Dates that are not given are ``today``, a status is the
    template's draft, and ``by`` is the author of the history's first row; other fields stay as they are.
    Raises EditRefused for a title that Markdown reads differently, a field that the template lacks, and
    a value that it does not allow.
    """
    title = one_line(title)
    if not title:
        raise EditRefused("A new spec needs a name.")
    given = {field_of(template, name).name: value for name, value in values.items()}
    text = _titled(template, title)
    for schema in template.fields:
        value = given.get(schema.name, "").strip() or default_value(schema, today)
        if value:
            text = set_field(_read(text, template), schema.name, value).apply(text)
    return _with_history(text, template, today, by)


def field_of(template: Template, name: str) -> FieldSchema:
    """Return the field that a name means: its own, or a part of it (``status``).  Raises EditRefused."""
    found = template.field(name) or match_field(name, template)
    if found is None:
        known = ", ".join(schema.name for schema in template.fields)
        raise EditRefused(f"The template has no field “{one_line(name)}”; its fields are {known}.")
    return found


def default_value(schema: FieldSchema, today: str) -> str:
    """Return the default of a field in a new spec: today, the first status, or nothing."""
    if schema.kind == "date":
        return today
    if schema.kind == "choice" and is_status(schema):
        return first_choice(schema.choices).text
    return ""


def first_choice(choices: tuple[Choice, ...]) -> Choice:
    """Return what a new spec begins with: the one called draft, or the like, else the first."""
    return next((c for c in choices if c.word.casefold() in _FIRST), choices[0])


def _titled(template: Template, title: str) -> str:
    document = scan(template.text)
    heading = title_heading(document)
    if heading is None or heading.level != template.level:
        heading = next((one for one in document.headings if one.level == template.level), None)
    slot = SLOT.search(document.text, heading.text_start, heading.text_end) if heading is not None else None
    if heading is None or slot is None:
        return document.text  # each file of that family has the same title
    start, end = slot.span()
    while document.text[start - 1] in _MARKS and document.text[start - 1] == document.text[end : end + 1]:
        start, end = start - 1, end + 1
    begin = document.lines.starts[heading.line - 1]
    edits = [TextEdit(0, begin, ""), TextEdit(start, end, title)]
    text = Transaction.of(document.text, edits, "").apply(document.text)
    _check(text, title, document.slice(heading.text_start, start), document.slice(end, heading.text_end))
    return text


def _check(text: str, title: str, before: str, behind: str) -> None:
    """Hold what the heading says now against what was meant."""
    document = scan(text)
    first = document.headings[0] if document.headings else None
    read = "" if first is None else document.slice(first.text_start, first.text_end)
    if SLOT.search(title):
        raise EditRefused("A name in square brackets would be read as a placeholder; remove the brackets.")
    if first is None or first.start != 0 or read.strip() != f"{before}{title}{behind}".strip():
        raise EditRefused("Markdown would not read that name as a title; choose another name.")


def _with_history(text: str, template: Template, today: str, by: str) -> str:
    """Fill in day and author of the template's own first row, and leave its words."""
    for column, value in (("Date", today), ("Author", one_line(by)), ("By", one_line(by))):
        spec = _read(text, template)
        for revision in read_revisions(spec):
            cell = revision.record.cells.get(names.field_key(column), "")
            if value and (cell.strip(_MARKS) == _PLACE or SLOT.fullmatch(cell)):
                text = set_value(spec, revision.record, column, value).apply(text)
                break
    return text


def _read(text: str, template: Template) -> Spec:
    return read_as(scan(text), template)
