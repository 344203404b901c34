"""Wraps text to a width: inline Markdown at blanks, long words broken.

Widths are those of ``specui.tui.rendering.safe_text``: every character that ``safe`` lets through has one width,
whatever stands beside it, so a line's width is the sum of its characters'.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from rich.cells import get_character_cell_size
from textual.content import Content

from specui.markdown.lazy import lazy_pattern
from specui.tui.rendering.inline_markdown import InlineStyles, inline
from specui.tui.rendering.safe_text import safe
from specui.tui.rendering.section.model import Line, Segment

NAMES = InlineStyles(
    code="code",
    strong="strong",
    emphasis="emphasis",
    struck="struck",
    link="link",
    url="muted",
    html="faint",
)
"""Inline Markdown by the layout's own style names."""

LONGEST = 20_000
"""So many characters of one item are drawn."""
MOST_LINES = 1_000
"""And so many of its lines."""

# One cell each, so that offsets are cells: nearly all text is of these.
_NARROW = lazy_pattern(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u201f\u2022\u2026\u2190-\u2193\u2265\u2264\n]*"
)
_INDENTED = lazy_pattern(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\r|\n)[ \t]*")
_BREAK_TAG = lazy_pattern(r"(?:(?<![ \t])[ \t]++)?<br[ \t]*/?>[ \t]*", re.IGNORECASE)
_JOINTS = "/_-.,:;|)=&"


@lru_cache(maxsize=8192)
def flow(source: str, width: int, first: int = 0, base: str = "", over: str = "") -> tuple[Line, ...]:
    """Return Markdown ``source`` as lines of at most ``width`` cells; at least one.

    ``first`` is the width of the first line if it differs. ``base`` is the style under the text's own, ``over`` the
    one above it.
    """
    return tuple(wrap(drawn(source), width, first or width, base, over))


def drawn(source: str) -> Content:
    """Return Markdown source of one paragraph, item or cell as styled text."""
    source = cut(source)
    if "\n" in source or "\r" in source:
        source = _INDENTED.sub(_joined, source)
    if "<" in source:
        source = _BREAK_TAG.sub("  \n", source)
    return inline(source, NAMES)


def cut(source: str) -> str:
    """Return the part of a text that is drawn for an item, and how much is left out: nobody reads a line of a megabyte."""
    if len(source) <= LONGEST and (len(source) <= MOST_LINES or source.count("\n") <= MOST_LINES):
        return source
    end = source.rfind("\n", LONGEST // 2, LONGEST)
    end = end if end >= 0 else min(LONGEST, len(source))
    if source.count("\n", 0, end) > MOST_LINES:
        end = len("\n".join(source.split("\n", MOST_LINES)[:MOST_LINES]))
    return f"{source[:end]} ⋯ and {len(source) - end:,} more characters"


def one_line(source: str) -> str:
    """Return the words of Markdown source as drawn, on one line."""
    return drawn(source).plain.replace("\n", " ")


def verbatim(line: str, width: int, style: str) -> list[Line]:
    """Return a line of code as lines, broken where it is too long; at least one."""
    text = safe(line)
    pieces = [text[start:end] for start, end in _chop(text, width)]
    return [((piece, style),) if piece else () for piece in pieces or [""]]


def wrap(content: Content, width: int, first: int, base: str, over: str) -> list[Line]:
    """Return styled text as lines; ``base`` and ``over`` are styles under and above its own."""
    plain = content.plain
    runs = _runs(content, base, over)
    lines = [_slice(plain, runs, start, end) for start, end in _break(plain, width, first)]
    return lines or [()]


def _joined(match: re.Match[str]) -> str:
    """Keep a hard break (two blanks before the newline), drop the indentation after it."""
    return "  \n" if match[0].startswith("  ") else "\n"


def _runs(content: Content, base: str, over: str) -> list[tuple[int, int, str]]:
    """Return the text's runs of one style, in order and without gaps."""
    plain = content.plain
    if not content.spans:
        return [(0, len(plain), " ".join(filter(None, (base, over))))]
    events: dict[int, list[tuple[bool, str]]] = {}
    for span in reversed(content.spans):  # outer spans come after inner ones
        events.setdefault(span.start, []).append((True, str(span.style)))
        events.setdefault(span.end, []).append((False, str(span.style)))
    active: list[str] = []
    runs: list[tuple[int, int, str]] = []
    at = 0
    for offset in sorted(events):
        if offset > at:
            runs.append((at, offset, " ".join(filter(None, (base, *active, over)))))
            at = offset
        for opens, style in events[offset]:
            if not opens and style in active:
                active.remove(style)
        active.extend(style for opens, style in events[offset] if opens)
    if at < len(plain):
        runs.append((at, len(plain), " ".join(filter(None, (base, over)))))
    return runs


def _slice(plain: str, runs: list[tuple[int, int, str]], start: int, end: int) -> Line:
    if start == end:
        return ()
    segments: list[Segment] = []
    index = bisect_right(runs, start, key=lambda run: run[0]) - 1
    while index < len(runs) and runs[index][0] < end:
        run_start, run_end, style = runs[index]
        segments.append((plain[max(start, run_start) : min(end, run_end)], style))
        index += 1
    return tuple(segments)


def _break(plain: str, width: int, first: int) -> Iterator[tuple[int, int]]:
    """Yield the range of every line."""
    at = 0
    while at <= len(plain):
        end = plain.find("\n", at)
        end = len(plain) if end < 0 else end
        if at < end or (at == end and "\n" in plain):
            for piece in _break_line(plain, at, end, width, first):
                yield piece
                first = width
        at = end + 1


def _break_line(plain: str, start: int, end: int, width: int, first: int) -> Iterator[tuple[int, int]]:
    if start == end:
        yield start, end
        return
    ruler = None if _NARROW.fullmatch(plain, start, end) else _Ruler(plain, start, end)
    room = first
    while start < end:
        limit = start + room if ruler is None else ruler.limit(start, room)
        if limit >= end:
            yield start, end
            return
        stop = _best_break(plain, start, limit)
        yield start, _trimmed(plain, start, stop)
        start = stop
        while start < end and plain[start] == " ":
            start += 1
        room = width


def _best_break(plain: str, start: int, limit: int) -> int:
    """Return the end of a line that may reach ``limit``: at a blank, else within the word."""
    blank = plain.rfind(" ", start, limit + 1)
    if blank > start + (limit - start) // 2:
        return blank
    # The next word is long: break a path or an address rather than move all of it to the next line.
    room = limit - start
    word_end = plain.find(" ", limit, limit + room)
    word_end = min(len(plain), limit + room) if word_end < 0 else word_end
    if blank > start and word_end - blank <= room:
        return blank
    joint = max(plain.rfind(joint, start, limit) for joint in _JOINTS)
    return joint + 1 if joint > max(blank, start + room // 3) else limit


def _trimmed(plain: str, start: int, stop: int) -> int:
    while stop > start and plain[stop - 1] == " ":
        stop -= 1
    return stop


def _chop(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of at most ``width`` cells, broken anywhere."""
    ruler = None if _NARROW.fullmatch(text) else _Ruler(text, 0, len(text))
    start = 0
    while start < len(text):
        stop = min(len(text), start + width if ruler is None else ruler.limit(start, width))
        yield start, stop
        start = stop


class _Ruler:
    """The widths of a text whose characters are not all of one cell."""

    __slots__ = ("ends", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.ends = list(accumulate(map(get_character_cell_size, text[start:end])))

    def limit(self, start: int, room: int) -> int:
        """Return the offset after the last character that ends within ``room`` cells of ``start``."""
        index = start - self.start
        before = self.ends[index - 1] if index else 0
        return self.start + max(index + 1, bisect_right(self.ends, before + room))
