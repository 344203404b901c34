"""Characters that nobody sees, found once for all rules that look for them."""

from __future__ import annotations

import re
import unicodedata

from specui.markdown.blocks import Document


def describe_character(char: str) -> str:
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


def find_invisible(pattern: re.Pattern[str], document: Document) -> list[re.Match[str]]:
    """Return all places of a pattern of invisible characters; none, at once, where each has a picture."""
    return [] if document.unusual.isprintable() else list(pattern.finditer(document.text))
