"""Where the caret goes by words: pure, and never into what is seen as one character."""

from __future__ import annotations

import re

from specui.markdown import graphemes

_EDGE = re.compile(r"(?<=\W)(?=\w)|(?<=\w)(?=\W)")
_WORD = re.compile(r"\s*\w+")
_START = re.compile(r"(?<=\W)\w")


def firsts(text: str) -> str:
    """Return a text of the same length in which each grapheme is its first character, so that none has an edge in it."""
    if text.isascii():
        return text
    return "".join(one if len(one) == 1 else one[0] * len(one) for one in graphemes.split(text))


def edge_before(text: str, at: int) -> int:
    """Return the edge of a word before a place, blanks passed over; 0 where there is none."""
    found = [match.start() for match in _EDGE.finditer(firsts(text)[:at].rstrip())]
    return found[-1] if found else 0


def edge_after(text: str, at: int) -> int:
    """Return the edge of a word after a place, blanks passed over; the end where there is none."""
    rest = firsts(text)[at:]
    bare = rest.lstrip()
    found = _EDGE.search(bare)
    return at + len(rest) - len(bare) + found.start() if found is not None else len(text)


def end_after(text: str, at: int) -> int:
    """Return where the word after a place ends; the end of the text where there is none."""
    found = _WORD.search(firsts(text), at)
    return found.end() if found is not None else len(text)


def start_before(text: str, at: int) -> int:
    """Return where a word begins before a place; 0 where there is none."""
    found = [match.start() for match in _START.finditer(firsts(text)[:at])]
    return found[-1] if found else 0


def start_after(text: str, at: int) -> int:
    """Return where the next word begins after a place; the end where there is none."""
    found = _START.search(firsts(text)[at:])
    return at + found.start() if found is not None else len(text)
