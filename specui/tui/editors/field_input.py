"""How one kind of value is typed: what is offered for what stands there, and what a key makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Suggestion(NamedTuple):
    """A line of the list under a field: ``text`` is what it stands for, ``now`` says that it stands there already."""

    text: str
    sign: str = ""
    word: str = ""
    remark: str = ""
    now: bool = False


class TextAt(NamedTuple):
    """A text and the place of the cursor in it, in characters."""

    text: str
    at: int


class FieldInput(Protocol):
    """What is asked while one types; the text is always the whole field."""

    @property
    def chooses(self) -> bool:
        """Whether what is lit in the list is what enter keeps; else it only completes what is typed."""

    @property
    def steps(self) -> str:
        """What up and down do, in a word for the footer; "" where they move the cursor."""

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return what the list suggestions, the likeliest first."""

    def all_suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return what `down` opens where nothing is offered by itself."""

    def preselected(self, typed: TextAt, suggestions: Sequence[Suggestion]) -> int:
        """Return which suggestion is lit before one moves; -1 for none."""

    def accept(self, typed: TextAt, suggestion: Suggestion) -> TextAt:
        """Return what the field holds when an suggestion is taken."""

    def hint(self, text: str) -> str:
        """Return what is told beside the field."""

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Return what a character makes of the text, where it is not typed; ``whole`` when all of it is selected."""

    def settled(self, text: str) -> str:
        """Return what the field holds when it is left: words for a day become that day."""


class PlainInput:
    """Text: typed as it is, with nothing offered. The other manners say what is different."""

    chooses = False
    steps = ""

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Suggestion nothing."""
        del typed
        return ()

    def all_suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Have nothing to open."""
        del typed
        return ()

    def preselected(self, typed: TextAt, suggestions: Sequence[Suggestion]) -> int:
        """Light nothing: one types, and moves into the list to take something."""
        del typed, suggestions
        return -1

    def accept(self, typed: TextAt, suggestion: Suggestion) -> TextAt:
        """Take the suggestion for the whole text."""
        del typed
        return TextAt(suggestion.text, len(suggestion.text))

    def hint(self, text: str) -> str:
        """Tell nothing."""
        del text
        return ""

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Let every character be typed."""
        del typed, character, whole
        return None

    def settled(self, text: str) -> str:
        """Keep the text as it is typed."""
        return text
