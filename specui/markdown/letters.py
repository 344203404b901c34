"""Letters as people compare them: one key for search, filters and names, and the way back to the text.

Case does not count, nor does how a letter is encoded (é as one code point or as two, ﬁ, full width), nor an accent:
``istanbul`` finds ``İSTANBUL``. ``ı`` is ``i`` and ``ß`` is ``ss``. Marks that make another letter or vowel in scripts
without case (Devanagari, Thai, kana) count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown import graphemes

_MOST_KNOWN = 20_000
# Combining classes of marks above, below and through Latin, Greek, Cyrillic, Hebrew and Arabic letters.
_ACCENTS = frozenset([1, *range(10, 37), *range(200, 241)])
# Not seen by themselves: soft hyphen, joiners, variation selectors, marks of direction, the mark of a byte order.
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_OTHER = {"ı": "i", "ȷ": "j", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}


class _Keys(dict[int, str]):
    """The key of each character that was met, for `str.translate`."""

    def __init__(self, *, folds: bool) -> None:
        super().__init__()
        self._folds = folds

    def __missing__(self, code: int) -> str:
        found = unicodedata.normalize("NFKD", chr(code))
        if self._folds:
            found = unicodedata.normalize("NFKD", found.casefold())
        found = "".join(_OTHER.get(c, c) for c in found if unicodedata.combining(c) not in _ACCENTS)
        found = _UNSEEN.sub("", found)
        if len(self) < _MOST_KNOWN:
            self[code] = found
        return found


_KEYS = _Keys(folds=True)
_WITH_CASE = _Keys(folds=False)


def key(text: str) -> str:
    """Return what all spellings of a text share."""
    return text.lower() if text.isascii() else text.translate(_KEYS)


class Keyed(NamedTuple):
    """A text's key, and where in the text each of its characters comes from; None where that is the same place."""

    text: str
    key: str
    origins: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that a range of the key stands for, in whole graphemes."""
        if self.origins is None:
            return start, end
        if start >= end:
            begins = self.origins[start] if start < len(self.origins) else len(self.text)
            return graphemes.whole(self.text, begins, begins)
        return graphemes.whole(self.text, self.origins[start], self.origins[end - 1] + 1)


def keyed(text: str, *, case: bool = False) -> Keyed:
    """Return a text with its key; with `case`, capitals stay what they are in it."""
    if text.isascii():
        return Keyed(text, text if case else text.lower())
    keys = _WITH_CASE if case else _KEYS
    parts = [keys[ord(c)] for c in text]
    origins = tuple(at for at, part in enumerate(parts) for _ in part)
    return Keyed(text, "".join(parts), origins)


class Sought:
    """Words that are looked for in a text, with any blanks between them; capitals count where there are any."""

    def __init__(self, typed: str) -> None:
        self._case = any(c.isupper() for c in typed)
        words = (keyed(word, case=self._case).key for word in typed.split())
        self._pattern = re.compile(r"\s+".join(re.escape(word) for word in words if word))

    def __bool__(self) -> bool:
        return bool(self._pattern.pattern)

    def is_in(self, text: str) -> bool:
        """Whether the words stand in a text."""
        where = (
            text if self._case and text.isascii() else text.translate(_WITH_CASE) if self._case else key(text)
        )
        return self._pattern.search(where) is not None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges of a text in which the words stand, in whole graphemes; none overlaps the one before."""
        where = keyed(text, case=self._case)
        last = 0
        for match in self._pattern.finditer(where.key):
            start, end = where.span(*match.span())
            if end > max(start, last):
                yield max(start, last), end
                last = end
