"""Current State: what is shipped, what works in part, what is missing."""

from __future__ import annotations

from typing import NamedTuple

from specui.markdown.blocks import ListItem
from specui.specs import names
from specui.specs.spec import Spec


class StateItem(NamedTuple):
    """A bullet of one group of the state; what is nested in it is not its own."""

    group: str
    text: str
    line: int
    item: ListItem

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.item.start


def read_state(spec: Spec) -> dict[str, tuple[StateItem, ...]]:
    """Return the state's bullets by group: all groups of the template, then the file's own."""
    found: dict[str, list[StateItem]] = {name: [] for name in _template_groups(spec)}
    for group in spec.groups("state"):
        name = group.known_name
        items = [
            StateItem(name, spec.document.flat(item.text_start, item.text_end), item.line, item)
            for item in group.items
            if item.depth == 0
        ]
        if items or (name and name not in found):
            found.setdefault(name, []).extend(items)
    return {name: tuple(items) for name, items in found.items()}


def _template_groups(spec: Spec) -> list[str]:
    from specui.specs.parts import part_of_section

    if spec.template is None:
        return []
    return [
        names.display(group.title)
        for section in spec.template.sections
        if part_of_section(section.title) == "state"
        for group in section.groups
        if group.title and group.pattern is None
    ]
