"""The spec is approved but has open criteria.

## What is wrong
The status is Approved, and criteria are not ticked: nested ones count too, and so do
open checkboxes in sections that the template does not have. A criterion without a
checkbox counts if others of its section, or the template, have checkboxes. The rule reports nothing if the template's approval means that work may begin:
that of a template without gaps and questions, or with a status Rejected.

## Why it matters
The spec contradicts itself: the criteria say what must be true before approval.

## Example
`**Spec status:** 🟢 Approved` above `- [ ] Failed payments are retried three times`

## How to fix it
Tick what is true, or change the status.

## When to allow it
When you approved the spec on purpose before all criteria were met. End the line of the
status with `<!-- specui: allow approved-with-open-criteria: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved_status, report_contradiction
from specui.specs.phrases import format_count
from specui.specs.tasks import Task

RULE = Rule("SP311", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved_status(subject)
    if status is None:
        return
    items = subject.contents.counted_criteria
    left = [(item.text, item.line) for item in items if not item.checked]
    counted = f"{len(left)} of {format_count(len(items), 'criterion', 'criteria')}"
    yield from report_contradiction(status, left, counted, "open", "Tick what is true")
    others = [(task.text, task.line) for task in subject.contents.tasks if _is_elsewhere(subject, task)]
    counted = f"{format_count(len(others), 'checkbox', 'checkboxes')} outside the template's sections"
    yield from report_contradiction(status, others, counted, "open", "Tick what is true")


def _is_elsewhere(subject: Subject, task: Task) -> bool:
    """Return whether a checkbox is open and outside the template's sections, where no count includes it."""
    if task.checked or task.part is not None:
        return False
    section = subject.spec.section_at(task.start)
    return section is None or section.schema is None
