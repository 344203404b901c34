"""The fields of a form dialog, as its owner describes them and as the inline editor takes them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, NoReturn, TypeAlias

from specui.specs.edits.places import EditRefused
from specui.specs.forms.model import Editable, Kind, accepted
from specui.specs.forms.value_checks import one_of
from specui.specs.schema import Choice

Values: TypeAlias = Mapping[str, str]
"""The values of a form, by the keys of its fields."""


class Checked(NamedTuple):
    """What comes of the values: a line that says what would be done, and the errors by the keys of their fields."""

    result: str
    faults: Mapping[str, str] = {}


class Field(NamedTuple):
    """One field of a form.

    `known` are values to suggest. `remark` stands below the fields while this one has the cursor. `selected` is how
    many characters of the value are selected at first, so that typing replaces them; -1 for all.
    """

    key: str
    label: str
    value: str = ""
    kind: Kind = "text"
    choices: tuple[Choice, ...] = ()
    known: tuple[str, ...] = ()
    remark: str = ""
    placeholder: str = ""
    multiline: bool = False
    selected: int = -1
    check: Callable[[str], str] = accepted

    @property
    def error_of(self) -> Callable[[str], str]:
        """The check of this field alone."""
        return one_of(self.label, self.choices) if self.choices and self.check is accepted else self.check


def field_of(key: str, editable: Editable, value: str | None = None, known: Sequence[str] = ()) -> Field:
    """Return the field for a value of a spec; it begins with `value` instead of what the spec says.

    The cursor begins at the end of a text, as in place; other values are selected.
    """
    return Field(
        key,
        editable.label,
        editable.value if value is None else value,
        editable.kind,
        editable.choices,
        tuple(known),
        placeholder=editable.placeholder,
        multiline=editable.multiline,
        selected=0 if editable.kind in {"text", "path"} else -1,
        check=editable.check,
    )


def choices_of(words: Sequence[str]) -> tuple[Choice, ...]:
    """Return words as choices without signs."""
    return tuple(Choice("", word) for word in words)


def editable_of(field: Field, check: Callable[[str], str]) -> Editable:
    """Return a field as the inline editor takes it; the dialog saves, so that `commit` refuses."""

    def commit(_text: str) -> NoReturn:
        raise EditRefused("A form is saved as a whole.")

    return Editable(
        field.kind,
        field.label,
        field.value,
        field.multiline,
        field.choices,
        check,
        commit,
        field.placeholder,
    )
