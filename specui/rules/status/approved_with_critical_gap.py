"""The spec is approved, and a critical gap is in its table.

## What it does
Where the status is Approved, looks for gaps of the worst severity that the template has.

## Why is this bad
The spec contradicts itself: critical means that it must not go out like this.

## Example
`**Spec status:** 🟢 Approved` above `| Webhook signature not validated | 🔴 Critical | … |`

## How to fix
Close the gap and take its row out, lower its severity with a reason, or take the approval back.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import count
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved, contradiction

RULE = Rule(
    code="SP312",
    name="approved-with-critical-gap",
    severity=Severity.ERROR,
    about="status",
    summary="The spec is approved with a critical gap.",
)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved(subject)
    if status is None:
        return
    critical = subject.contents.critical_gaps
    if critical:
        verb = "is" if len(critical) == 1 else "are"
        said = f"{count(len(critical), f'{critical[0].severity.casefold()} gap')} {verb} open"
        yield from contradiction(status, said, [(gap.gap, gap.line) for gap in critical])
