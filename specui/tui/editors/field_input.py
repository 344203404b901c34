"""How a kind of value is typed: what is suggested, and what a key does to the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specui.markdown import text_folding

MOST = 50
"""Suggestions for a field at most."""


class Suggestion(NamedTuple):
    """A line of the list under a field: ``text`` is its value, ``now`` says that it is the current value."""

    text: str
    sign: str = ""
    word: str = ""
    now: bool = False


class TextAt(NamedTuple):
    """A text, and the offset of the cursor in it, in characters."""

    text: str
    at: int


class FieldInput:
    """The input of a field: here text without suggestions. Every text is that of the whole field."""

    chooses = False
    """Whether the selected suggestion is the value; else it only completes the text."""
    steps = ""
    """The footer's word for up and down; "" if they move the cursor."""

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the suggestions for a text, the likeliest first."""
        del typed
        return ()

    def all_suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the suggestions that `down` opens if there are none for the text."""
        del typed
        return ()

    def preselected(self, typed: TextAt, suggestions: Sequence[Suggestion]) -> int:
        """Return which suggestion is selected at first; -1 for none: the user moves into the list to accept one."""
        del typed, suggestions
        return -1

    def accept(self, typed: TextAt, suggestion: Suggestion) -> TextAt:
        """Return the text after a suggestion is accepted: the suggestion as the whole text."""
        del typed
        return TextAt(suggestion.text, len(suggestion.text))

    def hint(self, text: str) -> str:
        """Return the hint beside the field."""
        del text
        return ""

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Return the text that a character makes, or None to type it; ``whole`` if all of the text is selected."""
        del typed, character, whole
        return None

    def settled(self, text: str) -> str:
        """Return the value when the cursor leaves the field: words for a day become that day."""
        return text


class SuggestedInput(FieldInput):
    """Text; suggestions of whole values replace all of it, such as the dependencies that a new entry may be about."""

    steps = "choose"

    def __init__(self, values: Sequence[str]) -> None:
        self._values = tuple(dict.fromkeys(values))

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the values that contain the text."""
        wanted = text_folding.fold(typed.text.strip())
        found = [v for v in self._values if wanted in text_folding.fold(v) and v != typed.text]
        return [Suggestion(value, word=value) for value in found[:MOST]]
