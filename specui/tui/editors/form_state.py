"""The state of a form: its fields, their values and errors, and which field has the cursor. Pure values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from specui.markdown import text_folding
from specui.tui.editors.choice_input import AnswerInput, ChoiceInput
from specui.tui.editors.date_input import DateInput
from specui.tui.editors.field_input import FieldInput, SuggestedInput
from specui.tui.editors.owners_input import OwnersInput
from specui.tui.editors.path_input import PathInput

if TYPE_CHECKING:
    from specui.specs.forms import Editable


@dataclass(frozen=True, slots=True)
class FormState:
    """A form that is being filled in; ``at`` is the field with the cursor. An error is "" for a valid value."""

    fields: tuple[Editable, ...]
    values: tuple[str, ...]
    errors: tuple[str, ...]
    at: int = 0

    @classmethod
    def of(cls, fields: Sequence[Editable]) -> FormState:
        """Return a form with the values of its fields."""
        return cls(tuple(fields), tuple(field.value for field in fields), ("",) * len(fields))

    @property
    def field(self) -> Editable:
        """The field with the cursor."""
        return self.fields[self.at]

    @property
    def changed(self) -> bool:
        """Whether an edit would be lost; letters that filter a list are no edit."""
        pairs = zip(self.values, self.fields, strict=True)
        return any(value != field.value and not _looks_for(field, value) for value, field in pairs)

    def with_value(self, index: int, value: str) -> FormState:
        """Return the form with another value in a field."""
        return replace(self, values=_put(self.values, index, value))

    def typed(self, value: str) -> FormState:
        """Return the form with another value in the field with the cursor; an error there is checked again."""
        error = self.field.check(value) if self.errors[self.at] else ""
        return replace(
            self, values=_put(self.values, self.at, value), errors=_put(self.errors, self.at, error)
        )

    def with_error(self, sentence: str, at: int | None = None) -> FormState:
        """Return the form with an error at a field, and the cursor there; by default the field with the cursor."""
        index = self.at if at is None else at
        return replace(self, errors=_put(self.errors, index, sentence), at=index)

    def checked(self) -> FormState:
        """Return the form with the field with the cursor checked."""
        return self.with_error(self.field.check(self.values[self.at]))

    def step(self, by: int) -> FormState | None:
        """Return the form with the cursor in another field; None beyond the first and the last."""
        index = self.at + by
        return replace(self, at=index) if 0 <= index < len(self.fields) else None

    def all_checked(self) -> FormState:
        """Return the form with the first error and the cursor there; unchanged if all values are valid."""
        for index, editable in enumerate(self.fields):
            sentence = editable.check(self.values[index])
            if sentence:
                return self.with_error(sentence, index)
        return self

    @property
    def has_errors(self) -> bool:
        """Whether a field has an error."""
        return any(self.errors)


@dataclass(frozen=True, slots=True)
class Sources:
    """What fields are completed from: names of owners, files of the repository, and today.

    ``values`` are those to suggest in one field alone, by its number; where owners have some, they replace ``owners``.
    """

    today: str
    owners: Sequence[str] = ()
    files: Sequence[str] = ()
    values: Mapping[int, Sequence[str]] = field(default_factory=dict)


def input_for(
    editable: Editable, sources: Sources, number: int = 0, *, quick: bool = False, free: bool = False
) -> FieldInput:
    """Return how a field is typed; `number` is its place in the form.

    In a ``quick`` list a sign is a key; in a ``free`` list any text is an answer.
    """
    known = sources.values.get(number, ())
    if editable.kind == "choice" and free:
        return AnswerInput(editable.choices, "", editable.check)
    if editable.kind == "choice" and editable.choices:
        return ChoiceInput(editable.choices, editable.value, editable.check, quick=quick)
    if editable.kind == "date":
        return DateInput(sources.today)
    if editable.kind == "owners":
        return OwnersInput(known or sources.owners)
    if editable.kind == "path":
        return PathInput(sources.files)
    return SuggestedInput(known) if known else FieldInput()


def _looks_for(field: Editable, value: str) -> bool:
    wanted = text_folding.fold(value.strip())
    return (
        field.kind == "choice"
        and bool(field.check(value))
        and any(wanted in text_folding.fold(choice.text) for choice in field.choices)
    )


def _put(values: tuple[str, ...], index: int, value: str) -> tuple[str, ...]:
    return (*values[:index], value, *values[index + 1 :])
