"""All is done, and the status does not say so.

## What it does
Speaks where every criterion and every missing test is ticked, no question is open and no gap is
critical, and the status is not Approved. A status that names gaps is right as long as there is
any gap. A spec that is deprecated or rejected is left alone.

## Why is this bad
A finished spec stands among the open ones, and is asked about again and again.

## Example
`**Spec status:** 🟡 Draft`, with all criteria ticked and nothing open.

## How to fix
Have it approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import count
from specui.rules.places import value_place
from specui.rules.rule import Rule, Subject
from specui.specs.approval import APPROVED, CLOSED, approval_means_done, status_field
from specui.specs.choices import plain

RULE = Rule(
    code="SP315",
    name="status-behind",
    severity=Severity.INFO,
    about="status",
    summary="All is done, and the status does not say so.",
)


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
    start, end = value_place(status)
    message = (
        f"{status.name} is {status.value}, but all is done: {count(len(items), 'criterion', 'criteria')} ticked, "
        f"nothing open; it could be {wanted}"
    )
    yield Finding(start, end, message)


def _rest_is_done(subject: Subject, status: str) -> bool:
    contents = subject.contents
    if any(not box.checked for box in contents.boxes("missing_tests")):
        return False
    if contents.critical_gaps or contents.uncounted:
        return False
    if any(not task.checked for task in (*contents.criteria, *contents.missing_tests)):
        return False
    if any(question.is_open for question in contents.questions):
        return False
    return "gap" not in plain(status).replace("gaps", "gap").split() or not any(
        gap.is_open for gap in contents.gaps
    )
