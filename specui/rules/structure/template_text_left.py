"""The spec still contains text of the template.

## What is wrong
A placeholder (`[description]`) or a guidance sentence is still exactly as in the
template. Checkboxes, links and your own brackets are fine, and so are marks that the
template explains (`[P]: can run in parallel`). Within code, only a code span that the
template has too is a finding, such as `.agent/golden-sets/[agent]-qa.json`. One finding
covers all placeholders of a section. A guidance sentence is no finding in a document of
a family that nobody fills in by its template, such as a spec-kit plan: the tool that
writes it keeps the sentence.

## Why it matters
A placeholder looks like an answer in every list and count, but says nothing.

## Example
`- [ ] [Availability: degraded mode behavior]`

## How to fix it
Write what the template asks for, or delete the line. The fix deletes a guidance
sentence. It is safe unless the title is still a placeholder: whoever fills in such a
copy of the template needs the guidance.

## When to allow it
When the words of the template are your answer. End the line with
`<!-- specui: allow template-text-left: REASON -->`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from specui.markdown.blocks import Conflict, Fence, FrontMatter, HtmlBlock, IndentedCode, Paragraph
from specui.markdown.codespans import code_spans
from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import LineIndex, TextRange
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import value_range
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote
from specui.specs.schema import is_instruction
from specui.specs.template import SLOT, Template, guidance_text

RULE = Rule("SP108", Severity.WARNING, fixable=True)
_VERBATIM = (Conflict, Fence, IndentedCode, HtmlBlock, FrontMatter)
_MARKER = lazy_pattern(r"(?:[-*+]|\d{1,9}[.)])[ \t]*$|\|[ \t]*$")


def check(subject: Subject) -> Iterator[Finding]:
    template = subject.template
    if template is None:
        return
    yield from _find_placeholders(subject, template)
    if template.is_strict:
        yield from _find_guidance(subject, template)
    yield from _find_instructions(subject)


def _find_placeholders(subject: Subject, template: Template) -> Iterator[Finding]:
    pattern, in_code = _patterns(template)
    text, document = subject.text, subject.document
    if pattern is None or document.only_boxes:
        return
    lines = document.lines
    by_line: dict[int, list[TextRange]] = {}
    for match in pattern.finditer(text):
        by_line.setdefault(lines.line_at(match.start()), []).append(TextRange(match.start(), match.end()))
    if not by_line:
        return
    verbatim = [(b.start, b.end) for b in document.blocks if type(b) in _VERBATIM]
    starts = [section.start for section in subject.spec.sections]
    by_section: dict[int, list[list[TextRange]]] = {}
    for line, slots in by_line.items():
        span = lines.line_range(line)
        code = code_spans(text, span.start, span.end)
        places = [
            slot
            for slot in slots
            if not (slot.of(text).casefold() == "[x]" and _MARKER.search(text, span.start, slot.start))
            and all(text[c.start : c.end] in in_code for c in code if c.start <= slot.start < c.end)
        ]
        if not places or any(start <= places[0].start < end for start, end in verbatim):
            continue
        by_section.setdefault(bisect_right(starts, places[0].start), []).append(places)
    for section, found in by_section.items():
        yield _placeholder_finding(text, found, "in this section" if section else "above the sections")


def _placeholder_finding(text: str, lines: list[list[TextRange]], where: str) -> Finding:
    """Return the finding for the placeholders of one section; `lines` holds the places of each line with any."""
    first, more = lines[0], sum(map(len, lines)) - 1
    name = quote(first[0].of(text), 80)
    if len(lines) == 1:
        said = f"s {name} and {more} more are" if more else f" {name} is"
    else:
        said = f"s {name} and {more} more {where} are"
    message = f"Placeholder{said} still here; replace {'them' if more else 'it'} or delete the text"
    return Finding(first[0].start, first[-1].end, message)


def _find_guidance(subject: Subject, template: Template) -> Iterator[Finding]:
    document, text = subject.document, subject.text
    begun = not _is_unfilled(subject, template)
    for block in document.paragraphs:
        if text[block.start] not in "_*":
            continue
        if guidance_text(document, block) in template.guidance:
            yield _guidance_finding(subject, block.line, block.end_line, safe=begun)
            continue
        if block.end_line > block.line:
            for line in range(block.line, block.end_line + 1):
                start, end = document.lines.line_range(line)
                if text[start : start + 1] not in {"_", "*"}:
                    continue
                alone = Paragraph(start, end, line, line, block.parent, ())
                if guidance_text(document, alone) in template.guidance:
                    yield _guidance_finding(subject, line, line, safe=begun)


def _find_instructions(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each field whose value is still the instruction of the template."""
    for field in subject.spec.fields:
        schema = field.schema
        if (
            schema is None
            or field.raw.strip() != schema.placeholder
            or not is_instruction(schema.placeholder)
        ):
            continue
        said = quote(schema.placeholder.strip("_*`<>{}()"), 50)
        yield Finding(
            *value_range(field),
            f"{quote(field.name)} still holds the template's {said}; write its value",
            key=schema.key,
        )


def _is_unfilled(subject: Subject, template: Template) -> bool:
    """Return whether the title still holds a placeholder of the template."""
    title = subject.spec.outline.title
    return title is not None and any(
        slot in template.placeholders
        for slot in SLOT.findall(subject.text[title.text_start : title.text_end])
    )


def _guidance_finding(subject: Subject, first: int, last: int, *, safe: bool) -> Finding:
    text, lines = subject.text, subject.document.lines
    start, end = lines.starts[first - 1], lines.full_range(last).end
    # If a blank line comes before, delete the blank line after it too.
    if first > 1 and not text[slice(*lines.line_range(first - 1))].strip() and last < len(lines):
        following = lines.full_range(last + 1)
        if not text[slice(*following)].strip():
            end = following.end
    marked = TextRange(start, lines.ends[last - 1])
    inside = text[slice(*marked)]
    lead = len(inside) - len(inside.lstrip())
    fix = Fix("Delete the guidance", (TextEdit(start, end, ""),), safe=safe)
    message = f"The template's guidance {quote(inside.strip().strip('_*'), 50)} is still here; delete it"
    return Finding(marked.start + lead, marked.start + len(inside.rstrip()), message, fix)


@lru_cache(maxsize=32)
def _patterns(template: Template) -> tuple[re.Pattern[str] | None, frozenset[str]]:
    """Return a pattern for the template's placeholders, and the code spans in which they count; None without any."""
    if not template.placeholders:
        return None, frozenset()
    inner = "|".join(re.escape(slot[1:]) for slot in sorted(template.placeholders, reverse=True))
    text, lines = template.text, LineIndex(template.text)
    code = [
        span
        for start, end in zip(lines.starts, lines.ends, strict=True)
        for span in code_spans(text, start, end)
    ]
    spans = frozenset(text[span.start : span.end] for span in code)
    return re.compile(rf"\[(?:{inner})(?![(\[:])"), spans
