"""Lines of the file end in different ways.

## What it does
Finds files in which some lines end in CRLF (or CR) and others in LF.

## Why is this bad
Each editor makes them one in its own way; then a change of one word shows as a change of the
whole file, and no merge works.

## Example
A file written on Linux into which a paragraph was pasted on Windows.

## How to fix
Let all lines end as most do. The fix does, and is safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import count, listing
from specui.rules.rule import Rule, Subject

RULE = Rule(
    code="SP603",
    name="mixed-newlines",
    severity=Severity.WARNING,
    about="text",
    summary="Lines of the file end in different ways.",
    needs_template=False,
    fixable=True,
)
_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


def check(subject: Subject) -> Iterator[Finding]:
    source = subject.source
    if not source.mixed:
        return
    text, lines = subject.text, subject.document.lines
    edits = []
    kinds: Counter[str] = Counter()
    for end, following in zip(lines.ends, lines.starts[1:], strict=False):
        newline = text[end:following]
        kinds[newline] += 1
        if newline != source.newline:
            edits.append(TextEdit(end, following, source.newline))
    if not edits:
        return
    others = listing([f"{number} in {_NAMES[k]}" for k, number in kinds.most_common() if k != source.newline])
    message = f"{count(kinds[source.newline], 'line')} end in {_NAMES[source.newline]}, but {others}"
    fix = Fix(f"End all lines in {_NAMES[source.newline]}", tuple(edits))
    yield Finding(edits[0].start, edits[0].end, message, fix, "newlines")
