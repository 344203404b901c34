"""What Approved means under a template, and whether an edit claims it."""

from __future__ import annotations

import re
from functools import lru_cache

from specui.markdown.lazy import lazy_pattern
from specui.specs import names, parts
from specui.specs.parts import Part
from specui.specs.spec import Spec
from specui.specs.template import FieldSchema, Template

APPROVED = frozenset({"approved", "accepted"})
"""Words of a status that mean finished and agreed."""

_FINISHED = APPROVED | {"done", "final", "signed off", "signed-off"}
"""Those, and words that mean the same if they are the last status of a template."""

CLOSED = frozenset({"deprecated", "rejected", "withdrawn", "superseded", "archived"})
"""Words of a status that say that work on the spec has ended."""

NO_TEMPLATE = "Without a template specui cannot tell what blocks approval."
"""The objection to approving a spec that fits no template."""

_STATUS = names.field_key("status")
_SAYS_STATUS = lazy_pattern(r"\bstatus\b", re.IGNORECASE)
_SAYS_APPROVED = lazy_pattern(
    r"(?:approved|accepted|signed[ -]off)(?!\w)|(?:done|final)(?=\W*\Z|[ \t]*[^\w\s])", re.IGNORECASE
)


def approves(spec: Spec, field: str, value: str) -> bool:
    """Whether setting a field to a value makes a spec approved that was not.

    Names and values are matched as :func:`~specui.specs.field_input.set_field` does.  Where no template lists
    the values of a status, words such as Approved, Done and Final say so.
    """
    # The rules use this module for every file; only setting a field needs the edits.
    from specui.specs.field_input import field_named, find_field, match_value

    status = status_field(spec.template) if spec.template is not None else None
    if status is None:
        found = field_named(spec, field)
        return (
            found is not None
            and is_status_name(found.name)
            and says_approved(value) > says_approved(found.raw)
        )
    if spec.template is None or not approval_means_done(spec.template):
        return False
    if find_field(spec, field) is not status:
        return False
    choice = match_value(value, status.choices)
    now = spec.field(status.name)
    before = now.value.casefold() if now is not None and isinstance(now.value, str) else ""
    return choice is not None and choice.word.casefold() in _FINISHED and before not in _FINISHED


def becomes_approved(before: Spec, after: Spec) -> bool:
    """Whether a change makes a spec approved that was not."""
    return _is_approved(after) and not _is_approved(before)


def _is_approved(spec: Spec) -> bool:
    schema = status_field(spec.template) if spec.template is not None else None
    if spec.template is None or schema is None:
        return any(is_status_name(field.name) and says_approved(field.raw) for field in spec.fields)
    if not approval_means_done(spec.template):
        return False
    now = spec.field(schema.name)
    return now is not None and isinstance(now.value, str) and now.value.casefold() in _FINISHED


def is_status_name(name: str) -> bool:
    """Whether the name of a field is that of a status: ``Status``, ``spec_status``."""
    return _SAYS_STATUS.search(name.replace("_", " ")) is not None


def says_approved(value: str) -> bool:
    """Whether a value that no template lists says that a spec is approved."""
    return _SAYS_APPROVED.match(names.strip_signs(value).lstrip("*_`")) is not None


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
    return next((f for f in template.all_fields if f.kind == "choice" and is_status(f)), None)


def is_status(schema: FieldSchema) -> bool:
    """Whether a field holds the status: ``Spec status``, ``Status``."""
    return _STATUS in schema.words


@lru_cache(maxsize=32)
def approval_means_done(template: Template) -> bool:
    """Whether Approved means that everything in the spec is true, rather than that work may begin.

    It does where a template keeps gaps or questions.  A template whose status may be
    Rejected, or which ends in an approval, asks for permission to begin.
    """
    status = status_field(template)
    if status is None or not {"gaps", "questions"} & parts_of(template):
        return False
    if any(choice.word.casefold() == "rejected" for choice in status.choices):
        return False
    return not any(section.key in {"approval", "sign-off", "sign off"} for section in template.sections)
