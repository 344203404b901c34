"""YAML front matter: where it ends, if a text begins with any."""

from __future__ import annotations

import re
from collections.abc import Mapping

from specui.markdown.conflicts import Region
from specui.markdown.text import LineIndex

_KEY = re.compile(r"[A-Za-z_\"'][^\n:#]*:(?:[ \t]|\Z)")
_YAML = re.compile(r"[ \t]|-(?:[ \t]|\Z)|[\]})]")


def front_matter_end(text: str, lines: LineIndex, conflicts: Mapping[int, Region]) -> int:
    """Return the 0-based line that closes the front matter, or -1 where there is none.

    It must open on the first line, begin with a ``key:``, be closed, and hold
    nothing that YAML would not: a rule above prose or headings is no front matter.
    ``conflicts`` by their first line may stand in it.
    """
    if not text.startswith("---") or not _is_fence(text, lines, 0, "---"):
        return -1
    after_blank, behind = False, 0
    for index in range(1, len(lines)):
        if index in conflicts:
            behind = conflicts[index].last + 1
        if index < behind:
            continue
        start, end = lines.starts[index], lines.ends[index]
        if index > 1 and (_is_fence(text, lines, index, "---") or _is_fence(text, lines, index, "...")):
            return index
        is_key = _KEY.match(text, start, end) is not None
        if index == 1 and not is_key:
            return -1
        blank = not text[start:end].strip(" \t")
        comment = text.startswith("#", start, end) and not after_blank
        if not (is_key or blank or comment or _YAML.match(text, start, end)):
            return -1
        after_blank = blank
    return -1


def _is_fence(text: str, lines: LineIndex, index: int, mark: str) -> bool:
    start = lines.starts[index]
    return text.startswith(mark, start) and text[start : lines.ends[index]].rstrip(" \t") == mark
