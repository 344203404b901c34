"""Lines end in different ways.

## What is wrong
Some lines of the file end in CRLF (or CR), others in LF.

## Why it matters
Editors make them all the same, each in its own way. Then a change of one word looks
like a change of the whole file, and merges fail.

## Example
A file from Linux into which someone pasted a paragraph on Windows.

## How to fix it
Let all lines end as most of them do. The fix does so and is safe.

## When to allow it
When another tool needs both endings, such as test data. Put
`<!-- specui: allow mixed-newlines: REASON -->` on a line of its own above the title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import format_count, join_words

RULE = Rule("SP603", Severity.WARNING, needs_template=False, fixable=True)
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
    others = join_words(
        [f"{number} in {_NAMES[k]}" for k, number in kinds.most_common() if k != source.newline]
    )
    style = _NAMES[source.newline]
    verb = "ends" if kinds[source.newline] == 1 else "end"
    message = f"{format_count(kinds[source.newline], 'line')} {verb} in {style}, but {others}; use {style} throughout"
    fix = Fix(f"End all lines in {style}", tuple(edits))
    yield Finding(edits[0].start, edits[0].end, message, fix, "newlines")
