"""Moves an item into a subsection that the template has and the file lacks: the subsection is added."""

from __future__ import annotations

from specui.markdown.blocks import ListItem
from specui.markdown.edits import Transaction
from specui.specs.edits.group_moves import move_to_group
from specui.specs.edits.sections import insert_group, opener_of
from specui.specs.edits.turns import in_turn
from specui.specs.schema import GroupSchema
from specui.specs.spec import Section, Spec


def move_to_missing(
    spec: Spec, item: ListItem, section: Section, schema: GroupSchema, *, name: str = "item"
) -> Transaction:
    """Make a subsection that a section lacks, without the template's examples, and move an item into it."""

    def move(now: Spec, done: Transaction) -> Transaction:
        start = done.map(item.start)
        moved = next(one for one in now.document.items if one.start == start)
        group = next(one for one in now.sections[section.index].groups if one.schema is schema)
        return move_to_group(now.document, moved, group, name=name)

    made = insert_group(spec, section, schema, opener_of(schema))
    return in_turn(spec, (lambda _now, _done: made, move), f"move {name} to “{schema.name}”")
