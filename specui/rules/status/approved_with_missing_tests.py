"""The spec is approved but required tests are missing.

## What is wrong
The status is Approved, and tests under Missing Tests are not ticked.

## Why it matters
The spec contradicts itself: the template calls these tests required for production.

## Example
`**Spec status:** 🟢 Approved` above
`- [ ] Lapse at midnight — validates renewal on the evening before`

## How to fix it
Write the test and tick it, drop it and say why, or change the status.

## When to allow it
When the tests exist elsewhere, such as in another repository. End the line of the
status with `<!-- specui: allow approved-with-missing-tests: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved_status, report_contradiction
from specui.specs.phrases import format_count

RULE = Rule("SP313", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved_status(subject)
    if status is not None:
        left = [(test.text, test.line) for test in subject.contents.missing_tests if not test.checked]
        counted = format_count(len(left), "required test")
        yield from report_contradiction(status, left, counted, "missing", "Write {}")
