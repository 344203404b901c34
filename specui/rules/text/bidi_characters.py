"""Invisible characters that change the order in which text is shown.

## What it does
Finds the characters that override, embed or isolate the direction of writing (U+202A to U+202E,
U+2066 to U+2069). Marks that Hebrew or Arabic text needs (U+200E, U+200F, U+061C) are left alone.

## Why is this bad
What a reviewer reads is not what the file says: `approve` can be shown where `deny` is written.

## Example
A criterion with U+202E RIGHT-TO-LEFT OVERRIDE before an amount.

## How to fix
Delete the characters, and read the line again. The fix is not safe, since the line then shows
in another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.text._characters import each, name_of

RULE = Rule(
    code="SP605",
    name="bidi-characters",
    severity=Severity.WARNING,
    about="text",
    summary="Invisible characters change the order in which text is shown.",
    needs_template=False,
    fixable=True,
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check(subject: Subject) -> Iterator[Finding]:
    places = each(_BIDI, subject.document)
    by_line: dict[int, list[re.Match[str]]] = {}
    for match in places:
        by_line.setdefault(subject.document.lines.line_at(match.start()), []).append(match)
    for found in by_line.values():
        first = found[0]
        message = f"The line is not shown in the order in which it is written: {name_of(first[0])}"
        edits = tuple(TextEdit(match.start(), match.end(), "") for match in found)
        yield Finding(first.start(), found[-1].end(), message, Fix("Delete the character", edits, safe=False))
