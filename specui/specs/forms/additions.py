"""What can be added at the cursor: an item, a row, a paragraph, a field, a missing section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from specui.markdown.blocks import Conflict, FieldLine, Heading, ListItem, Paragraph, Table, TableRow
from specui.markdown.edits import Transaction
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.edits.degraded import add_degraded_mode
from specui.specs.edits.group_moves import add_to_group, says_none
from specui.specs.edits.items import parent_of
from specui.specs.edits.lists import add_after
from specui.specs.edits.prose import add_paragraph, add_paragraph_after
from specui.specs.edits.records import add_cells, add_record
from specui.specs.edits.sections import insert_group, insert_section
from specui.specs.forms import value_checks as checks
from specui.specs.forms.field_values import missing_field, missing_fields
from specui.specs.forms.model import Change, Editable, Form, blank
from specui.specs.forms.row_values import new_cell, new_cells, written
from specui.specs.forms.target_places import item_of, part_at, part_of, row_of, section_of, where_of
from specui.specs.items.entries import entry_of
from specui.specs.items.gaps import Gap
from specui.specs.items.kinds import count_of, noun_of
from specui.specs.items.questions import Question
from specui.specs.schema import Choice, FieldSchema, GroupSchema, SectionSchema
from specui.specs.spec import FieldValue, Group, Section
from specui.specs.targets import Target
from specui.specs.tasks import Task, group_of

_REMARK = lazy_pattern(r"(?:(?<!\s)\s++)?\([^()]*\)")


def addition(contents: Contents, target: Target, *, today: str) -> Form | None:
    """Return the form that adds something after a target, or first in an empty group; None where nothing can be added."""
    spec = contents.spec
    if isinstance(target, SectionSchema):
        return _at_once(f"Add section {target.name}", partial(insert_section, spec, target))
    if isinstance(target, GroupSchema):
        return _missing_group(contents, target)
    if isinstance(target, FieldSchema):
        field = missing_field(contents, target, today)
        return Form(f"Add {target.name}", (field,), lambda texts: field.commit(texts[0]))
    if isinstance(target, FieldValue):
        return missing_fields(contents, today)
    item = item_of(target)
    if item is not None:
        return _after_item(contents, item)
    found = row_of(spec.document, target)
    if found is not None:
        return _row(contents, found.table, found.table.rows.index(found.row) + 1, today)
    if isinstance(target, Table):
        return _row(contents, target, 0, today)
    if isinstance(target, Section):
        return _in_group(contents, _main_group(target), today)
    if isinstance(target, Group):
        return _in_group(contents, target, today)
    if isinstance(target, Task | Question | Gap | TableRow | Conflict):
        return None
    group = group_of(spec, target.start)
    if group is None:
        return missing_fields(contents, today)
    if isinstance(target, Paragraph) and _is_prose(group):
        return _paragraph(contents, group, target)
    if isinstance(target, Heading | Paragraph | FieldLine) or group.first < group.last:
        return _in_group(contents, group, today)
    return None


def title_of_addition(contents: Contents, target: Target, *, today: str) -> str:
    """Return the title of the form of addition(), or "", without computing the cells of a row."""
    table = _table_at(contents, target)
    if table is not None:
        return _row_title(contents, table)
    form = addition(contents, target, today=today)
    return form.title if form is not None else ""


def _table_at(contents: Contents, target: Target) -> Table | None:
    """Return the table that a row is added to at a target, if one is."""
    if isinstance(target, Table):
        return target
    group = (
        _main_group(target) if isinstance(target, Section) else target if isinstance(target, Group) else None
    )
    if group is not None:
        return group.tables[0] if group.tables else None
    found = row_of(contents.spec.document, target)
    return found.table if found is not None else None


def _row_title(contents: Contents, table: Table) -> str:
    return f"New {noun_of(part_at(contents.spec, table.start), 'row')}"


def _at_once(title: str, change: Change) -> Form:
    def commit(texts: Sequence[str]) -> Transaction:
        del texts
        return change()

    return Form(title, (), commit)


def _missing_group(contents: Contents, schema: GroupSchema) -> Form | None:
    spec = contents.spec
    known = section_of(spec, schema)
    section = next((s for s in spec.sections if known is not None and s.schema is known), None)
    if section is not None:
        return _at_once(f"Add {schema.name}", partial(insert_group, spec, section, schema))
    return _at_once(f"Add section {known.name}", partial(insert_section, spec, known)) if known else None


def _after_item(contents: Contents, item: ListItem) -> Form:
    spec = contents.spec
    group, part = group_of(spec, item.start), part_at(spec, item.start)
    holder = parent_of(spec.document, item)
    if part == "questions" and holder is not None and entry_of(spec.document, item):
        return _after_item(contents, holder)
    if item.depth == 0 and part == "degraded_modes" and not item.is_task:
        return _degraded_mode(contents)
    if item.depth > 0:
        part = None
    noun = noun_of(part)
    where = where_of(group) if group is not None and item.depth == 0 else ""
    # In a checklist a new item has a box, beside one that has lost its own too.
    checklist = group is not None and group.schema is not None and group.schema.kind == "checklist"
    box = False if checklist and item.depth == 0 else None
    # The new item replaces one that says "None".
    alone = item.depth == 0 and says_none(spec.document, item)

    def commit(texts: Sequence[str]) -> Transaction:
        if alone and group is not None:
            return add_to_group(group, texts[0], name=noun)
        return add_after(spec.document, item, texts[0], checked=box, name=noun)

    return Form(f"New {noun}{where}", (_text(noun),), commit, counted=partial(count_of, part))


def _in_group(contents: Contents, group: Group, today: str) -> Form | None:
    """Return the form of the first item of a group: like what is there, or as the template has it."""
    spec = contents.spec
    part = part_of(spec, group)
    if group.tables:
        return _row(contents, group.tables[0], 0, today)
    if part == "degraded_modes" and (not group.schema or group.schema.kind == "labels"):
        return _degraded_mode(contents)
    kind = group.schema.kind if group.schema else "bullets" if group.items else "prose"
    if kind == "table" and not group.items:
        return _first_row(contents, group, today)
    if kind == "prose" and not group.items:
        return _paragraph(contents, group, None)
    noun = noun_of(part)

    def commit(texts: Sequence[str]) -> Transaction:
        return add_to_group(group, texts[0], first=True, name=noun)

    return Form(f"New {noun}{where_of(group)}", (_text(noun),), commit, counted=partial(count_of, part))


def _row(contents: Contents, table: Table, at: int, today: str) -> Form:
    spec = contents.spec
    part = part_at(spec, table.start)
    noun = noun_of(part, "row")

    def commit(texts: Sequence[str]) -> Transaction:
        return add_cells(spec, table, written(contents, table, texts), at, name=noun)

    counted = partial(count_of, part, default="row")
    return Form(_row_title(contents, table), new_cells(contents, table, today), commit, counted=counted)


def _first_row(contents: Contents, group: Group, today: str) -> Form | None:
    """Return the first row of a table that is still to be made, as the template has it."""
    spec, schema, part = contents.spec, group.schema, part_of(contents.spec, group)
    if schema is None or part is None:
        return None
    fields = tuple(new_cell(column, today) for column in schema.columns)

    def commit(texts: Sequence[str]) -> Transaction:
        values = {column.name: text for column, text in zip(schema.columns, texts, strict=True)}
        return add_record(spec, part, values)

    counted = partial(count_of, part, default="row")
    return Form(f"New {noun_of(part, 'row')}", fields, commit, counted=counted)


def _degraded_mode(contents: Contents) -> Form:
    choices = tuple(Choice("", name) for name in undegraded(contents))
    fields = (
        blank("choice", "What is down", checks.needed("What is down", "a name"), choices=choices),
        blank("text", "What happens then", checks.needed("What happens then", "a sentence")),
    )

    def commit(texts: Sequence[str]) -> Transaction:
        name, behavior = texts
        return add_degraded_mode(contents.spec, name, behavior)

    return Form("New degraded mode", fields, commit, counted=partial(count_of, "degraded_modes"))


def _paragraph(contents: Contents, group: Group, after: Paragraph | None) -> Form:
    document = contents.spec.document

    def commit(texts: Sequence[str]) -> Transaction:
        if after is not None:
            return add_paragraph_after(document, after, texts[0])
        return add_paragraph(group, texts[0])

    field = blank("text", "Text", checks.needed("Text", "a text"), multiline=True)
    return Form(f"New text{where_of(group)}", (field,), commit)


def _text(noun: str) -> Editable:
    name = noun.capitalize()
    return blank("text", name, checks.needed(name, "a text"), multiline=True)


def _main_group(section: Section) -> Group:
    """Return the group of a section that holds its lists or tables: its own start, else the first such one."""
    own = section.groups[0]
    if own.tables or own.items or (own.schema is not None and own.schema.kind != "prose"):
        return own
    filled = [g for g in section.groups if g.tables or g.items or (g.schema and g.schema.kind != "prose")]
    return filled[0] if filled else own


def _is_prose(group: Group) -> bool:
    kind = group.schema.kind if group.schema else "prose"
    return kind == "prose" and not group.items and not group.tables


def undegraded(contents: Contents) -> tuple[str, ...]:
    """Return the services and systems that no degraded mode mentions, services first: names for a new one."""
    said = " ".join(f"{mode.condition} {mode.behavior}" for mode in contents.degraded_modes)
    told = f" {_plain(said)} "
    rows = [(one.service, one.none) for one in contents.external_services]
    rows += [(one.system, one.none) for one in contents.internal_dependencies]
    found: dict[str, None] = {}
    for raw, none in rows:
        name = _REMARK.sub("", names.strip_marks(raw)).strip()
        if none or not name or "[" in name:
            continue
        words = _plain(name)
        if words and f" {words} " not in told:
            found.setdefault(name)
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
