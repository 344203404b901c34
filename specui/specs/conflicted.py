"""What may be in a merge conflict, although neither side of it is read."""

from __future__ import annotations

import re

from specui.markdown.blocks import Document
from specui.specs import names


def field_in_conflict(document: Document, name: str, end: int) -> bool:
    """Say whether a conflict that begins before ``end`` has a line with a field of this name: ``**Tier:** 2``."""
    found = document.conflicts_within(0, end)
    if not found:
        return False
    words = r"[ \t]+".join(re.escape(word) for word in names.field_key(name).split())
    field = re.compile(rf"(?<!\w){words}s?(?:\(s\))?[*_` \t]*[:：|]", re.IGNORECASE)
    return any(field.search(document.text, conflict.start, conflict.end) for conflict in found)
