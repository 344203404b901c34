"""Compares the values of a template's choice with what people write."""

from __future__ import annotations

import re

from specui.specs import names
from specui.specs.phrases import join_words
from specui.specs.schema import Choice


def choice_words(choices: tuple[Choice, ...]) -> list[str]:
    """Return the words of the choices."""
    return [choice.word for choice in choices]


def nearest(raw: str, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the choice that a value most likely means: by its words, by similarity, by its sign."""
    words = plain(raw)
    contained = [c for c in choices if f" {plain(c.word)} " in f" {words} "]
    if contained:
        return max(contained, key=lambda choice: len(choice.word))
    from difflib import get_close_matches

    close = get_close_matches(words, [plain(c.word) for c in choices], n=1, cutoff=0.6)
    if close:
        return next(c for c in choices if plain(c.word) == close[0])
    sign = names.leading_sign(raw)
    return next((c for c in choices if sign and c.sign == sign), None)


def explain_unknown(raw: str, choices: tuple[Choice, ...]) -> tuple[Choice | None, str]:
    """Return the choice that an unknown value most likely means, and how a message about it ends."""
    allowed = join_words(choice_words(choices), "or")
    choice = nearest(raw, choices)
    if choice is None:
        return None, f"; choose {allowed}"
    by_sign = names.leading_sign(raw) == choice.sign and not shares_words(raw, choice)
    hint = f"{choice.sign} stands for {choice.word}." if by_sign else f"did you mean {choice.word}?"
    return choice, f"; {hint} Allowed: {allowed}"


def listed(raw: str, choices: tuple[Choice, ...]) -> bool:
    """Whether a value still offers several choices, as the template does, instead of being one."""
    if "|" not in raw and "/" not in raw:
        return False
    offered = [plain(piece) for piece in re.split(r"\s[|/]\s", raw)]
    return sum(piece in {plain(c.word) for c in choices} for piece in offered) > 1


def foreign_sign(raw: str, chosen: Choice, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the choice whose sign is before the word of another, or None."""
    sign = names.leading_sign(raw)
    if not sign or sign == chosen.sign or not chosen.sign:
        return None
    return next((c for c in choices if c.sign == sign), None)


def shares_words(raw: str, choice: Choice) -> bool:
    """Whether a value and a choice have a word in common."""
    return not set(plain(raw).split()).isdisjoint(plain(choice.word).split())


def plain(text: str) -> str:
    """Return the words of a value: lower case, no signs, marks or punctuation."""
    return " ".join(re.findall(r"\w+", names.strip_signs(text).casefold().replace("_", " ")))
