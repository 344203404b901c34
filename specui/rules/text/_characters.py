"""Invisible characters: finding and describing them."""

from __future__ import annotations

import re
import unicodedata

from specui.markdown.blocks import Document


def describe_character(char: str) -> str:
    """Return the code and name of a character, such as ``U+202E RIGHT-TO-LEFT OVERRIDE`` or ``U+001B ESCAPE``."""
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
    """Return all matches of a pattern of invisible characters; fast if every character is printable."""
    return [] if document.unusual.isprintable() else list(pattern.finditer(document.text))
