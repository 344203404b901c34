"""What rules ask of a template, worked out once for each: its parts, its slots, what it leaves open."""

from __future__ import annotations

import re
from functools import lru_cache

from specui.specs import names, parts
from specui.specs.parts import Part
from specui.specs.template import Choice, FieldSchema, Template

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


def choice_words(choices: tuple[Choice, ...]) -> list[str]:
    """Return the words of the choices."""
    return [choice.word for choice in choices]


def nearest(raw: str, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the choice that a value most likely means: by its words, by likeness, by its sign."""
    words = plain(raw)
    contained = [c for c in choices if f" {plain(c.word)} " in f" {words} "]
    if contained:
        return max(contained, key=lambda choice: len(choice.word))
    from difflib import get_close_matches

    close = get_close_matches(words, [plain(c.word) for c in choices], n=1, cutoff=0.6)
    if close:
        return next(c for c in choices if plain(c.word) == close[0])
    sign = names.leading_sign(raw)
    return next((c for c in choices if sign and c.sign == sign), None)


def listed(raw: str, choices: tuple[Choice, ...]) -> bool:
    """Whether a value still offers several choices, as the template does, instead of being one."""
    if "|" not in raw and "/" not in raw:
        return False
    offered = [plain(piece) for piece in re.split(r"\s[|/]\s", raw)]
    return sum(piece in {plain(c.word) for c in choices} for piece in offered) > 1


def foreign_sign(raw: str, chosen: Choice, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the choice whose sign stands before the word of another, or None."""
    sign = names.leading_sign(raw)
    if not sign or sign == chosen.sign or not chosen.sign:
        return None
    return next((c for c in choices if c.sign == sign), None)


def shares_words(raw: str, choice: Choice) -> bool:
    """Whether a value and a choice have a word in common."""
    return not set(plain(raw).split()).isdisjoint(plain(choice.word).split())


def plain(text: str) -> str:
    """Return the words of a value: lower case, no signs, marks or punctuation."""
    return " ".join(re.findall(r"\w+", names.strip_signs(text).casefold().replace("_", " ")))
