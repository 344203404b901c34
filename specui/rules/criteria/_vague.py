"""Vague words in criteria, and the words that make a sentence measurable all the same."""

from __future__ import annotations

import re
from functools import cache

from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import TextRange

_SPEED = (
    r"\b(?:instant(?:ly|aneous(?:ly)?)?|immediate(?:ly)?|(?:very |really |reasonably )?(?:fast|quick(?:ly)?|speedy|rapid(?:ly)?)"
    r"(?: enough)?(?! (?:path|lane|track|action|repl|link|view|filter|add\b|forward|start))|promptly|snappy|smooth(?:ly)?"
    r"|performant(?:ly)?|(?:is|are|be|stays?|remains?|feels?) (?:responsive|efficient)|responsively|efficiently"
    r"|scal(?:es|able)(?: well)?|lightweight|timely|good performance|(?:low|minimal) latency|high availability"
    r"|(?:acceptable|reasonable|adequate|good|decent) (?:time|speed|latency|performance|load times?|response times?)"
    r"|performs? (?:well|acceptably)|in (?:a )?(?:reasonable|acceptable|short) time|good enough|works? well)\b"
)
# A number, a comparison, a condition or a plain yes-or-no makes a sentence measurable.
_FIGURE = lazy_pattern(r"[\d<>≤≥%]")
_BOUND = (
    r"\b(?:than|at most|at least|within|under|below|above|beyond|exceeds?|limit|budget|threshold|sla|slo"
    r"|when|whenever|if|unless|same|equal|constant|linear(?:ly)?|atomic|atomically|never|not|no|none|zero|without|cannot|only|until|before|per"
    r"|milliseconds?|seconds?|minutes?)\b|n't\b|n’t\b"
)
_VAGUE = (
    r"\b(?:(?:fast|quick|quickly|good|well|stable|safe|reliable|small|large) enough|works? (?:\w+ )?well|user[- ]friendly"
    r"|easy to use|as appropriate|where appropriate|if appropriate|as needed|as necessary|as required(?! by)"
    r"|reasonabl[ey] (?:time|fast|quick\w*|amount|speed|performance|latency)"
    r"|(?:acceptable|adequate) (?:time|speed|performance|latency|quality|level)"
    r"|adequately|sufficiently|satisfactor(?:y|ily)|state[- ]of[- ]the[- ]art|in a timely manner)\b"
)
# Every phrase of _VAGUE contains one of these, which omit a first letter that may be a capital: a search for plain
# text is fifty times as fast.
_STEMS = (
    " enough", " well", "friendly", "asy to use", "appropriate", "as need", "as nec", "as requ",
    "easonabl", "cceptabl", "dequate", "ufficien", "atisf", "tate-of", "tate of", "timely",
)  # fmt: skip


def find_unmeasured(text: str, start: int, end: int) -> TextRange | None:
    """Return the range of the vague word in a sentence about speed without a measure, or None."""
    if _FIGURE.search(text, start, end) or _compiled(_BOUND).search(text, start, end):
        return None
    match = _compiled(_SPEED).search(text, start, end)
    return TextRange(match.start(), match.end()) if match else None


def may_be_vague(text: str) -> bool:
    """Return whether the text may contain a vague phrase. Fast; misses only phrases in all capitals."""
    for stem in _STEMS:  # noqa: SIM110 - a generator takes longer than the search
        if stem in text:
            return True
    return False


def find_vague_phrase(text: str, start: int, end: int) -> TextRange | None:
    """Return the range of the first vague phrase that is not in quotes or code, or None."""
    for match in _compiled(_VAGUE).finditer(text, start, end):
        if match.start() > start and text[match.start() - 1] in "\"“'`":
            continue
        return TextRange(match.start(), match.end())
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use: these patterns take milliseconds, and most files need none of them."""
    return re.compile(pattern, re.IGNORECASE)
