"""How a kind of value is typed: what is suggested, and what a key does to the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Suggestion(NamedTuple):
    """A line of the list under a field: ``text`` is its value, ``now`` says that it is the current value."""

    text: str
    sign: str = ""
    word: str = ""
    remark: str = ""
    now: bool = False


class TextAt(NamedTuple):
    """A text, and the offset of the cursor in it, in characters."""

    text: str
    at: int


class FieldInput(Protocol):
    """The input of a field; every text is that of the whole field."""

    @property
    def chooses(self) -> bool:
        """Whether the selected suggestion is the value; else it only completes the text."""

    @property
    def steps(self) -> str:
        """The footer's word for up and down; "" if they move the cursor."""

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the suggestions for a text, the likeliest first."""

    def all_suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the suggestions that `down` opens if there are none for the text."""

    def preselected(self, typed: TextAt, suggestions: Sequence[Suggestion]) -> int:
        """Return which suggestion is selected at first; -1 for none."""

    def accept(self, typed: TextAt, suggestion: Suggestion) -> TextAt:
        """Return the text after a suggestion is accepted."""

    def hint(self, text: str) -> str:
        """Return the hint beside the field."""

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Return the text that a character makes, or None to type it; ``whole`` if all of the text is selected."""

    def settled(self, text: str) -> str:
        """Return the value when the cursor leaves the field: words for a day become that day."""


class PlainInput:
    """Text without suggestions. The other inputs override what is different."""

    chooses = False
    steps = ""

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Suggest nothing."""
        del typed
        return ()

    def all_suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Suggest nothing."""
        del typed
        return ()

    def preselected(self, typed: TextAt, suggestions: Sequence[Suggestion]) -> int:
        """Select nothing: the user moves into the list to accept a suggestion."""
        del typed, suggestions
        return -1

    def accept(self, typed: TextAt, suggestion: Suggestion) -> TextAt:
        """Return the suggestion as the whole text."""
        del typed
        return TextAt(suggestion.text, len(suggestion.text))

    def hint(self, text: str) -> str:
        """Return no hint."""
        del text
        return ""

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Type every character."""
        del typed, character, whole
        return None

    def settled(self, text: str) -> str:
        """Return the text unchanged."""
        return text
