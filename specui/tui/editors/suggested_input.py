"""Text with suggestions of whole values, such as the dependencies that a new entry may be about."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown import text_folding
from specui.tui.editors.field_input import FieldInput, PlainInput, Suggestion, TextAt

MOST = 50


class SuggestedInput(PlainInput):
    """Text; suggestions replace all of it."""

    steps = "choose"

    def __init__(self, values: Sequence[str]) -> None:
        self._values = tuple(dict.fromkeys(values))

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the values that contain the text."""
        wanted = text_folding.fold(typed.text.strip())
        found = [v for v in self._values if wanted in text_folding.fold(v) and v != typed.text]
        return [Suggestion(value, word=value) for value in found[:MOST]]


def suggested_input(values: Sequence[str] = ()) -> FieldInput:
    """Return the input of a text; ``values`` are suggested."""
    return SuggestedInput(values) if values else PlainInput()
