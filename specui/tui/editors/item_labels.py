"""The footer's words for what keys do to the item under the cursor, and the item's name in messages. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown.blocks import ListItem
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.decisions import DecisionId, applicable
from specui.specs.edits.state import state_groups
from specui.specs.forms import Editable, addition, editable_at, regroups, title_of_addition, verbs
from specui.specs.forms.decision_forms import subject_of
from specui.specs.forms.item_verbs import state_item
from specui.specs.forms.target_places import item_of, part_at
from specui.specs.items.gaps import Gap
from specui.specs.items.kinds import noun_of
from specui.specs.items.questions import Question
from specui.specs.schema import FieldSchema, GroupSchema, SectionSchema
from specui.specs.spec import Group, Section
from specui.specs.targets import Target
from specui.specs.tasks import Task
from specui.tui.commands.here import Item
from specui.tui.rendering.safe_text import fit, safe
from specui.tui.rendering.section import Element

_PROSE = frozenset({"paragraph", "code", "quote", "comment", "conflict", "rule"})
_LONGEST = 22
LONGEST = 30
"""Cells of an item's name in a message."""
_CELL = lazy_pattern(r"(?:[^|\\]|\\.)+")
_TOPIC = lazy_pattern(r"\*\*(?P<topic>[^*\n]{1,60}?):?\*\*")


def editable_here(contents: Contents, element: Element, area: int, today: str) -> Editable | None:
    """Return the value that is edited in place at an area; None if the section editor opens instead."""
    if element.target is None or element.kind in _PROSE or isinstance(element.target, Section | Group):
        return None
    return editable_at(contents, element.target, area, today=today)


def is_missing(target: Target | None) -> bool:
    """Say whether the file lacks this part of the template."""
    return isinstance(target, SectionSchema | GroupSchema | FieldSchema)


def makes_first(contents: Contents, element: Element, today: str) -> bool:
    """Say whether enter adds the first item of a list or table instead of writing prose."""
    if element.kind != "empty" or element.target is None:
        return False
    form = addition(contents, element.target, today=today)
    return form is not None and not form.title.startswith("New text")


def item_hints(
    contents: Contents, element: Element, area: int, today: str, marked: Sequence[Element] = ()
) -> Item:
    """Return what keys do at an area, or to the selection."""
    target = element.target
    if target is None:
        return Item(enter="edit text")
    field = editable_here(contents, element, area, today)
    possible = frozenset[str](verbs(contents, target))
    title = title_of_addition(contents, target, today=today)
    later, earlier = _shifts(contents, target, field)
    decisions = decisions_at(contents, element)
    return Item(
        enter=_enter(contents, element, field, possible, today),
        space=_space(target, field, marked, decisions),
        adds=added_noun(title) if title else "",
        later=later,
        earlier=earlier,
        verbs=possible,
        regroups=regroups(contents, target),
        decisions=decisions,
    )


def added_noun(title: str) -> str:
    """Return the noun of what a form adds, from its title: `gap` for “New gap”, `field` for “Missing fields”."""
    if title.startswith("Missing field"):
        return "field"
    if title.startswith("Add section"):
        return "section"
    if title.startswith("Add "):
        return fit(title.removeprefix("Add "), _LONGEST)
    return _lower(title.removeprefix("New ").partition(" in ")[0])


def saved_message(field: Editable, value: str, element: Element, now: Element) -> str:
    """Return the message after a value of `element` is saved; `now` is that element with the new value."""
    if element.kind == "entry":
        return "Saved the decision"
    several, chosen = len(element.areas) > 1, field.kind in {"choice", "date"} and short_value(value)
    name = field.label if element.kind in {"field", "missing"} else _lower(field.label)
    if several:
        name += f" of {short_name(element)}"
    elif not chosen and element.kind in {"task", "question", "item"}:
        name += f" {short_name(now)}"
    return f"Set {name} to {chosen}" if chosen else f"Saved {name}"


def short_value(value: str) -> str:
    """Return a typed value for a message: without its sign, and not long."""
    return fit(safe(" ".join((names.strip_signs(value).strip() or value).split())), LONGEST)


def short_name(element: Element) -> str:
    """Return an item's name for a message: its topic, its first cell, or its first words."""
    text = element.text
    if element.kind == "row":
        text = next((cell for cell in _CELL.findall(text) if cell.strip()), "")
    topic = _TOPIC.match(text.strip())
    words = (topic["topic"] if topic else text).replace("**", "").replace("`", "").strip()
    return f"“{fit(safe(words), LONGEST)}”" if words else element.address or "it"


def group_before(contents: Contents, target: Target, by: int) -> str:
    """Return the state group to which `by` moves an item; "" if there is none."""
    item = item_of(target)
    state = state_item(contents.spec, item) if item is not None else None
    order = state_groups(contents.spec)
    if state is None or state.group not in order:
        return ""
    at = order.index(state.group) - by
    return order[at] if 0 <= at < len(order) else ""


def _shifts(contents: Contents, target: Target, field: Editable | None) -> tuple[str, str]:
    if field is not None and field.kind == "date" and field.value:
        return "a day later", "a day earlier"
    onward, back = group_before(contents, target, 1), group_before(contents, target, -1)
    return (f"to {fit(onward, _LONGEST)}" if onward else ""), (f"to {fit(back, _LONGEST)}" if back else "")


def _enter(
    contents: Contents, element: Element, field: Editable | None, possible: frozenset[str], today: str
) -> str:
    if isinstance(element.target, FieldSchema):
        return "fill in"
    if isinstance(element.target, SectionSchema):
        return "add section"
    if isinstance(element.target, GroupSchema):
        return "add group"
    if "mend" in possible:
        return "fix row"
    if field is not None:
        item = item_of(element.target) if element.target is not None else None
        labelled = item is not None and field.label.casefold() not in _nouns(contents, item)
        name = field.label if element.kind == "field" else _lower(field.label)
        return "edit text" if labelled else f"edit {fit(name, _LONGEST)}"
    return "add the first" if makes_first(contents, element, today) else "edit text"


def decisions_at(contents: Contents, element: Element) -> frozenset[DecisionId]:
    """Return what can be decided about the question or gap at an element."""
    target = element.target
    about = target if isinstance(target, Question | Gap) else question_at(contents, element)
    return frozenset(applicable(subject_of(about))) if about is not None else frozenset()


def question_at(contents: Contents, element: Element) -> Question | None:
    """Return the question that holds an item, or that a heading or paragraph is."""
    if isinstance(element.target, ListItem):
        asked = (q for q in contents.questions if q.item is not None)
        found = next((q for q in asked if q.item and q.item.start <= element.start < q.item.end), None)
        if found is not None:
            return found
    elif element.kind not in {"heading", "paragraph"}:
        return None
    others = (q for q in contents.questions if q.item is None and q.record is None)
    return next((q for q in others if _stands_in(q, element)), None)


def _stands_in(question: Question, element: Element) -> bool:
    """Say whether an element belongs to a question that is a heading or a paragraph."""
    end = max((block.end for block in question.below), default=question.end)
    return element.start <= question.start < element.end or question.start <= element.start < end


def _space(
    target: Target, field: Editable | None, marked: Sequence[Element], decisions: frozenset[DecisionId]
) -> str:
    tasks = [element.task for element in marked if element.task is not None]
    if tasks:
        return "untick all" if all(task.checked for task in tasks) else "tick all"
    if isinstance(target, Task):
        return "untick" if target.checked else "tick"
    if "answer" in decisions:
        return "change answer" if "reopen" in decisions and "defer" not in decisions else "answer"
    return "choose" if field is not None and field.kind == "choice" else ""


def _nouns(contents: Contents, item: ListItem) -> frozenset[str]:
    """Return the names of an item without a label."""
    return frozenset({noun_of(part_at(contents.spec, item.start)).casefold(), "item"})


def _lower(name: str) -> str:
    short = fit(name, _LONGEST)
    return short[:1].lower() + short[1:] if short[1:2].islower() else short
