"""Invisible characters change the order in which text appears.

## What is wrong
The line contains characters that override, embed or isolate the direction of text
(U+202A to U+202E, U+2066 to U+2069). Marks that Hebrew or Arabic text needs (U+200E,
U+200F, U+061C) are fine.

## Why it matters
A reviewer reads something other than the file says: `approve` can appear where the
file has `deny`.

## Example
A criterion with U+202E RIGHT-TO-LEFT OVERRIDE before an amount.

## How to fix it
Delete the characters, then read the line again. The fix is not safe, since the order of
the text on the screen changes.

## When to allow it
When text in two directions needs them. End the line with
`<!-- specui: allow bidi-characters: REASON -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.text._characters import describe_character, find_invisible

RULE = Rule("SP605", Severity.WARNING, needs_template=False, reviewable=True)
_BIDI = lazy_pattern("[\u202a-\u202e\u2066-\u2069]")


def check(subject: Subject) -> Iterator[Finding]:
    places = find_invisible(_BIDI, subject.document)
    by_line: dict[int, list[re.Match[str]]] = {}
    for match in places:
        by_line.setdefault(subject.document.lines.line_at(match.start()), []).append(match)
    for found in by_line.values():
        first = found[0]
        what = "the character" if len(found) == 1 else "the characters"
        message = f"{describe_character(first[0])} changes the order of the text on this line; delete {what}"
        edits = tuple(TextEdit(match.start(), match.end(), "") for match in found)
        yield Finding(first.start(), found[-1].end(), message, Fix(f"Delete {what}", edits, safe=False))
