"""The fields of one line: labels with marks or without, and where each value ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from specui.markdown import line_rules
from specui.markdown.blocks import FieldLine
from specui.markdown.codespans import code_spans
from specui.markdown.lazy import lazy_pattern

Form = Literal["text", "row", "plain", "single", "double", "flow", "block"]
"""How a value is written: as text, as a cell, or as one of the scalars and lists of front matter."""


class HeadLine(NamedTuple):
    """A field of the head and the form of its value; ``sure`` where its label is marked as one."""

    line: FieldLine
    form: Form = "text"
    sure: bool = True


Knows = Callable[[str], int]
"""Says how well a template knows a name: 2 by itself, 1 by some of its words, 0 not at all."""

MATTER_FORMS = frozenset({"plain", "single", "double", "flow", "block"})

_SIGNS = "\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f"
_LEAD = lazy_pattern(rf"(?:[|·•‧∙▪◦●]|[{_SIGNS}]+)[ \t]+")
_MOST = 100  # fields on one line; what is after them stays part of the last one's value
_SIGN = lazy_pattern(f"[{_SIGNS}]")
_LABEL = (
    r"(?P<mark>\*\*\*|\*\*|___|__|(?<![\w*_])[*_](?![*_]))(?P<key>[^\s*:\uff1a][^*:\uff1a\n]{0,60}?)[ \t]*"
    r"(?:[:\uff1a][ \t]?(?P=mark)|(?P=mark)[ \t]?[:\uff1a])[ \t]*"
)
_MARKED = lazy_pattern(_LABEL)
_PLAIN = lazy_pattern(
    r"(?P<code>`?)(?P<key>[^\W\d_][^:\uff1a|·•*`\[\]<>\n]{0,39}?)(?P=code)[ \t]?(?:\uff1a|:(?=[ \t]|\Z))[ \t]*"
)
_STRONG = r"[|·•‧∙●▪◦\t]|&[a-z0-9#]{2,6};|<br[ \t]*/?>"
_NEXT_PLAIN = lazy_pattern(
    rf"(?P<sep>{_STRONG}|[,;\u2013\u2014]|(?<= )-(?= )|(?<![ \u00a0])[ \u00a0]{{2,}}+)[ \t\u00a0]*+"
    r"(?P<key>[^\W\d_][^|·•:\uff1a*`,;<>&\[\]\n]{0,39}?)[ \t]?(?:\uff1a|:(?=[ \t]|\Z))[ \t]*",
    re.IGNORECASE,
)
_BETWEEN = frozenset(" \t\u00a0\u2002\u2003\u2009\u3000|·•‧∙●▪◦,;/\u2013\u2014")
_TARGET = lazy_pattern(r"\]\([^()\s]*+\)|https?://[^\s)]++")
_ENTITY = lazy_pattern(r"&(?:nbsp|ensp|emsp|thinsp|middot|bull|mdash|ndash|vert|#\d{2,4});", re.IGNORECASE)
_BREAK = lazy_pattern(r"<br[ \t]*/?>", re.IGNORECASE)


def line_of(text: str, pos: int, end: int, line: int, knows: Knows) -> list[HeadLine]:
    """Return the fields of one line, without the marks of its block; doubtful ones are not ``sure``."""
    lead = _LEAD.match(text, pos, end)
    first = lead.end() if lead else pos
    row = lead is not None and text[pos] == "|"
    if row:
        stop = line_rules.trim_end(text, first, end)
        end = stop - 1 if stop > first and text[stop - 1] == "|" else stop
    made = line_rules.read_field_line(text, first, end, line)
    if made is not None:
        return [HeadLine(part) for part in split_line(text, made, knows)]
    match = _MARKED.match(text, first, end)
    if match is not None:
        sure = knows(match["key"]) > 0 or is_name(match["key"])
        made = _line(text, match, end, line)
        return [HeadLine(part) for part in split_line(text, made, knows)] if sure else []
    match = _PLAIN.match(text, first, end)
    if match is None:
        return []
    known = knows(match["key"].strip())
    made = _line(text, match, end, line)
    if is_prose(text[made.value_start : made.value_end]) or not (known or is_name(match["key"])):
        return []
    parts = split_line(text, made, knows)
    return [HeadLine(part, sure=bool(known)) for part in parts]


def is_name(key: str) -> bool:
    """Whether words may name a field by themselves: few, the first with a capital where its script has any."""
    key = key.strip()
    first = key[:1]
    return first.isalpha() and not first.islower() and len(key) <= 40 and len(key.split()) <= 4


def is_prose(value: str) -> bool:
    """Whether a value is rather the rest of a sentence."""
    value = _TARGET.sub("", value) if "://" in value or "](" in value else value
    words = value.split()
    return len(value) > 120 or (len(words) > 8 and value.rstrip()[-1:] in ".!?")


def _line(text: str, match: re.Match[str], end: int, line: int) -> FieldLine:
    """Return the field whose label is matched; its value runs to the line's end."""
    start, stop = match.span("key")
    value = match.end()
    last = line_rules.trim_hard_break(text, value, end)
    return FieldLine(
        match.start(), max(last, stop), line, start, line_rules.trim_end(text, start, stop), value, last
    )


class _Next(NamedTuple):
    """A label within a value: where the value before it ends at the latest, its name and what follows it."""

    start: int
    key: tuple[int, int]
    value: int


def split_line(text: str, line: FieldLine, knows: Knows) -> list[FieldLine]:
    """Return the fields of one line, given the first with all that follows as its value."""
    start, end = line.value_start, line.value_end
    last = _without_break(text, start, end)
    if last < end:
        line, end = line._replace(end=max(last, line.key_end), value_end=last), last
    if text.find(":", start, end) < 0 and text.find("\uff1a", start, end) < 0:
        return [line]
    spans = code_spans(text, start, end) if text.find("`", start, end) >= 0 else []
    found: list[FieldLine] = []
    for label in _labels(text, line, end, knows):
        if any(span.start <= label.start < span.end for span in spans) or label.start < line.value_start:
            continue
        inside = text[line.value_start : label.start]
        if inside.count("(") > inside.count(")") or inside.count("[") > inside.count("]"):
            continue
        stop = _before(text, line.value_start, label.start)
        if not _parts(text, line, label, stop, knows):
            continue
        if stop == line.value_start:  # no value: one is put right after the label
            stop = _label_end(text, line)
            line = line._replace(value_start=stop)
        found.append(line._replace(end=max(stop, line.key_end), value_end=stop))
        value = min(label.value, end)
        line = FieldLine(label.start, end, line.line, *label.key, value, end)
    return [*found, line]


def _labels(text: str, line: FieldLine, end: int, knows: Knows) -> list[_Next]:
    start = line.value_start
    found = [_next(text, m, m.start()) for m in _MARKED.finditer(text, start, end)]
    found += [
        _next(text, m, m.start("key"))
        for m in _NEXT_PLAIN.finditer(text, start, end)
        if knows(m["key"].strip()) == 2 or (is_name(m["key"]) and m["sep"].strip(" \u00a0,;-\u2013\u2014"))
    ]
    return sorted(found)[:_MOST]


def _next(text: str, match: re.Match[str], start: int) -> _Next:
    first, last = match.span("key")
    return _Next(start, (first, line_rules.trim_end(text, first, last)), match.end())


def _parts(text: str, line: FieldLine, label: _Next, stop: int, knows: Knows) -> bool:
    """Whether a label within a value begins another field: it is known, or is after something that parts."""
    name = text[slice(*label.key)]
    if knows(name):
        return True
    parting = text[stop : label.start]
    if not parting and stop > line.value_start:
        return False
    if text[label.start] not in "*_":
        return True
    return is_name(name) if parting == " " else name[:1].isalpha()


def _before(text: str, first: int, pos: int) -> int:
    """Return where the value before a label ends: in front of the separator."""
    while pos > first:
        char = text[pos - 1]
        if (char == ";" and (entity := _ends(_ENTITY, text, first, pos)) >= 0) or (
            char == ">" and (entity := _ends(_BREAK, text, first, pos)) >= 0
        ):
            pos = entity
        elif char in _BETWEEN or (char == "-" and (pos - 1 == first or text[pos - 2] in " \t\u00a0")):
            pos -= 1
        elif (sign := _sign_start(text, first, pos)) < pos:
            pos = sign
        else:
            break
    return pos


def _sign_start(text: str, first: int, pos: int) -> int:
    """Return where signs begin that are between what parts two fields and a label: ``• 👤 **Owner:**``."""
    start = pos
    while start > first and _SIGN.match(text, start - 1):
        start -= 1
    before = text[first:start].rstrip(" \t")
    return start if before[-1:] and before[-1] in "|·•‧∙●▪◦" else pos


def _ends(pattern: re.Pattern[str], text: str, first: int, pos: int) -> int:
    """Return where a mark begins that ends at an offset, or -1."""
    first = max(first, pos - 12)
    at = max(text.rfind("&", first, pos), text.rfind("<", first, pos))
    return at if at >= 0 and pattern.fullmatch(text, at, pos) else -1


def _without_break(text: str, first: int, end: int) -> int:
    """Return where a value ends whose line is broken by ``<br>``."""
    while end > first and text[end - 1] == ">" and (at := _ends(_BREAK, text, first, end)) >= 0:
        end = line_rules.trim_end(text, first, at)
    return end


def _label_end(text: str, line: FieldLine) -> int:
    """Return the offset after a label's colon and marks."""
    pos = line.key_end
    while pos < line.value_start and text[pos] in "*_:\uff1a`":
        pos += 1
    return pos
