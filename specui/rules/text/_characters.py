"""Characters that nobody sees, found once for all rules that look for them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NEWLINES = str.maketrans("", "", "\r\n\t")


@lru_cache(maxsize=2)
def has_invisible(text: str) -> bool:
    """Whether the text holds any character without a picture, beside newlines and tabs.

    One pass in C; the patterns of the rules, ten times as slow, need it only where it says so.
    """
    return not text.replace("\n", "").isprintable() and not text.translate(_NEWLINES).isprintable()


def name_of(char: str) -> str:
    """Return ``U+202E RIGHT-TO-LEFT OVERRIDE``; a control character has its usual short name."""
    code = ord(char)
    known = {
        0: "NUL",
        7: "BEL",
        8: "BACKSPACE",
        11: "VERTICAL TAB",
        12: "FORM FEED",
        27: "ESCAPE",
        127: "DELETE",
    }
    name = unicodedata.name(char, known.get(code, ""))
    return f"U+{code:04X} {name}".rstrip()


def each(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return all places of a pattern of invisible characters; none, at once, in a plain text."""
    return list(pattern.finditer(text)) if has_invisible(text) else []
