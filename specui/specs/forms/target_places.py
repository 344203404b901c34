"""Resolves a target: its item or row, its group, and its part."""

from __future__ import annotations

from typing import NamedTuple

from specui.markdown.blocks import Document, ListItem, Table, TableRow
from specui.specs import names
from specui.specs.edits.columns import columns
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.parts import Part
from specui.specs.schema import ColumnSchema, GroupSchema, SectionSchema
from specui.specs.spec import Group, Spec
from specui.specs.targets import Target
from specui.specs.tasks import Task, group_of


class InTable(NamedTuple):
    """A row, and the table that it is one of."""

    table: Table
    row: TableRow


def item_of(target: Target) -> ListItem | None:
    """Return the list item that a target is, if it is one."""
    if isinstance(target, ListItem):
        return target
    return target.item if isinstance(target, Task | Question | Gap) else None


def row_of(document: Document, target: Target) -> InTable | None:
    """Return the row that a target is, if it is one."""
    if isinstance(target, Gap | Question) and target.record is not None:
        return InTable(target.record.table, target.record.row)
    if not isinstance(target, TableRow):
        return None
    for table in document.tables:
        if table.start <= target.start < table.end and target in table.rows:
            return InTable(table, target)
    return None


def part_at(spec: Spec, offset: int) -> Part | None:
    """Return the part that holds an offset."""
    group = group_of(spec, offset)
    return part_of(spec, group) if group is not None else None


def part_of(spec: Spec, group: Group) -> Part | None:
    """Return the part that a group holds."""
    place = (group.first, group.start)
    by_part = spec.groups_by_part.items()
    return next((part for part, found in by_part if any((g.first, g.start) == place for g in found)), None)


def where_of(group: Group) -> str:
    """Return `` in Functional`` for a group with a name, else ""."""
    return f" in {group.name}" if group.name else ""


def schema_at(spec: Spec, offset: int) -> GroupSchema | None:
    """Return the template's group for the one that holds an offset."""
    group = group_of(spec, offset)
    return group.schema if group is not None else None


def column_of(spec: Spec, table: Table, column: int) -> ColumnSchema | None:
    """Return what the template says of the cells in a column of a table."""
    schema = schema_at(spec, table.start)
    if schema is None or schema.kind != "table":
        return None
    wanted = names.field_key(columns(spec.document, table).name(column))
    return next((known for known in reversed(schema.columns) if names.field_key(known.name) == wanted), None)


def section_of(spec: Spec, schema: GroupSchema) -> SectionSchema | None:
    """Return the template's section that a group of it belongs to."""
    sections = spec.template.sections if spec.template else ()
    return next((s for s in sections if any(group is schema for group in s.groups)), None)
