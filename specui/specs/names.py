"""How names are compared: headings, fields, columns and labels drift, their meaning does not.

``Shipped ✅`` is ``Shipped``, ``Golden Set Eval (LLM/Agent behavior)`` is ``Golden Set Eval``,
``Owner agents`` is ``Owner agent(s)``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from specui.markdown.lazy import lazy_pattern

# ``3.``, ``3)``, ``3:``, ``3 —``, ``Section 3:``, ``§3``; a subsection's ``3.1`` and ``A.`` count for nothing.
_NUMBER = lazy_pattern(
    r"(?:(?:[Ss]ection|SECTION|[Pp]art|PART|§)[ \t]*)?"
    r"(?:(?P<number>\d{1,3})(?:[.):](?!\d)[ \t]*|[ \t]+[-\u2013\u2014][ \t]+(?!\d))"
    r"|\d{1,3}(?:\.\d{1,3})+[.):]?[ \t]+(?:[-\u2013\u2014][ \t]+)?|[A-Z][.)][ \t]+)(?=\S)"
)
_WRAPPED = lazy_pattern(r"(\*\*|__|[*_`])(?=\S)((?:(?!\1).)+)(?<=\S)\1$", re.DOTALL)
_REMARK = lazy_pattern(r"(?:(?<!\s)\s++)?(?:\([^()]*\)|\[[^\[\]]*\](?!\())")
_SIGNS = lazy_pattern(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\ufe00-\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
# Signs as they look once UTF-8 was read as Windows-1254 or 1252: no ASCII in the whole word.
_BROKEN_SIGN = lazy_pattern("(?:^|(?<=\\s))[\u00e2\u011f\u00f0\u00ef][^\\x00-\\x7f]*(?=\\s|$)")
# What a heading may hold besides its text.
_MARKUP = lazy_pattern(r"[<&\[\\#{]|:\w")
_INVISIBLE = lazy_pattern(
    r"<!--.*?-->|</?[A-Za-z][^<>]*>|!\[[^\[\]]*\]\([^()]*\)|\s*\{:?\s*[#.][^{}]*\}\s*$", re.DOTALL
)
_LINK = lazy_pattern(r"\[(?P<text>[^\[\]]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_EMOJI_CODE = lazy_pattern(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:])")
_ESCAPE = lazy_pattern(r"\\([!-/:-@\[-`{-~])")
_CLOSING = lazy_pattern(r"(?:\s+#+|#{2,})\s*$")
_MARKS = lazy_pattern(r"[`*_~]+")
_MARK = frozenset("*_`")
_NOT_WORD = lazy_pattern(r"[^\w]+")


@lru_cache(maxsize=4096)
def heading_text(title: str) -> str:
    """Return what a reader sees of a heading or label: no comment, tag, anchor, link target or emoji code.

    Entities and escapes are read, and signs ``#`` at the end do not count, whether Markdown drops them or not.
    """
    text = title.strip()
    if not _MARKUP.search(text):
        return text
    bare = _INVISIBLE.sub("", text)
    bare = _LINK.sub(lambda link: link["text"], bare)
    bare = _EMOJI_CODE.sub(" ", bare)
    bare = _ESCAPE.sub(r"\1", bare)
    if "&" in bare:
        from html import unescape  # few headings hold an entity

        bare = unescape(bare)
    return " ".join(_CLOSING.sub("", bare).split()) or text


def split_number(title: str) -> tuple[int | None, str]:
    """Split ``"3. Acceptance Criteria"`` into ``(3, "Acceptance Criteria")``; ``3.1`` is taken off and no number."""
    match = _NUMBER.match(title)
    if not match:
        return None, title
    return int(match["number"]) if match["number"] else None, title[match.end() :]


@lru_cache(maxsize=4096)
def display(title: str) -> str:
    """Return a heading or label as its name: no number, signs, marks, remarks, final colon."""
    name = split_number(heading_text(title))[1]
    name = _MARKS.sub("", name)
    if not name.isascii():
        name = _BROKEN_SIGN.sub("", _SIGNS.sub("", name))
    bare = _REMARK.sub("", name).strip()
    name = bare or name
    return " ".join(name.split()).rstrip(":").strip()


@lru_cache(maxsize=4096)
def key(title: str) -> str:
    """Return what two spellings of one name share: lower case without accents, words single-blanked."""
    return " ".join(_letters(display(title)).replace("\u2013", "-").replace("\u2014", "-").split())


@lru_cache(maxsize=1024)
def field_key(name: str) -> str:
    """Return the key of a field or column name; a plural in its last word does not count."""
    bare = " ".join(_letters(_MARKS.sub("", name).replace("(s)", "")).split()).rstrip(":? ")
    return bare[:-1] if bare.endswith("s") and not bare.endswith("ss") else bare


@lru_cache(maxsize=4096)
def slug(title: str) -> str:
    """Return the first part of an item's address: ``compliance-security``."""
    return _NOT_WORD.sub("-", _lower(display(title))).strip("-_") or "items"


def identifier(name: str) -> str:
    """Return a column's name as a JSON key: ``why_needed``."""
    return _NOT_WORD.sub("_", _lower(display(name))).strip("_")


def _letters(name: str) -> str:
    """Return what all spellings of its letters share."""
    if name.isascii():
        return name.lower()
    from specui.markdown import text_folding  # which few files need

    return text_folding.fold(name)


def _lower(name: str) -> str:
    """Return a name in lower case, each letter in one spelling, with its accents."""
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", name).casefold().replace("i\u0307", "i"))


def alternatives(name: str) -> tuple[str, ...]:
    """Return the keys that a compound name answers to: ``Known Gaps / Tech Debt`` has three."""
    whole = key(name)
    parts = [part.strip() for part in re.split(r"\s[/&|]\s", whole)]
    return (whole, *parts) if len(parts) > 1 else (whole,)


_SLOT = lazy_pattern(r"\[[^\[\]\n]+\](?![(\[:])|\{[^{}\n]+\}|<[^<>\n]+>|_{3,}")
_GAP = "\ue000"
_COUNTED = lazy_pattern(r"(?<![^\W_])(?:\d+(?:\\\.\d+)*|n)(?![^\W_])")


@lru_cache(maxsize=1024)
def pattern_of(title: str) -> re.Pattern[str] | None:
    """Return what the keys of headings look like that a template's heading with a slot stands for; None without a slot.

    ``User Story 2 - [Title]`` stands for any number of headings, numbered freely: ``User Story 7 - Sell tickets``.
    """
    text = heading_text(title) if "<!--" not in title else re.sub(r"<!--.*?-->", _GAP, title)
    gapped = _SLOT.sub(_GAP, text)
    if _GAP not in gapped:
        return None
    return re.compile(_COUNTED.sub(r"\\S+", re.escape(key(gapped))).replace(_GAP, ".+"))


def counted_key(title: str) -> str:
    """Return the key of a title with a sign in place of its numbers: what ``Phase 1`` and ``Phase 2`` share."""
    return re.sub(r"\d+", "#", key(title))


def strip_signs(text: str) -> str:
    """Return ``text`` without signs (emoji and the like) at its start, and without marks around all of it."""
    text = text.strip()
    while True:
        if text[:1] in _MARK and (wrapped := _WRAPPED.match(text)):
            text = wrapped[2]
        match = _SIGNS.match(text) or _BROKEN_SIGN.match(text)
        if not match or match.end() == 0:
            return text
        text = text[match.end() :].lstrip()


@lru_cache(maxsize=1024)
def leading_sign(text: str) -> str:
    """Return the sign that ``text`` begins with, or an empty string."""
    match = _SIGNS.match(text.strip().lstrip("*_` "))
    return match[0] if match else ""


def strip_marks(text: str) -> str:
    """Return ``text`` without the marks of emphasis and code."""
    return _MARKS.sub("", text).strip()


def strip_links(text: str) -> str:
    """Return ``text`` with the words of each link in place of the link."""
    return _LINK.sub(lambda link: link["text"] or link[0], text)


_NONE_WORDS = frozenset(
    {"none", "n/a", "na", "nil", "nothing", "not applicable", "-", "\u2013", "\u2014", "\u2212"}
)


def says_none(text: str) -> bool:
    """Whether a cell or an item says explicitly that there is none."""
    return _MARKS.sub("", text).strip().rstrip(".").casefold() in _NONE_WORDS


@lru_cache(maxsize=4096)
def split_names(raw: str) -> tuple[str, ...]:
    """Split ``Name (role), Name (role, remark)`` at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(raw):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in ",;" and depth == 0:
            parts.append(raw[start:index])
            start = index + 1
    parts.append(raw[start:])
    return tuple(part.strip() for part in parts if part.strip())
