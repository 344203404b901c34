"""Which part each group of a section holds: by its name, its table, what encloses it, or what a configuration says."""

from __future__ import annotations

from specui.specs import names, parts
from specui.specs.parts import Part
from specui.specs.sections import Group, Section
from specui.specs.template import Template

EVERYWHERE = "*"
"""In place of a section's name: the whole file holds the part. In a group's name: any words (``* Requirements``)."""
_TESTS: frozenset[Part] = frozenset({"existing_tests", "missing_tests"})


def parts_of_groups(section: Section, template: Template | None) -> list[Part | None]:
    """Return the part of each group: by its own name or its table's columns, else that of what encloses it."""
    configured = _configured(section, template) if template and template.parts else {}
    patterns = {key: part for key, part in configured.items() if EVERYWHERE in key}
    whole = configured.get("", section.part)
    is_whole_file = template is not None and whole is not None and EVERYWHERE in template.parts.get(whole, ())
    found: list[Part | None] = []
    for group in section.groups:
        own = configured.get(names.key(group.title)) if configured and group.title else None
        if own is None and patterns:
            own = next(
                (part for key, part in patterns.items() if _matches(names.key(group.title), key)), None
            )
        if own is None:
            own = parts.part_of_title(group.title, whole)
            if (
                own is None and whole != "degraded_modes"
            ):  # a table of services and fallbacks is of modes there
                own = _by_columns(group)
                if own is not None and whole is not None and _holds_items(group, whole):
                    own = None  # its items are of the section, whatever table is beside them
            if own in parts.NOT_FOR_TASKS and any(item.check >= 0 for item in group.items):
                own = parts.NOT_FOR_TASKS[own]
        if is_whole_file and own in _TESTS:
            own = None  # tests to write are tasks in a file of tasks
        if own is None:
            own = found[group.parent] if group.parent >= 0 else whole
        found.append(own)
    return found


def _matches(key: str, pattern: str) -> bool:
    """Whether a group's key is what a pattern such as ``* requirements`` stands for."""
    before, _, after = pattern.partition(EVERYWHERE)
    return len(key) > len(before) + len(after) and key.startswith(before) and key.endswith(after)


def _holds_items(group: Group, whole: Part) -> bool:
    """Whether a group holds items of its section beside a table."""
    return any(item.check >= 0 or whole in {"criteria", "questions"} for item in group.items)


def _by_columns(group: Group) -> Part | None:
    if not group.tables:
        return None
    return parts.part_of_columns([text for table in group.tables for text in table.header.texts])


def _configured(section: Section, template: Template) -> dict[str, Part]:
    """Return what the template's configuration says of this section: group key ("" for all) to part."""
    table: dict[str, Part] = {}
    own = {names.key(section.title)} | ({section.schema.key} if section.schema else set())
    for part, places in template.parts.items():
        if EVERYWHERE in places and part in parts.PARTS:
            table.setdefault("", part)
        for place in places:
            title, _, group = place.partition(">")
            if names.key(title) in own and part in parts.PARTS:
                before, any_words, after = group.partition(EVERYWHERE)
                key = f"{names.key(before)} {any_words} {names.key(after)}" if any_words else names.key(group)
                table[key.strip() if group.strip() else ""] = part
    if not table and section.schema is None and (held := _held_by_group(section, template)):
        table[""] = held
    return table


def _held_by_group(section: Section, template: Template) -> Part | None:
    """Return the part of a section that is a group of the template's: a file may leave out the heading above."""
    key = names.key(section.title)
    for part, places in template.parts.items():
        keys = {names.key(place) for place in places}
        groups = (
            pattern for known in template.sections if known.key in keys for pattern, _ in known.group_patterns
        )
        if part in parts.PARTS and any(pattern.fullmatch(key) for pattern in groups):
            return part
    return None
