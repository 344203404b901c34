"""Grapheme boundaries: where what people see as one character begins and ends.

Most text has only graphemes of one code point, which a simple pattern recognises. This module imports the Unicode
tables only if a character may belong to its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.lazy import lazy_pattern

# Characters that are always a grapheme among each other: none extends, joins or precedes another.
_SIMPLE_RANGES = (
    "\t -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u0556\u0561-\u0587\u05d0-\u05ea"
    "\u0620-\u063f\u0641-\u064a\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff\u3001-\u3029"
    "\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7ff\U0001f900-\U0001f9ff"
)
_SIMPLE = lazy_pattern(f"[{_SIMPLE_RANGES}]*")


def floor(text: str, at: int) -> int:
    """Return the start of the grapheme that contains an offset; the offset itself between two graphemes."""
    if at <= 0 or at >= len(text) or _are_simple(text, at - 1, at + 1):
        return max(0, min(at, len(text)))
    return _before(text, at + 1)


def ceiling(text: str, at: int) -> int:
    """Return the end of the grapheme that contains an offset; the offset itself between two graphemes."""
    begins = floor(text, at)
    return begins if begins >= at else following(text, begins)


def previous(text: str, at: int) -> int:
    """Return the start of the grapheme before an offset, or 0."""
    if at <= 1:
        return 0
    return at - 1 if _are_simple(text, at - 2, at) else _before(text, at)


def following(text: str, at: int) -> int:
    """Return the end of the grapheme after an offset, or the length of the text."""
    if at + 1 >= len(text):
        return len(text)
    if _are_simple(text, at, at + 2):
        return at + 1
    from wcwidth import iter_graphemes

    begins = _before(text, at + 1)
    return begins + len(next(iter(iter_graphemes(text, begins))))


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range, extended to whole graphemes."""
    return floor(text, start), ceiling(text, end)


def split(text: str) -> Iterator[str]:
    """Yield the graphemes of a text, in order."""
    if _SIMPLE.fullmatch(text):
        yield from text
        return
    from wcwidth import iter_graphemes

    yield from iter_graphemes(text)


def _are_simple(text: str, start: int, end: int) -> bool:
    return _SIMPLE.fullmatch(text, start, end) is not None


def _before(text: str, at: int) -> int:
    """Return the start of the grapheme that contains the character before an offset."""
    from wcwidth import grapheme_boundary_before

    return grapheme_boundary_before(text, at)
