"""Everything is done, but the status does not say so.

## What is wrong
Every criterion and every missing test is ticked, no question is open, no gap is
critical, and the status is not Approved. A status that mentions gaps is correct while
any gap is open. The rule ignores deprecated and rejected specs.

## Why it matters
A finished spec stays among the open ones, and people keep asking about it.

## Example
`**Spec status:** 🟡 Draft`, with all criteria ticked and nothing open.

## How to fix it
Get it approved and update the status.

## When to allow it
When approval waits for something outside the spec. End the line of the status with
`<!-- specui: allow status-behind: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import value_range
from specui.rules.rule import Rule, Subject
from specui.specs.approval import APPROVED, CLOSED, approval_means_done, status_field
from specui.specs.choices import plain
from specui.specs.phrases import format_count

RULE = Rule("SP315", Severity.INFO)


def check(subject: Subject) -> Iterator[Finding]:
    status = subject.status
    template = subject.template
    if status is None or template is None or not isinstance(status.value, str):
        return
    value = status.value.casefold()
    if value in APPROVED or value in CLOSED or not approval_means_done(template):
        return
    items = subject.contents.criterion_items
    if not items or any(not item.checked for item in items) or not _rest_is_done(subject, value):
        return
    schema = status_field(template)
    wanted = next((c.word for c in schema.choices if c.word.casefold() in APPROVED), "") if schema else ""
    if not wanted:
        return
    message = (
        f"{status.name} is {status.value}, but everything is done: "
        f"{format_count(len(items), 'criterion', 'criteria')} ticked, nothing open; consider {wanted}"
    )
    yield Finding(*value_range(status), message)


def _rest_is_done(subject: Subject, status: str) -> bool:
    contents = subject.contents
    if any(not box.checked for box in contents.boxes("missing_tests")):
        return False
    if contents.critical_gaps or contents.uncounted:
        return False
    if any(not task.checked for task in (*contents.counted_criteria, *contents.missing_tests)):
        return False
    if any(question.is_open for question in contents.questions):
        return False
    return "gap" not in plain(status).replace("gaps", "gap").split() or not any(
        gap.is_open for gap in contents.gaps
    )
