"""The spec is approved but has open questions.

## What is wrong
The status is Approved, and questions have no answer. A deferred or assigned question is
still open.

## Why it matters
The spec contradicts itself: an answer could change what was approved.

## Example
`**Spec status:** 🟢 Approved` above `1. **Overage**: soft block, or hard block?`

## How to fix it
Answer the question, or change the status.

## When to allow it
When no answer can change the outcome. End the line of the status with
`<!-- specui: allow approved-with-open-questions: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved_status, report_contradiction
from specui.specs.phrases import format_count

RULE = Rule("SP314", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved_status(subject)
    if status is not None:
        left = [(question.text, question.line) for question in subject.contents.questions if question.is_open]
        counted = format_count(len(left), "question")
        yield from report_contradiction(status, left, counted, "open", "Answer {}")
