"""The spec is approved, and questions in it are not answered.

## What it does
Where the status is Approved, counts the questions without an answer. One that was put off or
handed to somebody is still open.

## Why is this bad
The spec contradicts itself: an answer may change what was approved.

## Example
`**Spec status:** 🟢 Approved` above `1. **Overage**: soft block, or hard block?`

## How to fix
Answer the question, or take the approval back.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import count
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved, contradiction

RULE = Rule(
    code="SP314",
    name="approved-with-open-questions",
    severity=Severity.ERROR,
    about="status",
    summary="The spec is approved with questions that are not answered.",
)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved(subject)
    if status is None:
        return
    left = [(question.text, question.line) for question in subject.contents.questions if question.is_open]
    if left:
        verb = "is" if len(left) == 1 else "are"
        yield from contradiction(status, f"{count(len(left), 'question')} {verb} open", left)
