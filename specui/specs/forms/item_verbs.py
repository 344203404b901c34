"""Verbs that need no typing: delete, move, indent, promote, repair; and the groups that an item can move to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from specui.markdown.blocks import ListItem, Paragraph
from specui.specs.contents import Contents
from specui.specs.edits import indentation as nesting, items as reading, lists, tables
from specui.specs.edits.cells import is_note
from specui.specs.edits.group_moves import move_to_group, move_to_missing
from specui.specs.edits.prose import delete_paragraph
from specui.specs.edits.state import demote, promote, state_groups
from specui.specs.forms.model import Change, Verb
from specui.specs.forms.target_places import InTable, item_of, part_at, row_of
from specui.specs.items.kinds import noun_of
from specui.specs.spec import Group, Spec
from specui.specs.state import StateItem
from specui.specs.targets import Target
from specui.specs.tasks import group_of

_LISTS = frozenset({"bullets", "numbered", "checklist", "labels"})


def verbs(contents: Contents, target: Target) -> Mapping[Verb, Change]:
    """Return what can be done at a target without typing; verbs that are not possible there are left out."""
    spec = contents.spec
    item = item_of(target)
    if item is not None:
        return _of_item(contents, item)
    found = row_of(spec.document, target)
    if found is not None:
        return _of_row(contents, found)
    if isinstance(target, Paragraph) and not target.fields and target.lone_label is None:
        return {"delete": partial(delete_paragraph, spec.document, target)}
    return {}


def groups_to(contents: Contents, target: Target) -> tuple[tuple[str, Change], ...]:
    """Return the groups of its section that an item can move to, by name, in file order.

    Behind them come those that the template has there and the file lacks; they are made.
    """
    return tuple(_groups_to(contents, target))


def regroups(contents: Contents, target: Target) -> bool:
    """Say whether there is a group that an item can move to."""
    return any(True for _ in _groups_to(contents, target))


def _groups_to(contents: Contents, target: Target) -> Iterator[tuple[str, Change]]:
    spec, item = contents.spec, item_of(target)
    section = spec.section_at(item.start) if item is not None else None
    own = group_of(spec, item.start) if item is not None else None
    if item is None or section is None:
        return
    noun = noun_of(part_at(spec, item.start))
    for group in section.groups:
        if group is not own and _takes_items(group):
            yield group.name, partial(move_to_group, spec.document, item, group, name=noun)
    there = {id(group.schema) for group in section.groups}
    wanted = section.schema.groups if section.schema else ()
    absent = [one for one in wanted if one.title and one.kind in _LISTS and id(one) not in there]
    for schema in absent:
        yield schema.name, partial(move_to_missing, spec, item, section, schema, name=noun)


def state_item(spec: Spec, item: ListItem) -> StateItem | None:
    """Return a top-level bullet of the current state as what it is there."""
    group = group_of(spec, item.start)
    if group is None or item.depth > 0 or part_at(spec, item.start) != "state":
        return None
    name = group.known_name
    return StateItem(name, spec.document.flat(item.text_start, item.text_end), item.line, item)


def _of_item(contents: Contents, item: ListItem) -> dict[Verb, Change]:
    spec = contents.spec
    document = spec.document
    noun = noun_of(part_at(spec, item.start)) if item.depth == 0 else "item"
    among = reading.siblings(document, item)
    place = among.index(item)
    parent = reading.parent_of(document, item)
    found: dict[Verb, Change] = {}
    if parent is None or parent.line != item.line:
        found["delete"] = partial(lists.delete, document, item, name=noun)
        if place > 0:
            found["move_up"] = partial(lists.move_up, document, item, name=noun)
            found["indent"] = partial(nesting.indent_item, document, item, name=noun)
        if place + 1 < len(among):
            found["move_down"] = partial(lists.move_down, document, item, name=noun)
        if parent is not None:
            found["outdent"] = partial(nesting.outdent_item, document, item, name=noun)
    state = state_item(spec, item)
    order = state_groups(spec)
    if state is not None and state.group in order:
        at = order.index(state.group)
        if at > 0:
            found["promote"] = partial(promote, spec, state)
        if at + 1 < len(order):
            found["demote"] = partial(demote, spec, state)
    return found


def _of_row(contents: Contents, found: InTable) -> dict[Verb, Change]:
    spec = contents.spec
    document = spec.document
    table, row = found
    noun = noun_of(part_at(spec, row.start), "row")
    columns = table.header.width
    made: dict[Verb, Change] = {}
    note = is_note(document.text, row) and columns > 1
    if row.width != columns:
        made["mend"] = partial(tables.mend_row, document, table, row)
    made["delete"] = partial(tables.delete_row, document, table, row, name="note" if note else noun)
    if note:
        return made
    number = table.rows.index(row)
    if number > 0 and not is_note(document.text, table.rows[number - 1]):
        made["move_up"] = partial(tables.move_row_up, document, table, row, name=noun)
    if number + 1 < len(table.rows) and not (columns > 1 and is_note(document.text, table.rows[number + 1])):
        made["move_down"] = partial(tables.move_row_down, document, table, row, name=noun)
    return made


def _takes_items(group: Group) -> bool:
    if group.tables or not group.title:
        return any(item.depth == 0 for item in group.items)
    if group.schema is not None:
        return group.schema.kind in _LISTS
    return bool(group.items) or not group.prose
