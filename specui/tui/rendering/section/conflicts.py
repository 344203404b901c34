"""A merge conflict: both sides with their differences, side by side if there is room, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from textual.content import Content

from specui.markdown.blocks import Conflict, Document
from specui.markdown.conflicts import find_sides, read_labels
from specui.tui.rendering.safe_text import fit, safe
from specui.tui.rendering.section.canvas import cells
from specui.tui.rendering.section.model import Line
from specui.tui.rendering.section.text_flow import wrap
from specui.tui.rendering.section.view_options import KeyHints, ViewOptions

BESIDE_FROM: Final = 48
"""Cells from which both sides have room beside each other."""

_BETWEEN: Line = ((" │ ", "rule"),)
_BAR: Line = (("▏ ", "faint"),)
_NO_LINES: Line = (("no lines", "faint"),)
_CHANGED = "strong info"
_LONGEST = 24
_FEW = 200  # conflicts of a file in which what differs is marked
_MOST = 2_500  # pairs of lines, and of the words of two lines, that are compared
_WORDS = 40_000  # pairs of words in all

_Spans = list[tuple[str, str]]
"""A line of the file in stretches of one style."""
_Pair = tuple[_Spans | None, _Spans | None]
"""A line of ours beside one of theirs; None where there is none."""


def draw_conflict(document: Document, conflict: Conflict, room: int, options: ViewOptions) -> list[Line]:
    """Draw a conflict in at most ``room`` cells; linear in its text."""
    sides = find_sides(conflict)
    ours, theirs = _source(document, sides.ours), _source(document, sides.theirs)
    labels = read_labels(document, conflict)
    pairs = _compared(ours, theirs, few=len(document.conflicts) <= _FEW)
    first = f"Merge conflict, lines {conflict.line}–{conflict.end_line}: neither side is read"
    drawn = wrap(Content(first), room, room, "error strong", "")
    if options.beside and room >= BESIDE_FROM:
        drawn += _beside(labels, pairs, room)
    else:
        drawn += _below(labels, pairs, room)
    base = _source(document, sides.base)
    if base:
        drawn.append((("before both", "muted"),))
        drawn += [(*_BAR, *line) for text in base for line in _line([(text, "faint")], room - 2)]
    keys = _key_line(labels, options.keys)
    return drawn + (wrap(Content(keys), room, room, "muted", "") if keys else [])


def _key_line(labels: tuple[str, str], keys: KeyHints) -> str:
    """Return the keys that resolve a conflict, with what each keeps; "" if the file is read-only."""
    named = [(keys.ours, labels[0]), (keys.theirs, labels[1]), (keys.both, "both")]
    return " · ".join(f"{key} keeps {fit(label, _LONGEST)}" for key, label in named if key)


def _beside(labels: tuple[str, str], pairs: Sequence[_Pair], room: int) -> Iterator[Line]:
    column = (room - cells(_BETWEEN)) // 2
    sides: list[list[list[Line]]] = []
    for label, lines in zip(labels, _apart(pairs), strict=True):
        drawn = [[] if spans is None else _line(spans, column) for spans in lines]
        if not any(drawn):
            drawn[:1] = [[_NO_LINES]]
        sides.append([[((fit(label, column), "label"),)], *drawn])
    for left, right in zip(*sides, strict=True):
        for one, other in zip_longest(left, right, fillvalue=()):
            pad: Line = ((" " * (column - cells(one)), ""),)
            yield (*one, *pad, *_BETWEEN, *other)


def _below(labels: tuple[str, str], pairs: Sequence[_Pair], room: int) -> Iterator[Line]:
    for label, lines in zip(labels, _apart(pairs), strict=True):
        yield ((fit(label, room), "label"),)
        drawn = [line for spans in lines if spans is not None for line in _line(spans, room - 2)]
        yield from ((*_BAR, *line) for line in drawn or [_NO_LINES])


def _apart(pairs: Sequence[_Pair]) -> tuple[list[_Spans | None], list[_Spans | None]]:
    """Return our lines, and theirs."""
    return [one for one, _ in pairs], [other for _, other in pairs]


def _line(spans: _Spans, room: int) -> list[Line]:
    """Return a line of the file as lines of the screen."""
    content = Content.assemble(*spans)
    return wrap(content, room, room, "", "")


def _source(document: Document, lines: tuple[int, int]) -> list[str]:
    first, last = lines
    return [safe(document.lines.line_range(number).of(document.text)) for number in range(first, last + 1)]


def _compared(ours: Sequence[str], theirs: Sequence[str], *, few: bool) -> list[_Pair]:
    """Pair the lines of both sides, with the words that differ marked; None for a line without a counterpart."""
    blocks = [(0, len(ours), 0, len(theirs))]
    if few and len(ours) * len(theirs) <= _MOST:
        opcodes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        blocks = [(a, b, c, d) for _, a, b, c, d in opcodes]
    found = list[_Pair]()
    left = _WORDS if few else 0
    for a, b, c, d in blocks:
        for one, other in zip_longest(ours[a:b], theirs[c:d]):
            if one is None or other is None:
                found.append((_alone(one), _alone(other)))
                continue
            before, behind = _words(one), _words(other)
            size = len(before) * len(behind)
            left -= size if one != other else 0
            if one == other or size > _MOST or left < 0:
                found.append(([(one, "")], [(other, "")]))
            else:
                found.append(_marked(before, behind))
    return found


def _alone(line: str | None) -> _Spans | None:
    return None if line is None else [(line, _CHANGED)]


def _marked(ours: list[str], theirs: list[str]) -> tuple[_Spans, _Spans]:
    left, right = _Spans(), _Spans()
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        style = "" if tag == "equal" else _CHANGED
        left.append(("".join(ours[a:b]), style))
        right.append(("".join(theirs[c:d]), style))
    return left, right


def _words(line: str) -> list[str]:
    """Split a line into words and the blanks between them."""
    found, word, blank = list[str](), "", False
    for char in line:
        if word and char.isspace() is not blank:
            found.append(word)
            word = ""
        word, blank = word + char, char.isspace()
    return [*found, word] if word else found
