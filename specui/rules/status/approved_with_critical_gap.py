"""The spec is approved but has an open critical gap.

## What is wrong
The status is Approved, and an open gap has the worst severity of the template.

## Why it matters
The spec contradicts itself: critical means that you must not ship it like this.

## Example
`**Spec status:** 🟢 Approved` above
`| Webhook signature not validated | 🔴 Critical | … |`

## How to fix it
Close the gap, lower its severity and say why, or change the status.

## When to allow it
When someone has accepted the risk. Say who: end the line of the status with
`<!-- specui: allow approved-with-critical-gap: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import format_count
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved_status, report_contradiction

RULE = Rule(
    code="SP312",
    name="approved-with-critical-gap",
    severity=Severity.ERROR,
    about="status",
    summary="The spec is approved but has an open critical gap.",
)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved_status(subject)
    if status is None:
        return
    critical = subject.contents.critical_gaps
    if critical:
        verb = "is" if len(critical) == 1 else "are"
        said = f"{format_count(len(critical), f'{critical[0].severity.casefold()} gap')} {verb} open"
        remedy = "Close it" if len(critical) == 1 else "Close them"
        yield from report_contradiction(status, said, remedy, [(gap.gap, gap.line) for gap in critical])
