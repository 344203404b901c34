"""Sets a field from typed words: ``status approved``, ``tier 3``, ``updated today``.

Names and values are matched leniently but never guessed: an ambiguous or merely similar one is refused
with the candidates.
"""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.specs import names
from specui.specs.choices import nearest, plain
from specui.specs.contents import Contents
from specui.specs.edits import fields as verbs
from specui.specs.edits.choices import tail_of
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.fields import match_field
from specui.specs.head import key_of
from specui.specs.spec import FieldValue, Spec, match_choice
from specui.specs.template import Choice, FieldSchema
from specui.specs.unread_fields import standing_unread


def set_field(contents: Contents, field: str, value: str, *, today: str = "") -> Transaction:
    """Set a field of the head; one that is missing is added where the template has it.

    A choice may be its word in any case, its beginning or its sign; what followed the old one stays
    (``2 — Core`` becomes ``3 — Core``).  A date may be ``today``.  Raises EditRefused, which says what
    is known, for a name or a value that is not, and for a field that is where it cannot be written.
    """
    spec = contents.spec
    schema = find_field(spec, field)
    name = schema.name if schema is not None else _own_name(spec, field)
    if schema is not None and schema.kind == "choice":
        choice = match_value(value, schema.choices)
        if choice is None:
            raise EditRefused(_unknown_value(schema, value))
        if match_choice(value, schema.choices) is None or not tail_of(value, schema.choices):
            value = choice.word
    if schema is not None and schema.kind == "date" and today and value.strip().casefold() == "today":
        value = today
    return verbs.set_field(spec, name, value)


def find_field(spec: Spec, name: str) -> FieldSchema | None:
    """Return the template's field that a name means: in full, by some of its words, or by its beginning."""
    if spec.template is None or not name.strip():
        return None
    exact = spec.template.field(name)
    if exact is not None:
        return exact
    if spec.field(name) is not None:
        return None
    by_words = match_field(name, spec.template)
    if by_words is not None:
        return by_words
    wanted = names.field_key(name)
    begun = [
        schema
        for schema in spec.template.all_fields
        if any(
            word.startswith(wanted)
            for word in (*names.field_key(schema.name).split(), schema.name.casefold())
        )
    ]
    return begun[0] if len(begun) == 1 else None


def match_value(value: str, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the choice that a value means: its word in any case, the beginning of one alone, or its sign."""
    exact = match_choice(value, choices)
    if exact is not None:
        return exact
    words = plain(value)
    if not words:
        sign = names.leading_sign(value)
        signed = [choice for choice in choices if sign and choice.sign == sign]
        return signed[0] if len(signed) == 1 else None
    begun = [choice for choice in choices if plain(choice.word).startswith(words)]
    return begun[0] if len(begun) == 1 else None


def field_named(spec: Spec, name: str) -> FieldValue | None:
    """Return the field of the file that a name means: its own in any spelling, or the one that holds its words."""
    meant = find_field(spec, name)
    exact = spec.field(meant.name if meant is not None else name)
    if exact is not None or meant is not None:
        return exact
    wanted = key_of(name)
    if not wanted:
        return None
    same = [field for field in spec.fields if key_of(field.name) == wanted]
    if same:
        return same[0]
    words = set(wanted.split())
    holding = [field for field in spec.fields if words <= set(key_of(field.name).split())]
    return holding[0] if len(holding) == 1 else None


def _own_name(spec: Spec, name: str) -> str:
    """Return the name of a field that the file has and the template lacks."""
    own = field_named(spec, name)
    if own is not None:
        return own.name
    unread = standing_unread(spec, one_line(name)) if name.strip() else None
    if unread is not None:
        raise EditRefused(unread.refusal)
    known = [schema.name for schema in spec.template.all_fields] if spec.template else []
    known += [field.name for field in spec.fields if field.name not in known]
    if not known:
        raise EditRefused("The file has no fields; write one below its title first.")
    raise EditRefused(f"Unknown field “{name.strip()}”; the fields are {', '.join(known)}.")


def _unknown_value(schema: FieldSchema, value: str) -> str:
    allowed = ", ".join(choice.word for choice in schema.choices)
    near = nearest(value, schema.choices)
    meant = f" Did you mean {near.word}?" if near is not None else ""
    return f"“{schema.name}” takes one of these: {allowed}; not “{value.strip()}”.{meant}"
