"""Characters that nobody sees, found once for all rules that look for them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = bytes([9, 10, 13, *range(32, 127)])


@lru_cache(maxsize=2)
def has_invisible(text: str) -> bool:
    """Whether the text holds any character without a picture, beside newlines and tabs.

    Specs are mostly ASCII, which is taken out at the speed of bytes; the patterns of the
    rules, fifty times as slow, need the text only where this says so.
    """
    rest = text.encode("utf-8", "replace").translate(None, _PLAIN)
    return bool(rest) and not rest.decode("utf-8", "replace").isprintable()


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
