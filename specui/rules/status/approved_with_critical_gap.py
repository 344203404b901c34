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
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved_status, report_contradiction
from specui.specs.phrases import format_count

RULE = Rule("SP312", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved_status(subject)
    if status is not None and (gaps := subject.contents.critical_gaps):
        places = [(gap.gap, gap.line) for gap in gaps]
        counted = format_count(len(gaps), f"{gaps[0].severity.casefold()} gap")
        yield from report_contradiction(status, places, counted, "open", "Close {}")
