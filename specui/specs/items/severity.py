"""The severity of a gap in its words rather than in a column."""

from __future__ import annotations

import re
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern

_WORD = r"critical|crit|high|medium|moderate|low|blocker|blocking|major|minor|severe|trivial|[pP][0-4]|[sS]ev-?[0-4]"
_SIGN = r"[\U0001f534\U0001f7e0-\U0001f7e2\U0001f535\u26aa\u26ab\u2757\u203c\u26a0\U0001f7e3]\ufe0f?"
_LEADING = lazy_pattern(
    rf"(?P<raw>(?:{_SIGN}\s*)?[*_\[(`]{{0,4}}(?:{_SIGN}\s*)?(?:severity:\s*)?(?P<word>{_WORD})"
    r"(?:\s+(?:gap|issue|bug|risk|severity|priority))?[*_\])`:]{0,5})"
    r"\s*(?:(?P<mark>[:|]|\u2013|\u2014|-(?=\s))\s*|(?<=[\])*`:])\s*)(?=\S)",
    re.IGNORECASE,
)
_SHOUTED = lazy_pattern(r"(?P<raw>CRITICAL|BLOCKER|HIGH|MEDIUM|LOW|MAJOR|MINOR|P[0-4])\s+(?=\S)")
_BRACKETED = lazy_pattern(
    rf"\s*(?P<mark>[*_]{{0,2}})[(\[]\s*[*_`]{{0,2}}(?:(?:severity|sev|priority|prio):?\s*)?(?P<raw>(?:{_SIGN}\s*)?(?:{_WORD})|{_SIGN})"
    r"(?:\s+(?:severity|priority))?[*_`]{0,2}\s*[)\]](?P=mark)",
    re.IGNORECASE,
)
_SIGNED = lazy_pattern(rf"(?P<raw>{_SIGN})\s*(?=\S)")
_TRAILING = lazy_pattern(
    rf"\s*(?:[(\[]\s*[*_`]{{0,2}}(?:severity|priority)?:?\s*(?P<raw>(?:{_SIGN}\s*)?(?:{_WORD}))(?:\s+severity)?[*_`]{{0,2}}\s*[)\]]"
    rf"|(?:\u2013|\u2014|-)\s*[*_`]{{0,2}}(?P<bare>(?:{_SIGN}\s*)?(?:{_WORD}))[*_`]{{0,2}})\s*\.?$",
    re.IGNORECASE,
)
_STATED = lazy_pattern(
    r"[*_]{0,2}\b(?:severity|sev|priority|prio|criticality)[*_]{0,2}\s*:[*_]{0,2}\s*(?P<raw>[^\s,;.()|][^,;.()|\n]{0,40})",
    re.IGNORECASE,
)


class SeverityText(NamedTuple):
    """A severity as it is written, and the words of the gap without it."""

    raw: str
    rest: str


def leading_severity(text: str) -> SeverityText | None:
    """Return the severity that a text begins with: ``**Critical**: …``, ``[High] …``, a sign."""
    match = _LEADING.match(text)
    if match:
        return SeverityText(match["raw"].strip("*_[]()`: "), text[match.end() :])
    signed = _SHOUTED.match(text) or _SIGNED.match(text)
    return SeverityText(signed["raw"], text[signed.end() :]) if signed else None


def severity_in(text: str) -> SeverityText | None:
    """Return the severity that a gap's words say: in front, in brackets at the end, or as ``Severity: …``."""
    found = leading_severity(text)
    if found is not None:
        return found
    match = _TRAILING.search(text)
    if match:
        return SeverityText((match["raw"] or match["bare"]).strip(), text[: match.start()].rstrip())
    within = _BRACKETED.search(text)
    if within:
        return SeverityText(within["raw"].strip(), text[: within.start()] + text[within.end() :])
    stated = stated_severity(text)
    return SeverityText(stated, text) if stated else None


def stated_severity(text: str) -> str:
    """Return what follows ``Severity:`` in a text, or ""."""
    match = _STATED.search(text)
    return match["raw"].strip("*_` ") if match else ""


def heads_severity(name: str) -> str:
    """Return the severity that a heading or label gives to all below it: ``### Critical``, ``High severity``; else ""."""
    match = _HEADS.match(name)
    return match["word"] if match else ""


def is_severity(text: str) -> bool:
    """Whether a cell is only a severity."""
    return _ALONE.fullmatch(text.strip()) is not None


_HEADS = lazy_pattern(
    rf"\W*(?:severity|priority)?\W*(?P<word>{_WORD})\b(?:[\s-](?:severity|priority|gaps?|issues?|bugs?))?\W*$",
    re.IGNORECASE,
)
_ALONE = lazy_pattern(rf"\W*(?:{_WORD})\W*", re.IGNORECASE)
