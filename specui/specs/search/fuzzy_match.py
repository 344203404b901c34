"""Fuzzy matching: whether letters match a text, how well, and which letters they are.

Each word of a query is searched in the text or in the text beside it. A word that occurs as typed scores better than
one whose letters only occur in order, and better still at the beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from specui.markdown import text_folding
from specui.markdown.lazy import lazy_pattern

LOOSE, TIGHT = 10, 2
"""Maximum letters between two matched ones: LOOSE minus the length of the word, but at least TIGHT."""

_NO_WORD = lazy_pattern(r"[\W_]")
_STEP = 1_000
_BEGINS, _WORD, _INSIDE, _BESIDE, _WITHIN_BESIDE, _SCATTERED = (step * _STEP for step in range(6))


class Query(NamedTuple):
    """A query: folded words."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Query:
        """Return a query from typed text."""
        return cls(tuple(fold(typed).split()))

    def narrows(self, other: Query) -> bool:
        """Whether this query only narrows the other one: letters were added."""
        return len(self.words) >= len(other.words) and all(
            word.startswith(before) for word, before in zip(self.words, other.words, strict=False)
        )

    def cost(self, key: str, words: str, beside: str) -> int:
        """Return the score, 0 for the best match, or -1 for no match.

        `key` is folded text, `words` the same through `bare`, `beside` the text beside it, through `bare` too.
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
        """Return the offsets, in the folded text beside it, of the words that are not in the text itself."""
        found = set[int]()
        words = bare(key)
        for word in self.words:
            if not _letters(word, key, words):
                at = beside.find(word)
                found.update(range(at, at + len(word)) if at >= 0 else ())
        return tuple(sorted(found))


def fold(text: str) -> str:
    """Return a text folded for search."""
    return text_folding.fold(text)


def in_text(text: str, offsets: Sequence[int]) -> tuple[int, ...]:
    """Return the offsets in a text for offsets in its folded form, in whole graphemes."""
    if text.isascii():
        return tuple(offsets)
    where = text_folding.fold_with_origins(text)
    return tuple(sorted({at for offset in offsets for at in range(*where.span(offset, offset + 1))}))


def bare(key: str) -> str:
    """Return a folded text with blanks for everything but letters, and one in front, so that each word follows a blank."""
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
    """Return the offsets of the letters, each the next occurrence: the same that the patterns find."""
    found = [start]
    for letter in word[1:]:
        found.append(key.index(letter, found[-1] + 1))
    return tuple(found)


@lru_cache(maxsize=64)
def _patterns(word: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns that find the letters close together from the start of a word, anywhere, and as initials.

    None of them backtracks: each is linear in the text.
    """
    between = max(TIGHT, LOOSE - len(word))
    letters = [re.escape(letter) for letter in word]
    near = letters[0] + "".join(f"[^{c}]{{0,{between}}}+{c}" for c in letters[1:])
    initials = "[^ ]*+ +".join(f"(?<= )({c})" for c in letters)
    return re.compile(f" {near}"), re.compile(near), re.compile(initials)
