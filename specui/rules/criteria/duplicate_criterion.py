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
from specui.rules.phrases import quote
from specui.rules.rule import Rule, Subject

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
    items = subject.contents.criterion_items
    written = [text[item.text_start : item.text_end] for item in items]
    compared = _compared(written)
    if len(set(compared)) == len(compared):
        return
    for item, own, words in zip(items, written, compared, strict=True):
        if len(words) < 8 or words.startswith("["):
            continue
        line = first.setdefault(words, item.line)
        if line != item.line:
            message = f"The criterion {quote(own)} stands in line {line} already"
            yield Finding(item.text_start, item.text_end, message)


def _compared(written: list[str]) -> list[str]:
    """Return the criteria as they are compared; all at once where none needs more than that."""
    together = "\n".join(written).replace("*", "").replace("`", "").lower()
    lines = together.split("\n")
    if len(lines) > len(written) or "  " in together or "\r" in together:
        lines = [" ".join(words.replace("*", "").replace("`", "").lower().split()) for words in written]
    return [words.rstrip(".; ") for words in lines]
