"""List items as values to type: bullets, checkboxes, questions, what was decided, and labelled bullets."""

from __future__ import annotations

import re

from specui.markdown.blocks import ListItem
from specui.markdown.edits import Transaction
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.edits.choices import chosen
from specui.specs.edits.item_text import item_text, set_text
from specui.specs.edits.places import BREAK
from specui.specs.forms import value_checks as checks
from specui.specs.forms.model import Editable, Kind
from specui.specs.forms.target_places import part_at
from specui.specs.items.entries import entry_of
from specui.specs.items.kinds import noun_of
from specui.specs.labels import label_of
from specui.specs.parts import Part
from specui.specs.schema import SLOT, Choice, LabelSchema
from specui.specs.spec import Spec, match_choice
from specui.specs.tasks import group_of

_TAIL = lazy_pattern(r"\s[\u2013\u2014-]\s.*")
_LABELLED = lazy_pattern(r"\*\*[^*\n]+(?::\*\*|\*\*:)")


def item_editable(contents: Contents, item: ListItem) -> Editable:
    """Return an item's text, or what follows its label; nested items are their own.

    For a decision under a question these are its words, for a labelled bullet what follows the label: a text
    with a label of its own replaces both.
    """
    document, part = contents.spec.document, part_at(contents.spec, item.start)
    entry = entry_of(document, item) if part == "questions" and item.depth > 0 else None
    if entry is not None:
        label = names.strip_marks(document.flat(item.text_start, entry[1])).rstrip(": ")
        return _behind(contents, item, entry[1], label, part)
    labelled = label_of(document, item) if _is_labelled(contents.spec, item, part) else None
    if labelled is not None:
        return _behind(contents, item, labelled[1], labelled[0], part)
    return _whole(contents, item, part)


def _whole(contents: Contents, item: ListItem, part: Part | None) -> Editable:
    document = contents.spec.document
    text = item_text(document, item)
    placeholder = text if is_placeholder(contents.spec, text) else ""
    value = "" if placeholder else text
    noun = noun_of(part) if item.depth == 0 else "item"
    label = noun.capitalize()

    def commit(new: str) -> Transaction:
        return set_text(document, item, new, name=noun)

    check = checks.needed(label, "a text")
    return Editable("text", label, value, True, (), check, commit, placeholder)


def _behind(contents: Contents, item: ListItem, rest_at: int, label: str, part: Part | None) -> Editable:
    """Return what follows the label that an item begins with."""
    spec = contents.spec
    document = spec.document
    source = document.text[rest_at : item.text_end]
    start = rest_at + len(source) - len(source.lstrip())
    rest = BREAK.sub("\n", document.text[start : item.text_end])
    prefix = BREAK.sub("\n", document.text[item.text_start : start])
    if prefix[-1:].strip():
        prefix += " "
    schema = _label_schema(spec, item, label)
    choices = label_choices(schema) if schema else ()
    placeholder = (
        rest if rest and (is_placeholder(spec, rest) or (schema and schema.placeholder == rest)) else ""
    )
    value = "" if placeholder else rest

    def commit(new: str) -> Transaction:
        words = new.strip()
        if _LABELLED.match(words):
            return set_text(document, item, words, name=noun_of(part))
        if choices and match_choice(words, choices):
            words = chosen(words, value, choices, name=f"“{label}”", typed=True)
        return set_text(document, item, prefix + words if words else prefix.rstrip(), name=noun_of(part))

    kind: Kind = "choice" if choices else "text"
    check = checks.needed(label.rstrip(":"), "a text")
    return Editable(kind, label.rstrip(":"), value, True, choices, check, commit, placeholder)


def label_choices(schema: LabelSchema) -> tuple[Choice, ...]:
    """Return what a template lets a label say: also as a slot does, ``[None / Possible — description]``."""
    slot = SLOT.fullmatch(schema.placeholder)
    if schema.choices or slot is None:
        return schema.choices
    parts = [_TAIL.sub("", part).strip() for part in re.split(r"\s/\s", slot[0][1:-1])]
    if len(parts) < 2 or any(not part or len(part.split()) > 2 for part in parts):
        return ()
    return tuple(Choice(names.leading_sign(part), names.strip_signs(part)) for part in parts)


def is_placeholder(spec: Spec, text: str) -> bool:
    """Whether a text is the template's own: a slot with the words around it."""
    if spec.template is None or "[" not in text:
        return False
    slots = [match for match in SLOT.finditer(text) if match[0] in spec.template.placeholders]
    return bool(slots) and f" {text} " in spec.template.text.replace("\n", " ")


def _is_labelled(spec: Spec, item: ListItem, part: Part | None) -> bool:
    if item.depth > 0 or item.is_task:
        return False
    group = group_of(spec, item.start)
    return part == "degraded_modes" or bool(group and group.schema and group.schema.kind == "labels")


def _label_schema(spec: Spec, item: ListItem, label: str) -> LabelSchema | None:
    group = group_of(spec, item.start)
    wanted = names.field_key(label)
    known = group.schema.labels if group and group.schema else ()
    return next((schema for schema in known if names.field_key(schema.label) == wanted), None)
