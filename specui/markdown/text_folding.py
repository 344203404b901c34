"""Folds text so that search, filters and names ignore case, accents and encoding, and maps matches back to the text.

``istanbul`` finds ``İSTANBUL``. Folding ignores how a letter is encoded: é as one code point or two, ﬁ, full width.
``ı`` folds to ``i`` and ``ß`` to ``ss``. In scripts without case (Devanagari, Thai, kana), marks that make another
letter or vowel stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown import graphemes
from specui.markdown.lazy import lazy_pattern

_CACHE_LIMIT = 20_000
# Combining classes of the marks on Latin, Greek, Cyrillic, Hebrew and Arabic letters.
_ACCENTS = frozenset([1, *range(10, 37), *range(200, 241)])
# Invisible by themselves: soft hyphen, joiners, variation selectors, direction marks, byte order mark.
_INVISIBLE = lazy_pattern(
    "[\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_BASE_LETTERS = {"ı": "i", "ȷ": "j", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}


class _FoldTable(dict[int, str]):
    """A table for `str.translate` that folds each character when it first needs it."""

    def __init__(self, *, folds: bool) -> None:
        super().__init__()
        self._folds = folds

    def __missing__(self, code: int) -> str:
        found = unicodedata.normalize("NFKD", chr(code))
        if self._folds:
            found = unicodedata.normalize("NFKD", found.casefold())
        found = "".join(_BASE_LETTERS.get(c, c) for c in found if unicodedata.combining(c) not in _ACCENTS)
        found = _INVISIBLE.sub("", found)
        if len(self) < _CACHE_LIMIT:
            self[code] = found
        return found


_FOLD = _FoldTable(folds=True)
_FOLD_KEEPING_CASE = _FoldTable(folds=False)


def fold(text: str) -> str:
    """Return the text folded, which is equal for all spellings of it."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


class FoldedText(NamedTuple):
    """A text and its folded form.

    ``origins`` holds the offset in the text for each character of ``folded``; None if the offsets are equal.
    """

    text: str
    folded: str
    origins: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text for a range of the folded form, in whole graphemes."""
        if self.origins is None:
            return start, end
        if start >= end:
            begins = self.origins[start] if start < len(self.origins) else len(self.text)
            return graphemes.whole(self.text, begins, begins)
        return graphemes.whole(self.text, self.origins[start], self.origins[end - 1] + 1)


def fold_with_origins(text: str, *, case: bool = False) -> FoldedText:
    """Return a text with its folded form; with `case`, folding keeps capitals."""
    if text.isascii():
        return FoldedText(text, text if case else text.lower())
    table = _FOLD_KEEPING_CASE if case else _FOLD
    parts = [table[ord(c)] for c in text]
    origins = tuple(at for at, part in enumerate(parts) for _ in part)
    return FoldedText(text, "".join(parts), origins)


class TextQuery:
    """Words to find in a text, with any blanks between them; case matters only if the words contain a capital."""

    def __init__(self, typed: str) -> None:
        self._case = any(c.isupper() for c in typed)
        words = (fold_with_origins(word, case=self._case).folded for word in typed.split())
        self._pattern = re.compile(r"\s+".join(re.escape(word) for word in words if word))

    def __bool__(self) -> bool:
        return bool(self._pattern.pattern)

    def is_in(self, text: str) -> bool:
        """Return whether a text contains the words."""
        where = (
            text
            if self._case and text.isascii()
            else text.translate(_FOLD_KEEPING_CASE)
            if self._case
            else fold(text)
        )
        return self._pattern.search(where) is not None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the matches in a text, in whole graphemes; no two overlap."""
        where = fold_with_origins(text, case=self._case)
        last = 0
        for match in self._pattern.finditer(where.folded):
            start, end = where.span(*match.span())
            if end > max(start, last):
                yield max(start, last), end
                last = end
