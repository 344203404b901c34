"""Whether letters fit a text, how well, and which of its letters they are.

Words of a query are looked for one by one, each in the text or in what is said beside it. One that stands there as
typed is better than one whose letters are only there in order, and better still where a word begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from specui.markdown import text_folding

LOOSE, TIGHT = 10, 2
"""Letters that may stand between two that are looked for: LOOSE less the length of the word, but TIGHT at least."""

_NO_WORD = re.compile(r"[\W_]")
_STEP = 1_000
_BEGINS, _WORD, _INSIDE, _BESIDE, _WITHIN_BESIDE, _SCATTERED = (step * _STEP for step in range(6))


class Query(NamedTuple):
    """What is looked for: words, folded."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Query:
        """Return what was typed as words."""
        return cls(tuple(fold(typed).split()))

    def narrows(self, other: Query) -> bool:
        """Say whether what this one finds is among what the other one does: letters were added."""
        return len(self.words) >= len(other.words) and all(
            word.startswith(before) for word, before in zip(self.words, other.words, strict=False)
        )

    def cost(self, key: str, words: str, beside: str) -> int:
        """Return how badly it fits, 0 at best, or -1 where it does not fit.

        `key` is folded text, `words` the same through `bare`, `beside` what is said beside it, through `bare` too.
        """
        total = 0
        for word in self.words:
            found = _cost(word, key, words, beside)
            if found < 0:
                return -1
            total += found
        return total

    def letters(self, key: str) -> tuple[int, ...]:
        """Return the offsets of the letters in a folded text that were matched, in order; () where none are."""
        found = set[int]()
        words = bare(key)
        for word in self.words:
            found.update(_letters(word, key, words))
        return tuple(sorted(found))

    def letters_beside(self, key: str, beside: str) -> tuple[int, ...]:
        """Return the offsets in what is said beside it, folded, of the words that are not in the text itself."""
        found = set[int]()
        words = bare(key)
        for word in self.words:
            if not _letters(word, key, words):
                at = beside.find(word)
                found.update(range(at, at + len(word)) if at >= 0 else ())
        return tuple(sorted(found))


def fold(text: str) -> str:
    """Return text as it is searched: the key of its letters."""
    return text_folding.fold(text)


def in_text(text: str, offsets: Sequence[int]) -> tuple[int, ...]:
    """Return the offsets in a text of what stands at offsets of its folded form, in whole graphemes."""
    if text.isascii():
        return tuple(offsets)
    where = text_folding.fold_with_origins(text)
    return tuple(sorted({at for offset in offsets for at in range(*where.span(offset, offset + 1))}))


def bare(key: str) -> str:
    """Return a folded text with a blank for all that is no letter, and one before: a word begins behind a blank."""
    return f" {_NO_WORD.sub(' ', key)}"


def _cost(word: str, key: str, words: str, beside: str) -> int:
    at = words.find(f" {word}")
    if at >= 0:
        return _WORD if at else _BEGINS
    if word in key:
        return _INSIDE if word[0].isalnum() else _WORD
    if word in beside:
        return _BESIDE if f" {word}" in beside else _WITHIN_BESIDE
    from_start, anywhere, initials = _patterns(word)
    match = from_start.search(words)
    if match is not None:
        return _SCATTERED + match.end() - match.start()
    match = initials.search(words)
    if match is not None:
        return _SCATTERED + len(word)
    match = anywhere.search(key)
    return _SCATTERED + _STEP // 2 + match.end() - match.start() if match is not None else -1


def _letters(word: str, key: str, words: str) -> tuple[int, ...]:
    at = words.find(f" {word}")
    if at < 0:
        at = key.find(word)
    if at >= 0:
        return tuple(range(at, at + len(word)))
    from_start, anywhere, initials = _patterns(word)
    if match := from_start.search(words):
        return _walk(word, key, match.start())
    if match := initials.search(words):
        return tuple(match.start(n) for n in range(1, len(word) + 1))
    match = anywhere.search(key)
    return _walk(word, key, match.start()) if match is not None else ()


def _walk(word: str, key: str, start: int) -> tuple[int, ...]:
    """Return where the letters stand, each the next one of its kind: that is what the patterns find."""
    found = [start]
    for letter in word[1:]:
        found.append(key.index(letter, found[-1] + 1))
    return tuple(found)


@lru_cache(maxsize=64)
def _patterns(word: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds the letters near each other from a word's beginning on, anywhere, and as words' initials.

    None of them goes back over what it has passed: each is linear in the text.
    """
    between = max(TIGHT, LOOSE - len(word))
    letters = [re.escape(letter) for letter in word]
    near = letters[0] + "".join(f"[^{c}]{{0,{between}}}+{c}" for c in letters[1:])
    initials = "[^ ]*+ +".join(f"(?<= )({c})" for c in letters)
    return re.compile(f" {near}"), re.compile(near), re.compile(initials)
