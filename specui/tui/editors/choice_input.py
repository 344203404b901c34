"""One of several values: a list of signs and words, from which the arrows, a letter or typing select."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from specui.markdown import text_folding
from specui.specs import names
from specui.specs.schema import Choice
from specui.tui.editors.field_input import FieldInput, Suggestion, TextAt

OWN = "+"
"""The sign of the typed text, in a list in which any text is an answer."""


class ChoiceInput(FieldInput):
    """A list. Typed text filters it, or is a value of its own if the check accepts it.

    The core keeps the words after a value.
    """

    chooses = True
    steps = "move"

    def __init__(
        self, choices: Sequence[Choice], value: str, check: Callable[[str], str], *, quick: bool = False
    ) -> None:
        self._check = check
        self._choices = tuple(choices)
        self._value = value
        self._now = _standing(choices, value)
        self.quick = quick
        """Whether a sign is a key: `1` selects the choice with that sign."""

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return all choices while nothing is typed, then those that contain the typed text; all again if none does."""
        everything = [self._offer(choice) for choice in self._choices]
        if typed.text == self._value or not typed.text.strip():
            return everything
        return self._found(typed.text) or everything

    def preselected(self, typed: TextAt, suggestions: Sequence[Suggestion]) -> int:
        """Select the current value, or the first choice that matches the typed text; nothing for a valid text."""
        if not suggestions:
            return -1
        if typed.text == self._value or not typed.text.strip():
            return (
                0
                if self.quick
                else next((i for i, suggestion in enumerate(suggestions) if suggestion.now), -1)
            )
        if not self._check(typed.text):
            return -1  # a valid text is not replaced
        return 0 if self._found(typed.text) else -1

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Return the choice whose sign is this key."""
        fresh = whole or not typed.text or typed.text == self._value
        if self.quick and fresh:
            found = next((c for c in self._choices if c.sign == character), None)
            return found.text if found is not None else None
        return None

    def _found(self, text: str) -> list[Suggestion]:
        """Return the choices that contain the text, those that begin with it first."""
        wanted = names.strip_signs(text).strip() or text.strip()
        begins = [c for c in self._choices if _begins(c, wanted)]
        key = text_folding.fold(wanted)
        holds = [c for c in self._choices if c not in begins and key in text_folding.fold(c.word)]
        return [self._offer(choice) for choice in (*begins, *holds)]

    def _offer(self, choice: Choice) -> Suggestion:
        return Suggestion(choice.text, choice.sign, choice.word, now=choice == self._now)


class AnswerInput(ChoiceInput):
    """A list in which any other text is an answer too.

    A sign selects its line but does not answer at once, since an answer may begin with it: `2 weeks`.
    """

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return all choices; once something is typed, the choices that contain it, then the text itself."""
        text = typed.text.strip()
        everything = [self._offer(choice) for choice in self._choices]
        if not text:
            return everything
        own = Suggestion(text, OWN, f"answer: {text}")
        if self._signed(text) >= 0:
            return [*everything, own]
        begun = self._begun(text)
        others = [found for found in self._found(text) if found not in begun] if len(text) > 1 else []
        return [*begun, *others, own]

    def preselected(self, typed: TextAt, suggestions: Sequence[Suggestion]) -> int:
        """Select the choice whose sign is typed, or the first that begins with the text; else the typed answer."""
        text = typed.text.strip()
        if not suggestions or self._signed(text) >= 0:
            return self._signed(text)
        return 0 if not text or self._begun(text) else len(suggestions) - 1

    def replace_for_key(self, typed: TextAt, character: str, *, whole: bool) -> str | None:
        """Let every character be typed."""
        del typed, character, whole
        return None

    def _begun(self, text: str) -> list[Suggestion]:
        key = text_folding.fold(text)
        return [
            self._offer(choice) for choice in self._choices if text_folding.fold(choice.word).startswith(key)
        ]

    def _signed(self, text: str) -> int:
        return next((i for i, choice in enumerate(self._choices) if choice.sign == text), -1)


def _standing(choices: Sequence[Choice], value: str) -> Choice | None:
    from specui.specs.spec import match_choice

    return match_choice(value, choices) if value.strip() else None


def _begins(choice: Choice, wanted: str) -> bool:
    words, key = text_folding.fold(choice.word), text_folding.fold(wanted)
    return words.startswith(key) or choice.sign == wanted or any(w.startswith(key) for w in words.split())
