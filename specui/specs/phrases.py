"""Quotes, lists and counts for messages, so that all of them are worded alike."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown.lazy import lazy_pattern

_MARKS = lazy_pattern(r"\*\*|`")


def quote(text: str, limit: int = 60) -> str:
    """Return ``text`` in quotation marks on one line, cut at a word after at most ``limit`` characters."""
    flat = " ".join(text.split())
    if len(flat) > limit:
        flat = flat[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"“{flat}”"


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def format_count(number: int, singular: str, plural: str = "") -> str:
    """Return ``1 gap`` or ``3 gaps``; the default plural has an s."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def format_examples(texts: Sequence[tuple[str, int]], shown: int = 2) -> str:
    """Return the first ``shown`` of ``(text, line)`` in quotes without bold and code marks, and how many more there are."""
    named = [f"{quote(_MARKS.sub('', text), 40)} (line {line})" for text, line in texts[:shown]]
    if len(texts) > shown:
        named.append(f"{len(texts) - shown} more")
    return join_words(named)
