"""Verbs on the current state: move a bullet from one group to another."""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.specs import names
from specui.specs.edits.group_moves import move_to_group, move_to_missing
from specui.specs.edits.places import EditRefused
from specui.specs.schema import GroupSchema
from specui.specs.spec import Group, Section, Spec
from specui.specs.state import StateItem, read_state


def state_groups(spec: Spec) -> list[str]:
    """Return the names of the state's groups, the template's first and in its order (the best one first)."""
    return [name for name in read_state(spec) if name]


def move_state(spec: Spec, item: StateItem, group: str) -> Transaction:
    """Move a bullet of the state, with what is nested in it, to the end of another group's list.

    A group that the template has and the file lacks is made for it.
    """
    found = _missing(spec, group)
    if found is None:
        return move_to_group(spec.document, item.item, _group(spec, group), name="item")
    return move_to_missing(spec, item.item, *found)


def promote(spec: Spec, item: StateItem) -> Transaction:
    """Move a bullet one group on, towards the first: Not Implemented, Partially Working, Shipped."""
    return move_state(spec, item, _next(spec, item, -1))


def demote(spec: Spec, item: StateItem) -> Transaction:
    """Move a bullet one group back, towards the last."""
    return move_state(spec, item, _next(spec, item, 1))


def _next(spec: Spec, item: StateItem, step: int) -> str:
    order = state_groups(spec)
    if item.group not in order:
        raise EditRefused("This item is in no group of the current state; move it to one by name.")
    place = order.index(item.group) + step
    if not 0 <= place < len(order):
        raise EditRefused(f"“{item.group}” is the {'first' if step < 0 else 'last'} group of the state.")
    return order[place]


def _missing(spec: Spec, name: str) -> tuple[Section, GroupSchema] | None:
    """Return the section and the template's group of that name, where the section lacks it."""
    wanted = names.key(name)
    for section in spec.sections:
        there = {group.schema.key for group in section.groups if group.schema}
        if section.part == "state" and section.schema is not None and wanted not in there:
            for schema in section.schema.groups:
                if schema.title and schema.key == wanted:
                    return section, schema
    return None


def _group(spec: Spec, name: str) -> Group:
    wanted = names.key(name)
    for group in spec.groups("state"):
        if wanted in {names.key(group.title), group.schema.key if group.schema else ""}:
            return group
    raise EditRefused(f"The current state has no group “{name}” here; add the subsection first.")
