"""A checkbox that no Markdown reader takes for one.

## What it does
Finds `- []`, `- [ x]`, `- [x]text`, `-[ ] text`, `- [✓]` and a line that begins with `[ ]` without
a list marker. Links, footnotes and other text in brackets are left alone.

## Why is this bad
It is shown as text, cannot be ticked, and is in no count: the spec looks nearer to done than
it is.

## Example
`- [] Wishes for days off are counted over the year`

## How to fix
Write `- [ ] text` or `- [x] text`. The fix does, and is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.markdown.blocks import ListItem, Paragraph
from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.wording import quote

RULE = Rule(
    code="SP111",
    name="malformed-checkbox",
    severity=Severity.WARNING,
    about="structure",
    summary="A checkbox is not written as Markdown reads it.",
    fixable=True,
)
_TICKS = "xX*✓✔✅☑√"
_BLANK = " \t\u00a0"
_INSIDE = rf"\[[{_BLANK}]*+(?P<mark>[{_TICKS}]?)\ufe0f?[{_BLANK}]*+\]"
_BOX = re.compile(rf"{_INSIDE}(?![(\[:])[{_BLANK}]*")
_DEFINED = re.compile(rf"(?<=\n){_INSIDE}(?=:)")
# A marker that is not parted from its box, or a box that has no marker.
_GLUED = re.compile(r"(?P<marker>[-*+]?)(?P<box>\[[ xX]?\])(?![(\[:])(?P<gap>[ \t]*)(?=\S)")


def check(subject: Subject) -> Iterator[Finding]:
    if subject.document.only_boxes:
        return
    text = subject.text
    defined = {match[0] for match in _DEFINED.finditer(text)}
    for item in subject.document.items:
        if item.check < 0 and text.startswith("[", item.text_start):
            match = _BOX.match(text, item.text_start, item.text_end)
            if match and match.end() - match.start() <= 12 and match[0].strip() not in defined:
                yield _finding(subject, item.text_start, match.end(), match["mark"], "")
    for block in subject.document.blocks:
        if type(block) is Paragraph:
            if block.end_line > block.line or text[block.start] in "[-*+":
                yield from _without_marker(subject, block.line, block.end_line)
        elif type(block) is ListItem and block.end_line > block.line and block.text_end > block.text_start:
            # The first line begins with a marker of its own; most items have no other.
            lines = subject.document.lines
            first = lines.line_at(block.text_start) + 1
            yield from _without_marker(subject, first, lines.line_at(block.text_end - 1))


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
    fix = Fix(f"Write {quote(wanted)}", (TextEdit(start, end, wanted + behind),))
    message = f"{quote(written)} is not read as a checkbox; write {quote(wanted + ' text')}"
    return Finding(
        start, start + len(written), message, fix, text[start : lines.ends[lines.line_at(start) - 1]].strip()
    )
