"""The spec is approved, and tests that it asks for are missing.

## What it does
Where the status is Approved, counts the tests under Missing Tests that are not ticked.

## Why is this bad
The spec contradicts itself: the template calls these tests required for production.

## Example
`**Spec status:** 🟢 Approved` above `- [ ] Lapse at midnight — validates renewal on the evening before`

## How to fix
Write the test and tick it, drop it with a reason, or take the approval back.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import count
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved, contradiction

RULE = Rule(
    code="SP313",
    name="approved-with-missing-tests",
    severity=Severity.ERROR,
    about="status",
    summary="The spec is approved with tests that are missing.",
)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved(subject)
    if status is None:
        return
    left = [(test.text, test.line) for test in subject.contents.missing_tests if not test.checked]
    if left:
        verb = "is" if len(left) == 1 else "are"
        yield from contradiction(status, f"{count(len(left), 'required test')} {verb} missing", left)
