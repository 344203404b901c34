"""Finds the YAML front matter at the start of a text."""

from __future__ import annotations

from collections.abc import Mapping

from specui.markdown.conflicts import ConflictLines
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import LineIndex

_KEY = lazy_pattern(r"[A-Za-z_\"'][^\n:#]*:(?:[ \t]|\Z)")
_YAML = lazy_pattern(r"[ \t]|-(?:[ \t]|\Z)|[\]})]")


def front_matter_end(text: str, lines: LineIndex, conflicts: Mapping[int, ConflictLines]) -> int:
    """Return the line, from 0, that closes the front matter, or -1 if there is none.

    Front matter opens on the first line, has a closing line, starts with a ``key:`` after comments and blank lines
    at most, and contains only YAML: a thematic break above prose or headings is not front matter.  It may contain
    ``conflicts``, which are given by their first line.
    """
    if not text.startswith("---") or not _is_fence(text, lines, 0, "---"):
        return -1
    after_blank, begun, skip_to = False, False, 0
    for index in range(1, len(lines)):
        if index in conflicts:
            skip_to = conflicts[index].last + 1
        if index < skip_to:
            continue
        start, end = lines.starts[index], lines.ends[index]
        if index > 1 and (_is_fence(text, lines, index, "---") or _is_fence(text, lines, index, "...")):
            return index if begun else -1
        is_key = _KEY.match(text, start, end) is not None
        blank = not text[start:end].strip(" \t")
        comment = text.startswith("#", start, end) and not (
            after_blank and _is_heading(text, lines, index, begun)
        )
        if not (is_key or blank or comment or (begun and _YAML.match(text, start, end))):
            return -1
        begun = begun or is_key
        after_blank = blank
    return -1


def _is_heading(text: str, lines: LineIndex, index: int, begun: bool) -> bool:
    """Return whether a ``#`` after a blank line is a heading, not a comment directly above the first key."""
    if begun or index + 1 >= len(lines):
        return True
    start, end = lines.starts[index + 1], lines.ends[index + 1]
    return _KEY.match(text, start, end) is None and not text.startswith("#", start, end)


def _is_fence(text: str, lines: LineIndex, index: int, mark: str) -> bool:
    start = lines.starts[index]
    return text.startswith(mark, start) and text[start : lines.ends[index]].rstrip(" \t") == mark
