"""A checkbox is not valid Markdown.

## What is wrong
A line looks like a checkbox but Markdown does not read it as one: `- []`, `- [ x]`,
`- [x]text`, `-[ ] text`, `- [✓]`, `- \\[ \\]`, `- ☐ text`, or `[ ]` or `☐` without a list
marker. Links, footnotes and other text in brackets are fine, and so are checkboxes in
another state such as `[~]`.

## Why it matters
Markdown shows it as text and nobody can tick it. The spec looks closer to done than it
is.

## Example
`- [] Wishes for days off are counted over the year`

## How to fix it
Write `- [ ] text` or `- [x] text`. The fix does so. It is safe unless it adds a list
marker and would take in the text below.

## When to allow it
When the line shows the characters as an example; a code span or code block does that
too. End the line with `<!-- specui: allow malformed-checkbox: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.blocks import ListItem, Paragraph
from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote

RULE = Rule("SP111", Severity.WARNING, fixable=True)
_TICKS = "xX✓✔✅☑√"
_OPEN_SIGNS, _DONE_SIGNS = "☐⬜🔲◻▢", "☑☒🗹"
_BLANK = " \t\u00a0"
_ODD_MARKS = "✓✔✅☑√\u00a0"
_INSIDE = rf"\[[{_BLANK}]*+(?P<mark>[{_TICKS}]?)\ufe0f?[{_BLANK}]*+\]"
_BOX = lazy_pattern(rf"{_INSIDE}(?![(\[:])[{_BLANK}]*")
_DEFINED = lazy_pattern(rf"(?<=\n){_INSIDE}(?=:)")
_ESCAPED = lazy_pattern(r"\\?\[(?P<mark>[ xX]?)\\?\][ \t]*")
_SIGN = lazy_pattern(rf"(?P<sign>[{_OPEN_SIGNS}{_DONE_SIGNS}])\ufe0f?[ \t]*(?=\S)")
_BELOW = lazy_pattern(r"[^\r\n]*+[\r\n]\s*?(?<=[\r\n])(?:[ \t]|\|)")
# A marker without a blank before its box, or a box without a marker.
_GLUED = lazy_pattern(r"(?P<marker>[-*+]?)(?P<box>\[[ \t]*[xX]?[ \t]*\])(?![(\[:])(?P<gap>[ \t]*)(?=\S)")


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    unusual = subject.document.unusual
    if unusual and any(sign in unusual for sign in f"{_OPEN_SIGNS}{_DONE_SIGNS}"):
        yield from _check_signs(subject)
    if subject.document.only_boxes and not (
        unusual and any(mark in unusual and f"[{mark}]" in text for mark in _ODD_MARKS)
    ):
        return
    defined = {match[0] for match in _DEFINED.finditer(text)}
    for item in subject.document.items:
        if item.check >= 0:
            if text[item.check] in _ODD_MARKS:
                mark = text[item.check].strip(_BLANK)
                yield _finding(subject, item.check - 1, item.check + 2, mark, "")
        elif text.startswith("\\[", item.text_start):
            match = _ESCAPED.match(text, item.text_start, item.text_end)
            if match:
                yield _finding(subject, item.text_start, match.end(), match["mark"].strip(), "")
        elif text.startswith("[", item.text_start):
            match = _BOX.match(text, item.text_start, item.text_end)
            if match and match.end() - match.start() <= 12 and match[0].strip() not in defined:
                yield _finding(subject, item.text_start, match.end(), match["mark"], "")
    for block in subject.document.blocks:
        if type(block) is Paragraph:
            if block.end_line > block.line or text[block.start] in "[-*+":
                yield from _without_marker(subject, block.line, block.end_line)
        elif type(block) is ListItem and block.end_line > block.line and block.text_end > block.text_start:
            # The first line starts with the item's own marker; most items have no other line.
            lines = subject.document.lines
            first = lines.line_at(block.text_start) + 1
            yield from _without_marker(subject, first, lines.line_at(block.text_end - 1))


def _check_signs(subject: Subject) -> Iterator[Finding]:
    """Find signs that look like checkboxes, at the start of an item or of a line of a paragraph."""
    text, lines = subject.text, subject.document.lines
    for block in subject.document.blocks:
        places: list[tuple[int, int, str]] = []
        if type(block) is ListItem and block.check < 0:
            places = [(block.text_start, block.text_end, "")]
        elif type(block) is Paragraph:
            for line in range(block.line, block.end_line + 1):
                start, end = lines.line_range(line)
                places.append((start + len(text[start:end]) - len(text[start:end].lstrip(" \t")), end, "- "))
        for start, end, marker in places:
            match = _SIGN.match(text, start, end)
            if match:
                done = "x" if match["sign"] in _DONE_SIGNS else ""
                yield _finding(subject, start, match.end(), done, marker)


def _without_marker(subject: Subject, first: int, last: int) -> Iterator[Finding]:
    text, lines = subject.text, subject.document.lines
    for line in range(first, last + 1):
        start, end = lines.line_range(line)
        while start < end and text[start] in " \t":
            start += 1
        match = _GLUED.match(text, start, end)
        if match is None or (not match["marker"] and not match["gap"]):
            continue
        mark = match["box"].strip("[] ")
        yield _finding(subject, start, match.end(), mark, f"{match['marker'] or '-'} ")


def _finding(subject: Subject, start: int, end: int, mark: str, marker: str) -> Finding:
    text, lines = subject.text, subject.document.lines
    written = text[start:end].rstrip(_BLANK)
    wanted = f"{marker}[{'x' if mark else ' '}]"
    behind = " " if end < len(text) and text[end] not in "\r\n" else ""
    # A new item would absorb indented text and rows of pipes below it.
    safe = not marker or _BELOW.match(text, end) is None
    fix = Fix(
        f"Write {quote(wanted)}, which Markdown reads as a {'ticked checkbox' if mark else 'checkbox'}",
        (TextEdit(start, end, wanted + behind),),
        safe,
    )
    message = f"{quote(written)} is not a checkbox in Markdown; write {quote(wanted + ' text')}"
    return Finding(
        start, start + len(written), message, fix, text[start : lines.ends[lines.line_at(start) - 1]].strip()
    )
