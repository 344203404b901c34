"""A new spec: a template's text with its title, its fields and the first row of its history filled in.

Everything else stays as the template has it.  What precedes the title is about the template and is
left out, except front matter, whose fields are filled in too.  Pure: today's date and names come in as arguments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from specui.markdown.blocks import Document, FrontMatter, Heading
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.lazy import lazy_pattern
from specui.markdown.scanner import scan
from specui.specs import names
from specui.specs.approval import is_status
from specui.specs.edits.fields import set_field
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.edits.records import set_value
from specui.specs.fields import match_field
from specui.specs.head import key_of
from specui.specs.part_rows import read_revisions
from specui.specs.schema import SLOT, Choice, FieldSchema, Template, says_optional
from specui.specs.spec import Spec, read_as
from specui.specs.template import title_heading
from specui.specs.template_fields import offered_values

_FIRST = ("draft", "new", "proposed", "todo", "open")
_MARKS = "`*_"
_PLACE = "YYYY-MM-DD"
_OTHER_SLOT = lazy_pattern(r"\{[^{}\n]+\}|<[^<>\n]+>")
_NAMES = lazy_pattern(r"title|name", re.IGNORECASE)
_SLOT_LINE = lazy_pattern(r"(?P<key>[^:]*:)[ \t]*[\"']?[\[{<].*?(?P<rest>(?:[ \t]+#.*)?)$")


def draft_text(
    template: Template,
    title: str,
    values: Mapping[str, str],
    *,
    today: str,
    by: str = "",
    title_field: str = "",
) -> str:
    """Return the text of a new spec.

    ``values`` are fields by any of their names.  Dates that are not given are ``today``, a status is the
    template's draft, and ``by`` is the author of the history's first row; other fields stay as they are.
    ``title_field`` is the field that holds the title, by default an empty ``title`` in front matter.
    Raises EditRefused for a title that Markdown reads differently, a field that the template lacks, and
    a value that it does not allow.
    """
    title = one_line(title)
    if not title:
        raise EditRefused("A new spec needs a name.")
    given = {field_of(template, name).name: value for name, value in values.items()}
    text = _titled(template, title)
    named = _title_field(template, title_field)
    for schema in template.all_fields:
        value = given.get(schema.name, "").strip() or (
            title if schema is named else default_value(schema, today)
        )
        if value:
            if schema.is_slot and schema.kind != "list":
                text = _emptied(text, schema)
            text = set_field(_read(text, template), schema.name, value).apply(text)
    return _with_history(text, template, today, by)


def field_of(template: Template, name: str) -> FieldSchema:
    """Return the field that a name means: its own, or a part of it (``status``).  Raises EditRefused."""
    found = template.field(name) or match_field(name, template)
    if found is None:
        known = ", ".join(schema.name for schema in template.all_fields)
        if not known:
            raise EditRefused(f"The template has no fields, so “{one_line(name)}” cannot be set.")
        raise EditRefused(f"The template has no field “{one_line(name)}”; its fields are {known}.")
    return found


def default_value(schema: FieldSchema, today: str) -> str:
    """Return the default of a field in a new spec: today, the first status, or nothing."""
    if schema.kind == "date":
        return today
    if schema.kind == "choice" and is_status(schema):
        return first_choice(schema.choices).text
    if schema.is_slot and is_status(schema) and (offered := offered_values(schema.placeholder)):
        return first_choice(offered).text
    return ""


def fields_left(template: Template, text: str) -> list[str]:
    """Return the names of the fields that have no value yet in a spec made from the template."""
    spec = _read(text, template)
    filled = {id(field.schema) for field in spec.fields if field.value}
    shown = {id(field.schema) for field in spec.fields}
    return [
        schema.name
        for schema in template.all_fields
        if id(schema) not in filled
        and (id(schema) in shown or schema.is_asking)
        and not says_optional(schema.name)
    ]


def first_choice(choices: tuple[Choice, ...]) -> Choice:
    """Return what a new spec begins with: the one called draft, or the like, else the first."""
    return next((c for c in choices if c.word.casefold() in _FIRST), choices[0])


def _titled(template: Template, title: str) -> str:
    document = scan(template.text)
    heading = title_heading(document)
    if heading is None or heading.level != template.level:
        heading = next((one for one in document.headings if one.level == template.level), None)
    slot = _slot(document, heading) if heading is not None else None
    if heading is None or slot is None:
        return document.text  # each file of that family has the same title
    start, end = slot
    while document.text[start - 1] in _MARKS and document.text[start - 1] == document.text[end : end + 1]:
        start, end = start - 1, end + 1
    begin, matter = document.lines.starts[heading.line - 1], _matter_end(document)
    above = document.text[matter:begin]
    newline = document.text[document.lines.ends[0] : document.lines.starts[1]] if matter else ""
    left = newline if matter and above.strip() else above if matter else ""
    edits = [TextEdit(matter, begin, left), TextEdit(start, end, title)]
    text = Transaction.of(document.text, edits, "").apply(document.text)
    _check(text, title, document.slice(heading.text_start, start), document.slice(end, heading.text_end))
    return text


def _title_field(template: Template, name: str) -> FieldSchema | None:
    """Return the field that holds the title; without a name, the ``title`` of front matter where it has no value."""
    if name:
        return template.field(name)
    return next((s for s in template.matter if s.key == "title" and (s.is_asking or not s.placeholder)), None)


def _slot(document: Document, heading: Heading) -> tuple[int, int] | None:
    """Return the range of a title's slot: ``[NAME]``, else ``{name}`` or ``<name>``."""
    found = SLOT.search(document.text, heading.text_start, heading.text_end)
    if found is None:
        others = list(_OTHER_SLOT.finditer(document.text, heading.text_start, heading.text_end))
        named = (one for one in others if _NAMES.search(one[0]))
        found = next(named, others[0] if others else None)
    return found.span() if found is not None else None


def _matter_end(document: Document) -> int:
    """Return where the line behind the front matter begins; 0 where there is none."""
    block = document.blocks[0] if document.blocks else None
    if type(block) is not FrontMatter:
        return 0
    return document.lines.starts[block.end_line] if block.end_line < len(document.lines) else block.end


def _emptied(text: str, schema: FieldSchema) -> str:
    """Return a text without the slot of a field of its front matter, which YAML would read as a list or a table."""
    from specui.specs.matter import keys_of

    document = scan(text)
    number = next((line for name, line in keys_of(document) if key_of(name) == schema.key), 0)
    if not number:
        return text
    start, end = document.lines.line_range(number)
    match = _SLOT_LINE.match(text, start, end)
    return f"{text[: match.end('key')]}{match['rest']}{text[end:]}" if match is not None else text


def _check(text: str, title: str, before: str, behind: str) -> None:
    """Hold what the heading says now against what was meant."""
    document = scan(text)
    first = document.headings[0] if document.headings else None
    read = "" if first is None else document.slice(first.text_start, first.text_end)
    if SLOT.search(title):
        raise EditRefused("A name in square brackets would be read as a placeholder; remove the brackets.")
    if (
        first is None
        or document.text[_matter_end(document) : first.start].strip()
        or read.strip() != f"{before}{title}{behind}".strip()
    ):
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
