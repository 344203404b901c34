"""One item found in a part, and tests of its text."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from specui.markdown.blocks import Block, ListItem
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.rows import Record
from specui.specs.sections import Group, Section

Shape = Literal["item", "row", "heading", "paragraph"]

_INVISIBLE = lazy_pattern(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>|&nbsp;|&zwnj;|&#8203;", re.DOTALL)
_OPENERS = "*_`~\"'([“„"
_BLANK = lazy_pattern(r"[\s*_`~\u200b\u200c\u200d\u2060\ufeff]+")
_REMARK = lazy_pattern(
    r"[*_(\[]*(?:notes?|nb|n\.b\.|see(?: also)?|sources?|references?|legend|context|background)\b[^:?]{0,40}?:",
    re.IGNORECASE,
)
_NONE_SO_FAR = lazy_pattern(
    r"(?:none|nothing|n/a|not applicable|no (?:[\w-]+ ){0,3}(?:gaps?|issues?|questions?|tests?|criteria|debt|limitations?|items?))"
    r"\b(?![^.]*\?).{0,120}|(?:tb[dac]|todo)\W*",
    re.IGNORECASE | re.DOTALL,
)
_DONE_WORDS = lazy_pattern(
    r"\W*(?:done|met|pass(?:ed|es|ing)?|yes|complete[d]?|verified|implemented|shipped|fixed|closed|resolved|\[[xX]\])\b.{0,60}"
    r"|[✅☑✔✓].{0,60}",
    re.IGNORECASE | re.DOTALL,
)
_NOT_REALLY = lazy_pattern(
    r"\?|~~|\b(?:not|no|except|reopen(?:ed)?|partial(?:ly)?|staging|planned|todo|tbd|but|pending|open)\b",
    re.IGNORECASE,
)
_CLOSED_NAMES = frozenset(
    {"resolved", "closed", "fixed", "done", "answered", "decided", "completed", "settled"}
)
_OPEN_NAMES = frozenset({"open", "still open", "remaining", "unresolved", "pending", "reopened", "not fixed"})
_CLOSED_THINGS = frozenset(
    {"gap", "issue", "question", "item", "point", "limitation", "decision", "bug", "test"}
)
_STRUCK_TAIL = lazy_pattern(
    r"[\s*_.:,;)(\u2013\u2014→✅-]*(?:(?:fixed|done|closed|resolved|shipped|removed|obsolete|dropped|answered|decided|n/a|see|"
    r"no longer|not needed|superseded|duplicate|moved|won't|wont)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_STRUCK = lazy_pattern(r"(?:\*\*)?~~(?P<text>(?:(?!~~).)+)~~(?P<tail>.*)", re.DOTALL)


class Found(NamedTuple):
    """One item of a part.

    ``text`` is its source on one line; ``start:end`` the range of that text, ``line`` where it begins.  ``item`` is
    the list item and ``record`` the row that it is.  ``headings`` are the names of the headings and labels above
    it, within its section, the nearest first; ``below`` are the blocks that belong to a heading or paragraph.
    ``quoted`` says that it is in a quote.
    """

    shape: Shape
    text: str
    start: int
    end: int
    line: int
    section: Section
    group: Group
    headings: tuple[str, ...] = ()
    item: ListItem | None = None
    record: Record | None = None
    below: tuple[Block, ...] = ()
    quoted: bool = False


def has_words(text: str) -> bool:
    """Whether a text says anything: more than comments, tags, marks and blanks."""
    if text[:1].isalnum() or text.lstrip(_OPENERS)[:1].isalnum():
        return True
    return bool(_BLANK.sub("", _INVISIBLE.sub("", text)))


def is_none(text: str) -> bool:
    """Whether an item says "none": ``None``, ``No known gaps.``."""
    return names.says_none(text) or _NONE_SO_FAR.fullmatch(names.strip_marks(text)) is not None


def is_remark(text: str) -> bool:
    """Whether an item is a remark on the others: ``Note: …``, ``See also: …``."""
    return _REMARK.match(text) is not None


def is_struck(text: str) -> bool:
    """Whether the words of an item are struck out, and the text after them does not reopen it."""
    match = _STRUCK.fullmatch(text) if text.startswith(("~~", "**~~")) else None
    return match is not None and _STRUCK_TAIL.fullmatch(match["tail"]) is not None


def unstruck(text: str) -> str:
    """Return the words of a text that may be struck out."""
    match = _STRUCK.fullmatch(text) if is_struck(text) else None
    return match["text"].strip() if match else text


def says_done(text: str) -> bool:
    """Whether a cell of a status column says that the row is done."""
    return _DONE_WORDS.fullmatch(text.strip()) is not None and _NOT_REALLY.search(text) is None


def stands_closed(found: Found) -> bool:
    """Whether the nearest heading above an item that is about that closes everything below it: ``### Resolved``."""
    for name in found.headings:
        if closes(name):
            return True
        if names.key(name).rstrip(":") in _OPEN_NAMES:
            return False
    return False


def opens(name: str) -> bool:
    """Whether a heading says that what is below is open: ``Still open``."""
    return names.key(name).rstrip(":") in _OPEN_NAMES


def closes(name: str) -> bool:
    """Whether a heading says that all below is closed: ``Resolved``, ``Closed gaps``."""
    words = names.key(name).rstrip(":").split()
    if not words or words[0] not in _CLOSED_NAMES:
        return False
    return len(words) == 1 or (len(words) == 2 and words[1].removesuffix("s") in _CLOSED_THINGS)
