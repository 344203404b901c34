"""An acceptance criterion is there twice.

## What it does
Compares the text of all top-level criteria of the spec, in lower case and without marks.

## Why is this bad
One of the two gets ticked. Then the spec says that the same thing is done and is not done.

## Example
`- [x] A refund is booked once` under Functional and `- [ ] A refund is booked once` under Security.

## How to fix
Delete one of them, or say in each what the other does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.places import criterion_items
from specui.rules.rule import Rule, Subject
from specui.rules.wording import quote

RULE = Rule(
    code="SP301",
    name="duplicate-criterion",
    severity=Severity.WARNING,
    about="criteria",
    summary="An acceptance criterion is there twice.",
)


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    first: dict[str, int] = {}
    for _, item in criterion_items(subject.spec):
        written = text[item.text_start : item.text_end]
        words = written.replace("*", "").replace("`", "").lower().rstrip(".; ")
        if "\n" in words or "\r" in words or "  " in words:
            words = " ".join(words.split())
        if len(words) < 8 or words.startswith("["):
            continue
        line = first.setdefault(words, item.line)
        if line != item.line:
            message = f"The criterion {quote(written)} stands in line {line} already"
            yield Finding(item.text_start, item.text_end, message)
