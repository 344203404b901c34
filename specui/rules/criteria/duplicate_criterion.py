"""Two acceptance criteria are the same.

## What is wrong
Two top-level criteria of the spec have the same text. Case, bold, code marks and the
final full stop do not count. In a file without a template of its own, only those under
one heading are compared.

## Why it matters
Sooner or later someone ticks only one of the two. Then the spec says that the same
thing is done and not done.

## Example
`- [x] A refund is booked once` under Functional and `- [ ] A refund is booked once`
under Security.

## How to fix it
Delete one of them, or say in each what the other does not.

## When to allow it
When the same sentence must hold in two places, such as per platform. End the line with
`<!-- specui: allow duplicate-criterion: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote
from specui.specs.tasks import group_of

RULE = Rule("SP301", Severity.WARNING, needs_template=False)


def check(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    first: dict[str, int] = {}
    items = subject.contents.criterion_items
    written = [text[item.text_start : item.text_end] for item in items]
    compared = _compared(written)
    if len(set(compared)) == len(compared):
        return
    own_template = subject.template is not None and not subject.template.allows_more
    for item, own, words in zip(items, written, compared, strict=True):
        if len(words) < 8 or words.startswith("["):
            continue
        # A team's own headings may be stages, such as Alpha and Beta, that ask for the same thing; so may two lists.
        group = None if own_template else group_of(subject.spec, item.start)
        place = f"\0{group.start}\0{item.list_id}" if group is not None else ""
        line = first.setdefault(words + place, item.line)
        if line != item.line:
            message = f"Criterion {quote(own)} repeats line {line}; delete one of them"
            yield Finding(item.text_start, item.text_end, message)


def _compared(written: list[str]) -> list[str]:
    """Return the criteria as the rule compares them; in one go if no text spans lines or has double blanks."""
    together = "\n".join(written).replace("*", "").replace("`", "").lower()
    lines = together.split("\n")
    if len(lines) > len(written) or "  " in together or "\r" in together:
        lines = [" ".join(words.replace("*", "").replace("`", "").lower().split()) for words in written]
    return [words.rstrip(".; ") for words in lines]
