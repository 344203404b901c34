"""Where the caret goes by words. Never inside a grapheme. Pure."""

from __future__ import annotations

from specui.markdown import graphemes
from specui.markdown.lazy import lazy_pattern

_EDGE = lazy_pattern(r"(?<=\W)(?=\w)|(?<=\w)(?=\W)")
_WORD = lazy_pattern(r"\s*\w+")
_START = lazy_pattern(r"(?<=\W)\w")


def firsts(text: str) -> str:
    """Return a text of the same length with each grapheme replaced by its first character, so that none holds a word edge."""
    if text.isascii():
        return text
    return "".join(one if len(one) == 1 else one[0] * len(one) for one in graphemes.split(text))


def edge_before(text: str, at: int) -> int:
    """Return the word edge before an offset, skipping blanks; 0 if there is none."""
    found = [match.start() for match in _EDGE.finditer(firsts(text)[:at].rstrip())]
    return found[-1] if found else 0


def edge_after(text: str, at: int) -> int:
    """Return the word edge after an offset, skipping blanks; the end of the text if there is none."""
    rest = firsts(text)[at:]
    bare = rest.lstrip()
    found = _EDGE.search(bare)
    return at + len(rest) - len(bare) + found.start() if found is not None else len(text)


def end_after(text: str, at: int) -> int:
    """Return the end of the word after an offset; the end of the text if there is none."""
    found = _WORD.search(firsts(text), at)
    return found.end() if found is not None else len(text)


def start_before(text: str, at: int) -> int:
    """Return the start of the word before an offset; 0 if there is none."""
    found = [match.start() for match in _START.finditer(firsts(text)[:at])]
    return found[-1] if found else 0


def start_after(text: str, at: int) -> int:
    """Return the start of the next word after an offset; the end of the text if there is none."""
    found = _START.search(firsts(text)[at:])
    return at + found.start() if found is not None else len(text)
