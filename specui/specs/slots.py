"""Which brackets of a template are slots: not boxes, links or marks that the template explains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from specui.markdown.blocks import Document, Heading
from specui.markdown.codespans import code_spans
from specui.markdown.lazy import lazy_pattern
from specui.markdown.line_rules import is_definition
from specui.specs.schema import SLOT

BOX_MARKS = frozenset(" \txX-~/!?>*+=<✓✔✗✘☑☒•·")
"""What is in a box, whatever state it says."""

_BOX_PLACE = lazy_pattern(r"(?:(?:[-*+]|\d{1,9}[.)]|\||>|^)[ \t]*|\[[ x~/-]\].*)\Z")
_MARK = r"\[[^\[\]\s]{1,12}\]"
_EXPLAINED = lazy_pattern(
    rf"(?P<lead>^[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+|\|[ \t]*)?)?(?P<open>[*_`]{{0,3}})(?P<mark>{_MARK})"
    r"[*_`]{0,3}[ \t]*(?P<sep>[:=\uff1a|\u2192]|[-\u2013\u2014](?=[ \t])|means\b|stands for\b)[*_`]{0,3}[ \t]*"
    r"(?=(?P<words>[^\r\n|]*))",
    re.MULTILINE,
)
_DIGITS = lazy_pattern(r"\d+")


def placeholders(document: Document, title: Heading | None) -> frozenset[str]:
    """Return the slots of a template, as they are written."""
    text = document.text
    taken = _labels(document)
    marks = _explained(document, title)
    families = {_family(mark) for mark in marks} - {""}
    found = set[str]()
    for match in SLOT.finditer(text):
        slot = match[0]
        if slot in found or _is_box(text, match) or _label(slot[1:-1]) in taken:
            continue
        if slot[1] == "^" or (slot[1] == "!" and slot[2:-1].isupper()):  # a footnote, an alert
            continue
        if slot not in marks and _family(slot) not in families:
            found.add(slot)
    return frozenset(found)


def _is_box(text: str, match: re.Match[str]) -> bool:
    inside = match[0][1:-1]
    if not inside.strip() or inside == "x":
        return True
    if len(inside) > 1 or inside not in BOX_MARKS:
        return False
    line = text[
        max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1 : match.start()
    ]
    return inside != "X" or _BOX_PLACE.search(line) is not None


def _labels(document: Document) -> frozenset[str]:
    """Return the labels that link definitions give: ``[adr]: https://…``."""
    text, lines = document.text, document.lines
    if "]:" not in text:
        return frozenset()
    found = set[str]()
    for start, end in zip(lines.starts, lines.ends, strict=True):
        while start < end and text[start] == " ":
            start += 1
        if start < end and text[start] == "[" and is_definition(text, start, end):
            found.add(_label(text[start + 1 : text.index("]:", start)]))
    return frozenset(found)


def _label(text: str) -> str:
    return " ".join(text.casefold().split())


def _explained(document: Document, title: Heading | None) -> frozenset[str]:
    """Return the brackets that the template's own text explains, with those that are beside one in code."""
    text = document.text
    marks: set[str] = set()
    places: dict[str, int] = {}
    named: set[str] = set()
    for match in _EXPLAINED.finditer(text):
        words = match["words"].strip(" *_`")
        if (
            match["lead"] is None
            and match["sep"] not in {"=", "means", "stands for"}
            and "`" not in match["open"]
        ):
            continue
        if not _is_mark(match["mark"]) or not any(c.isalpha() for c in words) or _asks(words):
            continue
        if match["sep"] == "|" and len(match["mark"]) > 5:
            continue
        places[match["mark"]] = places.get(match["mark"], 0) + 1
        named |= {
            f"[{word}]" for word in re.findall(r"\w+", words) if _is_mark(f"[{word}]") and word.isupper()
        }
    spans = list(_code(document))
    for start, end in spans:
        # The mark by itself, in running text: ``Tasks with `[P]` can run in parallel``.
        if _is_mark(text[start:end]) and _is_in_words(document, start):
            places.setdefault(text[start:end], 1)
    if not places:
        return frozenset()
    written = Counter(re.findall(_MARK, text))
    head = text[title.text_start : title.text_end] if title is not None else ""
    for mark, count in places.items():
        if mark not in head and (len(mark) <= 5 or written[mark] > count):
            marks.add(mark)
    if not marks:
        return frozenset()
    for start, end in spans:
        inside = {match[0] for match in SLOT.finditer(text, start, end)}
        if inside & marks:
            marks |= inside
    return frozenset(marks | {name for name in named if _DIGITS.search(name)})


def _is_mark(bracket: str) -> bool:
    inside = bracket[1:-1]
    return (
        bracket[:1] == "["
        and bracket[-1:] == "]"
        and 0 < len(inside) <= 12
        and inside.split() == [inside]
        and (not inside[0].islower())
    )


def _asks(words: str) -> bool:
    """Whether an explanation is rather a slot itself: ``[Name]: [what it does]``."""
    return any(not _is_mark(match[0]) for match in SLOT.finditer(words))


def _code(document: Document) -> Iterator[tuple[int, int]]:
    text = document.text
    if "`" not in text:
        return
    for start, end in zip(document.lines.starts, document.lines.ends, strict=True):
        yield from ((span.start, span.end) for span in code_spans(text, start, end))


def _is_in_words(document: Document, offset: int) -> bool:
    """Whether a place is in a sentence, not in a heading, a cell or a value."""
    start, end = document.lines.line_range(document.lines.line_at(offset))
    line = document.text[start:end]
    if line.lstrip()[:1] in {"#", "|"} or re.search(
        r"[:\uff1a][*_]{0,2}[ \t]*`?\Z", document.text[start:offset]
    ):
        return False
    return len(re.findall(r"[^\W\d_]{2,}", re.sub(r"`[^`]*`", "", line))) >= 3


def _family(mark: str) -> str:
    """Return what marks of one kind share: ``[US1]`` and ``[US2]``."""
    return _DIGITS.sub("#", mark) if _DIGITS.search(mark) else ""
