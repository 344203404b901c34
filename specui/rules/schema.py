"""What rules ask of a template, worked out once for each: its parts, its slots, what it leaves open."""

from __future__ import annotations

import re
from functools import lru_cache

from specui.specs import names, parts
from specui.specs.parts import Part
from specui.specs.template import FieldSchema, Template

APPROVED = frozenset({"approved", "accepted"})
"""Words of a status that say: this is finished and agreed."""

CLOSED = frozenset({"deprecated", "rejected", "withdrawn", "superseded", "archived"})
"""Words of a status that say: nobody goes on with this."""

_STATUS = names.field_key("status")
_OPTIONAL = re.compile(r"\((?:if\b|optional\b|where applicable)", re.IGNORECASE)


def is_optional(title: str) -> bool:
    """Whether a template says of a section or field that it may be left out: ``(if applicable)``."""
    return "(" in title and _OPTIONAL.search(title) is not None


@lru_cache(maxsize=32)
def parts_of(template: Template) -> frozenset[Part]:
    """Return the parts that a template asks for."""
    found: set[Part] = {part for part in parts.PARTS if part in template.parts}
    for section in template.sections:
        whole = parts.part_of_section(section.title)
        if whole is not None:
            found.add(whole)
        for group in section.groups:
            columns = [column.name for column in group.columns]
            own = parts.part_of_title(group.title, whole) or parts.part_of_columns(columns)
            if group.kind == "checklist":
                own = parts.NOT_FOR_TASKS.get(own, own)
            if own is not None:
                found.add(own)
    return frozenset(found)


@lru_cache(maxsize=32)
def status_field(template: Template) -> FieldSchema | None:
    """Return the template's status field, if it has one with choices."""
    return next((f for f in template.fields if f.kind == "choice" and is_status(f)), None)


def is_status(schema: FieldSchema) -> bool:
    """Whether a field holds the status: ``Spec status``, ``Status``."""
    return _STATUS in schema.words


@lru_cache(maxsize=32)
def approval_means_done(template: Template) -> bool:
    """Whether Approved says that all in the spec is true, rather than that work on it may begin.

    It does where a template keeps gaps or questions.  A template whose status may be
    Rejected, or which ends in an approval, is asking for leave to begin.
    """
    status = status_field(template)
    if status is None or not {"gaps", "questions"} & parts_of(template):
        return False
    if any(choice.word.casefold() == "rejected" for choice in status.choices):
        return False
    return not any(section.key in {"approval", "sign-off", "sign off"} for section in template.sections)
