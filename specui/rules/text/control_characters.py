"""The file contains control characters.

## What is wrong
The text contains NUL, ESCAPE or another control character that is neither a tab nor a
newline. One finding covers all of them.

## Why it matters
Editors do not show them, and terminals obey them: they move the cursor, hide text or
set the clipboard. Usually they came with text that someone pasted from a terminal.

## Example
`Payment fails with ESC[31mtimeoutESC[0m`, where ESC is the character U+001B.

## How to fix it
Delete them. The fix does so, colour sequences included. It is safe unless there are
characters between U+0080 and U+009F, which can be the rest of a damaged letter.

## When to allow it
When another tool needs them, such as a form feed before each printed page. Put
`<!-- specui: allow control-characters: REASON -->` on a line of its own above the
title.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.text._characters import describe_character, find_invisible
from specui.rules.text._damage import damaged_spans
from specui.specs.phrases import format_count

RULE = Rule("SP604", Severity.WARNING, needs_template=False, fixable=True)
_CONTROL = lazy_pattern("\x1b\\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def check(subject: Subject) -> Iterator[Finding]:
    places = find_invisible(_CONTROL, subject.document)
    if not places:
        return
    damaged = damaged_spans(subject)
    places = [m for m in places if not any(span.start <= m.start() < span.end for span in damaged)]
    if not places:
        return
    lines = subject.document.lines
    touched = sorted({lines.line_at(match.start()) for match in places})
    first = places[0]
    where = (
        f"on line {touched[0]}"
        if len(touched) == 1
        else f"on {len(touched)} lines, first on line {touched[0]}"
    )
    message = f"{format_count(len(places), 'control character')} {where}: {describe_character(first[0][0])}; delete them"
    # A vertical tab or form feed can separate two words; a blank keeps them apart.
    edits = tuple(TextEdit(m.start(), m.end(), " " if m[0] in "\x0b\x0c\x85" else "") for m in places)
    safe = not any(match[0] >= "\x80" for match in places)
    yield Finding(
        first.start(), first.end(), message, Fix("Delete the control characters", edits, safe), "control"
    )
