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
from specui.rules.phrases import format_count
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved_status, report_contradiction

RULE = Rule(
    code="SP313",
    name="approved-with-missing-tests",
    severity=Severity.ERROR,
    about="status",
    summary="The spec is approved but required tests are missing.",
)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved_status(subject)
    if status is None:
        return
    left = [(test.text, test.line) for test in subject.contents.missing_tests if not test.checked]
    if left:
        verb = "is" if len(left) == 1 else "are"
        said = f"{format_count(len(left), 'required test')} {verb} missing"
        yield from report_contradiction(status, said, "Write it" if len(left) == 1 else "Write them", left)
