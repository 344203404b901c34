"""What the template has and the file lacks, drawn faint in its place: sections, groups, fields."""

from __future__ import annotations

from collections.abc import Iterable

from specui.specs import names
from specui.specs.schema import FieldSchema, GroupSchema, SectionSchema
from specui.specs.spec import Section, Spec
from specui.specs.unread_fields import field_in_conflict
from specui.tui.rendering.section.canvas import Canvas, cells
from specui.tui.rendering.section.model import EditArea, Line
from specui.tui.rendering.section.text_flow import flow
from specui.tui.rendering.section.titles import draw_guidance
from specui.tui.rendering.section.view_options import KeyHints

NOT_HERE = "missing"
NOTHING_HERE = "Nothing here yet"


def absent_groups(section: Section) -> dict[int, list[GroupSchema]]:
    """Return the template's subsections that a section lacks, by the id of the group that follows them; 0 at the end."""
    if section.schema is None:
        return {}
    schemas = section.schema.subsections
    order = {schema.key: number for number, schema in enumerate(schemas)}
    present = [g for g in section.groups if g.schema is not None and g.title]
    keys = {g.schema.key for g in present if g.schema}
    found: dict[int, list[GroupSchema]] = {}
    left = [schema for schema in schemas if schema.key not in keys]
    for group in present:
        at = order.get(group.schema.key, -1) if group.schema and group.heading else -1
        before = [schema for schema in left if order[schema.key] < at]
        if before:
            found[id(group)] = before
            left = [schema for schema in left if order[schema.key] > at]
    if left:
        found[0] = left
    return found


def absent_fields(spec: Spec) -> dict[int, list[FieldSchema]]:
    """Return the template's fields that a spec lacks, by the offset of the field that follows them; -1 at the end.

    A field in a merge conflict is not missing.
    """
    if spec.template is None:
        return {}
    known = {names.field_key(found.name): found.line.start for found in spec.fields}
    found: dict[int, list[FieldSchema]] = {}
    left: list[FieldSchema] = []
    for schema in spec.template.fields:
        at = known.get(schema.key)
        if at is None and field_in_conflict(spec.document, schema.name, spec.head_end):
            continue
        if at is None:
            left.append(schema)
        elif left:
            found[at], left = left, []
    if left:
        found[-1] = left
    return found


def draw_absent(
    canvas: Canvas,
    schema: FieldSchema | GroupSchema | SectionSchema,
    keys: KeyHints,
    place: tuple[int, int],
    column: int = 0,
) -> None:
    """Draw one line for a missing part; ``place`` is its offset and line, ``column`` that of the fields' values."""
    name = f"{schema.name:{column}}  " if column else f"{schema.name}: "
    lines = _fitting(f"{name}{NOT_HERE}", keys.add and f". Press {keys.add} to add it.", canvas.measure)
    areas = (EditArea(column + 2, 0, canvas.measure - column - 2, len(lines)),) if column else ()
    start, line = place
    canvas.add_element(
        "missing", lines, start=start, end=start, line=line, text=schema.name, target=schema, areas=areas
    )


def draw_absent_section(canvas: Canvas, spec: Spec, schema: SectionSchema, keys: KeyHints) -> None:
    """Draw a section that the file lacks: its title, the template's guidance, and its parts."""
    place = place_of(spec, schema)
    start, line = place
    number = f"{schema.number}. " if schema.number is not None else ""
    title = flow(f"{number}{schema.title}", canvas.measure, base="title", over="missing")
    canvas.add_element("title", title, start=start, end=start, line=line, text=schema.name, target=schema)
    canvas.blank()
    lines = _fitting("Not in this spec yet", keys.add and f". Press {keys.add} to add it.", canvas.measure)
    canvas.add_element("missing", lines, start=start, end=start, line=line, text=schema.name, target=schema)
    for group in schema.groups:
        canvas.blank()
        if group.title:
            canvas.aside(flow(group.name, canvas.measure, over="missing"))
        for text in group.guidance:
            canvas.aside(draw_guidance(text, canvas.measure).lines)
        canvas.aside(_held(group, canvas.measure))


def place_of(spec: Spec, schema: SectionSchema) -> tuple[int, int]:
    """Return the offset and the line of a missing section: after the sections before it in the template."""
    schemas = spec.template.sections if spec.template is not None else ()
    before: list[SectionSchema] = []
    for known in schemas:
        if known is schema:
            break
        before.append(known)
    ends = [s.end for s in spec.sections if any(s.schema is known for known in before)]
    at = max(ends, default=spec.head_end)
    return at, spec.document.lines.line_at(at)


def nothing_here(kind: str | None, keys: KeyHints, width: int) -> list[Line]:
    """Return the text for an empty group or section, with the key that adds its first item; ``kind`` is the template's."""
    if kind in {"prose", None}:
        return _fitting(NOTHING_HERE, keys.edit and f". Press {keys.edit} to write it.", width)
    return _fitting(NOTHING_HERE, keys.add and f". Press {keys.add} to add the first.", width)


def _held(group: GroupSchema, width: int) -> Iterable[Line]:
    """Draw the parts of a missing group that the template names: columns, rows, labels."""
    words = [column.name for column in group.columns] or [label.label for label in group.labels]
    return flow(" · ".join(words), width, over="missing") if words else ()


def _fitting(text: str, does: str, width: int) -> list[Line]:
    """Return the text on one line, with what a key does if there is room."""
    lines = flow(text, width, over="missing")
    hint: Line = ((does, "muted"),)
    if does and len(lines) == 1 and cells(lines[0]) + cells(hint) <= width:
        return [(*lines[0], *hint)]
    return list(lines)
