"""Control characters in the text.

## What it does
Finds NUL, ESCAPE and the other control characters that are neither tab nor newline. One finding
tells of all of them.

## Why is this bad
They are invisible in an editor and do things in a terminal: move the cursor, hide text, set the
clipboard. Mostly they came with text that was pasted from one.

## Example
`Payment fails with ESC[31mtimeoutESC[0m`, where ESC is the character U+001B.

## How to fix
Delete them. The fix does, and takes a colour sequence as a whole; it is safe unless there are
characters between U+0080 and U+009F, which may be what is left of a damaged letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import count
from specui.rules.rule import Rule, Subject
from specui.rules.text._characters import each, name_of
from specui.rules.text._damage import damage_of

RULE = Rule(
    code="SP604",
    name="control-characters",
    severity=Severity.WARNING,
    about="text",
    summary="Control characters in the text.",
    needs_template=False,
    fixable=True,
)
_CONTROL = re.compile("\x1b\\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def check(subject: Subject) -> Iterator[Finding]:
    places = each(_CONTROL, subject.document)
    if not places:
        return
    damaged = damage_of(subject)
    places = [m for m in places if not any(span.start <= m.start() < span.end for span in damaged)]
    if not places:
        return
    lines = subject.document.lines
    touched = sorted({lines.line_at(match.start()) for match in places})
    first = places[0]
    where = f"line {touched[0]}" if len(touched) == 1 else f"{len(touched)} lines, first in line {touched[0]}"
    message = f"{count(len(places), 'control character')} in {where}: {name_of(first[0][0])}"
    # A word's two halves stay apart where a vertical tab or form feed parted them.
    edits = tuple(TextEdit(m.start(), m.end(), " " if m[0] in "\x0b\x0c\x85" else "") for m in places)
    safe = not any(match[0] >= "\x80" for match in places)
    yield Finding(first.start(), first.end(), message, Fix("Delete them", edits, safe), "control")
