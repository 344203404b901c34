"""One of several values: a list with signs and words, chosen with the arrows, a letter, or by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from specui.specs import names
from specui.specs.schema import Choice
from specui.tui.editors.manner import Offer, Plain, Typed


class Chosen(Plain):
    """The list is what counts; what is typed looks for something in it, or is a value of its own.

    A tail behind the value that stood there is the core's to keep.
    """

    picks = True
    steps = "choose"

    def __init__(
        self, choices: Sequence[Choice], value: str, check: Callable[[str], str], *, quick: bool = False
    ) -> None:
        self._check = check
        self._choices = tuple(choices)
        self._value = value
        self._now = _standing(choices, value)
        self.quick = quick
        """Whether a sign is a key: `1` chooses what stands behind it."""

    def offers(self, typed: Typed) -> Sequence[Offer]:
        """Offer all of them while nothing is typed, then those that hold what is typed."""
        if typed.text == self._value or not typed.text.strip():
            return [self._offer(choice) for choice in self._choices]
        wanted = names.strip_signs(typed.text).strip().casefold() or typed.text.strip()
        begins = [c for c in self._choices if _begins(c, wanted)]
        holds = [c for c in self._choices if c not in begins and wanted in c.word.casefold()]
        return [self._offer(choice) for choice in (*begins, *holds)]

    def lit(self, typed: Typed, offers: Sequence[Offer]) -> int:
        """Light what stands there now, or the first that fits what is typed; what is not chosen stays as it is."""
        if not offers:
            return -1
        if typed.text == self._value or not typed.text.strip():
            return 0 if self.quick else next((i for i, offer in enumerate(offers) if offer.now), -1)
        return 0 if self._check(typed.text) else -1  # what may stand there as it is typed is not replaced

    def key(self, typed: Typed, character: str, *, whole: bool) -> str | None:
        """Choose by a sign that is a key."""
        fresh = whole or not typed.text or typed.text == self._value
        if self.quick and fresh:
            found = next((c for c in self._choices if c.sign == character), None)
            return found.text if found is not None else None
        return None

    def _offer(self, choice: Choice) -> Offer:
        return Offer(choice.text, choice.sign, choice.word, now=choice == self._now)


def _standing(choices: Sequence[Choice], value: str) -> Choice | None:
    from specui.specs.spec import match_choice

    return match_choice(value, choices) if value.strip() else None


def _begins(choice: Choice, wanted: str) -> bool:
    words = choice.word.casefold()
    return (
        words.startswith(wanted) or choice.sign == wanted or any(w.startswith(wanted) for w in words.split())
    )
