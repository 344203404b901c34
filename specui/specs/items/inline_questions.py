"""Questions within the text: ``[NEEDS CLARIFICATION: who pays?]``, ``<<[UNRESOLVED who ]>> … <<[/UNRESOLVED]>>``.

Forms of spec-kit 1.2.3 and of Kubernetes' KEPs. A mark without words, ``[NEEDS CLARIFICATION]``, is no question:
checklists name it so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown.blocks import Document, Fence, FrontMatter, HtmlBlock, IndentedCode
from specui.markdown.codespans import code_spans
from specui.markdown.lazy import lazy_pattern

_MARKS = ("CLARIFICATION", "UNRESOLVED")
_CLARIFY = lazy_pattern(r"\[(?:NEEDS[ \t]+)CLARIFICATION:[ \t]*(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]")
_UNRESOLVED = lazy_pattern(
    r"^[ \t]*<<\[UNRESOLVED(?P<who>[^\]\n]*)\]>>(?P<text>(?:(?!<<\[).){0,4000}?)<<\[/UNRESOLVED\]>>[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_UNRESOLVED_WITHIN = lazy_pattern(
    r"^[ \t]*<<\[UNRESOLVED(?P<who>[^\]\n]*)\](?P<text>[^<>]{1,4000}?)>>(?:[ \t]*<<\[/UNRESOLVED\]>>)?[ \t]*$",
    re.MULTILINE,
)
"""The form with the words within the first mark: ``<<[UNRESOLVED] who pays?>>``."""
_VERBATIM = (Fence, HtmlBlock, IndentedCode, FrontMatter)


class InlineQuestion(NamedTuple):
    """A question within the text: ``start:end`` is all of its mark, ``text_start:text_end`` what it asks."""

    text: str
    start: int
    end: int
    text_start: int
    text_end: int
    line: int


def inline_questions(document: Document) -> tuple[InlineQuestion, ...]:
    """Return the questions within the text, in file order; none in code, comments and front matter."""
    text = document.text
    if not any(mark in text for mark in _MARKS):
        return ()
    verbatim = [(block.start, block.end) for block in document.blocks if type(block) in _VERBATIM]
    starts = [start for start, _ in verbatim]
    found: list[InlineQuestion] = []
    for one in sorted(_marks(document), key=lambda one: one.start):
        index = bisect_right(starts, one.start) - 1
        if index >= 0 and one.start < verbatim[index][1]:
            continue
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _marks(document: Document) -> Iterator[InlineQuestion]:
    text, lines = document.text, document.lines
    for match in _CLARIFY.finditer(text):
        line = lines.line_at(match.start())
        start, end = lines.line_range(line)
        if any(span.start <= match.start() < span.end for span in code_spans(text, start, end)):
            continue
        asked = match["text"].strip()
        if asked:
            yield InlineQuestion(
                asked, match.start(), match.end(), match.start("text"), match.end("text"), line
            )
    for match in (*_UNRESOLVED.finditer(text), *_UNRESOLVED_WITHIN.finditer(text)):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        asked = " ".join(match["text"].split()) or match["who"].strip()
        if asked:
            at = match.start("text")
            yield InlineQuestion(asked, start, match.end(), at, match.end("text"), lines.line_at(start))
