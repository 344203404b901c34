"""The rules for single lines: pure functions that say what ``text[pos:end]`` begins or ends.

``pos`` is the offset of the line's first character that is neither blank nor tab, after the marks of its containers.
``end`` is the offset of its newline.  The functions have no state, so that you can read and test each rule of
CommonMark by itself.
"""

from __future__ import annotations

import re
from functools import cache

from specui.markdown.blocks import FieldLine

BLANKS = " \t"
TICKED = "xX"
"""The marks of a ticked checkbox."""
NOT_A_MARK = "[]\\`\t"
"""Characters that are not the mark of a checkbox, although they are neither letters nor digits."""
COLONS = frozenset(":\uff1a")
"""The characters that may follow the name of a field."""

_TAG_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
)
_HTML_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE | re.ASCII)
_HTML_ENDS = ("", "", "-->", "?>", ">", "]]>")
# A link reference definition on one line.
_DEFINITION = (
    r"\[(?!\s*\])(?:[^\[\]\\]|\\.)++\]:[ \t]*+(?:<(?:[^<>\\]|\\.)*+>|[^\s<]\S*+)"
    r"(?:[ \t]++(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?[ \t]*+"
)


def skip_blanks(text: str, pos: int, end: int, column: int) -> tuple[int, int]:
    """Return the offset and column of the first character at or after ``pos`` that is not a blank or tab."""
    while pos < end:
        char = text[pos]
        if char == " ":
            column += 1
        elif char == "\t":
            column += 4 - column % 4
        else:
            break
        pos += 1
    return pos, column


def trim_end(text: str, pos: int, end: int) -> int:
    """Return ``end`` moved back over blanks and tabs, but not before ``pos``."""
    while end > pos and text[end - 1] in BLANKS:
        end -= 1
    return end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range of one or more lines without white space at both ends."""
    while start < end and text[start] in " \t\r\n":
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return start, end


def is_thematic_break(text: str, pos: int, end: int) -> bool:
    """Return whether the line is its first character three or more times, with or without blanks between."""
    if end - pos < 3:
        return False
    char = text[pos]
    line = text[pos:end]
    return not line.rstrip(char + BLANKS) and line.count(char) >= 3


def is_setext_underline(text: str, pos: int, end: int) -> bool:
    """Return whether the line repeats its first character (``=`` or ``-``), followed only by blanks."""
    line = text[pos:end].rstrip(BLANKS)
    return line.count(text[pos]) == len(line)


def read_atx_heading(text: str, pos: int, end: int) -> tuple[int, int, int] | None:
    """Return the level and the start and end of the text of ``## a heading ##``, or None."""
    start = pos + 1
    while start < end and text[start] == "#":
        start += 1
    level = start - pos
    if level > 6 or (start < end and text[start] not in BLANKS):
        return None
    while start < end and text[start] in BLANKS:
        start += 1
    stop = end
    while stop > start and text[stop - 1] in BLANKS:
        stop -= 1
    if stop > start and text[stop - 1] == "#":
        tail = stop - 1
        while tail > start and text[tail - 1] == "#":
            tail -= 1
        if tail == start:
            return level, start, start
        if text[tail - 1] in BLANKS:
            stop = trim_end(text, start, tail)
    return level, start, stop


def fence_length(text: str, pos: int, end: int) -> int:
    """Return the number of marks that open a fence here, or 0."""
    mark = text[pos]
    stop = pos + 1
    while stop < end and text[stop] == mark:
        stop += 1
    if stop - pos < 3 or (mark == "`" and text.find("`", stop, end) >= 0):
        return 0
    return stop - pos


def closes_fence(text: str, pos: int, end: int, mark: str, length: int) -> bool:
    """Return whether the line closes a fence of ``length`` times ``mark``."""
    if text[pos] != mark:
        return False
    line = text[pos:end].rstrip(BLANKS)
    return len(line) >= length and line.count(mark) == len(line)


def marker_end(text: str, pos: int, end: int) -> int:
    """Return the offset after a list marker that precedes a blank or the end of the line, or -1."""
    stop = pos + 1
    if text[pos] not in "-+*":
        while stop < end and "0" <= text[stop] <= "9":
            stop += 1
            if stop - pos > 9:
                return -1
        if stop >= end or text[stop] not in ".)":
            return -1
        stop += 1
    if stop < end and text[stop] not in BLANKS:
        return -1
    return stop


def html_kind(text: str, pos: int, end: int, interrupts: bool) -> int:
    """Return the kind of HTML block, 1 to 7, that begins here, or 0.

    Kind 7 cannot interrupt a paragraph; ``interrupts`` says that the line would.
    """
    match = _html_open().match(text, pos, end)
    if match:
        return match.lastindex or 0
    if not interrupts and _html_tag().fullmatch(text, pos, end):
        return 7
    return 0


@cache
def _html_open() -> re.Pattern[str]:
    """Return a pattern with a group for each of kinds 1 to 6 of https://spec.commonmark.org/0.31.2/#html-blocks.

    Compiled on first use: it takes a millisecond, and few specs contain HTML.
    """
    return re.compile(
        r"<(?:(script|pre|style|textarea)(?=[ \t>]|\Z)|(!--)|(\?)|(![a-z])|(!\[CDATA\[)"
        rf"|/?({_TAG_NAMES.replace(' ', '|')})(?=[ \t>]|/>|\Z))",
        re.IGNORECASE | re.ASCII,
    )


@cache
def _html_tag() -> re.Pattern[str]:
    """Return a pattern for kind 7, one complete tag alone on its line; possessive, so that it cannot backtrack."""
    return re.compile(
        r"<(?:[a-z][a-z0-9-]*+"
        r"(?:\s++[a-z_:][a-z0-9:._-]*+(?:\s*+=\s*+(?:[^\"'=<>`\x00-\x20]++|'[^']*+'|\"[^\"]*+\"))?)*+"
        r"\s*+/?>|/[a-z][a-z0-9-]*+\s*+>)[ \t]*+",
        re.IGNORECASE | re.ASCII,
    )


def ends_html(text: str, pos: int, end: int, kind: int) -> bool:
    """Return whether an HTML block of kind 1 to 5 ends on this line; kinds 6 and 7 end at a blank line."""
    if kind == 1:
        return _HTML_RAW_END.search(text, pos, end) is not None
    return kind < 6 and text.find(_HTML_ENDS[kind], pos, end) >= 0


def find_checkbox(text: str, pos: int, end: int) -> int:
    """Return the offset of the mark within ``[ ]``, ``[x]`` or another state such as ``[~]``, or -1.

    GFM knows only the first two.  Any other single character that is neither a letter nor a digit marks a task in
    another state, and so does the star of ``[ ]*``, with which Kiro marks optional tasks; some formatters escape it.
    """
    if pos + 3 > end or text[pos] != "[" or text[pos + 2] != "]":
        return -1
    mark = text[pos + 1]
    if mark not in " xX" and (mark in NOT_A_MARK or mark.isalnum()):
        return -1
    if pos + 3 < end and text[pos + 3] not in BLANKS:
        after = checkbox_end(text, pos + 1, end)
        return pos + 1 if after > pos + 3 and (after == end or text[after] in BLANKS) else -1
    return pos + 1


def checkbox_end(text: str, box: int, end: int) -> int:
    """Return the offset after the checkbox whose mark is at ``box``: after ``]``, or after its star."""
    return min(box + 2 + len(star_of(text, box)), end)


def star_of(text: str, box: int) -> str:
    """Return the star behind the checkbox whose mark is at ``box``, as it is written; "" for none."""
    return next((star for star in ("*", "\\*") if text.startswith(star, box + 2)), "")


def read_field_line(text: str, pos: int, end: int, line: int) -> FieldLine | None:
    """Return the field of a line ``**Key:** value`` or ``**Key**: value``, also with ``__``, or None.

    The colon may be full-width.  A backslash at the end of the line is a hard break, not part of the value.
    """
    mark = text[pos : pos + 2]
    if mark not in {"**", "__"} or text.startswith(mark[0], pos + 2):
        return None
    close = text.find(mark, pos + 2, end)
    if close < 0:
        return None
    key_end, value = close, close + 2
    if text[close - 1] in COLONS:
        key_end -= 1
    elif text[value : value + 1] in COLONS and value < end:
        value += 1
    elif text.startswith(" :", value, end):  # French puts a space before the colon
        value += 2
    else:
        return None
    key = pos + 2
    key_end = trim_end(text, key, key_end)
    if key_end <= key or text[key] in BLANKS:
        return None
    end = trim_hard_break(text, value, end)
    while value < end and text[value] in BLANKS:
        value += 1
    return FieldLine(pos, end, line, key, key_end, value, end)


def trim_hard_break(text: str, pos: int, end: int) -> int:
    """Return ``end`` moved back over blanks and over the backslash of a hard break."""
    if text[end - 1] != "\\":
        return trim_end(text, pos, end)
    stop = end
    while stop > pos and text[stop - 1] == "\\":
        stop -= 1
    return trim_end(text, pos, end - 1) if (end - stop) % 2 else end


def is_definition(text: str, pos: int, end: int) -> bool:
    """Return whether a line is a complete link reference definition, ``[label]: target "title"``."""
    return re.compile(_DEFINITION).fullmatch(text, pos, end) is not None
